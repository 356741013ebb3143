// Date arithmetic of a case: letters.md, 11, and reviews that do not drift.
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Case;
using sample::day;
using sample::Policy;

struct Sum {
  const char* letter_date;
  const char* expression;
  const char* result;
};

class Sums : public testing::TestWithParam<Sum> {};

TEST_P(Sums, ComeToADay) {
  Policy policy;
  Case told(policy);
  told.tell("Letter date", day(GetParam().letter_date));
  Situation situation(policy.rules, told.record, told.calendar);
  const Value value = situation.date(policy.date(GetParam().expression));
  ASSERT_TRUE(value.known());
  EXPECT_EQ(to_iso(value.as<Date>()), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(Table, Sums,
                         testing::Values(Sum{"2026-11-03", "10 working days after Letter date", "2026-11-17"},
                                         Sum{"2026-11-07", "10 working days after Letter date", "2026-11-20"},
                                         Sum{"2026-12-14", "10 working days after Letter date", "2026-12-30"},
                                         Sum{"2026-12-18", "10 working days after Letter date", "2027-01-06"},
                                         Sum{"2027-03-19", "10 working days after Letter date", "2027-04-06"},
                                         Sum{"2026-11-17", "10 working days before Letter date", "2026-11-03"},
                                         Sum{"2026-08-31", "6 months after Letter date", "2027-02-28"},
                                         Sum{"2026-08-31", "12 months after Letter date", "2027-08-31"},
                                         Sum{"2028-02-29", "1 year after Letter date", "2029-02-28"},
                                         Sum{"2026-11-03", "1 week before Letter date", "2026-10-27"},
                                         Sum{"2026-11-03", "0 days after Letter date", "2026-11-03"},
                                         Sum{"2026-11-03", "2 days after 1 month after Letter date", "2026-12-05"},
                                         Sum{"2026-11-03", "start of school year of Letter date", "2026-09-01"},
                                         Sum{"2026-08-31", "start of school year of Letter date", "2025-09-01"},
                                         Sum{"2026-11-03", "1 day before start of school year of 1 September 2026",
                                             "2026-08-31"}),
                         [](const auto& tested) { return "row_" + std::to_string(tested.index); });

TEST(Dates, OutsideTheCalendarAreUnknown) {
  Policy policy;
  Case told(policy);
  told.tell("Letter date", day("2190-01-01"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.date(policy.date("20 years after Letter date")).state(), State::unknown);
  EXPECT_EQ(situation.date(policy.date("200 years after 200 years after Letter date")).state(), State::unknown);
  EXPECT_EQ(situation.date(policy.date("1 day after Incident date")).state(), State::unknown);
  EXPECT_EQ(situation.date(policy.date("1 day after Ban decision date")), Value::none());
}

class Reviews : public testing::Test {
 protected:
  Reviews() {
    policy.rules.reviews.push_back({"ban", 6, Unit::months, policy.date("ban-1 date"), "ban-3"});
    DerivedCase& line = policy.add_case("Review date", "");
    line.value = policy.date("Letter date");
    line.review = 0;
  }
  std::string review(const char* anchor, const char* letter_date,
                     const std::vector<std::pair<int, Unit>>* periods = nullptr) {
    Case told(policy);
    told.sent("ban-1", anchor).tell("Letter date", day(letter_date));
    told.record.review_periods = periods;
    Situation situation(policy.rules, told.record, told.calendar);
    const Value& value = situation.fact(policy.fact("Review date"));
    return value.known() ? to_iso(value.as<Date>()) : "";
  }
  Policy policy;
};

TEST_F(Reviews, CountFromTheAnchorWithoutDrift) {
  EXPECT_EQ(review("2026-08-31", "2026-09-20"), "2027-02-28");
  EXPECT_EQ(review("2026-08-31", "2027-02-27"), "2027-02-28");
  EXPECT_EQ(review("2026-08-31", "2027-02-28"), "2027-08-31");  // strictly after
  EXPECT_EQ(review("2026-08-31", "2027-08-31"), "2028-02-29");
  EXPECT_EQ(review("2026-08-31", "2028-02-29"), "2028-08-31");
  EXPECT_EQ(review("2026-08-31", "2020-01-01"), "2027-02-28");  // the first comes after one period
}

TEST_F(Reviews, TakeASchoolsOwnPeriod) {
  const std::vector<std::pair<int, Unit>> terms = {{12, Unit::weeks}};
  EXPECT_EQ(review("2026-11-03", "2026-11-03", &terms), "2027-01-26");
  const std::vector<std::pair<int, Unit>> years = {{1, Unit::years}};
  EXPECT_EQ(review("2028-02-29", "2031-03-01", &years), "2032-02-29");
  const std::vector<std::pair<int, Unit>> working = {{10, Unit::working_days}};
  EXPECT_EQ(review("2026-11-03", "2026-11-17", &working), "2026-12-01");
  const std::vector<std::pair<int, Unit>> unset = {{0, Unit::days}};
  EXPECT_EQ(review("2026-08-31", "2026-09-20", &unset), "2027-02-28");
}

TEST_F(Reviews, NeedTheirAnchor) {
  Case told(policy);
  told.tell("Letter date", day("2026-11-03"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.fact(policy.fact("Review date")), Value::none());
  told.letter("ban-1").sent = true;
  Situation sent_some_day(policy.rules, told.record, told.calendar);
  EXPECT_EQ(sent_some_day.fact(policy.fact("Review date")).state(), State::unknown);
  const auto missing = sent_some_day.missing_for(policy.symbol("Review date"));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(name_of(missing[0], policy.rules.vocabulary), "ban-1 date");
}

TEST_F(Reviews, AreExplained) {
  Case told(policy);
  told.sent("ban-1", "2026-08-31").tell("Letter date", day("2026-09-20"));
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.explain_date(policy.fact("Review date")),
            "first review after 20 September 2026, every 6 months from 31 August 2026 = 28 February 2027");
  EXPECT_EQ(situation.explain_date(policy.fact("Last name")), "");
}

TEST(Explained, SumsInWords) {
  Policy policy;
  Case told(policy);
  told.tell("Letter date", day("2026-12-14"));
  Situation situation(policy.rules, told.record, told.calendar);
  const auto explain = [&](const char* source) { return situation.explain_date(policy.date(source)); };
  EXPECT_EQ(explain("10 working days after 3 November 2026"),
            "3 November 2026 + 10 working days = 17 November 2026; no bank holidays between");
  EXPECT_EQ(explain("10 working days after Letter date"),
            "14 December 2026 + 10 working days = 30 December 2026; bank holidays between: 25 December 2026 and 28 "
            "December 2026");
  EXPECT_EQ(explain("5 working days before 4 January 2027"),
            "4 January 2027 − 5 working days = 23 December 2026; bank holidays between: 25 December 2026, 28 December "
            "2026 and "
            "1 January 2027");
  EXPECT_EQ(explain("6 months after 31 August 2026"), "31 August 2026 + 6 months = 28 February 2027");
  EXPECT_EQ(explain("1 day after 1 month after Letter date"),
            "14 December 2026 + 1 month = 14 January 2027; 14 January 2027 + 1 day = 15 January 2027");
  EXPECT_EQ(explain("start of school year of Letter date"),
            "start of the school year of 14 December 2026 = 1 September 2026");
  EXPECT_EQ(explain("Letter date"), "14 December 2026");
  EXPECT_EQ(explain("10 working days after Incident date"), "Incident date + 10 working days");
}

}  // namespace
}  // namespace caseletters::facts
