// Headings of the cases' sheet that mean the same, settled before a row is read.
#pragma once

#include <vector>

#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

// Leaves each meaning to one column: of several, the only one that is filled, or rows use either; what is done is added
// to the sheet's warnings, and what nobody can tell comes back (heading-twice, heading-merged). `filled_on_top`: by
// column, whether something stands in the first rows below the headings.
[[nodiscard]] Result<Diagnostics> settle_headings(const Workbook& workbook, const Headings& headings,
                                                  const std::vector<bool>& filled_on_top, ChosenSheet& chosen);

}  // namespace caseletters::sheets
