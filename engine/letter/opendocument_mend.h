// What has to be put right in an OpenDocument part whose blocks repeat or go: the numbers of lists, and halves of pairs
// that lost their paragraph.
#pragma once

#include <vector>

#include "document/tree.h"
#include "letter/blocks.h"
#include "letter/weave.h"

namespace caseletters::letter {

// A list of one item that alone is repeated becomes one list whose item is repeated; any other list in a `for each`
// begins anew each time; a list that went on from one which may go or repeat goes on from whichever stands before it.
// Part 3, 5.3.2 (text:list), 19.780 (text:continue-list), 19.868 (text:start-value).
void settle_list_numbers(document::Tree& tree, const Woven& woven, const std::vector<Block>& blocks);

// Bookmarks, reference marks and comments may begin and end in paragraphs alone (6.2.1, 14.1). A pair of which a half
// was moved out of a paragraph that may go is left out whole.
void drop_homeless_pairs(document::Tree& tree, const document::Dialect& dialect);

}  // namespace caseletters::letter
