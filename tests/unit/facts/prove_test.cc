#include "facts/prove.h"

#include <gtest/gtest.h>

#include "facts/prove_words.h"
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using Outcome = Decision::Outcome;
using Found = SearchResult::Outcome;

// One choice of the sample policy, with rules of the test's own, asked in ban-2.
class Prove : public testing::Test {
 protected:
  sample::Policy policy;
  Calendar calendar;
  SearchLimits limits;
  SearchResult result;

  void rules(int choice, const std::string& guard, const std::vector<std::string>& options) {
    if (!guard.empty()) policy.rules.choices[static_cast<std::size_t>(choice)].guard = policy.condition(guard);
    for (const std::string& option : options) policy.add_rule(choice, option);
  }

  // What goes wrong with a choice, in words; empty where nothing does.
  std::string look(int choice, Outcome outcome) {
    ReachBuilder reach(policy.rules);
    reach.add_choice(choice);
    const Samples samples(policy.rules, reach.reach(), calendar);
    const int current = policy.rules.vocabulary.well_known().current_letter;
    Record given = Record::for_vocabulary(policy.rules.vocabulary);
    given.facts[static_cast<std::size_t>(current)] = Value(Option{2});
    Search search(policy.rules, calendar, samples, given, {current});
    const auto wanted = [&](Situation& situation) { return situation.choice(choice).outcome == outcome; };
    result = search.run(wanted, limits);
    if (result.outcome != Found::found) return {};
    const std::string words =
        describe(policy.rules, reach.reach(), search, result.told, search.needed(result.told, wanted));
    return words.empty() ? "always" : words;
  }
  std::string none(int choice) { return look(choice, Outcome::none_holds); }
  std::string several(int choice) { return look(choice, Outcome::several_hold); }
};

TEST_F(Prove, AWholeResponseIsProved) {
  rules(policy.response, "",
        {"ban-1 response date is known", "ban-1 response date is not known and Letter date is after ban-1 deadline",
         "ban-1 response date is not known and Letter date is on or before ban-1 deadline"});
  policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
  // Before ban-1 there is no deadline to compare with.
  EXPECT_EQ(none(policy.response), "ban-1 not sent");
  rules(policy.response, "ban-1 is sent", {});
  EXPECT_EQ(none(policy.response), "");
  EXPECT_EQ(result.outcome, Found::none);
  EXPECT_EQ(several(policy.response), "");
  EXPECT_EQ(result.outcome, Found::none);
  EXPECT_GT(result.tried, 10);
}

TEST_F(Prove, AGapOnTheDayOfTheDeadline) {
  rules(policy.response, "ban-1 is sent",
        {"ban-1 response date is known", "ban-1 response date is not known and Letter date is after ban-1 deadline",
         "ban-1 response date is not known and Letter date is before ban-1 deadline"});
  policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
  EXPECT_EQ(none(policy.response), "ban-1 response date blank and Letter date on ban-1 deadline");
  EXPECT_EQ(several(policy.response), "");
}

TEST_F(Prove, AnOverlapOnTheDayOfTheDeadline) {
  rules(
      policy.response, "ban-1 is sent",
      {"ban-1 response date is known", "ban-1 response date is not known and Letter date is on or after ban-1 deadline",
       "ban-1 response date is not known and Letter date is on or before ban-1 deadline"});
  policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
  EXPECT_EQ(none(policy.response), "");
  EXPECT_EQ(several(policy.response), "ban-1 response date blank and Letter date on ban-1 deadline");
}

TEST_F(Prove, AThresholdOneWorkingDayOff) {
  // Between the tenth working day and the eleventh lies nothing, unless the tenth is a Friday.
  rules(policy.gate, "ban-1 is sent",
        {"Letter date is on or before 10 working days after ban-1 date",
         "Letter date is on or after 11 working days after ban-1 date"});
  EXPECT_EQ(none(policy.gate), "Letter date the day after 10 working days after ban-1 date");
}

TEST_F(Prove, AnOptionThatNoRuleNames) {
  rules(policy.gate, "School phase is known", {"School phase is one of infant, primary", "School phase is secondary"});
  EXPECT_EQ(none(policy.gate), "School phase nursery");
  EXPECT_EQ(several(policy.gate), "");
}

TEST_F(Prove, AnUnknownOptionRefusesAndIsNoGap) {
  rules(policy.gate, "", {"School phase is one of nursery, infant, primary", "School phase is secondary"});
  EXPECT_EQ(none(policy.gate), "");
  EXPECT_EQ(result.outcome, Found::none);
}

TEST_F(Prove, WhatIsBlankIsTold) {
  rules(policy.gate, "", {"Title is known", "Title is \"Dr\""});
  EXPECT_EQ(none(policy.gate), "Title blank");
  EXPECT_EQ(several(policy.gate), "Title “dr”");
}

TEST_F(Prove, YearsInTheirOrder) {
  rules(policy.gate, "Children is at least 1",
        {"any Child has (Child year is at most year-2)", "every Child has (Child year is over year-3)"});
  EXPECT_EQ(none(policy.gate), "1 Child and Child 1 year year-3");
  EXPECT_EQ(several(policy.gate), "");
}

TEST_F(Prove, ASecondChildMakesItTwo) {
  rules(policy.gate, "", {"any Child has (Child year is at most year-2)", "any Child has (Child year is over year-2)"});
  EXPECT_EQ(several(policy.gate), "2 Children, Child 1 year nursery and Child 2 year year-3");
  EXPECT_EQ(none(policy.gate), "no Children");
}

TEST_F(Prove, AnyWithTooFew) {
  auto& words = policy.rules.vocabulary;
  ChoiceDecl steps;
  steps.name = "Steps taken";
  steps.domain = policy.sanction;
  steps.any = true;
  steps.at_least = 1;
  const int choice = *words.add_choice(steps);
  policy.rules.choices.push_back({});
  rules(choice, "", {"Sanctions includes pause", "Sanctions includes meetings", ""});
  EXPECT_EQ(none(choice), "Sanctions exclusion");
}

TEST_F(Prove, ALargeSetIsTriedInPairs) {
  rules(policy.gate, "Sections is known",
        {"Sections includes 3.1a and Sections includes 3.2b",
         "Sections excludes 3.1a or Sections excludes 3.2b or Sections includes 3.1c or Sections includes 3.1d or "
         "Sections includes 3.1b or Sections includes 3.2a"});
  EXPECT_EQ(several(policy.gate), "all of Sections");
}

TEST_F(Prove, NumbersAtTheirThreshold) {
  rules(policy.gate, "", {"Run is under 3", "Run is over 3"});
  EXPECT_EQ(none(policy.gate), "Run 3");
}

TEST_F(Prove, WhatAnEarlierLetterChose) {
  rules(policy.gate, "", {"ban-1 Gate is primary", "ban-1 is not sent"});
  EXPECT_EQ(none(policy.gate), "ban-1 sent and ban-1 Gate none");
}

TEST_F(Prove, LettersInEveryOrder) {
  rules(policy.gate, "ban-1 is sent and ban-2 is sent",
        {"ban-1 date is before ban-2 date", "ban-1 date is after ban-2 date"});
  EXPECT_EQ(none(policy.gate), "ban-1 date on ban-2 date");
}

TEST_F(Prove, ADayBetweenTwoOthers) {
  rules(policy.gate, "Ban decision date is known and ban-1 is sent",
        {"Ban decision date is on or before ban-1 date or Ban decision date is on or after Letter date",
         "Ban decision date is after ban-1 date and Ban decision date is before 1 day before Letter date"});
  EXPECT_EQ(none(policy.gate),
            "Ban decision date 1 day before Letter date and Ban decision date the day after ban-1 date");
}

TEST_F(Prove, ADerivedFactIsFollowed) {
  policy.add_case("Gate applies", "").value = policy.condition("School phase is primary or Title is known");
  rules(policy.gate, "School phase is known", {"Gate applies is yes and Title is known", "Gate applies is no"});
  EXPECT_EQ(none(policy.gate), "School phase primary and Title blank");
}

TEST_F(Prove, TooManyIsSaidAndCounted) {
  limits = {50, 400};
  rules(policy.gate, "",
        {"Run is at most 30 and Title is known and Help offered is yes and School phase is known and "
         "Behaviour modified is yes and Letter date is known and Incident date is after Letter date",
         "not (Run is at most 30 and Title is known and Help offered is yes and School phase is known and "
         "Behaviour modified is yes and Letter date is known and Incident date is after Letter date)"});
  EXPECT_EQ(none(policy.gate), "");
  EXPECT_EQ(result.outcome, result.tried < 50 ? Found::none : Found::too_many);
  limits = {3, 400};
  EXPECT_EQ(none(policy.gate), "");
  EXPECT_EQ(result.outcome, Found::too_many);
  EXPECT_GE(result.combinations, 3);
  EXPECT_EQ(result.tried, 403);
}

TEST_F(Prove, BeyondTheBudgetCasesAreDrawnAllTheSame) {
  limits = {3, 2'000};
  rules(policy.gate, "", {"School phase is not secondary or Help offered is no or Run is 1 or Title is known", ""});
  EXPECT_EQ(none(policy.gate), "School phase secondary, Help offered yes, Run 0 and Title blank");
}

TEST_F(Prove, WhatIsNeverReadIsNotTried) {
  rules(policy.gate, "Help offered is yes", {"Help offered is yes", "Help offered is no and Title is \"Dr\""});
  EXPECT_EQ(none(policy.gate), "");
  EXPECT_LE(result.tried, 4);
}

TEST_F(Prove, TheSameEveryTime) {
  rules(policy.gate, "ban-1 is sent", {"Letter date is before ban-1 date", "Letter date is after ban-1 date"});
  const std::string first = none(policy.gate);
  const auto tried = result.tried;
  EXPECT_EQ(none(policy.gate), first);
  EXPECT_EQ(result.tried, tried);
  EXPECT_EQ(first, "Letter date on ban-1 date");
}

TEST_F(Prove, WhetherTheLetterAtHandWasAsked) {
  rules(policy.gate, "", {"Help offered is yes", "Help offered is no"});
  EXPECT_EQ(none(policy.gate), "");
  EXPECT_FALSE(result.read_given);
  rules(policy.response, "Current letter is ban-2", {"Help offered is yes", "Help offered is no"});
  EXPECT_EQ(none(policy.response), "");
  EXPECT_TRUE(result.read_given);
}

}  // namespace
}  // namespace caseletters::facts
