#include "base/date.h"

#include <gtest/gtest.h>

#include "base/calendar.h"

namespace caseletters {
namespace {

Date day(std::string_view iso) {
  return Date::from_iso(iso).value();
}

TEST(Date, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(Date::from_ymd(2026, 2, 29));
  EXPECT_TRUE(Date::from_ymd(2028, 2, 29));
  EXPECT_FALSE(Date::from_ymd(2026, 13, 1));
  EXPECT_FALSE(Date::from_ymd(2026, 0, 1));
  EXPECT_FALSE(Date::from_ymd(1899, 12, 31));
  EXPECT_FALSE(Date::from_iso("2026-11-3"));
  EXPECT_FALSE(Date::from_iso("2026-11-31"));
  EXPECT_FALSE(Date::from_iso("20x6-11-03"));
}

TEST(Date, MonthsAreCountedFromTheAnchor) {
  EXPECT_EQ(to_iso(day("2026-08-31").plus_months(6)), "2027-02-28");
  EXPECT_EQ(to_iso(day("2026-08-31").plus_months(12)), "2027-08-31");
  EXPECT_EQ(to_iso(day("2027-08-31").plus_months(6)), "2028-02-29");
  EXPECT_EQ(to_iso(day("2028-02-29").plus_months(12)), "2029-02-28");
  EXPECT_EQ(to_iso(day("2026-11-03").plus_months(2)), "2027-01-03");
  EXPECT_EQ(to_iso(day("2026-01-31").plus_months(-2)), "2025-11-30");
}

TEST(Date, SchoolYearBeginsOnTheFirstOfSeptember) {
  EXPECT_EQ(to_iso(day("2026-08-31").school_year_start()), "2025-09-01");
  EXPECT_EQ(to_iso(day("2026-09-01").school_year_start()), "2026-09-01");
  EXPECT_EQ(to_iso(day("2027-01-15").school_year_start()), "2026-09-01");
}

TEST(Date, PrintsAsLettersPrintIt) {
  EXPECT_EQ(to_long(day("2026-11-03")), "3 November 2026");
  EXPECT_EQ(to_weekday(day("2026-11-03")), "Tuesday 3 November 2026");
  EXPECT_EQ(to_short(day("2026-11-03")), "03/11/2026");
  EXPECT_EQ(to_month_year(day("2026-11-03")), "November 2026");
}

TEST(Date, KnowsMonthsByNameAndAbbreviation) {
  EXPECT_EQ(month_number("november"), 11u);
  EXPECT_EQ(month_number("Nov."), 11u);
  EXPECT_EQ(month_number("SEPT"), 9u);
  EXPECT_EQ(month_number("May"), 5u);
  EXPECT_EQ(month_number("Ma"), 0u);
  EXPECT_EQ(month_number("Novembre"), 0u);
}

TEST(TimeOfDay, PrintsAsLettersPrintIt) {
  EXPECT_EQ(to_clock(TimeOfDay{9 * 60 + 30}), "9:30am");
  EXPECT_EQ(to_clock(TimeOfDay{15 * 60}), "3pm");
  EXPECT_EQ(to_clock(TimeOfDay{12 * 60}), "midday");
  EXPECT_EQ(to_clock(TimeOfDay{0}), "midnight");
  EXPECT_EQ(to_clock(TimeOfDay{12 * 60 + 5}), "12:05pm");
  EXPECT_EQ(to_clock(TimeOfDay{5}), "12:05am");
  EXPECT_EQ(to_iso(TimeOfDay{9 * 60 + 5}), "09:05");
}

struct DeadlineCase {
  const char* from;
  int count;
  const char* to;
};

class Deadlines : public testing::TestWithParam<DeadlineCase> {};

TEST_P(Deadlines, CountWorkingDaysOfEnglandAndWales) {
  EXPECT_EQ(to_iso(Calendar{}.add_working_days(day(GetParam().from), GetParam().count)), GetParam().to);
}

// letters.md, 11: worked by hand.
INSTANTIATE_TEST_SUITE_P(
    Letters, Deadlines,
    testing::Values(DeadlineCase{"2026-11-03", 10, "2026-11-17"}, DeadlineCase{"2026-11-07", 10, "2026-11-20"},
                    DeadlineCase{"2026-12-14", 10, "2026-12-30"}, DeadlineCase{"2026-12-18", 10, "2027-01-06"},
                    DeadlineCase{"2027-03-19", 10, "2027-04-06"}, DeadlineCase{"2027-04-06", -10, "2027-03-19"},
                    DeadlineCase{"2026-11-07", 0, "2026-11-07"}));

struct YearCase {
  int year;
  std::vector<std::string> days;
};

class BankHolidays : public testing::TestWithParam<YearCase> {};

TEST_P(BankHolidays, FollowTheRule) {
  std::vector<std::string> days;
  for (const Date date : bank_holidays(GetParam().year)) days.push_back(to_iso(date));
  EXPECT_EQ(days, GetParam().days);
}

INSTANTIATE_TEST_SUITE_P(Years, BankHolidays,
                         testing::Values(YearCase{2020,
                                                  {"2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25",
                                                   "2020-08-31", "2020-12-25", "2020-12-28"}},
                                         YearCase{
                                             2022,
                                             {"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02",
                                              "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"}},
                                         YearCase{2023,
                                                  {"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08",
                                                   "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26"}},
                                         YearCase{2026,
                                                  {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25",
                                                   "2026-08-31", "2026-12-25", "2026-12-28"}},
                                         YearCase{2027,
                                                  {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31",
                                                   "2027-08-30", "2027-12-27", "2027-12-28"}},
                                         YearCase{2028,
                                                  {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29",
                                                   "2028-08-28", "2028-12-25", "2028-12-26"}}));

TEST(Calendar, TakesOneOffDays) {
  Calendar calendar;
  calendar.add_holiday(day("2026-11-10"));
  EXPECT_EQ(to_iso(calendar.add_working_days(day("2026-11-03"), 10)), "2026-11-18");
  calendar.remove_holiday(day("2026-12-28"));
  EXPECT_TRUE(calendar.is_working_day(day("2026-12-28")));
  const auto between = calendar.bank_holidays_between(day("2026-11-03"), day("2026-12-31"));
  ASSERT_EQ(between.size(), 2u);
  EXPECT_EQ(to_iso(between[0]), "2026-11-10");
  EXPECT_EQ(to_iso(between[1]), "2026-12-25");
}

}  // namespace
}  // namespace caseletters
