#include "sheets/typed_date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caseletters::sheets {
namespace {

struct Typed {
  const char* text;
  const char* iso;  // or "" where it is no date
  bool ambiguous = false;
};

class TypedDates : public ::testing::TestWithParam<Typed> {};

TEST_P(TypedDates, AreReadDayFirst) {
  const DateReading reading = read_date(GetParam().text);
  EXPECT_EQ(reading.date ? to_iso(*reading.date) : "", GetParam().iso) << GetParam().text << ": " << reading.trouble;
  EXPECT_EQ(reading.ambiguous, GetParam().ambiguous) << GetParam().text;
  EXPECT_EQ(reading.trouble.empty(), reading.date.has_value());
}

INSTANTIATE_TEST_SUITE_P(
    All, TypedDates,
    ::testing::Values(
        Typed{"3/11/2026", "2026-11-03", true}, Typed{"13/11/2026", "2026-11-13"}, Typed{"3-11-26", "2026-11-03", true},
        Typed{"3.11.2026", "2026-11-03", true}, Typed{"03/03/26", "2026-03-03"}, Typed{"3 Nov 2026", "2026-11-03"},
        Typed{"3rd November 2026", "2026-11-03"}, Typed{"3rd of November, 2026", "2026-11-03"},
        Typed{"3rd Nov 26", "2026-11-03"}, Typed{"Tuesday 3 November 2026", "2026-11-03"},
        Typed{"Tues 3rd Nov 2026", "2026-11-03"}, Typed{"Nov 3 2026", "2026-11-03"},
        Typed{"November 3rd, 2026", "2026-11-03"}, Typed{"3-Nov-26", "2026-11-03"}, Typed{"3Nov2026", "2026-11-03"},
        Typed{"2026-11-03", "2026-11-03"}, Typed{"2026/11/03", "2026-11-03"},
        Typed{"2026-11-03T00:00:00", "2026-11-03"}, Typed{"2026-11-03T00:00", "2026-11-03"},
        Typed{"2026-11-03T00:00:00+00:00", "2026-11-03"}, Typed{"3.11.26", "2026-11-03", true},
        Typed{"3 Nov '26", "2026-11-03"}, Typed{"2026-11-03 09:30:00", "2026-11-03"},
        Typed{"13/11/2026 09:30", "2026-11-13"}, Typed{"20261103", "2026-11-03"}, Typed{"13112026", "2026-11-13"},
        Typed{"2026 Nov 3", "2026-11-03"},
        Typed{" 3\xC2\xA0November\xC2\xA0"
              "2026 ",
              "2026-11-03"},
        Typed{"1 Sept 2026", "2026-09-01"}, Typed{"31/12/69", "2069-12-31"}, Typed{"31/12/70", "1970-12-31"},
        Typed{"29 February 2028", "2028-02-29"}, Typed{"11/13/2026", ""}, Typed{"11/13/2026 09:30", ""},
        Typed{"31 April 2026", ""}, Typed{"29 February 2027", ""}, Typed{"3 November", ""}, Typed{"November 2026", ""},
        Typed{"3/11", ""}, Typed{"Monday 3 November 2026", ""}, Typed{"3 Nov 206", ""}, Typed{"soon", ""},
        Typed{"46329", ""}, Typed{"", ""}, Typed{"3/11/2026 - 5/11/2026", ""}, Typed{"1/1/1850", ""},
        Typed{"99999999999", ""}));

// A page of a cell is no date, though one stands in it; and it is not read word by word to find that out.
TEST(TypedDates, NothingLongIsOne) {
  std::string page = "on the 3 November 2026 at 9:30";
  EXPECT_TRUE(read_date("Wednesday, the 30th of September 2026 at 12:30:00 p.m.").date);
  while (page.size() < 40'000) page.insert(0, "on the ");
  EXPECT_FALSE(read_date(page).date);
  EXPECT_FALSE(read_moment(page).moment);
  EXPECT_EQ(read_moment(page).trouble, "it is not a date with a time");
}

TEST(TypedDateTrouble, SaysWhatIsWrong) {
  EXPECT_EQ(read_date("11/13/2026").trouble, "there is no month 13; dates are read day first");
  EXPECT_EQ(read_date("11/13/2026 09:30").trouble, "there is no month 13; dates are read day first");
  EXPECT_EQ(read_date("31 April 2026").trouble, "there is no 31 April 2026");
  EXPECT_EQ(read_date("3 November").trouble, "there is no year");
  EXPECT_EQ(read_date("November 2026").trouble, "there is no day");
  EXPECT_EQ(read_date("Monday 3 November 2026").trouble, "3 November 2026 is a Tuesday");
}

struct Clock {
  const char* text;
  int minutes;  // -1: no time
};

class TypedTimes : public ::testing::TestWithParam<Clock> {};

TEST_P(TypedTimes, AreRead) {
  const auto time = read_time(GetParam().text);
  EXPECT_EQ(time ? time->minutes : -1, GetParam().minutes) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, TypedTimes,
    ::testing::Values(Clock{"9:30", 570}, Clock{"09.30", 570}, Clock{"9.30am", 570}, Clock{"9:30 pm", 1290},
                      Clock{"0930", 570}, Clock{"9am", 540}, Clock{"930am", 570}, Clock{"12am", 0}, Clock{"12pm", 720},
                      Clock{"12.15 a.m.", 15}, Clock{"noon", 720}, Clock{"12 noon", 720}, Clock{"Midday", 720},
                      Clock{"midnight", 0}, Clock{"15:30pm", 930}, Clock{"14:15:30", 855}, Clock{"0930 hrs", 570},
                      Clock{"at 9:30", 570}, Clock{"9 o'clock", 540},
                      Clock{"10 o\xE2\x80\x99"
                            "clock",
                            600},
                      Clock{"25 o'clock", -1}, Clock{"3.30", -1}, Clock{"1:15", -1}, Clock{"3 o'clock", -1},
                      Clock{"3.30pm", 930}, Clock{"03:30", 210}, Clock{"3:30 hrs", 210}, Clock{"7:30", 450},
                      Clock{"12:30", 750}, Clock{"9", -1}, Clock{"930", -1}, Clock{"25:00", -1}, Clock{"9:60", -1},
                      Clock{"13am", -1}, Clock{"9:3", -1}, Clock{"9.", -1}, Clock{"", -1}, Clock{"morning", -1},
                      Clock{"9:30:15:20", -1}));

TEST(TypedMoments, HoldBoth) {
  for (const char* text :
       {"3 November 2026 at 9:30am", "3/11/2026 09:30", "2026-11-03T09:30:00", "2026-11-03T09:30:00.000Z",
        "9.30am on 3 November 2026", "Tuesday 3 November 2026, 9:30 am", "9.30 3/11/26"}) {
    const MomentReading reading = read_moment(text);
    ASSERT_TRUE(reading.moment) << text << ": " << reading.trouble;
    EXPECT_EQ(to_iso(reading.moment->date), "2026-11-03") << text;
    EXPECT_EQ(reading.moment->time.minutes, 570) << text;
  }
  for (const char* text : {"3 November 2026", "9:30", "yesterday at nine", ""})
    EXPECT_FALSE(read_moment(text).moment) << text;
}

}  // namespace
}  // namespace caseletters::sheets
