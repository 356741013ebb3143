#include "sheets/number_format.h"

#include <gtest/gtest.h>

#include "sheets/serial.h"

namespace caseletters::sheets {
namespace {

struct Code {
  const char* name;
  const char* code;
  bool date, time, elapsed;
};

class FormatCodes : public ::testing::TestWithParam<Code> {};

TEST_P(FormatCodes, SayDateAndTime) {
  const NumberFormat format = read_format(GetParam().code);
  EXPECT_EQ(format.date, GetParam().date);
  EXPECT_EQ(format.time, GetParam().time);
  EXPECT_EQ(format.elapsed, GetParam().elapsed);
}

INSTANTIATE_TEST_SUITE_P(
    All, FormatCodes,
    ::testing::Values(
        Code{"general", "General", false, false, false}, Code{"german_general", "Standard", false, false, false},
        Code{"two_places", "0.00", false, false, false}, Code{"scientific", "0.00E+00", false, false, false},
        Code{"red_negative", "#,##0;[Red]-#,##0", false, false, false},
        Code{"quoted_letters", "0.00\" days\"", false, false, false},
        Code{"escaped_letters", "0\\d\\a\\y\\s", false, false, false},
        Code{"money", "[$£-809]#,##0.00", false, false, false}, Code{"text", "@", false, false, false},
        Code{"day_first", "dd/mm/yyyy", true, false, false}, Code{"iso", "yyyy\\-mm\\-dd", true, false, false},
        Code{"month_alone", "mm", true, false, false}, Code{"month_name", "mmmm", true, false, false},
        Code{"locale", "[$-809]dddd, d mmmm yyyy", true, false, false},
        Code{"coloured_date", "[Red]dd/mm/yy;@", true, false, false},
        Code{"quoted_and_date", "\"on \"d mmm yy", true, false, false}, Code{"clock", "h:mm", false, true, false},
        Code{"minutes_seconds", "mm:ss", false, true, false}, Code{"half_day", "h:mm AM/PM", false, true, false},
        Code{"moment", "dd/mm/yyyy hh:mm", true, true, false}, Code{"elapsed", "[h]:mm", false, true, true},
        Code{"elapsed_minutes", "[mm]:ss", false, true, true},
        Code{"second_section_only", "0;dd/mm/yyyy", false, false, false}),
    [](const auto& named) { return named.param.name; });

TEST(BuiltInFormats, DatesTimesAndMoments) {
  EXPECT_TRUE(built_in_format(14).date);
  EXPECT_FALSE(built_in_format(14).time);
  EXPECT_TRUE(built_in_format(20).time);
  EXPECT_TRUE(built_in_format(22).date && built_in_format(22).time);
  EXPECT_TRUE(built_in_format(46).elapsed);
  for (const int plain : {0, 1, 2, 4, 9, 10, 11, 12, 37, 44, 48, 49})
    EXPECT_EQ(built_in_format(plain), NumberFormat{}) << plain;
}

TEST(FormatCode, CountsZeros) {
  EXPECT_EQ(read_format("0000").digits, 4);
  EXPECT_EQ(read_format("0").digits, 0);
  EXPECT_EQ(read_format("0.00").digits, 0);
}

struct Serial {
  const char* name;
  double serial;
  const char* code;
  bool starts_1904;
  const char* text;
};

class Serials : public ::testing::TestWithParam<Serial> {};

TEST_P(Serials, AreDatesTimesAndMoments) {
  Cell cell;
  understand_serial(cell, GetParam().serial, read_format(GetParam().code), GetParam().starts_1904);
  EXPECT_EQ(cell_text(cell), GetParam().text);
}

// Worked out by hand from ECMA-376: serial 1 is 1 January 1900, 61 is 1 March 1900, 46329 is 3 November 2026.
INSTANTIATE_TEST_SUITE_P(
    All, Serials,
    ::testing::Values(Serial{"first_day", 1, "d/m/y", false, "1900-01-01"},
                      Serial{"before_the_false_day", 59, "d/m/y", false, "1900-02-28"},
                      Serial{"after_the_false_day", 61, "d/m/y", false, "1900-03-01"},
                      Serial{"today", 46329, "dd/mm/yyyy", false, "2026-11-03"},
                      Serial{"today_1904", 44867, "dd/mm/yyyy", true, "2026-11-03"},
                      Serial{"first_day_1904", 0, "d/m/y", true, "1904-01-01"},
                      Serial{"half_past_nine", 0.395833333333333, "h:mm", false, "09:30:00"},
                      Serial{"midnight", 0, "h:mm", false, "00:00:00"},
                      Serial{"moment", 46329.395833333336, "d/m/y h:mm", false, "2026-11-03 09:30:00"},
                      Serial{"date_with_a_time", 46329.5, "d/m/y", false, "2026-11-03 12:00:00"},
                      Serial{"rounded_up_to_the_next_day", 46328.999999999, "d/m/y", false, "2026-11-03"},
                      Serial{"just_before_midnight", 46328.9999961, "d/m/y h:mm", false, "2026-11-02 23:59:59"},
                      Serial{"year_10000_of_1904", 2957004, "d/m/y", true, "2957004"},
                      Serial{"elapsed_day_and_half", 1.5, "[h]:mm", false, "36:00:00"},
                      Serial{"negative", -1, "d/m/y", false, "-1"},
                      Serial{"after_9999", 2958466, "d/m/y", false, "2958466"}),
    [](const auto& named) { return named.param.name; });

TEST(NumberText, IsTheShortestThatRoundTrips) {
  EXPECT_EQ(number_text(15), "15");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(number_text(-2.5), "-2.5");
  EXPECT_EQ(number_text(100000), "100000");
  EXPECT_EQ(number_text(123456.789), "123456.789");
  EXPECT_EQ(number_text(1e-7), "1e-07");
  EXPECT_EQ(number_text(0.0001), "0.0001");
  EXPECT_EQ(number_text(1e21), "1e+21");
}

}  // namespace
}  // namespace caseletters::sheets
