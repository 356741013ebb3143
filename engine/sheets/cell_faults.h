// What a cell shows when something went wrong in the workbook it came from.
#pragma once

#include <string>
#include <string_view>

namespace caseletters::sheets {

// The words of an error in Excel or LibreOffice ("#REF!", "Err:502"), or nothing but "#": what a spreadsheet shows, and
// writes into a CSV file, where a column is too narrow.
[[nodiscard]] bool is_error_text(std::string_view text);
[[nodiscard]] bool is_narrow_column(std::string_view text);

// The time of day somebody meant who typed 8.50 (which is 8.5) or 850 into a cell of times: "8:50"; empty where no time
// can be meant.
[[nodiscard]] std::string clock_meant(double typed);

}  // namespace caseletters::sheets
