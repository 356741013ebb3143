// The column of case numbers where no heading says Case ID in words we know: "Folder no.", "AO case no.", "ID".
#pragma once

#include <optional>

#include "sheets/heading_row.h"
#include "sheets/headings.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// The place in the row's columns of the one whose heading speaks of a number and nothing foreign, and whose cells are
// such numbers: one in every filled row, none twice. Nothing where there is none, or several. Rows that are merely
// counted ("No." over 1, 2, 3) have no number that stays theirs.
[[nodiscard]] Result<std::optional<std::size_t>> find_case_id_column(const Workbook& workbook, int sheet,
                                                                     const HeadingRow& row);

}  // namespace caseletters::sheets
