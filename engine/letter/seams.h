// What a paragraph reads as once its blocks are resolved: words may come together that stand apart in the template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caseletters::letter {

// Texts that `text` can become: marks of blocks and notes gone, marks of values as they stand. Each branch stands in
// one of them at least, a block that may give nothing is empty in one; at most 64 texts. A text without blocks is
// itself, and so is one whose blocks begin or end elsewhere.
[[nodiscard]] std::vector<std::string> resolved_texts(std::string_view text);

}  // namespace caseletters::letter
