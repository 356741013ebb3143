// How tall a story stands at the least and at the most, told without setting it: to measure a story is to set it once
// more, which costs more than anything else on a page. Where these bounds decide, nothing is measured.
#pragma once

#include <vector>

#include "document/styled.h"
#include "pdf/pandoc_styles.h"

namespace caseletters::pdf {

// Points. The typesetter's own height is never outside.
struct Height {
  double least = 0, most = 0;
};

class StoryHeight {
 public:
  explicit StoryHeight(PandocStyles& styles) : styles_(styles) {}

  // Of these blocks in a column of that width, the room below the last among it.
  [[nodiscard]] Height of(const std::vector<document::Block>& blocks, double width) const;

 private:
  [[nodiscard]] Height of(const document::Paragraph& paragraph, double width) const;
  [[nodiscard]] Height of(const document::Table& table) const;
  PandocStyles& styles_;
};

// Whether something in it has a place on the page of its own.
[[nodiscard]] bool has_anchored(const std::vector<document::Block>& blocks);

}  // namespace caseletters::pdf
