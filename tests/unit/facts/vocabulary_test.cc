#include "facts/vocabulary.h"

#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Policy;

FactDecl fact_called(std::string name) {
  FactDecl fact;
  fact.name = std::move(name);
  return fact;
}

LetterDecl letter_called(std::string id) {
  LetterDecl letter;
  letter.id = id;
  letter.title = "The letter " + id;
  return letter;
}

struct NameCase {
  const char* title;
  const char* name;
  const char* code;  // empty: accepted
};

class FactNames : public testing::TestWithParam<NameCase> {};

TEST_P(FactNames, AreCheckedWhenDeclared) {
  Vocabulary vocabulary;
  ASSERT_TRUE(vocabulary.add_letter(letter_called("ban-1")));
  ASSERT_TRUE(vocabulary.add_letter(letter_called("closing")));
  ASSERT_TRUE(vocabulary.add_fact(fact_called("Incident date")));
  const auto made = vocabulary.add_fact(fact_called(GetParam().name));
  EXPECT_EQ(made ? "" : made.error().code, GetParam().code) << GetParam().name;
  if (!made) {
    EXPECT_FALSE(made.error().message.empty());
    EXPECT_FALSE(made.error().hint.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, FactNames,
    testing::Values(
        NameCase{"plain", "Incident summary", ""}, NameCase{"hyphen_and_apostrophe", "Parents' e-mail", ""},
        NameCase{"notes_is_not_note", "Notes", ""}, NameCase{"letter_as_a_first_word", "Letter date", ""},
        NameCase{"no_as_a_first_word", "No talk reason", ""}, NameCase{"inside_a_word", "Island", ""},
        NameCase{"hyphened_reserved", "Follow-up-after", ""}, NameCase{"is", "What is asked", "name-reserved"},
        NameCase{"not", "Not told", "name-reserved"}, NameCase{"and", "Date and place", "name-reserved"},
        NameCase{"or", "Date or place", "name-reserved"}, NameCase{"known", "Last known address", "name-reserved"},
        NameCase{"sent", "Sent on", "name-reserved"}, NameCase{"includes", "It includes", "name-reserved"},
        NameCase{"excludes", "It excludes", "name-reserved"}, NameCase{"before", "Week before", "name-reserved"},
        NameCase{"after", "Day After", "name-reserved"}, NameCase{"over", "Over limit", "name-reserved"},
        NameCase{"under", "Under limit", "name-reserved"}, NameCase{"today", "Today", "name-reserved"},
        NameCase{"keyword_if", "If told", "name-reserved"}, NameCase{"keyword_else", "Else", "name-reserved"},
        NameCase{"keyword_end", "End date", "name-reserved"}, NameCase{"keyword_choose", "Choose", "name-reserved"},
        NameCase{"keyword_when", "When told", "name-reserved"},
        NameCase{"keyword_otherwise", "Otherwise named", "name-reserved"},
        NameCase{"keyword_any", "Any witness", "name-reserved"}, NameCase{"keyword_for", "For whom", "name-reserved"},
        NameCase{"keyword_note", "NOTE to head", "name-reserved"},
        NameCase{"letter_id_and_space", "ban-1 reason", "name-reserved"},
        NameCase{"letter_id_folded", "Closing  Date", "name-reserved"}, NameCase{"comma", "Name, first", "bad-name"},
        NameCase{"bracket", "Name (first)", "bad-name"}, NameCase{"bar", "Name | first", "bad-name"},
        NameCase{"empty", "  ", "bad-name"}, NameCase{"signs_only", "--", "bad-name"},
        NameCase{"not_utf8", "Caf\xE9", "bad-name"}, NameCase{"taken", "incident DATE", "name-taken"},
        NameCase{"taken_underscore", "Incident_date", "name-taken"},
        NameCase{"taken_by_a_letter", "Closing", "name-taken"}),
    [](const auto& tested) { return tested.param.title; });

TEST(LetterNames, AreCheckedAgainstWhatWasDeclaredBefore) {
  Vocabulary vocabulary;
  ASSERT_TRUE(vocabulary.add_fact(fact_called("Warning text")));
  const auto made = vocabulary.add_letter(letter_called("warning"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "name-reserved");
  EXPECT_NE(made.error().message.find("Warning text"), std::string::npos);
  EXPECT_TRUE(vocabulary.add_letter(letter_called("warning-1")));
}

TEST(LetterNames, AreOneWordAndHaveTitlesOfTheirOwn) {
  Vocabulary vocabulary;
  const auto spaced = vocabulary.add_letter(letter_called("ban one"));
  ASSERT_FALSE(spaced);
  EXPECT_EQ(spaced.error().code, "bad-name");
  LetterDecl first = letter_called("ban-1");
  LetterDecl second = letter_called("ban-2");
  first.title = second.title = "Ban";
  ASSERT_TRUE(vocabulary.add_letter(first));
  const auto twice = vocabulary.add_letter(second);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "word-twice");
  EXPECT_EQ(vocabulary.letters().size(), 1U);
  EXPECT_EQ(vocabulary.domains()[Vocabulary::letters_domain].options.size(), 1U);
}

TEST(Domains, RefuseTwoOptionsOfOneWord) {
  Domain domain = sample::options_of("Phase", {"primary", "secondary"});
  domain.options[1].words = {"Primary!"};
  Vocabulary vocabulary;
  const auto made = vocabulary.add_domain(domain);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "word-twice");
  EXPECT_NE(made.error().message.find("secondary"), std::string::npos);
}

TEST(Domains, RefuseIdsThatConditionsCannotHold) {
  for (const char* id : {"", "two words", "a,b", "known", "sent", "before"}) {
    Vocabulary vocabulary;
    EXPECT_FALSE(vocabulary.add_domain(sample::options_of("Odd", {id}))) << id;
  }
  // Options stand where no mark begins: the field's own words "end", "other" and "none" are theirs.
  for (const char* id : {"none", "e-mail", "3.1a", "year-3", "social-media", "can-be-raised", "not-confirmed", "end"}) {
    Vocabulary vocabulary;
    EXPECT_TRUE(vocabulary.add_domain(sample::options_of("Plain", {id}))) << id;
  }
}

TEST(Domains, FindOptionsByIdLabelAndCellWord) {
  Policy policy;
  const Domain& sections = policy.rules.vocabulary.domains()[static_cast<std::size_t>(policy.section)];
  const Domain& years = policy.rules.vocabulary.domains()[static_cast<std::size_t>(policy.year)];
  EXPECT_EQ(sections.find("3.1 a"), Option{0});
  EXPECT_EQ(sections.find("3.2(B)"), Option{5});
  EXPECT_EQ(sections.find("a"), std::nullopt);
  EXPECT_EQ(years.find("r"), Option{1});
  EXPECT_EQ(years.find("Year 3"), Option{4});
  EXPECT_EQ(years.find(""), std::nullopt);
  EXPECT_EQ(years.find_id("year-3"), Option{4});
  EXPECT_EQ(years.find_id("year 3"), std::nullopt);
  Domain loose = sample::options_of("Loose", {"one", "two"});
  loose.options[0].words = loose.options[1].words = {"both"};
  EXPECT_EQ(loose.find("TWO"), Option{1});
  EXPECT_EQ(loose.find("both"), std::nullopt);
  loose.index();
  EXPECT_EQ(loose.find("TWO"), Option{1});
  EXPECT_EQ(loose.find("both"), std::nullopt);
}

TEST(Names, TheLongestDeclaredRunOfWordsIsTaken) {
  Policy policy;
  const Vocabulary& vocabulary = policy.rules.vocabulary;
  const auto name_at = [&](std::string_view folded) {
    std::size_t length = 0;
    const auto symbol = vocabulary.longest(folded, length);
    return symbol ? vocabulary.name_of(*symbol) + "/" + std::string(folded.substr(0, length)) : std::string();
  };
  EXPECT_EQ(name_at("incident date is known"), "Incident date/incident date");
  EXPECT_EQ(name_at("child year is known"), "Child year/child year");
  EXPECT_EQ(name_at("child has (x)"), "Child/child");
  EXPECT_EQ(name_at("ban-1 response date is known"), "ban-1 response date/ban-1 response date");
  EXPECT_EQ(name_at("ban-1 response is received"), "ban-1 Response/ban-1 response");
  EXPECT_EQ(name_at("ban-1 is sent"), "ban-1/ban-1");
  EXPECT_EQ(name_at("run)"), "Run/run");
  EXPECT_EQ(name_at("runs"), "");
  EXPECT_EQ(name_at(""), "");
  EXPECT_EQ(name_at("ban-1 child name"), "ban-1/ban-1");
}

TEST(Names, PastFieldsHaveTypesOfTheirOwn) {
  Policy policy;
  const Vocabulary& vocabulary = policy.rules.vocabulary;
  EXPECT_EQ(vocabulary.find("ban-1 Date")->type, (Type{Kind::date, -1}));
  EXPECT_EQ(vocabulary.find("ban-1 deadline")->past, PastField::deadline);
  EXPECT_EQ(vocabulary.find("ban-1 signatory")->type, (Type{Kind::option, Vocabulary::roles_domain}));
  EXPECT_EQ(vocabulary.find("ban-1 response channel")->type, (Type{Kind::option, Vocabulary::channels_domain}));
  EXPECT_EQ(vocabulary.find("ban-1 Gate")->past, PastField::choice);
  EXPECT_EQ(vocabulary.find("ban-1 Possible steps")->type.kind, Kind::set);
  EXPECT_EQ(vocabulary.find("ban-1 Review date")->past, PastField::fact);
  EXPECT_EQ(vocabulary.find("ban-9 date"), std::nullopt);
  EXPECT_EQ(vocabulary.find("ban-1 Children"), std::nullopt);
  for (const char* name : {"ban-1 response date", "ban-1 Gate", "ban-1 Review date", "Children", "Child", "Response"}) {
    EXPECT_EQ(vocabulary.name_of(*vocabulary.find(name)), name);
  }
}

TEST(Names, TheNearestIsOffered) {
  Policy policy;
  EXPECT_EQ(policy.rules.vocabulary.nearest_name("Incidnet date"), "Incident date");
  EXPECT_EQ(policy.rules.vocabulary.nearest_name("ban-1 dedline"), "ban-1 deadline");
  EXPECT_EQ(policy.rules.vocabulary.nearest_name("zzzzzzzzzz"), "");
}

TEST(Names, TheEngineKnowsItsOwn) {
  Policy policy;
  const auto& known = policy.rules.vocabulary.well_known();
  EXPECT_EQ(known.letter_date, policy.fact("Letter date"));
  EXPECT_EQ(known.current_letter, policy.fact("Current letter"));
  EXPECT_EQ(known.response_deadline, policy.fact("Response deadline"));
  EXPECT_EQ(known.signatory_choice, policy.signatory);
  EXPECT_EQ(known.signatory_post, -1);
}

}  // namespace
}  // namespace caseletters::facts
