// Dates and times as people type them, day first.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "facts/value.h"

namespace caseletters::sheets {

struct DateReading {
  std::optional<Date> date;
  bool ambiguous = false;  // both numbers could be the month: 03/04/26
  std::string trouble;     // why there is no date: "there is no month 13"; never empty where `date` is
};

// 3/11/2026, 3-11-26, 3.11.2026, 3 Nov 2026, 3rd November 2026, Tuesday 3 November 2026, Nov 3 2026, 2026-11-03,
// 20261103; a time behind it is let go. Two-digit years: 00–69 are 20xx, 70–99 are 19xx.
[[nodiscard]] DateReading read_date(std::string_view text);

// 9:30, 09.30, 9.30am, 9:30 pm, 0930, 9am, 9 o'clock, noon, midday, midnight. Nothing where the morning and the
// afternoon may be meant: 3.30, 1:15 (but 03:30 and 3.30 hrs are told by the clock of 24 hours).
[[nodiscard]] std::optional<TimeOfDay> read_time(std::string_view text);

struct MomentReading {
  std::optional<facts::Moment> moment;
  bool ambiguous = false;
  std::string trouble;
  bool trouble_is_general = true;  // nothing in it was found to be a date
};

// A date and a time, in either order: "3 November 2026 at 9:30am", "9.30 on 3/11/26", "2026-11-03T09:30:00".
[[nodiscard]] MomentReading read_moment(std::string_view text);

}  // namespace caseletters::sheets
