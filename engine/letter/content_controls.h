// Content controls around marks (ECMA-376, part 1, clause 17.5.2).
#pragma once

#include "document/tree.h"
#include "letter/findings.h"

namespace caseletters::letter {

// After the marks were taken up. A control that a letter fills loses what would undo that: a binding to data (Word puts
// the data in its place whenever it opens the letter) and the name of a placeholder. Finding: residue, for a control
// that still shows its prompt.
void loosen_controls(document::Tree& tree, Findings& findings);

}  // namespace caseletters::letter
