#include "facts/reserved_words.h"

#include <algorithm>
#include <array>

namespace caseletters::facts {
namespace {

constexpr std::array<std::string_view, 13> kReservedWords = {
    "is", "not", "and", "or", "known", "sent", "includes", "excludes", "before", "after", "over", "under", "today"};

}  // namespace

std::string_view reserved_word_in(std::string_view folded) {
  while (!folded.empty()) {
    const std::string_view word = folded.substr(0, folded.find(' '));
    if (std::find(kReservedWords.begin(), kReservedWords.end(), word) != kReservedWords.end()) return word;
    folded.remove_prefix(std::min(folded.size(), word.size() + 1));
  }
  return {};
}

}  // namespace caseletters::facts
