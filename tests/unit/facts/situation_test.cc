// Facts, choices and words of a case, told and worked out.
#include "facts/situation.h"

#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Case;
using sample::day;
using sample::Policy;
using Outcome = Decision::Outcome;

TEST(Facts, ToldFallbackAndBlank) {
  Policy policy;
  Case told(policy);
  told.tell("Last name", std::string("Smith"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.fact(policy.fact("Last name")), Value(std::string("Smith")));
  EXPECT_EQ(situation.fact(policy.fact("Case ID")).state(), State::unknown);
  EXPECT_EQ(situation.fact(policy.fact("Title")), Value::none());
  EXPECT_EQ(situation.fact(policy.fact("Run")), Value(std::int64_t{1}));
  EXPECT_EQ(situation.fact(policy.fact("Help offered")), Value(false));
  EXPECT_EQ(situation.fact(policy.fact("Child name")).state(), State::unknown);  // no child is meant
  EXPECT_TRUE(situation.asked_facts().empty());
}

TEST(Facts, FieldsAreReadFromTheItemInScope) {
  Policy policy;
  Case told(policy);
  told.child("Amy", "year-2").child("Ben", "");
  Situation situation(policy.rules, told.record, told.calendar);
  Context context = policy.context();
  context.open_lists = {policy.children};
  const Symbol name = *parse_symbol("Child name", context);
  const Symbol year = *parse_symbol("Child year", context);
  const Symbol child = *parse_symbol("Child", context);
  const Symbol relationship = *parse_symbol("Child relationship", context);
  Scope scope;
  scope.places.push_back({policy.children, 1});
  EXPECT_EQ(situation.value(name, scope), Value(std::string("Ben")));
  EXPECT_EQ(situation.value(child, scope), Value(std::string("Ben")));
  EXPECT_EQ(situation.value(year, scope).state(), State::unknown);
  EXPECT_EQ(situation.value(relationship, scope), Value(std::string("parent")));
  scope.places.push_back({policy.children, 0});  // the innermost counts
  EXPECT_EQ(situation.value(name, scope), Value(std::string("Amy")));
  scope.places.push_back({policy.children, 7});
  EXPECT_EQ(situation.value(name, scope).state(), State::unknown);
  EXPECT_EQ(situation.value(policy.symbol("Children")), Value(std::int64_t{2}));
  EXPECT_EQ(situation.item_count(policy.children), 2U);
  Case nobody(policy);
  nobody.tell("Sanctions", OptionSet{});
  Situation empty(policy.rules, nobody.record, nobody.calendar);
  EXPECT_EQ(empty.value(policy.symbol("Children")), Value::none());
  EXPECT_EQ(empty.value(policy.symbol("Sanctions")), Value::none());
}

TEST(DerivedFacts, TheFirstCaseThatHolds) {
  Policy policy;
  policy.add_case("Salutation", "Title is known").text = policy.text("Dear {{Title}} {{Last name}}");
  policy.add_case("Salutation", "First name is known").text = policy.text("Dear {{First name}} {{Last name}}");
  Case told(policy);
  told.tell("First name", std::string("Alex")).tell("Last name", std::string("Smith"));
  const int salutation = policy.fact("Salutation");
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(salutation),
            Value(std::string("Dear Alex Smith")));
  told.tell("Title", std::string("Mx"));
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(salutation), Value(std::string("Dear Mx Smith")));
  Case nobody(policy);
  EXPECT_EQ(Situation(policy.rules, nobody.record, nobody.calendar).fact(salutation), Value::none());
  nobody.tell("Title", std::string("Mx"));  // and no last name
  EXPECT_EQ(Situation(policy.rules, nobody.record, nobody.calendar).fact(salutation).state(), State::unknown);
}

TEST(DerivedFacts, AnUnknownCaseMakesTheFactUnknown) {
  Policy policy;
  policy.add_case("Review date", "Behaviour modified is yes").value = policy.date("Letter date");
  policy.add_case("Review date", "").value = policy.date("Incident date");
  Case told(policy);
  told.tell("Letter date", day("2026-11-10")).tell("Incident date", day("2026-11-03"));
  const int review = policy.fact("Review date");
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(review).state(), State::unknown);
  told.tell("Behaviour modified", false);
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(review), Value(day("2026-11-03")));
}

TEST(DerivedFacts, AColumnWinsAndTheComputedValueStays) {
  Policy policy;
  policy.add_case("Response deadline", "").value = policy.date("10 working days after Letter date");
  policy.add_case("Gate applies", "").value = policy.condition("any Child has (Child year is before year-7)");
  Case told(policy);
  told.tell("Letter date", day("2026-11-03")).tell("Response deadline", day("2026-11-20")).tell("Gate applies", true);
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.fact(policy.fact("Response deadline")), Value(day("2026-11-20")));
  EXPECT_EQ(situation.computed(policy.fact("Response deadline")), Value(day("2026-11-17")));
  // Not overridable: the rule decides.
  EXPECT_EQ(situation.fact(policy.fact("Gate applies")), Value(false));
  EXPECT_EQ(situation.asked_facts(), (std::vector<int>{policy.fact("Response deadline"), policy.fact("Gate applies")}));
}

TEST(DerivedFacts, ConstantsAndNames) {
  Policy policy;
  policy.add_case("Gate applies", "Run is 2").constant = Value(true);
  DerivedCase& line = policy.add_case("Gate applies", "");
  Expression name;
  Node node;
  node.op = Op::symbol;
  node.symbol = policy.symbol("Help offered");
  name.nodes.push_back(node);
  line.value = name;
  Case told(policy);
  told.tell("Help offered", true).tell("Run", std::int64_t{2});
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(policy.fact("Gate applies")), Value(true));
  told.tell("Run", std::int64_t{1}).tell("Help offered", false);
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).fact(policy.fact("Gate applies")), Value(false));
}

TEST(DerivedFacts, ARingIsUnknownAndEnds) {
  Policy policy;
  policy.add_case("Review date", "").value = policy.date("1 day after Response deadline");
  policy.add_case("Response deadline", "").value = policy.date("1 day after Review date");
  policy.add_rule(policy.response, "Response is received");
  Case told(policy);
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.fact(policy.fact("Review date")).state(), State::unknown);
  EXPECT_EQ(situation.choice(policy.response).outcome, Outcome::unknown);
  EXPECT_FALSE(situation.missing_for(policy.symbol("Review date")).empty());
  EXPECT_FALSE(situation.missing_for(policy.symbol("Response")).empty());
  EXPECT_FALSE(find_cycle(policy.rules).empty());
}

class Choices : public testing::Test {
 protected:
  Choices() {
    policy.rules.choices[static_cast<std::size_t>(policy.response)].guard = policy.condition("ban-1 is sent");
    policy.add_rule(policy.response, "ban-1 response date is known");
    policy.add_rule(policy.response, "ban-1 response date is not known and Letter date is after 17 November 2026");
    policy.add_rule(policy.response,
                    "ban-1 response date is not known and Letter date is on or before 20 November 2026");
    policy.add_rule(policy.possible_steps, "Help offered is yes");
    policy.add_rule(policy.possible_steps, "Run is 1");
    policy.add_rule(policy.possible_steps, "");
  }
  Decision decide(const Case& told, int choice) {
    return Situation(policy.rules, told.record, told.calendar).choice(choice);
  }
  Policy policy;
};

TEST_F(Choices, Decided) {
  Case told(policy);
  told.sent("ban-1", "2026-11-03").tell("Letter date", day("2026-11-25"));
  Decision decision = decide(told, policy.response);
  EXPECT_EQ(decision.outcome, Outcome::decided);
  EXPECT_EQ(decision.options, (OptionSet{Option{1}}));
  told.letter("ban-1").response_date = Value(day("2026-11-12"));
  decision = decide(told, policy.response);
  EXPECT_EQ(decision.options, (OptionSet{Option{0}}));
  EXPECT_FALSE(decision.overridden);
}

TEST_F(Choices, OutsideTheGuard) {
  Case told(policy);
  EXPECT_EQ(decide(told, policy.response).outcome, Outcome::outside_guard);
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.value(policy.symbol("Response")), Value::none());
  EXPECT_EQ(situation.test(policy.condition("Response is received")), Truth::no);
}

TEST_F(Choices, Unknown) {
  Case told(policy);
  told.sent("ban-1", "2026-11-03");
  EXPECT_EQ(decide(told, policy.response).outcome, Outcome::unknown);
  policy.rules.choices[static_cast<std::size_t>(policy.response)].guard = policy.condition("Behaviour modified is yes");
  EXPECT_EQ(decide(told, policy.response).outcome, Outcome::unknown);
}

TEST_F(Choices, AnUnknownOptionIsNotCaughtByAnother) {
  policy.rules.choices[static_cast<std::size_t>(policy.response)].options[2].when =
      policy.condition("Behaviour modified is yes");
  Case told(policy);
  told.sent("ban-1", "2026-11-03").tell("Letter date", day("2026-11-25"));
  EXPECT_EQ(decide(told, policy.response).outcome, Outcome::unknown);
  EXPECT_TRUE(decide(told, policy.response).options.empty());
}

TEST_F(Choices, SeveralHold) {
  Case told(policy);
  told.sent("ban-1", "2026-11-03").tell("Letter date", day("2026-11-19"));
  const Decision decision = decide(told, policy.response);
  EXPECT_EQ(decision.outcome, Outcome::several_hold);
  EXPECT_EQ(decision.options, (OptionSet{Option{1}, Option{2}}));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("Response is no-response")), Truth::unknown);
  const auto missing = situation.missing_for(policy.symbol("Response"));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(name_of(missing[0], policy.rules.vocabulary), "Choice: Response");
}

TEST_F(Choices, NoneHolds) {
  policy.rules.choices[static_cast<std::size_t>(policy.response)].options[2].when = policy.condition("Run is 9");
  Case told(policy);
  told.sent("ban-1", "2026-11-03").tell("Letter date", day("2026-11-10"));
  EXPECT_EQ(decide(told, policy.response).outcome, Outcome::none_holds);
}

TEST_F(Choices, OverriddenByAColumn) {
  Case told(policy);
  told.record.overrides[static_cast<std::size_t>(policy.response)] = OptionSet{Option{2}};
  const Decision decision = decide(told, policy.response);
  EXPECT_EQ(decision.outcome, Outcome::decided);
  EXPECT_TRUE(decision.overridden);
  EXPECT_EQ(decision.options, (OptionSet{Option{2}}));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("Response is not-yet")), Truth::yes);
  const auto steps = situation.trace_choice(policy.response);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_NE(steps[0].words.find("not-yet"), std::string::npos);
}

TEST_F(Choices, AnEmptyColumnDecidesNothing) {
  Case told(policy);
  told.sent("ban-1", "2026-11-03").tell("Letter date", day("2026-11-25"));
  told.record.overrides[static_cast<std::size_t>(policy.response)] = OptionSet{};
  const Decision decision = decide(told, policy.response);
  EXPECT_FALSE(decision.overridden);
  EXPECT_EQ(decision.options, (OptionSet{Option{1}}));
}

TEST_F(Choices, PickAny) {
  Case told(policy);
  Decision decision = decide(told, policy.possible_steps);
  EXPECT_EQ(decision.outcome, Outcome::decided);
  EXPECT_EQ(decision.options, (OptionSet{Option{1}}));
  told.tell("Help offered", true);
  EXPECT_EQ(decide(told, policy.possible_steps).options, (OptionSet{Option{0}, Option{1}}));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(policy.condition("Possible steps includes meetings and Possible steps excludes exclusion")),
            Truth::yes);
  EXPECT_EQ(situation.test(policy.condition("Possible steps is 2")), Truth::yes);
  EXPECT_EQ(situation.asked_choices(), (std::vector<int>{policy.possible_steps}));
  told.tell("Run", std::int64_t{2}).tell("Help offered", false);
  EXPECT_EQ(decide(told, policy.possible_steps).outcome, Outcome::decided);  // none of them, and none is asked for
}

TEST(Choosing, PickAnyHoldsAtLeast) {
  Policy plain;
  Policy policy;
  // The same choice with `at-least`, declared beside it.
  ChoiceDecl declared;
  declared.name = "Behaviours";
  declared.domain = policy.sanction;
  declared.any = true;
  declared.at_least = 2;
  const int behaviours = *policy.rules.vocabulary.add_choice(declared);
  policy.rules.choices.push_back({});
  policy.add_rule(behaviours, "Run is at least 1");
  policy.add_rule(behaviours, "Run is at least 2");
  Case told(policy);
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).choice(behaviours).outcome, Outcome::none_holds);
  told.tell("Run", std::int64_t{2});
  EXPECT_EQ(Situation(policy.rules, told.record, told.calendar).choice(behaviours).outcome, Outcome::decided);
}

TEST(Printing, FieldsOfACase) {
  Policy policy;
  Case told(policy);
  told.tell("Incident date", day("2026-11-03"))
      .tell_set("Sections", {"3.1a", "3.1c", "3.2b"})
      .child("Amy", "")
      .child("Ben", "")
      .child("Cy", "");
  Domain labels;
  labels.options = {{"3.1a", "one", "", {}}};
  Situation situation(policy.rules, told.record, told.calendar);
  const auto print = [&](const char* source) {
    const auto field = parse_field(source, policy.context());
    EXPECT_TRUE(field) << source;
    const Printed printed = situation.print(*field);
    return printed.state == State::known ? printed.text : printed.state == State::none ? "(none)" : "(unknown)";
  };
  EXPECT_EQ(print("Incident date | weekday"), "Tuesday 3 November 2026");
  EXPECT_EQ(print("Sections"), "3.1 a and c, and 3.2 b");
  EXPECT_EQ(print("Sections | count"), "3");
  EXPECT_EQ(print("Children"), "Amy, Ben and Cy");
  EXPECT_EQ(print("Children | count"), "3");
  EXPECT_EQ(print("Children | lines"), "Amy\nBen\nCy");
  EXPECT_EQ(print("Title"), "(none)");
  EXPECT_EQ(print("Title | optional"), "(none)");
  EXPECT_EQ(print("Last name"), "(unknown)");
  EXPECT_EQ(print("Last name | optional"), "(none)");   // a blank cell may be blank
  EXPECT_EQ(print("Salutation | optional"), "(none)");  // no case holds
  EXPECT_EQ(print("Sanctions"), "(unknown)");
  EXPECT_EQ(print("ban-1 date"), "(none)");
  EXPECT_EQ(print("Companion letters | count"), "0");
  told.record.labels[static_cast<std::size_t>(policy.section)] = &labels;
  EXPECT_EQ(print("Sections"), "one, 3.1 c and 3.2 b");
  told.record.lists[static_cast<std::size_t>(policy.children)].emplace_back();
  EXPECT_EQ(print("Children"), "(unknown)");
}

TEST(Printing, OptionalWordsTakeOneSpaceWithThem) {
  Policy policy;
  Case told(policy);
  told.tell("Last name", std::string("Smith"));
  Situation situation(policy.rules, told.record, told.calendar);
  const auto print = [&](const char* source) { return situation.print(policy.text(source)).text; };
  EXPECT_EQ(print("Dear {{Title | optional}} {{Last name}}"), "Dear Smith");
  EXPECT_EQ(print("{{Title | optional}} {{Last name}}"), "Smith");
  EXPECT_EQ(print("{{Last name}} {{Title | optional}}"), "Smith");
  EXPECT_EQ(print("Dear {{Title | optional}}, {{Last name}}"), "Dear, Smith");
  EXPECT_EQ(print("{{Title | optional}} {{First name | optional}} {{Last name}}"), "Smith");
  EXPECT_EQ(situation.print(policy.text("Dear {{Title}}")).state, State::none);
  EXPECT_EQ(situation.print(policy.text("Dear {{Case ID}}")).state, State::unknown);
  EXPECT_EQ(situation.print(policy.text("Dear {{Title}} {{Case ID}}")).state, State::unknown);
}

}  // namespace
}  // namespace caseletters::facts
