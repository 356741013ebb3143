// The rows of a workbook as records of facts: headings matched, cells understood, children and incidents joined.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "facts/situation.h"
#include "sheets/bad_cell.h"
#include "sheets/headings.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

struct CaseOptions {
  std::string sheet;                          // empty: the one that matches best
  bool hidden = false;                        // hidden rows are used too
  std::shared_ptr<const ColumnMap> map = {};  // what the school says its headings mean; may be null
  bool show_values = false;                   // messages may quote what a cell holds
};

// How one heading of the cases sheet was understood.
struct HeadingMatch {
  int column = 0;
  std::string heading;  // as it stands
  std::string fact;     // what it means in words ("Child 2 name", "Choice: Response"); empty where unused
  std::string near;     // the nearest name, where unused
  std::optional<Target> target = {};
  How how = How::name;
  CellPosition cell = {};
  std::string group = {};  // what stands above it, where its words do not hold it
};

struct CaseLayout {
  int sheet = 0;
  int heading_row = 0;  // 0-based
  std::vector<HeadingMatch> headings;
  std::vector<std::string> sheet_names;
  Diagnostics warnings;  // of the workbook as a whole: dates read day first, hidden rows, unused headings, orphan rows
};

struct CaseRow {
  int row = 0;     // 0-based
  std::string id;  // as it stands in the cell; "row 7" where there is none
  facts::Record record;
  std::vector<int> letters;        // letters asked for in the `Letter` column, in order, without repeats
  std::vector<BadCell> bad_cells;  // each refuses the letters that look at what it leaves in doubt
  Diagnostics problems;            // errors refuse the case; and warnings
};

// Calls `take` for every case, in order; stops when it returns false. An error means that no row can be trusted.
// Memory grows with the extra sheets (children, incidents) and the case IDs, not with the rows of the cases sheet.
// Codes (workbook): no-cases, no-heading-row, choose-a-sheet, heading-twice, heading-merged, heading-renamed,
// heading-gone, and those of Headings::map_problems; (row): bad-date, bad-time,
// bad-value, ambiguous-date (warning), two-adults, unknown-letter, case-twice, cell-error, formula-without-value …
// Of a row on another sheet, to its case: orphan-row, hidden-rows, letter-twice, incident-twice; item-twice (warning).
// Other warnings: case-id-date, unlikely-time (row); name-capitals (workbook, once), heading-row, heading-unused,
// heading-missing, sheet-unused, hidden-rows, totals-row, lost-zeros (workbook).
[[nodiscard]] Checked<CaseLayout> read_cases(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                             const CaseOptions& options, const std::function<bool(CaseRow&&)>& take);

}  // namespace caseletters::sheets
