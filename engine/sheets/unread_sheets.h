// What is said of a sheet beside the cases that nobody reads, and which cases it refuses.
#pragma once

#include <string>

#include "sheets/suspect_sheet.h"

namespace caseletters::sheets {

// At the beginning of a row of a sheet (0-based).
[[nodiscard]] Diagnostic at_row(const Workbook& workbook, int sheet, int row, Diagnostic diagnostic);

class UnreadSheets {
 public:
  // All outlive it; what is said goes to `sheets`, whose lists and letters are settled by then. `by_name`: the sheet of
  // cases was asked for.
  UnreadSheets(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool by_name, const CaseIds& ids,
               const SuspectReader& reader, UnderstoodSheets& sheets)
      : workbook_(workbook), vocabulary_(vocabulary), by_name_(by_name), ids_(ids), reader_(reader), sheets_(sheets) {}
  // Codes: sheet-unused, a warning; an error of each case that may have children or letters there.
  [[nodiscard]] Result<void> tell(const SuspectSheet& suspect);

 private:
  [[nodiscard]] const std::string& name(int sheet) const;
  [[nodiscard]] Result<int> id_column(int sheet, const std::vector<TopRow>& top, int& heading_row) const;
  [[nodiscard]] Result<bool> tells_of_cases(int sheet, int row, int column) const;
  void say(const SuspectSheet& suspect, int row, std::string hint);
  [[nodiscard]] std::string how_to_read(const SuspectSheet& suspect) const;
  [[nodiscard]] bool changes_letters(SheetSort sort) const;
  [[nodiscard]] Result<void> refuse_cases(const SuspectSheet& suspect, int heading_row, int column);

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  bool by_name_;
  const CaseIds& ids_;
  const SuspectReader& reader_;
  UnderstoodSheets& sheets_;
};

}  // namespace caseletters::sheets
