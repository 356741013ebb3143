// The sheets beside the cases, each judged by its name, its headings and the case IDs in it (understood_sheets.h).
#pragma once

#include "sheets/understood_sheets.h"

namespace caseletters::sheets {

// Fills all of `sheets` but `headings` and `cases`. `by_name`: the sheet of cases was asked for, so that others like it
// are left out on purpose.
[[nodiscard]] Result<void> understand_others(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                             bool by_name, UnderstoodSheets& sheets);

}  // namespace caseletters::sheets
