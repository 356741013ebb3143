#include "sheets/understood_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/neighbour_headings.h"
#include "sheets/other_sheets.h"

namespace caseletters::sheets {

namespace {

// What the mapping says of sheets that the workbook has not: they may have another name since.
void compare_sheets(const Workbook& workbook, UnderstoodSheets& sheets) {
  std::vector<std::string> names;
  for (const SheetInfo& each : workbook.sheets()) {
    names.push_back(each.name);
  }
  for (const MappedUse& use : sheets.headings.mapped_uses()) {
    const auto is_it = [&](const std::string& name) { return fold_heading(name) == fold_heading(use.sheet->name); };
    if (use.use == SheetUse::cases || use.use == SheetUse::off || std::any_of(names.begin(), names.end(), is_it)) {
      continue;
    }
    const std::string near = nearest(use.sheet->name, names);
    Diagnostic gone = warning(
        "unknown-sheet",
        fmt::format("the mapping tells of a sheet '{}', and this workbook has none of that name.", use.sheet->name),
        near.empty() ? "Give the sheet its old name, or write the new one into the mapping."
                     : fmt::format("Did you mean \"{}\"?", near));
    gone.file = workbook.file();
    sheets.remarks.push_back(std::move(gone));
  }
}

}  // namespace

Checked<std::unique_ptr<UnderstoodSheets>> understand_sheets(const Workbook& workbook,
                                                             const facts::Vocabulary& vocabulary,
                                                             const CaseOptions& options) {
  auto sheets = std::make_unique<UnderstoodSheets>(vocabulary, options.map.get());
  if (has_errors(sheets->headings.map_problems())) {
    return fail(sheets->headings.map_problems());
  }
  auto chosen = choose_sheet(workbook, sheets->headings, options.sheet);
  if (!chosen) {
    return fail(chosen.error());
  }
  sheets->cases = std::move(*chosen);
  if (auto done = take_neighbours(workbook, vocabulary, sheets->headings, sheets->cases); !done) {
    return fail(Diagnostics{done.error()});
  }
  compare_sheets(workbook, *sheets);
  if (auto done = understand_others(workbook, vocabulary, !options.sheet.empty(), *sheets); !done) {
    return fail(Diagnostics{done.error()});
  }
  for (ListSheet& each : sheets->lists) {
    if (auto done = explain_list(workbook, vocabulary, sheets->headings, each); !done) {
      return fail(Diagnostics{done.error()});
    }
  }
  return sheets;
}

}  // namespace caseletters::sheets
