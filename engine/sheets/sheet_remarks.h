// What a clerk should be told about the sheets and columns of a workbook that is read all the same.
#pragma once

#include <span>
#include <vector>

#include "sheets/cases.h"
#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

// How each heading of a row was understood.
[[nodiscard]] std::vector<HeadingMatch> matches_of(const Headings& headings, const HeadingRow& row);

// Where the headings are not on top (heading-row), and which were not used (heading-unused).
[[nodiscard]] Diagnostics heading_remarks(const Workbook& workbook, const Headings& headings,
                                          const ChosenSheet& chosen);

// Filled columns without a heading, gathered row by row (heading-missing).
class HeadlessColumns {
 public:
  HeadlessColumns(const Workbook& workbook, const ChosenSheet& chosen);
  void look(const RowInfo& info, std::span<const Cell> cells);
  [[nodiscard]] Diagnostics remarks() const;

 private:
  const Workbook& workbook_;
  int sheet_;
  int heading_row_;
  int cells_;
  std::vector<bool> known_;  // by column: it has a heading, or was met already
  std::vector<int> found_;
};

}  // namespace caseletters::sheets
