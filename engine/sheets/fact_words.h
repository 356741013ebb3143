// Headings in words of their own, compared with those that the vocabulary's <means> speak of (facts::MeansDecl).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/vocabulary.h"

namespace caseletters::sheets {

// Whether a heading of these words (loose_words) speaks of it.
[[nodiscard]] bool speaks_of(const facts::MeansDecl& means, const std::vector<std::string>& words);

// Words that are the same in any heading: "the", "they", "which".
[[nodiscard]] bool says_nothing(std::string_view word);
// Whether `word` is one of `words`, which `divider` divides; "decid~" is any word that begins so.
[[nodiscard]] bool is_among(std::string_view words, std::string_view word, char divider = ' ');

}  // namespace caseletters::sheets
