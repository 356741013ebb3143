// Lays a part's tree out as a flat program.
#pragma once

#include <vector>

#include "document/tree.h"
#include "facts/condition.h"
#include "letter/blocks.h"
#include "letter/findings.h"
#include "letter/operations.h"
#include "letter/weave.h"

namespace caseletters::letter {

// Precondition: the marks are matched and bound without errors. `findings` gets what is wrong with marks in alternative
// text, which stand in no paragraph.
[[nodiscard]] PartProgram lay_out(const std::string& part, const document::Tree& tree, const document::Dialect& dialect,
                                  const Woven& woven, const std::vector<Block>& blocks,
                                  const facts::Vocabulary& vocabulary, Findings& findings);

// The marks in attributes alone, where a part is not laid out because something else is wrong with it.
void check_spoken(const document::Node& node, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                  Findings& findings);

}  // namespace caseletters::letter
