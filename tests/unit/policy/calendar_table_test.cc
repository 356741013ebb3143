#include <gmock/gmock.h>

#include "small_pack.h"

namespace caseletters::policy {
namespace {

Date day(std::string_view iso) {
  return Date::from_iso(iso).value();
}

TEST(CalendarTable, AddsAndMovesDays) {
  MemoryFiles files = files_with_schemas();
  files.contents["days.xml"] = R"(<bank-holidays>
  <day date="2027-05-10" name="A fair day"/>
  <moved date="2027-05-03"/>
</bank-holidays>)";
  const auto calendar = load_calendar(files, "days.xml", "schemas");
  ASSERT_TRUE(calendar.has_value()) << all_text(calendar.error());
  EXPECT_TRUE(calendar->is_bank_holiday(day("2027-05-10")));
  EXPECT_FALSE(calendar->is_bank_holiday(day("2027-05-03")));
  EXPECT_TRUE(calendar->is_bank_holiday(day("2027-12-27")));
}

TEST(CalendarTable, TakesTheSchoolsOwnDays) {
  School school;
  school.extra_holidays.emplace_back(day("2027-06-14"), "Founders' day");
  Calendar calendar;
  add_school_days(school, calendar);
  EXPECT_FALSE(calendar.is_working_day(day("2027-06-14")));
  EXPECT_TRUE(calendar.is_working_day(day("2027-06-15")));
}

TEST(CalendarTable, RefusesWhatItCannotRead) {
  MemoryFiles files = files_with_schemas();
  files.contents["days.xml"] =
      "<bank-holidays>\n<day date=\"2027-02-29\" name=\"x\"/>\n<dy date=\"2027-05-10\"/>\n</bank-holidays>";
  const auto calendar = load_calendar(files, "days.xml", "schemas");
  ASSERT_FALSE(calendar.has_value());
  ASSERT_EQ(calendar.error().size(), 2u) << all_text(calendar.error());
  EXPECT_EQ(calendar.error()[0].code, "bad-date");
  EXPECT_EQ(calendar.error()[0].line, 2);
  EXPECT_EQ(calendar.error()[1].code, "schema");
  EXPECT_EQ(calendar.error()[1].line, 3);
  EXPECT_FALSE(load_calendar(files, "none.xml", "schemas").has_value());
}

}  // namespace
}  // namespace caseletters::policy
