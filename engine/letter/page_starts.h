// Pages that begin with a paragraph which a letter may leave out.
#pragma once

#include "document/document.h"
#include "document/tree.h"

namespace caseletters::letter {

// Before marks are taken up: a paragraph of marks alone may go, and the page that its style begins, with its
// letterhead, must not. A paragraph of no height begins the page instead: before the marks where they say whether a
// value is there, are repeated or choose, or where the page is of another kind; else after them, so that a part that is
// left out leaves no empty page behind. Needs what StyleEffects notes.
void keep_page_starts(document::Tree& tree, document::DocumentFormat format);

}  // namespace caseletters::letter
