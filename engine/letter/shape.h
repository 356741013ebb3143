// What may become of a paragraph once its marks are resolved, and what must be put right in the tree before.
#pragma once

#include <vector>

#include "document/tree.h"
#include "letter/blocks.h"
#include "letter/weave.h"

namespace caseletters::letter {

struct ParagraphShape {
  bool watched = false;    // parts of it may go, so its spaces are resolved with care
  bool droppable = false;  // nothing in it is sure to stay
};

[[nodiscard]] ParagraphShape shape_of(const document::Node& paragraph, const Woven& woven,
                                      const document::Dialect& dialect);

// Moves the halves of pairs (bookmarks, comments, permissions) out of what may go without the other half, and takes ids
// and pairs out of what repeats.
void keep_pairs_whole(document::Tree& tree, const document::Dialect& dialect, const Woven& woven,
                      const std::vector<Block>& blocks);

}  // namespace caseletters::letter
