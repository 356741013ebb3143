// What each sheet of a workbook holds: the cases, their children or incidents, letters sent, or nothing that is read.
//
// A sheet beside the cases is read by what the mapping says, by its name (Children, Incidents, Letters sent), or by
// what it is: the words of its name and its headings must both say the same, or the headings alone leave no doubt.
// What seems to tell of these cases and is not read is said; where a letter would say something else for it (children,
// letters sent), the cases that have rows there are refused.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sheets/cases.h"
#include "sheets/headings.h"
#include "sheets/list_sheets.h"
#include "sheets/sent_letters.h"
#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

// A sheet that tells of the cases, or whose name says that it should, and that nobody reads.
struct UnreadSheet {
  int sheet = 0;
  HeadingRow row;  // where its headings seem to stand; without columns where nobody can tell
};

struct UnderstoodSheets {
  UnderstoodSheets(const facts::Vocabulary& vocabulary, const ColumnMap* map) : headings(vocabulary, map) {}
  Headings headings;
  ChosenSheet cases;
  std::vector<ListSheet> lists;
  std::vector<SentSheet> letters;
  std::vector<UnreadSheet> unread;
  Diagnostics remarks;  // warnings: sheet-taken, sheet-unused, unknown-sheet; errors: no-heading-row
  std::unordered_map<std::string, Diagnostics> refusals;  // of cases, by fold_name of their ID: sheet-unused
};

// `workbook` and `vocabulary` outlive it. Codes: those of Headings::map_problems and choose_sheet.
[[nodiscard]] Checked<std::unique_ptr<UnderstoodSheets>> understand_sheets(const Workbook& workbook,
                                                                           const facts::Vocabulary& vocabulary,
                                                                           const CaseOptions& options);

}  // namespace caseletters::sheets
