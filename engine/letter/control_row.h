// Rows that hold marks of blocks and nothing else: those marks keep or repeat the rows between them.
#pragma once

#include <optional>
#include <vector>

#include "document/tree.h"
#include "letter/marks.h"

namespace caseletters::letter {

struct ControlRow {
  std::vector<document::Node*> marks;
  std::vector<document::Node*> ranges;  // halves of pairs that must outlive the row
};

// Nothing where the row holds anything else, where its marks are at peace within their cells, or stand in several.
[[nodiscard]] std::optional<ControlRow> find_control_row(document::Node& row, const std::vector<Mark>& marks);

}  // namespace caseletters::letter
