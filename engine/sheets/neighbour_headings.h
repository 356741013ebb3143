// Headings that say little by themselves and all beside their neighbour: "Child | M/F | Year", "Incident date | Time",
// "Ban decision | Date of decision".
#pragma once

#include "sheets/list_sheets.h"
#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

// Gives a heading without a meaning that of its neighbour on the left together with its own words, as under a heading
// over both: "child m/f", "incident time". Only where no column has that meaning yet, and the cells below hold what it
// must be: at least one, and none that is anything else. What a mapping says of a heading stands.
[[nodiscard]] Result<void> take_neighbours(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                           const Headings& headings, ChosenSheet& chosen);

// The same on the sheet of a list, by words and cells alone; where a mapping speaks of the sheet it stands.
[[nodiscard]] Result<void> explain_list(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                        const Headings& headings, ListSheet& list);

}  // namespace caseletters::sheets
