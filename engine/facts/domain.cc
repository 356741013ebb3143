// A domain's options and the words they are known by.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/reserved_words.h"
#include "facts/vocabulary.h"

namespace caseletters::facts {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Result<void> check_option(const OptionDecl& option, const Domain& domain) {
  const std::string folded = fold_name(option.id);
  if (folded.empty() || fold_heading(folded).empty()) {
    return fail(error("bad-name", fmt::format("An option of “{}” has no id.", domain.name),
                      "Give it a word such as “not-confirmed”."));
  }
  if (folded.find_first_of(" ,()[]{}|\"") != std::string::npos) {
    return fail(error("bad-name", fmt::format("The option id “{}” of “{}” is not one word.", option.id, domain.name),
                      "Join its words with hyphens; how it prints is its label."));
  }
  if (!reserved_word_in(folded).empty()) {
    return fail(error("name-reserved",
                      fmt::format("The option id “{}” of “{}” is a word that conditions use.", option.id, domain.name),
                      "Choose another word."));
  }
  return {};
}

// An error where two options of a domain are known by the same word.
Result<void> check_words(const Domain& domain) {
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < domain.options.size(); ++i) {
    for (std::string& word : domain.words_of(i)) {
      const auto [place, is_new] = seen.emplace(std::move(word), i);
      if (is_new || place->second == i) continue;
      return fail(error("word-twice",
                        fmt::format("Two options of “{}” are known by the same word “{}”: {} and {}.", domain.name,
                                    place->first, domain.options[place->second].id, domain.options[i].id),
                        "Each id, label and cell word may belong to one option only."));
    }
  }
  return {};
}

}  // namespace

Result<void> check_domain(const Domain& domain) {
  for (const OptionDecl& option : domain.options) {
    if (auto checked = check_option(option, domain); !checked) return checked;
  }
  return check_words(domain);
}

std::vector<std::string> Domain::words_of(std::size_t option) const {
  const OptionDecl& declared = options[option];
  std::vector<std::string> found;
  const auto add = [&](std::string word) {
    if (!word.empty() && !contains(found, word)) found.push_back(std::move(word));
  };
  add(fold_heading(declared.id));
  if (!declared.label.empty()) add(fold_heading(declared.group + declared.label));
  for (const std::string& word : declared.words) add(fold_heading(word));
  return found;
}

void Domain::index() {
  by_word.clear();
  for (std::size_t i = 0; i < options.size(); ++i) {
    for (std::string& word : words_of(i)) {
      const auto [place, is_new] = by_word.emplace(std::move(word), static_cast<int>(i));
      if (!is_new && place->second != static_cast<int>(i)) place->second = -1;
    }
  }
}

std::optional<Option> Domain::find(std::string_view word) const {
  const std::string folded = fold_heading(word);
  if (folded.empty()) return std::nullopt;
  if (!by_word.empty()) {
    const auto place = by_word.find(folded);
    if (place == by_word.end() || place->second < 0) return std::nullopt;
    return Option{place->second};
  }
  std::optional<Option> found;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!contains(words_of(i), folded)) continue;
    if (found) return std::nullopt;
    found = Option{static_cast<int>(i)};
  }
  return found;
}

std::optional<Option> Domain::find_id(std::string_view folded_id) const {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].id == folded_id || fold_name(options[i].id) == folded_id) return Option{static_cast<int>(i)};
  }
  return std::nullopt;
}

}  // namespace caseletters::facts
