// What a clerk must fill, and what explanations say.
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Case;
using sample::day;
using sample::Policy;

std::vector<std::string> missing(const Policy& policy, const Case& told, std::string_view condition) {
  Situation situation(policy.rules, told.record, told.calendar);
  std::vector<std::string> names;
  for (const MissingFact& fact : situation.missing_for(policy.condition(condition))) {
    names.push_back(name_of(fact, policy.rules.vocabulary));
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(Missing, OnlyWhatMadeItUnknown) {
  Policy policy;
  Case told(policy);
  EXPECT_EQ(missing(policy, told, "Run is 1"), Names{});
  EXPECT_EQ(missing(policy, told, "Behaviour modified is yes"), Names{"Behaviour modified"});
  EXPECT_EQ(missing(policy, told, "Behaviour modified is yes and Run is 1"), Names{"Behaviour modified"});
  EXPECT_EQ(missing(policy, told, "Behaviour modified is yes and Run is 2"), Names{});  // it is no, whatever
  EXPECT_EQ(missing(policy, told, "Behaviour modified is yes or Run is 1"), Names{});
  EXPECT_EQ(missing(policy, told, "not (Behaviour modified is yes or Incident date is before Letter date)"),
            (Names{"Behaviour modified", "Incident date", "Letter date"}));
  EXPECT_EQ(missing(policy, told, "(Behaviour modified is yes and Run is 2) or Last name is 'x'"), Names{"Last name"});
  EXPECT_EQ(missing(policy, told, "10 days after Incident date is after start of school year of Incident date"),
            Names{"Incident date"});
  EXPECT_EQ(missing(policy, told, "Last name is the same as First name"), (Names{"Last name", "First name"}));
  EXPECT_EQ(missing(policy, told, "Title is 'Mr' and Last name is 'x'"), Names{});
}

TEST(Missing, FieldsOfItems) {
  Policy policy;
  Case told(policy);
  told.child("Amy", "year-7").child("Ben", "").child("", "");
  EXPECT_EQ(missing(policy, told, "any Child has (Child year is year-2)"), (Names{"Child 2 year", "Child 3 year"}));
  EXPECT_EQ(missing(policy, told, "any Child has (Child year is year-7)"), Names{});
  EXPECT_EQ(missing(policy, told, "no Child has (Child is 'x')"), Names{"Child 3 name"});
  Situation situation(policy.rules, told.record, told.calendar);
  const auto names = situation.missing_for(policy.symbol("Children"));
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].item, 2);
}

TEST(Missing, DownThroughTheRules) {
  Policy policy;
  policy.add_case("Gate applies", "").value = policy.condition("any Child has (Child year is before year-7)");
  policy.add_case("Salutation", "Run is 1").text =
      policy.text("Dear {{Title | optional}} {{First name}} {{Last name}}");
  policy.add_case("Review date", "Gate applies is yes").value = policy.date("Incident date");
  policy.add_rule(policy.response, "Review date is before Letter date");
  policy.add_rule(policy.response, "Gate applies is no");
  Case told(policy);
  told.child("Amy", "");
  EXPECT_EQ(missing(policy, told, "Gate applies is yes"), Names{"Child 1 year"});
  EXPECT_EQ(missing(policy, told, "Salutation is 'x'"), (Names{"First name", "Last name"}));
  EXPECT_EQ(missing(policy, told, "Review date is before Letter date"), (Names{"Child 1 year", "Letter date"}));
  EXPECT_EQ(missing(policy, told, "Response is received"), (Names{"Child 1 year", "Letter date"}));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.missing_for(policy.symbol("Response")).size(), 2U);
  EXPECT_EQ(situation.missing_for(policy.text("{{Last name}} {{Title}}")).size(), 1U);
  EXPECT_TRUE(situation.missing_for(policy.symbol("Run")).empty());
}

TEST(Missing, ManyPathsToOneFactTakeNoTime) {
  Policy policy;
  // Each of thirty derived facts reads the next one twice: 2^30 paths to the last.
  Vocabulary& words = policy.rules.vocabulary;
  std::string next = "Behaviour modified";
  for (int i = 0; i < 30; ++i) {
    FactDecl fact;
    fact.name = "Step " + std::to_string(i);
    fact.type = Type{Kind::yes_no, -1};
    fact.origin = Origin::derived;
    const int index = *words.add_fact(fact);
    policy.rules.derived_of_fact.resize(static_cast<std::size_t>(index) + 1, -1);
    policy.rules.derived_of_fact.back() = static_cast<int>(policy.rules.derived.size());
    policy.rules.derived.push_back({index, {}});
    policy.add_case(fact.name, "").value =
        policy.condition(next + " is yes and (" + next + " is no or " + next + " is yes)");
    next = fact.name;
  }
  Case told(policy);
  EXPECT_EQ(missing(policy, told, next + " is yes"), Names{"Behaviour modified"});
}

TEST(Trace, EachLeafWithItsOutcome) {
  Policy policy;
  Case told(policy);
  told.tell("Incident date", day("2026-11-03")).tell("Letter date", day("2026-11-10"));
  Situation situation(policy.rules, told.record, told.calendar);
  const auto steps =
      situation.trace(policy.condition("Incident date is before Letter date and (not Run is 2 or Behaviour modified is "
                                       "yes) and no Child has (Child year is known)"));
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[0].words, "incident date is before letter date");
  EXPECT_EQ(steps[0].truth, Truth::yes);
  EXPECT_EQ(steps[0].read.size(), 2U);
  EXPECT_EQ(steps[1].words, "run is 2");
  EXPECT_EQ(steps[1].truth, Truth::no);
  EXPECT_EQ(steps[2].truth, Truth::unknown);
  EXPECT_EQ(steps[3].words, "no child has (child year is known)");
  EXPECT_EQ(steps[3].truth, Truth::yes);
  EXPECT_EQ(policy.rules.vocabulary.name_of(steps[3].read[1]), "Child year");
}

TEST(Trace, AChoiceNamesItsGuardAndTheRuleThatHeld) {
  Policy policy;
  policy.rules.choices[static_cast<std::size_t>(policy.response)].guard = policy.condition("ban-1 is sent");
  policy.add_rule(policy.response, "ban-1 response date is known");
  policy.add_rule(policy.response, "ban-1 response date is not known and Run is 1");
  policy.add_rule(policy.response, "Run is 2");
  Case told(policy);
  told.sent("ban-1", "2026-11-03");
  Situation situation(policy.rules, told.record, told.calendar);
  const auto steps = situation.trace_choice(policy.response);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].words, "ban-1 is sent");
  EXPECT_EQ(steps[0].option, -1);
  EXPECT_EQ(steps[1].words, "ban-1 response date is not known");
  EXPECT_EQ(steps[1].truth, Truth::yes);
  EXPECT_EQ(steps[1].option, 1);
  EXPECT_EQ(steps[2].option, 1);
  Case unsent(policy);
  Situation outside(policy.rules, unsent.record, unsent.calendar);
  ASSERT_EQ(outside.trace_choice(policy.response).size(), 1U);
  EXPECT_EQ(outside.trace_choice(policy.response)[0].truth, Truth::no);
}

}  // namespace
}  // namespace caseletters::facts
