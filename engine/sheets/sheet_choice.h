// Which sheet holds the cases, and its headings with every meaning at most once.
#pragma once

#include <string>

#include "sheets/heading_row.h"
#include "sheets/headings.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

struct ChosenSheet {
  int sheet = 0;
  HeadingRow row;
  Diagnostics warnings;
  Diagnostics errors;  // headings that nobody can use as they stand: heading-twice, heading-merged, heading-renamed …
};

// The sheet asked for by name; else the one that the mapping names; else the one named Cases; else the one whose
// headings mean most. Where only the case ID lacks a heading, no-heading-row stands among the sheet's errors. Codes:
// unknown-sheet, choose-a-sheet, no-heading-row, no-cases.
[[nodiscard]] Checked<ChosenSheet> choose_sheet(const Workbook& workbook, const Headings& headings,
                                                const std::string& asked);

}  // namespace caseletters::sheets
