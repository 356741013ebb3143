#include "facts/prove_goals.h"

#include <gtest/gtest.h>

#include "sample_case.h"

namespace caseletters::facts {
namespace {

using Found = SearchResult::Outcome;

// The search that is led by goals finds a case exactly where trying every case does.
class ProveGoals : public testing::Test {
 protected:
  sample::Policy policy;
  Calendar calendar;
  std::uint64_t lot = 0x2545F4914F6CDD1Du;

  std::size_t below(std::size_t count) {
    lot ^= lot << 13;
    lot ^= lot >> 7;
    lot ^= lot << 17;
    return static_cast<std::size_t>(lot % count);
  }

  // A condition by lot; `depth` brackets inside each other at the most.
  std::string any_condition(int depth) {
    static const std::vector<std::string> tests = {"Title is known",
                                                   "Help offered is yes",
                                                   "Behaviour modified is no",
                                                   "Behaviour modified is known",
                                                   "School phase is primary",
                                                   "School phase is one of infant, secondary",
                                                   "School phase is known",
                                                   "ban-1 is sent",
                                                   "ban-2 is not sent",
                                                   "ban-1 date is before Letter date",
                                                   "ban-1 response date is on or after ban-1 date",
                                                   "ban-1 response date is known",
                                                   "Letter date is after 10 working days after ban-1 date",
                                                   "ban-1 deadline is before Letter date",
                                                   "Gate applies is yes",
                                                   "Gate applies is no",
                                                   "Children is at least 2",
                                                   "any Child has (Child year is at most year-2)",
                                                   "Review date is on or before Letter date"};
    if (depth == 0 || below(3) == 0) {
      const std::string test = tests[below(tests.size())];
      return below(4) == 0 ? "not (" + test + ")" : test;
    }
    const std::string join = below(2) == 0 ? " and " : " or ";
    std::string all = "(";
    const std::size_t parts = 2 + below(2);
    for (std::size_t i = 0; i < parts; ++i) all += (i == 0 ? "" : join) + any_condition(depth - 1);
    return all + ")";
  }

  void compare(const std::vector<std::string>& sources) {
    std::vector<Expression> conditions;
    for (const auto& source : sources) conditions.push_back(policy.condition(source));
    ReachBuilder reach(policy.rules);
    for (const auto& condition : conditions) reach.add(condition);
    const Samples samples(policy.rules, reach.reach(), calendar);
    const int current = policy.rules.vocabulary.well_known().current_letter;
    Record given = Record::for_vocabulary(policy.rules.vocabulary);
    given.facts[static_cast<std::size_t>(current)] = Value(Option{2});
    Search search(policy.rules, calendar, samples, given, {current});
    const auto wanted = [&](Situation& situation) {
      return std::all_of(conditions.begin(), conditions.end(),
                         [&](const Expression& one) { return situation.test(one) == Truth::yes; });
    };
    const SearchResult all = search.run(wanted, {300'000, 0});
    if (all.outcome == Found::too_many) return;
    ++compared_;
    some_ += all.outcome == Found::found ? 1 : 0;
    std::vector<Goal> goals;
    for (const auto& condition : conditions) goals.push_back(goal(condition, true));
    const SearchResult led = solve(search, goals, wanted, {300'000, 0});
    EXPECT_EQ(led.outcome, all.outcome) << testing::PrintToString(sources);
    if (led.outcome != Found::found) return;
    bool holds = false;
    search.show(led.told, [&](Situation& situation) { holds = wanted(situation); });
    EXPECT_TRUE(holds) << testing::PrintToString(sources);
  }
  int compared_ = 0, some_ = 0;
};

TEST_F(ProveGoals, FindsWhatTryingEveryCaseFinds) {
  policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
  policy.add_case("Review date", "ban-1 is sent").value = policy.date("6 months after ban-1 date");
  policy.add_case("Gate applies", "").value =
      policy.condition("ban-1 is sent and (Help offered is yes or Behaviour modified is yes)");
  for (int i = 0; i < 400; ++i) {
    std::vector<std::string> conditions;
    for (std::size_t parts = 1 + below(3); parts > 0; --parts) conditions.push_back(any_condition(2));
    compare(conditions);
  }
  EXPECT_GT(compared_, 300);
  EXPECT_GT(some_, 100);
  EXPECT_GT(compared_ - some_, 10);
}

TEST_F(ProveGoals, WhatHasNothingToDoWithEachOtherIsNotMultiplied) {
  // Each way fails by itself: the ways are added up.
  std::string ways;
  for (const char* letter : {"warning-1", "ban-1", "ban-2"}) {
    ways += (ways.empty() ? "" : " or ") + std::string("(") + letter + " is sent and " + letter +
            " date is after Letter date and " + letter + " date is before Letter date and " + letter +
            " response date is known)";
  }
  const Expression none = policy.condition(ways);
  ReachBuilder reach(policy.rules);
  reach.add(none);
  const Samples samples(policy.rules, reach.reach(), calendar);
  const Record given = Record::for_vocabulary(policy.rules.vocabulary);
  Search search(policy.rules, calendar, samples, given, {});
  const auto wanted = [&](Situation& situation) { return situation.test(none) == Truth::yes; };
  const SearchResult led = solve(search, {goal(none, true)}, wanted, {10'000, 0});
  EXPECT_EQ(led.outcome, Found::none);
  EXPECT_LT(led.tried, 500);
  EXPECT_EQ(solve(search, {goal(none, true)}, wanted, {5, 0}).outcome, Found::too_many);
}

TEST_F(ProveGoals, AConditionAndItsOppositeNeedNoCase) {
  const Expression one = policy.condition("Title is known");
  const Expression other = policy.condition("not (Title is known)");
  ReachBuilder reach(policy.rules);
  reach.add(one);
  const Samples samples(policy.rules, reach.reach(), calendar);
  const Record given = Record::for_vocabulary(policy.rules.vocabulary);
  Search search(policy.rules, calendar, samples, given, {});
  const auto wanted = [](Situation&) { return true; };
  const SearchResult led = solve(search, {goal(one, true), goal(other, true)}, wanted, {});
  EXPECT_EQ(led.outcome, Found::none);
  EXPECT_EQ(led.tried, 0);
}

}  // namespace
}  // namespace caseletters::facts
