// Conditions over a case: three values, each test, quantifiers.
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Case;
using sample::day;
using sample::Policy;

constexpr Truth yes = Truth::yes;
constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;

Truth test(const Policy& policy, const Case& told, std::string_view condition) {
  Situation situation(policy.rules, told.record, told.calendar);
  return situation.test(policy.condition(condition));
}

// A test that comes out as wanted.
std::string leaf(Truth truth) {
  if (truth == unknown) return "Behaviour modified is yes";  // nobody told
  return truth == yes ? "Run is 1" : "Run is 2";
}

TEST(Logic, KleenesTables) {
  Policy policy;
  Case told(policy);
  const Truth all[] = {no, unknown, yes};
  const auto rank = [](Truth truth) { return truth == no ? 0 : truth == unknown ? 1 : 2; };
  for (const Truth a : all) {
    EXPECT_EQ(rank(test(policy, told, "not " + leaf(a))), 2 - rank(a));
    for (const Truth b : all) {
      EXPECT_EQ(rank(test(policy, told, leaf(a) + " and " + leaf(b))), std::min(rank(a), rank(b)));
      EXPECT_EQ(rank(test(policy, told, leaf(a) + " or " + leaf(b))), std::max(rank(a), rank(b)));
      for (const Truth c : all) {
        EXPECT_EQ(rank(test(policy, told, leaf(a) + " and " + leaf(b) + " and " + leaf(c))),
                  std::min({rank(a), rank(b), rank(c)}));
        EXPECT_EQ(rank(test(policy, told, leaf(a) + " or (" + leaf(b) + " and " + leaf(c) + ")")),
                  std::max(rank(a), std::min(rank(b), rank(c))));
      }
    }
  }
}

struct Row {
  const char* condition;
  Truth truth;
};

class ToldCase : public testing::TestWithParam<Row> {};

TEST_P(ToldCase, ComesOut) {
  Policy policy;
  Case told(policy);
  told.tell("Incident date", day("2026-11-03"))
      .tell("Letter date", day("2026-11-10"))
      .tell("Police told", Moment{day("2026-11-03"), TimeOfDay{600}})
      .tell("Last name", std::string("O\xE2\x80\x99"
                                     "Brien"))
      .tell("First name", std::string("o'brien"))
      .tell("Incident summary", std::string("Shouting"))
      .tell_option("School phase", "primary")
      .tell_set("Sections", {"3.1a", "3.2b"})
      .child("Amy", "year-2")
      .child("Ben", "year-7")
      .sent("ban-1", "2026-10-01");
  told.letter("ban-1").response_channel = Value(Option{1});
  EXPECT_EQ(test(policy, told, GetParam().condition), GetParam().truth) << GetParam().condition;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ToldCase,
    testing::Values(
        Row{"Incident date is known", yes}, Row{"Incident date is not known", no},
        Row{"Behaviour modified is known", no}, Row{"Behaviour modified is not known", yes}, Row{"Title is known", no},
        Row{"ban-1 is sent", yes}, Row{"ban-2 is sent", no}, Row{"ban-2 is not sent", yes},
        // numbers; Run falls back on 1
        Row{"Run is 1", yes}, Row{"Run is not 1", no}, Row{"Run is over 1", no}, Row{"Run is at least 1", yes},
        Row{"Run is at most 1", yes}, Row{"Run is under 1", no}, Row{"Run is not under 1", yes},
        // options
        Row{"School phase is primary", yes}, Row{"School phase is not primary", no},
        Row{"School phase is one of infant, primary", yes}, Row{"School phase is not one of infant, nursery", yes},
        Row{"Current letter is ban-1", unknown}, Row{"Current letter is not ban-1", unknown},
        // sets and lists count as numbers
        Row{"Sections includes 3.1a", yes}, Row{"Sections includes 3.1b", no}, Row{"Sections excludes 3.1b", yes},
        Row{"Sections is 2", yes}, Row{"Sections is known", yes}, Row{"Sanctions includes pause", unknown},
        Row{"Sanctions excludes pause", unknown}, Row{"Sanctions is at least 1", unknown},
        Row{"Sanctions is known", no}, Row{"Children is 2", yes}, Row{"Children is over 2", no},
        Row{"Children is known", yes},
        // text, folded
        Row{"Last name is \"O'BRIEN\"", yes}, Row{"Last name is not 'smith'", yes}, Row{"Case ID is '1'", unknown},
        Row{"Last name is the same as First name", yes}, Row{"Last name is the same as Incident summary", no},
        Row{"Last name is not the same as Case ID", unknown},
        // dates
        Row{"Incident date is before Letter date", yes}, Row{"Incident date is after Letter date", no},
        Row{"Incident date is 3 November 2026", yes}, Row{"Incident date is not 2026-11-04", yes},
        Row{"Incident date is on or before 3 November 2026", yes},
        Row{"Incident date is on or after 4 November 2026", no}, Row{"Police told is the same as Police told", yes},
        Row{"Police told is 3 November 2026", yes}, Row{"7 days after Incident date is Letter date", yes},
        Row{"1 week before Letter date is Incident date", yes},
        Row{"start of school year of Incident date is 1 September 2026", yes},
        Row{"Ban decision date is before Letter date", no}, Row{"Ban decision date is not before Letter date", yes},
        Row{"10 days after Ban decision date is after Letter date", no},
        Row{"Ban decision date is the same as Incident date", no}, Row{"Review date is after Letter date", no},
        // yes and no; blank means no
        Row{"Help offered is no", yes}, Row{"Help offered is yes", no}, Row{"Behaviour modified is no", unknown},
        // earlier letters
        Row{"ban-1 date is before Incident date", yes}, Row{"ban-2 date is before Incident date", no},
        Row{"ban-2 date is known", no}, Row{"ban-2 date is not before Incident date", yes},
        Row{"ban-1 response date is known", no}, Row{"ban-1 response date is after ban-1 date", no},
        Row{"ban-1 response channel is e-mail", yes}, Row{"ban-2 Gate is primary", no},
        Row{"ban-2 Gate is not primary", yes},
        // items
        Row{"any Child has (Child year is before year-3)", yes},
        Row{"every Child has (Child year is before year-3)", no}, Row{"no Child has (Child year is before year-3)", no},
        Row{"no Child has (Child year is year-6)", yes}, Row{"any Child has (Child year is at least year-7)", yes},
        Row{"any Child has (Child year is over year-7)", no},
        Row{"every Child has (Child year is on or after year-2)", yes},
        Row{"every Child has (Child relationship is 'parent')", yes},
        Row{"any Child has (Child is 'amy' and Child year is not year-7)", yes},
        Row{"any Child has (every Child has (Child year is year-2))", no},
        Row{"any Child has (any Child has (Child year is year-7) and Child year is year-2)", yes}),
    [](const auto& tested) { return "row_" + std::to_string(tested.index); });

TEST(Quantifiers, OverNothing) {
  Policy policy;
  Case told(policy);
  EXPECT_EQ(test(policy, told, "any Child has (Child year is year-2)"), no);
  EXPECT_EQ(test(policy, told, "every Child has (Child year is year-2)"), yes);
  EXPECT_EQ(test(policy, told, "no Child has (Child year is year-2)"), yes);
  EXPECT_EQ(test(policy, told, "Children is known"), no);
  EXPECT_EQ(test(policy, told, "Children is 0"), yes);
}

TEST(Quantifiers, WithAnUnknownItem) {
  Policy policy;
  Case one_unknown(policy);
  one_unknown.child("Amy", "").child("Ben", "year-7");
  EXPECT_EQ(test(policy, one_unknown, "any Child has (Child year is year-7)"), yes);
  EXPECT_EQ(test(policy, one_unknown, "any Child has (Child year is year-2)"), unknown);
  EXPECT_EQ(test(policy, one_unknown, "every Child has (Child year is year-7)"), unknown);
  EXPECT_EQ(test(policy, one_unknown, "every Child has (Child year is year-2)"), no);
  EXPECT_EQ(test(policy, one_unknown, "no Child has (Child year is year-7)"), no);
  EXPECT_EQ(test(policy, one_unknown, "no Child has (Child year is year-2)"), unknown);
  EXPECT_EQ(test(policy, one_unknown, "any Child has (Child year is not known)"), yes);
}

TEST(States, NothingToHoldMakesPositiveTestsNo) {
  Policy policy;
  Case told(policy);
  told.record.facts[static_cast<std::size_t>(policy.fact("School phase"))] = Value::none();
  told.record.facts[static_cast<std::size_t>(policy.run)] = Value::none();
  told.record.facts[static_cast<std::size_t>(policy.fact("Behaviour modified"))] = Value::none();
  for (const char* condition :
       {"School phase is primary", "Run is 1", "Run is under 5", "Behaviour modified is yes",
        "Behaviour modified is no", "Title is 'Mr'", "Title is the same as Last name", "Sections includes 3.1a"}) {
    EXPECT_EQ(test(policy, told, condition), no) << condition;
  }
  for (const char* condition : {"School phase is not primary", "Run is not under 5", "Title is not 'Mr'",
                                "Sections excludes 3.1a", "Sections is 0", "Title is not known"}) {
    EXPECT_EQ(test(policy, told, condition), yes) << condition;
  }
}

TEST(Today, IsReadOnlyWhereSet) {
  Policy policy;
  Context context = policy.context();
  context.allow_today = true;
  const auto due = parse_condition("today is on or after Letter date", context);
  ASSERT_TRUE(due);
  Case told(policy);
  told.tell("Letter date", day("2026-11-10"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.test(*due), unknown);
  situation.set_today(day("2026-11-09"));
  EXPECT_EQ(situation.test(*due), no);
  situation.set_today(day("2026-11-10"));
  EXPECT_EQ(situation.test(*due), yes);
}

}  // namespace
}  // namespace caseletters::facts
