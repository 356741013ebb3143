#include "sheets/adults.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

bool is_courtesy(std::string_view word) {
  constexpr std::array<std::string_view, 6> titles = {"mr", "mrs", "ms", "miss", "mx", "master"};
  return std::find(titles.begin(), titles.end(), word) != titles.end();
}

}  // namespace

bool names_two(std::string_view text, NamePart part) {
  // Words, and "&" for each sign that stands between two people.
  std::vector<std::string> words{""};
  for (const char letter : fold_name(text)) {
    if (letter == '&' || letter == '+' || letter == '/' || (part != NamePart::name && letter == ',')) {
      words.emplace_back("&");
      words.emplace_back();
    } else if (letter == ' ' || letter == '.') {
      words.emplace_back();
    } else {
      words.back().push_back(letter);
    }
  }
  std::erase(words, "");
  const std::size_t first = !words.empty() && words.front() == "the" ? 1 : 0;
  const bool of_somebody = first + 1 < words.size() && words[first + 1] == "of";
  if (of_somebody && (words[first] == "parents" || words[first] == "carers" || words[first] == "guardians")) {
    return true;
  }
  for (std::size_t at = 1; at + 1 < words.size(); ++at) {
    if (words[at] == "&" || words[at] == "and") {
      return true;
    }
  }
  return part == NamePart::title && std::count_if(words.begin(), words.end(), is_courtesy) > 1;
}

std::string usual_title(std::string_view text) {
  constexpr std::array<std::string_view, 10> titles = {"Mr", "Mrs", "Ms",   "Miss", "Mx",
                                                       "Dr", "Rev", "Prof", "Sir",  "Lady"};
  std::string folded = fold_name(text);
  if (folded.ends_with('.')) {
    folded.pop_back();
  }
  const auto* const usual =
      std::find_if(titles.begin(), titles.end(), [&](std::string_view each) { return to_lower(each) == folded; });
  return std::string(usual == titles.end() ? text : *usual);
}

}  // namespace caseletters::sheets
