// Which sheet holds the cases, which ones its children and incidents, and what their headings mean.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sheets/cases.h"
#include "sheets/headings.h"
#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

struct UnderstoodSheets {
  UnderstoodSheets(const facts::Vocabulary& vocabulary, const ColumnMap* map) : headings(vocabulary, map) {}
  Headings headings;
  ChosenSheet cases;
  std::vector<std::optional<int>> lists;  // by sheet: the list whose items stand there
  Diagnostics remarks;  // warnings: sheet-taken, sheet-unused; errors: a sheet that seems to tell of the children, and
                        // that nobody understands (sheet-unused)
};

// A sheet bears a list's name, or the mapping says so, or it has the cases' own heading of case IDs, the list's
// headings and mostly IDs of these cases. `workbook` and `vocabulary` outlive it. Codes: those of
// Headings::map_problems and choose_sheet.
[[nodiscard]] Checked<std::unique_ptr<UnderstoodSheets>> understand_sheets(const Workbook& workbook,
                                                                           const facts::Vocabulary& vocabulary,
                                                                           const CaseOptions& options);

}  // namespace caseletters::sheets
