// A number of days since a workbook's first day, as a date, a time or a moment.
//
// Source: ECMA-376 part 1, 18.17.4. The 1900 system counts a 29 February 1900 that never was, so serials under 60 are
// one day later than plain counting from 30 December 1899 says.
#pragma once

#include "sheets/number_format.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// A length of time in whole seconds, as a clock shows it: cut off, not rounded, so that no moment slips into the next
// day; but what is within half a millisecond of a second is that second, for a serial holds 09:30 as 09:29:59.9999999.
[[nodiscard]] int whole_seconds(double seconds);

// Fills kind, date and seconds of a cell whose number is `serial`. A number that no date has (negative, after the year
// 9999) stays a number.
void understand_serial(Cell& cell, double serial, const NumberFormat& format, bool starts_1904);

// "2021-01-01", "2021-01-01T10:10:10", "10:10:10" (cells of type d). False where it is none of them.
[[nodiscard]] bool understand_iso(Cell& cell, std::string_view text);

}  // namespace caseletters::sheets
