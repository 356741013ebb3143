// What a number format says about a number: that it is a date, a time, an elapsed time, or padded with zeros.
//
// Source: ECMA-376 part 1, 18.8.30 (numFmt: built-in ids) and 18.8.31 (codes). Only the first section counts (the one
// for positive numbers).
#pragma once

#include <cstdint>
#include <string_view>

namespace caseletters::sheets {

struct NumberFormat {
  bool date = false;        // shows a day, month or year
  bool time = false;        // shows hours, minutes or seconds
  bool elapsed = false;     // [h]:mm: hours that count past midnight
  std::uint8_t digits = 0;  // "0000" shows at least four digits; 0 for any other code
  friend bool operator==(const NumberFormat&, const NumberFormat&) = default;
};

[[nodiscard]] NumberFormat built_in_format(int id);
[[nodiscard]] NumberFormat read_format(std::string_view code);

}  // namespace caseletters::sheets
