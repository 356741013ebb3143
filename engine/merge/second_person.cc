#include "merge/second_person.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace caseletters::merge {
namespace {

bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || static_cast<unsigned char>(each) >= 0x80;
}

// What somebody said is no word to the reader: “He shouted "you fool"”. An apostrophe inside a word closes nothing.
std::string without_quotations(const std::string& folded) {
  std::string text;
  char open = 0;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char each = folded[at];
    const bool after_letter = at > 0 && is_letter(folded[at - 1]);
    const bool before_letter = at + 1 < folded.size() && is_letter(folded[at + 1]);
    if (open == 0 && (each == '"' || (each == '\'' && !after_letter && before_letter)) &&
        folded.find(each, at + 1) != std::string::npos) {
      open = each;
    } else if (open != 0 && each == open && (each == '"' || !before_letter)) {
      open = 0;
    } else if (open == 0) {
      text.push_back(each);
    }
  }
  return text;
}

// "you've" is "you" and "ve", "Mrs." is "mrs", "Smith-Jones" is two.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words{""};
  for (const char each : text) {
    if (is_letter(each) || (each >= '0' && each <= '9')) {
      words.back().push_back(each);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins_with_another(const std::vector<std::string>& words, std::span<const std::string> last_names) {
  constexpr std::array<std::string_view, 3> pronouns = {"he", "she", "they"};
  constexpr std::array<std::string_view, 20> roles = {
      "parent", "parents",  "mother",      "father",      "mum",         "mom",         "dad",
      "carer",  "guardian", "complainant", "grandmother", "grandfather", "grandparent", "nan",
      "gran",   "aunt",     "uncle",       "stepmother",  "stepfather",  "stepdad"};
  constexpr std::array<std::string_view, 6> titles = {"mr", "mrs", "ms", "miss", "mx", "dr"};
  if (words.empty()) return false;
  const std::string& first = words.front();
  if (is_among(pronouns, first) || is_among(roles, first)) return true;
  if (words.size() > 1 && (first == "the" ? is_among(roles, words[1]) : is_among(titles, first))) return true;
  return std::any_of(last_names.begin(), last_names.end(), [&words](const std::string& name) {
    const std::vector<std::string> parts = words_of(fold_name(name));
    return !parts.empty() && words.size() > parts.size() && std::equal(parts.begin(), parts.end(), words.begin());
  });
}

}  // namespace

SpokenTo spoken_to(std::string_view text, std::span<const std::string> last_names) {
  constexpr std::array<std::string_view, 5> to_them = {"you", "your", "yours", "yourself", "yourselves"};
  const std::string folded = fold_name(text);
  const std::vector<std::string> words = words_of(without_quotations(folded));
  if (std::any_of(words.begin(), words.end(), [&](const std::string& word) { return is_among(to_them, word); }))
    return SpokenTo::yes;
  return begins_with_another(words, last_names) ? SpokenTo::another : SpokenTo::nobody;
}

}  // namespace caseletters::merge
