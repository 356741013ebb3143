#include "sheets/fact_words.h"

#include <algorithm>

namespace caseletters::sheets {

bool says_nothing(std::string_view word) {
  constexpr std::string_view nothing =
      "the a an or and please is was were are be been being has have had did do does which what for in of on upon this "
      "that it its they them their he she his her there full s exact current approximate approximately tell give "
      "describe state any know known yes y n those exactly caused made our centre academy nursery college setting "
      "provision establishment";
  return is_among(nothing, word);
}

bool is_among(std::string_view words, std::string_view word, char divider) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find(divider, at), words.size());
    std::string_view each = words.substr(at, end - at);
    if (each == word) {
      return true;
    }
    if (each.ends_with('~')) {
      each.remove_suffix(1);
      if (word.starts_with(each)) {
        return true;
      }
    }
    at = end + 1;
  }
  return false;
}

bool speaks_of(const facts::MeansDecl& means, const std::vector<std::string>& words) {
  const std::string_view needed = means.words;
  std::vector<bool> explained(words.size());
  for (std::size_t at = 0; at < needed.size();) {
    const std::size_t end = std::min(needed.find(' ', at), needed.size());
    const std::string_view group = needed.substr(at, end - at);
    bool hit = false;
    for (std::size_t word = 0; word < words.size(); ++word) {
      if (is_among(group, words[word], '|')) {
        explained[word] = true;
        hit = true;
      }
    }
    if (!hit) {
      return false;
    }
    at = end + 1;
  }
  for (std::size_t word = 0; word < words.size(); ++word) {
    if (!explained[word] && !says_nothing(words[word]) && !is_among(means.also, words[word])) {
      return false;
    }
  }
  return !words.empty();
}

}  // namespace caseletters::sheets
