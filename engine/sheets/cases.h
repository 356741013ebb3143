// The rows of a workbook as records of facts: headings matched, cells understood, children and incidents joined.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "facts/situation.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

struct CaseOptions {
  std::string sheet;    // empty: the one that matches best
  bool hidden = false;  // hidden rows are used too
};

// How one heading of the cases sheet was understood.
struct HeadingMatch {
  int column = 0;
  std::string heading;  // as it stands
  std::string fact;     // what it means in words ("Child 2 name", "Choice: Response"); empty where unused
  std::string near;     // the nearest name, where unused
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
  std::vector<int> letters;  // letters asked for in the `Letter` column, in order, without repeats
  Diagnostics problems;      // cells that could not be understood (errors refuse the case), and warnings
};

// Calls `take` for every case, in order; stops when it returns false. An error means that no row can be trusted.
// Memory grows with the extra sheets (children, incidents) and the case IDs, not with the rows of the cases sheet.
// Codes (workbook): no-cases, no-heading-row, choose-a-sheet, heading-twice, heading-merged; (row): bad-date, bad-time,
// bad-value, ambiguous-date (warning), two-adults, unknown-letter, case-twice, cell-error, formula-without-value …
// Of a row on a list's sheet, to its case: orphan-row; hidden-rows and item-twice (warnings). Other warnings:
// case-id-date (row); heading-row, heading-unused, heading-missing, sheet-unused, hidden-rows, totals-row, lost-zeros
// (workbook).
[[nodiscard]] Checked<CaseLayout> read_cases(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                             const CaseOptions& options, const std::function<bool(CaseRow&&)>& take);

}  // namespace caseletters::sheets
