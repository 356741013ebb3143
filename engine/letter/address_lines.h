// Mail-merge fields that hold the lines of an address one by one: letters hold the address as a whole.
#pragma once

#include <vector>

#include "document/tree.h"

namespace caseletters::letter {

// One field in its paragraph, and the nodes that it is made of.
struct AddressLine {
  document::Node* paragraph = nullptr;
  std::vector<document::Node*> nodes;
};

// Whether nothing but spaces, commas and line ends stands between two fields, of one paragraph or of two that follow
// one another.
[[nodiscard]] bool goes_on(const AddressLine& last, const AddressLine& next);
// What stands between the fields of one group.
[[nodiscard]] std::vector<document::Node*> gaps_of(const std::vector<AddressLine>& group);
// Whether the first field begins its paragraph, and the next one stands in another.
[[nodiscard]] bool in_paragraphs(const std::vector<AddressLine>& group);
// Takes a node out, and the run that is empty without it.
void take_out(document::Node& node);

}  // namespace caseletters::letter
