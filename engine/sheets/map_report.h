// A workbook beside the mapping that was written for it: what has moved since, and what has another name.
#pragma once

#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

// Adds to the sheet's warnings (heading-moved, heading-renamed where the new words mean the same) and errors
// (heading-renamed, heading-gone: nobody can tell, so the clerk is asked).
void compare_with_map(const Workbook& workbook, const Headings& headings, ChosenSheet& chosen);

}  // namespace caseletters::sheets
