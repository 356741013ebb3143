// Where the headings of a sheet are and what they mean: under a title block, in one row or in two (groups above).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheets/headings.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

struct ColumnHeading {
  int column = 0;
  std::string heading;  // as it stands; with its group before it where the group was needed: "Child 2 Name"
  std::optional<Target> target;
  CellPosition cell;
  std::string group = {};       // what stands above it where that was not needed
  std::vector<int> twins = {};  // other columns that mean the same, where a row may use either
  bool told = false;            // why it has no target was said already
  How how = How::name;          // it came to its target
  bool weighed = false;         // its cells were looked at: `offered` is all that it may mean
  std::string offered = {};     // what it may mean, where that is not certain: "Incident date or Review date"
};

struct HeadingRow {
  int row = 0;      // 0-based; the lower of two
  int first = 0;    // the upper of two
  int matched = 0;  // how many different things its headings mean
  int width = 0;    // columns up to the last heading
  int cells = 0;    // cells that the row holds, empty ones too: a longer row of a CSV file has lost its place
  std::vector<ColumnHeading> columns;  // those that have a heading, from the left
};

// The first rows of a sheet, as text.
struct TopRow {
  int row = 0;
  std::vector<std::string> cells;
};
[[nodiscard]] Result<std::vector<TopRow>> read_top(const Workbook& workbook, int sheet);

class CaseIds;
enum class CaseIdHeading { needed, missing };  // missing: a row of at least three others will do
struct RowWanted {
  std::optional<int> list = {};  // with the headings of that list's sheet
  CaseIdHeading case_id = CaseIdHeading::needed;
  const CaseIds* ids = nullptr;  // on a list's sheet: how the cases call their IDs, and what these are
  bool id_alone = false;         // words that head the case ID will do, for the cells to tell the other columns
};
// The row of the first twenty whose headings mean most, the case ID among them: at least three or half of those that it
// has; on a list's sheet the list's first field beside the case ID; where the column is headed Case ID, any row that
// has another heading. Nothing where no row will do.
[[nodiscard]] Result<std::optional<HeadingRow>> find_heading_row(const Workbook& workbook, int sheet,
                                                                 const std::vector<TopRow>& top,
                                                                 const Headings& headings,
                                                                 const RowWanted& wanted = {});

// The row that may be meant for headings where nobody understands them: the first of those that hold most words. None
// of its columns has a target. Nothing where no row holds two words.
[[nodiscard]] std::optional<HeadingRow> likely_heading_row(const std::vector<TopRow>& top);

// Which columns hold anything below the headings.
[[nodiscard]] Result<std::vector<bool>> filled_columns(const Workbook& workbook, int sheet, const HeadingRow& row);

}  // namespace caseletters::sheets
