#include "register/register_history.h"

#include <gmock/gmock.h>

#include "register/recipient.h"
#include "register/value_text.h"
#include "register_fixture.h"

namespace caseletters::history {
namespace {

using facts::Value;
using testing::ElementsAre;
using testing::IsEmpty;

Value day(const char* iso) {
  return Value{*Date::from_iso(iso)};
}

class RegisterHistoryTest : public RegisterFixture {
 protected:
  void SetUp() override {
    RegisterFixture::SetUp();
    ban_1_ = vocabulary_.add_letter({"ban-1", "Ban", {}}).value();
    ban_2_ = vocabulary_.add_letter({"ban-2", "Confirmed", {}}).value();
    run_ = declare("Run", {facts::Kind::number, -1});
    deadline_ = declare("Response deadline", {facts::Kind::date, -1}, facts::Origin::derived);
    const int words = vocabulary_.add_domain(words_of("Ban decision", {"ban", "confirm"})).value();
    decision_ = declare("Ban decision", {facts::Kind::option, words});
    decision_date_ = declare("Ban decision date", {facts::Kind::date, -1});
    const int gate = vocabulary_.add_domain(words_of("Gate", {"primary", "none"})).value();
    gate_ = vocabulary_.add_choice({"Gate", gate}).value();
    record_ = facts::Record::for_vocabulary(vocabulary_);
  }

  int declare(const std::string& name, facts::Type type, facts::Origin origin = facts::Origin::workbook) {
    facts::FactDecl fact;
    fact.name = name;
    fact.type = type;
    fact.origin = origin;
    return vocabulary_.add_fact(std::move(fact)).value();
  }

  [[nodiscard]] static facts::Domain words_of(const std::string& name, const std::vector<std::string>& ids) {
    facts::Domain domain;
    domain.name = name;
    for (const auto& id : ids) domain.options.push_back({id, "", "", {}});
    return domain;
  }

  // ban-1 of 3 November 2026 for case A, as the program would have entered it.
  [[nodiscard]] static Entry first_ban() {
    Entry made = entry("A", "ban-1", "2026-11-03");
    made.choices = pack(std::vector<Chosen>{{"Gate", {"primary"}, "rule 12"}});
    made.facts = pack(std::vector<NamedText>{{"Response deadline", "2026-11-17"}});
    made.decisions = pack(std::vector<UsedDecision>{{"Ban decision", "ban", ""}});
    return made;
  }

  void issue(std::vector<Entry> entries) { ASSERT_TRUE(open()->append(std::move(entries))); }

  [[nodiscard]] Diagnostics recall(std::int64_t before = 0) {
    const RegisterHistory history{vocabulary_, std::make_shared<const Ledger>(load()), stands_};
    return history.recall_before("a", record_, before);
  }

  [[nodiscard]] facts::PastLetter& ban() { return record_.letters[static_cast<std::size_t>(ban_1_)]; }
  [[nodiscard]] Value& fact(int index) { return record_.facts[static_cast<std::size_t>(index)]; }

  // An entry as if its letter had been written to this person.
  [[nodiscard]] Entry written_to(Entry made, const std::vector<NamedText>& person) {
    const auto key = open()->key();
    made.key_id = key.id;
    made.facts_hmac = hash_facts(key, "all that was read", person);
    return made;
  }

  facts::Vocabulary vocabulary_;
  facts::Record record_;
  std::vector<Stand> stands_;
  int ban_1_ = -1, ban_2_ = -1, run_ = -1, deadline_ = -1, decision_ = -1, decision_date_ = -1, gate_ = -1;
};

TEST_F(RegisterHistoryTest, TellsWhatTheLetterSetAndChose) {
  issue({first_ban()});
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(ban().sent);
  EXPECT_EQ(ban().date, day("2026-11-03"));
  EXPECT_EQ(ban().deadline, day("2026-11-17"));
  EXPECT_EQ(ban().signatory, Value{facts::Option{0}});
  ASSERT_EQ(ban().choices.size(), 1u);
  EXPECT_EQ(ban().choices[0], (std::pair<int, facts::OptionSet>{gate_, {facts::Option{0}}}));
  EXPECT_FALSE(record_.letters[static_cast<std::size_t>(ban_2_)].sent);
}

TEST_F(RegisterHistoryTest, ColumnsThatAgreeAreQuiet) {
  issue({first_ban()});
  ban().date = day("2026-11-03");
  ban().deadline = day("2026-11-17");
  ban().response_date = day("2026-11-10");
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_EQ(ban().response_date, day("2026-11-10"));
}

TEST_F(RegisterHistoryTest, ColumnsThatDifferAreAContradiction) {
  const std::vector<std::pair<std::string, void (*)(facts::PastLetter&)>> columns = {
      {"ban-1 date", [](facts::PastLetter& told) { told.date = day("2026-11-04"); }},
      {"ban-1 date", [](facts::PastLetter& told) { told.date = day("2026-10-04"); }},
      {"ban-1 deadline", [](facts::PastLetter& told) { told.deadline = day("2026-11-24"); }},
      {"ban-1 signatory", [](facts::PastLetter& told) { told.signatory = Value{facts::Option{1}}; }},
      {"ban-1 Gate",
       [](facts::PastLetter& told) {
         told.choices = {{0, {facts::Option{1}}}};
       }},
  };
  issue({first_ban()});
  for (const auto& [name, tell] : columns) {
    SCOPED_TRACE(name);
    record_ = facts::Record::for_vocabulary(vocabulary_);
    tell(ban());
    const auto problems = recall();
    ASSERT_EQ(codes(problems), std::vector<std::string>{"history-contradiction"});
    EXPECT_EQ(problems[0].fact, name);
  }
}

TEST_F(RegisterHistoryTest, AColumnForTheLetterBeforeIsNoContradiction) {
  auto second = first_ban();
  second.earlier = "2025-01-10";
  issue({second});
  ban().date = day("2025-01-10");
  ban().response_date = day("2025-01-15");
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"stale-response"});
  EXPECT_EQ(ban().date, day("2026-11-03"));
  EXPECT_FALSE(ban().response_date.known());
}

TEST_F(RegisterHistoryTest, AnEarlierRunIsOver) {
  issue({first_ban()});
  fact(run_) = Value{std::int64_t{2}};
  ban().date = day("2026-11-03");
  ban().response_date = day("2026-11-10");
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"stale-response"});
  EXPECT_FALSE(ban().sent);
  EXPECT_FALSE(ban().date.known());
}

TEST_F(RegisterHistoryTest, WhatStandsGoesOnIntoTheNextRun) {
  stands_ = {{true, {{"ban-2", ""}}, false}, {}};
  issue({first_ban()});
  fact(run_) = Value{std::int64_t{2}};
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_EQ(ban().date, day("2026-11-03"));
}

TEST_F(RegisterHistoryTest, WhatWasEndedInTheRunBeforeDoesNot) {
  stands_ = {{true, {{"ban-2", ""}}, false}, {}};
  issue({first_ban(), entry("A", "ban-2", "2026-11-20")});
  fact(run_) = Value{std::int64_t{2}};
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_FALSE(ban().sent);
}

TEST_F(RegisterHistoryTest, AReviewThatContinuesEndsNothing) {
  stands_ = {{true, {{"ban-2", "It ends"}}, true}, {}};
  for (const std::string said : {"no", "yes"}) {
    SCOPED_TRACE(said);
    auto review = entry("A", "ban-2", said == "no" ? "2026-11-20" : "2027-05-03");
    review.facts = pack(std::vector<NamedText>{{"It ends", said}});
    issue(said == "no" ? std::vector<Entry>{first_ban(), review} : std::vector<Entry>{review});
    record_ = facts::Record::for_vocabulary(vocabulary_);
    fact(run_) = Value{std::int64_t{2}};
    EXPECT_THAT(recall(), IsEmpty());
    EXPECT_EQ(ban().sent, said == "no");
  }
}

TEST_F(RegisterHistoryTest, WhatNothingEndsStandsForGood) {
  stands_ = {{true, {}, false}, {}};
  issue({first_ban(), entry("A", "ban-2", "2026-11-20")});
  fact(run_) = Value{std::int64_t{2}};
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(ban().sent);
}

TEST_F(RegisterHistoryTest, TheIncidentOfAnEarlierRunIsOver) {
  const int incident = declare("Incident date", {facts::Kind::date, -1});
  record_ = facts::Record::for_vocabulary(vocabulary_);
  auto bound = first_ban();
  bound.incident = "2026-11-02";
  issue({bound});
  fact(incident) = day("2026-11-02");
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(fact(incident).known());
  fact(run_) = Value{std::int64_t{2}};
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"stale-incident"});
  EXPECT_FALSE(fact(incident).known());
}

TEST_F(RegisterHistoryTest, AnotherPersonUnderTheSameCaseIsRefused) {
  const int last = declare("Last name", {facts::Kind::text, -1}), home = declare("Address", {facts::Kind::text, -1});
  const int reason = declare("Override reason", {facts::Kind::text, -1});
  record_ = facts::Record::for_vocabulary(vocabulary_);
  issue({written_to(first_ban(), {{"Last name", "reed"}, {"Address", "1millroad"}})});
  fact(last) = Value{std::string{"REED"}};
  fact(home) = Value{std::string{"1, Mill Road"}};
  EXPECT_THAT(recall(), IsEmpty());
  fact(home) = Value{std::string{"2 Mill Road"}};
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"other-address"});
  fact(last) = Value{std::string{"Hall"}};
  const auto refused = recall();
  EXPECT_EQ(codes(refused), std::vector<std::string>{"other-person"});
  EXPECT_TRUE(has_errors(refused));
  EXPECT_THAT(to_text(refused.front()),
              testing::Not(testing::AnyOf(testing::HasSubstr("Hall"), testing::HasSubstr("Mill"))));
  fact(reason) = Value{std::string{"name changed"}};
  EXPECT_FALSE(has_errors(recall()));
}

// The workbook goes on saying what was withdrawn: once the register knows it, a later issue is not meant, whatever its
// date.
TEST_F(RegisterHistoryTest, AWithdrawalTakesBackOneIssue) {
  issue({first_ban()});
  const auto taken = [this](const char* iso) {
    const Ledger ledger = load();
    const auto* line = taken_back(ledger.of_case("A"), "ban-1", *Date::from_iso(iso));
    return line == nullptr ? std::int64_t{0} : line->entry.number;
  };
  EXPECT_EQ(taken("2026-11-02"), 0);
  EXPECT_EQ(taken("2026-11-10"), 1);
  Entry withdrawal = entry("A", "ban-1", "2026-11-10");
  withdrawal.event = "withdrawn";
  withdrawal.refers_to = "1";
  issue({withdrawal});
  EXPECT_EQ(taken("2026-11-10"), 0);
  issue({first_ban()});
  EXPECT_EQ(taken("2026-11-10"), 0);
  EXPECT_EQ(taken("2026-11-12"), 3);
}

TEST_F(RegisterHistoryTest, TheLatestIssueCounts) {
  auto again = first_ban();
  again.letter_date = "2027-02-01";
  again.facts = pack(std::vector<NamedText>{{"Response deadline", "2027-02-15"}});
  issue({first_ban(), again});
  ban().date = day("2026-11-03");
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_EQ(ban().date, day("2027-02-01"));
  EXPECT_EQ(ban().deadline, day("2027-02-15"));
}

TEST_F(RegisterHistoryTest, WhatWasReplacedOrWithdrawnDoesNotCount) {
  auto anew = first_ban();
  anew.letter_date = "2026-11-05";
  anew.refers_to = "1";
  issue({first_ban(), anew});
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_EQ(ban().date, day("2026-11-05"));
  Entry withdrawal = entry("A", "ban-1", "2026-11-06");
  withdrawal.event = "withdrawn";
  withdrawal.refers_to = "2";
  issue({withdrawal});
  record_ = facts::Record::for_vocabulary(vocabulary_);
  ban().date = day("2026-11-05");
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"history-contradiction"});
}

TEST_F(RegisterHistoryTest, BeforeAnEntryItIsNotThere) {
  issue({first_ban()});
  EXPECT_THAT(recall(1), IsEmpty());
  EXPECT_FALSE(ban().sent);
}

TEST_F(RegisterHistoryTest, ADecisionCountsOnce) {
  issue({first_ban()});
  fact(decision_) = Value{facts::Option{0}};
  EXPECT_EQ(codes(recall()), std::vector<std::string>{"stale-decision"});
  EXPECT_FALSE(fact(decision_).known());
}

TEST_F(RegisterHistoryTest, ANewDecisionCounts) {
  issue({first_ban()});
  fact(decision_) = Value{facts::Option{0}};
  fact(decision_date_) = day("2027-01-10");
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(fact(decision_).known());
  fact(decision_) = Value{facts::Option{1}};
  fact(decision_date_) = Value{};
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(fact(decision_).known());
}

// What was decided in between shows that the same word, undated again, is another decision.
TEST_F(RegisterHistoryTest, TheSameWordAfterAnotherDecisionIsNew) {
  auto confirmed = entry("A", "ban-2", "2026-11-20");
  confirmed.decisions = pack(std::vector<UsedDecision>{{"Ban decision", "confirm", ""}});
  issue({first_ban(), confirmed});
  fact(decision_) = Value{facts::Option{0}};
  EXPECT_THAT(recall(), IsEmpty());
  EXPECT_TRUE(fact(decision_).known());
}

TEST(PackedText, ComesBackAsItWas) {
  Entry made;
  made.facts =
      pack(std::vector<NamedText>{{"School address", "1 Road\nTown\tshire\\x"}, {"Review date", "2027-05-03"}});
  EXPECT_EQ(facts_of(made),
            (std::vector<NamedText>{{"School address", "1 Road\nTown\tshire\\x"}, {"Review date", "2027-05-03"}}));
  made.choices = pack(std::vector<Chosen>{{"Sanctions", {"pause", "meetings"}, "rule 3 4"}, {"Gate", {}, "column"}});
  EXPECT_EQ(choices_of(made),
            (std::vector<Chosen>{{"Sanctions", {"pause", "meetings"}, "rule 3 4"}, {"Gate", {}, "column"}}));
  made.files = "a.docx\na.odt";
  made.output_sha256 = "1\n2";
  EXPECT_EQ(files_of(made), (std::vector<NamedText>{{"a.docx", "1"}, {"a.odt", "2"}}));
}

TEST(ValueText, ComesBackAsItWas) {
  const facts::Vocabulary vocabulary;
  const facts::Type role{facts::Kind::option, facts::Vocabulary::roles_domain};
  const facts::Type roles{facts::Kind::set, facts::Vocabulary::roles_domain};
  const std::vector<std::pair<facts::Type, Value>> values = {
      {{facts::Kind::text, -1}, Value{std::string{"a, b"}}},
      {{facts::Kind::date, -1}, day("2028-02-29")},
      {{facts::Kind::time, -1}, Value{TimeOfDay{545}}},
      {{facts::Kind::moment, -1}, Value{facts::Moment{*Date::from_iso("2026-11-03"), TimeOfDay{1439}}}},
      {{facts::Kind::number, -1}, Value{std::int64_t{-12}}},
      {{facts::Kind::yes_no, -1}, Value{true}},
      {role, Value{facts::Option{2}}},
      {roles, Value{facts::OptionSet{facts::Option{0}, facts::Option{3}}}},
  };
  for (const auto& [type, value] : values) {
    const std::string text = to_text(value, type, vocabulary);
    EXPECT_EQ(to_value(text, type, vocabulary), value) << text;
  }
  EXPECT_EQ(to_text(Value{}, role, vocabulary), "");
  for (const std::string wrong : {"", "nobody", "headteacher,ceo"}) EXPECT_FALSE(to_value(wrong, role, vocabulary));
  EXPECT_FALSE(to_value("2026-02-30", {facts::Kind::date, -1}, vocabulary));
  EXPECT_FALSE(to_value("twelve", {facts::Kind::number, -1}, vocabulary));
}

}  // namespace
}  // namespace caseletters::history
