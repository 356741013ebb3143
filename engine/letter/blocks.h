// Which marks belong together, whether each block lies whole in one place, and what its names mean.
#pragma once

#include <vector>

#include "document/tree.h"
#include "facts/rules.h"
#include "letter/findings.h"
#include "letter/weave.h"

namespace caseletters::letter {

// One block: its opening mark, the marks that divide it and its end, all children of one node.
struct Block {
  document::Node* open = nullptr;
  std::vector<document::Node*> parts;
  document::Node* end = nullptr;
};

// Sets Mark::block. Findings: block-crosses, block-open, bad-mark.
[[nodiscard]] std::vector<Block> match_blocks(document::Tree& tree, const document::Dialect& dialect, Woven& woven,
                                              Findings& findings);

// Binds every mark in its scope. Findings: those of marks.h, and option-missing.
void bind_marks(document::Tree& tree, Woven& woven, const std::vector<Block>& blocks,
                const facts::Vocabulary& vocabulary, Findings& findings);

}  // namespace caseletters::letter
