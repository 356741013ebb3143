// Turns the marks in a part's text into nodes of its tree.
//
// A mark may be split over any runs; it becomes one node where its first character stood. Values stay inside the text
// of their run. Marks of blocks come to stand between whole runs, between whole paragraphs (control paragraphs), or
// between whole rows (control rows), so that what lies between two of them is always whole.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "document/tree.h"
#include "letter/findings.h"
#include "letter/marks.h"

namespace caseletters::letter {

// A list that begins anew: its index, and its number in the template.
struct ListAnew {
  std::uint32_t list = 0, number = 0;
};

struct Woven {
  std::vector<Mark> marks;  // Node::mark is an index into these
  // Where a container lost a control paragraph: that paragraph, so that an empty one can look the same.
  std::unordered_map<const document::Node*, document::Node*> lost_paragraphs;
  // Lists that begin anew with each repeat, by the opening mark of the `for each`.
  std::unordered_map<const document::Node*, std::vector<ListAnew>> lists_anew;
  bool any = false;  // the part holds at least one mark
};

[[nodiscard]] Woven weave(document::Tree& tree, const document::Dialect& dialect, Findings& findings);

// Sets Node::changing on a node and all around it.
void set_changing(document::Node& node);

// Whether a node shows something that is not text.
[[nodiscard]] bool shows(document::Kind kind);

// The words of one paragraph as it stands, without its text boxes.
[[nodiscard]] std::string paragraph_words(const document::Node& paragraph);

}  // namespace caseletters::letter
