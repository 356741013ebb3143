// What earlier letters of the run said: told, or worked out as it stood then.
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Case;
using sample::day;
using sample::Policy;

class PastLetters : public testing::Test {
 protected:
  PastLetters() {
    policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
    policy.add_case("Review date", "Current letter is ban-1").value = policy.date("6 months after Letter date");
    policy.add_case("Review date", "ban-1 is sent").value = policy.date("6 months after ban-1 date");
    policy.add_rule(policy.gate, "Current letter is ban-1 and any Child has (Child year is before year-7)");
    policy.add_rule(policy.gate, "not (Current letter is ban-1 and any Child has (Child year is before year-7))");
    policy.rules.choices[static_cast<std::size_t>(policy.gate)].guard =
        policy.condition("Current letter is one of ban-1, ban-2");
    policy.add_rule(policy.signatory, "Letter signatory is headteacher");
    policy.add_rule(policy.signatory, "Letter signatory is ceo");
    policy.add_rule(policy.signatory, "");
    policy.add_rule(policy.signatory, "Letter signatory is chair-of-trustees");
    policy.rules.letter_roles = {0, 1, 0, -1};
  }
  Case ban_2_case() {
    Case told(policy);
    told.tell_option("Current letter", "ban-2")
        .tell("Letter date", day("2026-12-01"))
        .tell_option("Letter signatory", "headteacher")
        .sent("ban-1", "2026-11-03")
        .child("Amy", "year-2");
    return told;
  }
  std::string print(const Case& told, std::string_view name) {
    Situation situation(policy.rules, told.record, told.calendar);
    Field field;
    field.symbol = policy.symbol(name);
    const Printed printed = situation.print(field);
    return printed.state == State::known ? printed.text : printed.state == State::none ? "(none)" : "(unknown)";
  }
  Policy policy;
};

TEST_F(PastLetters, AreWorkedOutAsTheyStoodThen) {
  const Case told = ban_2_case();
  EXPECT_EQ(print(told, "ban-1 date"), "3 November 2026");
  EXPECT_EQ(print(told, "ban-1 deadline"), "17 November 2026");
  EXPECT_EQ(print(told, "ban-1 Response deadline"), "17 November 2026");
  EXPECT_EQ(print(told, "Response deadline"), "15 December 2026");
  EXPECT_EQ(print(told, "ban-1 Review date"), "3 May 2027");
  EXPECT_EQ(print(told, "Review date"), "3 May 2027");
  EXPECT_EQ(print(told, "ban-1 signatory"), "CEO");
  EXPECT_EQ(print(told, "Signatory"), "headteacher");
  EXPECT_EQ(print(told, "ban-1 Gate"), "primary");
  EXPECT_EQ(print(told, "Gate"), "none");
}

TEST_F(PastLetters, AreNotSignedByWhoStandsInToday) {
  auto& options = policy.rules.choices[static_cast<std::size_t>(policy.signatory)].options;
  options[1].when = policy.condition("Letter signatory is ceo and Children is at most 1");
  options[3].when = policy.condition("Letter signatory is ceo and Children is at least 2");
  Case told = ban_2_case();
  EXPECT_EQ(print(told, "ban-1 signatory"), "CEO");
  told.child("Ben", "year-5");
  EXPECT_EQ(print(told, "ban-1 signatory"), "(unknown)");
  told.letter("ban-1").choices.emplace_back(policy.signatory, OptionSet{Option{3}});
  EXPECT_EQ(print(told, "ban-1 signatory"), "chair of trustees");
}

TEST_F(PastLetters, WhatIsToldStandsFirst) {
  Case told = ban_2_case();
  PastLetter& ban_1 = told.letter("ban-1");
  ban_1.deadline = Value(day("2026-11-20"));
  ban_1.signatory = Value(Option{3});
  ban_1.choices.emplace_back(policy.gate, OptionSet{Option{1}});
  ban_1.facts.emplace_back(policy.fact("Review date"), Value(day("2027-01-15")));
  EXPECT_EQ(print(told, "ban-1 deadline"), "20 November 2026");
  EXPECT_EQ(print(told, "ban-1 Response deadline"), "20 November 2026");
  EXPECT_EQ(print(told, "ban-1 signatory"), "chair of trustees");
  EXPECT_EQ(print(told, "ban-1 Gate"), "none");
  EXPECT_EQ(print(told, "ban-1 Review date"), "15 January 2027");
}

TEST_F(PastLetters, ColumnsOfTodaysLetterDoNotReachThem) {
  const std::string by_rule = print(ban_2_case(), "ban-1 Review date");
  Case told = ban_2_case();
  told.tell("Review date", day("2027-12-24"));
  told.record.overrides[static_cast<std::size_t>(policy.gate)] = OptionSet{Option{1}};
  EXPECT_EQ(print(told, "Review date"), "24 December 2027");
  EXPECT_EQ(print(told, "ban-1 Review date"), by_rule);
  EXPECT_NE(by_rule, "24 December 2027");
  EXPECT_EQ(print(told, "Gate"), "none");
  EXPECT_EQ(print(told, "ban-1 Gate"), "primary");
}

// ban-2 sets no deadline, so a deadline in its row is the one that ban-1 printed; one before ban-1 is nobody's.
TEST_F(PastLetters, ColumnsOfWhatOnlyTheySetAreTheirs) {
  Case told = ban_2_case();
  told.tell("Response deadline", day("2026-12-24"));
  EXPECT_EQ(print(told, "ban-1 deadline"), "24 December 2026");
  told.tell("Response deadline", day("2026-01-02"));
  EXPECT_EQ(print(told, "ban-1 deadline"), "17 November 2026");
}

TEST_F(PastLetters, NeverSentHaveNothing) {
  const Case told = ban_2_case();
  for (const char* name : {"ban-3 date", "ban-3 deadline", "ban-3 signatory", "ban-3 response date",
                           "ban-3 response channel", "ban-3 Gate", "ban-2 Review date"}) {
    EXPECT_EQ(print(told, name), "(none)") << name;
  }
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("ban-3 Gate is primary")), Truth::no);
  EXPECT_TRUE(situation.missing_for(policy.symbol("ban-3 date")).empty());
}

TEST_F(PastLetters, SentOnADayNobodyTold) {
  Case told(policy);
  told.letter("ban-1").sent = true;
  EXPECT_EQ(print(told, "ban-1 date"), "(unknown)");
  EXPECT_EQ(print(told, "ban-1 deadline"), "(unknown)");
  EXPECT_EQ(print(told, "ban-1 response date"), "(none)");
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("ban-1 is sent and ban-1 date is not known")), Truth::yes);
  const auto missing = situation.missing_for(policy.symbol("ban-1 date"));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(name_of(missing[0], policy.rules.vocabulary), "ban-1 date");
}

TEST_F(PastLetters, ADateAloneMeansSent) {
  Case told(policy);
  told.letter("ban-1").date = Value(day("2026-11-03"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("ban-1 is sent")), Truth::yes);
}

TEST_F(PastLetters, SeeNoLetterThatCameAfterThem) {
  Policy other;
  other.add_case("Review date", "ban-2 is sent").value = other.date("ban-2 date");
  other.add_case("Review date", "ban-1 is sent").value = other.date("ban-1 date");
  other.add_case("Review date", "").value = other.date("Letter date");
  Case told(other);
  told.sent("ban-1", "2026-11-03").sent("ban-2", "2026-12-01").tell("Letter date", day("2027-01-04"));
  Situation situation(other.rules, told.record, told.calendar);
  EXPECT_EQ(situation.value(other.symbol("Review date")), Value(day("2026-12-01")));
  EXPECT_EQ(situation.value(other.symbol("ban-2 Review date")), Value(day("2026-11-03")));  // not itself
  EXPECT_EQ(situation.value(other.symbol("ban-1 Review date")), Value(day("2026-11-03")));  // its own letter date
}

TEST_F(PastLetters, OfOneDateThatAskEachOtherEnd) {
  Policy other;
  other.add_case("Review date", "Current letter is ban-1").value = other.date("1 day after ban-2 Review date");
  other.add_case("Review date", "Current letter is ban-2").value = other.date("1 day after ban-1 Review date");
  Case told(other);
  told.sent("ban-1", "2026-11-03").sent("ban-2", "2026-11-03").tell("Letter date", day("2027-01-04"));
  Situation situation(other.rules, told.record, told.calendar);
  EXPECT_EQ(situation.value(other.symbol("ban-1 Review date")).state(), State::unknown);
  EXPECT_FALSE(situation.missing_for(other.symbol("ban-1 Review date")).empty());
}

TEST_F(PastLetters, KnowWhatWentWithThem) {
  Policy other;
  other.add_case("Gate applies", "").value = other.condition("Companion letters includes ban-1");
  std::vector<int> sets = {other.fact("Gate applies")};
  other.rules.vocabulary.set_sets(0, sets);
  Case told(other);
  told.sent("warning-1", "2026-11-03").sent("ban-1", "2026-11-03");
  Situation together(other.rules, told.record, told.calendar);
  EXPECT_EQ(together.test(other.condition("warning-1 Gate applies is yes")), Truth::yes);
  told.sent("ban-1", "2026-11-04");
  Situation apart(other.rules, told.record, told.calendar);
  EXPECT_EQ(apart.test(other.condition("warning-1 Gate applies is yes")), Truth::no);
}

TEST_F(PastLetters, MissingFactsNameTheLetter) {
  Case told(policy);
  told.tell_option("Current letter", "ban-2").sent("ban-1", "2026-11-03").child("Amy", "");
  Situation situation(policy.rules, told.record, told.calendar);
  const auto missing = situation.missing_for(policy.symbol("ban-1 Gate"));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].item, 0);
  EXPECT_EQ(name_of(missing[0], policy.rules.vocabulary), "Child 1 year");
}

}  // namespace
}  // namespace caseletters::facts
