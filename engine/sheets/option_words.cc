#include "sheets/option_words.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t most_words_told = 16;

// `text` cut at each of the separators, which are told in lower case; only between words for "and".
std::vector<std::string> cut(std::string_view text, std::string_view separators, bool at_and) {
  std::vector<std::string> pieces{""};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (separators.find(text[at]) != std::string_view::npos) {
      pieces.emplace_back();
    } else if (at_and && (at == 0 || text[at - 1] == ' ') && to_lower(text.substr(at, 4)) == "and ") {
      pieces.emplace_back();
      at += 3;
    } else {
      pieces.back().push_back(text[at]);
    }
  }
  for (std::string& piece : pieces) {
    piece = std::string(trim(piece));
  }
  std::erase(pieces, "");
  return pieces;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// The numbers that stand in it, each for itself: "1-6" is 1 and 6, not 16.
std::string numbers_of(std::string_view text) {
  std::string numbers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    if (at > 0 && !is_digit(text[at - 1]) && !numbers.empty()) numbers.push_back(' ');
    numbers.push_back(text[at]);
  }
  return numbers;
}

// Of one option, what a clerk writes: its number where `by_number`, else its id.
std::string word_of(const facts::OptionDecl& option, bool by_number) {
  if (!by_number || is_number(option.id)) return option.id;
  const auto number = std::find_if(option.words.begin(), option.words.end(), is_number);
  return number == option.words.end() ? std::string() : *number;
}

bool is_numbered(const facts::Domain& domain) {
  return !domain.options.empty() && std::all_of(domain.options.begin(), domain.options.end(),
                                                [](const auto& option) { return !word_of(option, true).empty(); });
}

// One end of a range: "1", "3.1a", "c", "Year 2".
bool is_end_of_range(std::string_view text) {
  const auto space = text.rfind(' ');
  const std::string_view last = space == std::string_view::npos ? text : text.substr(space + 1);
  const auto letters = std::count_if(last.begin(), last.end(), [](char each) { return each >= 'a' && each <= 'z'; });
  const bool others = std::any_of(
      last.begin(), last.end(), [](char each) { return (each < 'a' || each > 'z') && !is_digit(each) && each != '.'; });
  return !last.empty() && !others && letters <= 1 && (letters == 0 || last.back() >= 'a');
}

// Its two ends, folded; the first is empty where it is none.
std::pair<std::string, std::string> ends_of_range(std::string_view text) {
  const std::string folded = fold_name(text);
  for (const std::string_view sign : {"-", " to ", "..", "…"}) {
    const auto at = folded.find(sign);
    if (at == std::string::npos) continue;
    const std::string_view whole = folded;
    std::pair<std::string, std::string> ends{trim(whole.substr(0, at)), trim(whole.substr(at + sign.size()))};
    if (is_end_of_range(ends.first) && is_end_of_range(ends.second)) return ends;
  }
  return {};
}

// How many numbers stand in it: "1, 4" are two, "14" is one, "3.1 a" two.
std::size_t numbers_in(std::string_view text) {
  std::size_t numbers = 0;
  bool inside = false;
  for (const char letter : text) {
    const bool digit = letter >= '0' && letter <= '9';
    numbers += digit && !inside ? 1 : 0;
    inside = digit;
  }
  return numbers;
}

// Folding drops what stands between two numbers, so "1, 4" looks like "14" and "1/2" like Year 12. A word that an
// option is known by has as many numbers as the one that was typed.
bool has_its_numbers(const facts::OptionDecl& option, std::string_view typed) {
  const std::size_t numbers = numbers_in(typed);
  if (numbers < 2) {
    return true;
  }
  const std::string folded = fold_heading(typed);
  const auto is_it = [&](const std::string& word) {
    return numbers_in(word) >= numbers && fold_heading(word) == folded;
  };
  return is_it(option.id) || is_it(option.group + option.label) ||
         std::any_of(option.words.begin(), option.words.end(), is_it);
}

class Finder {
 public:
  Finder(const facts::Vocabulary& vocabulary, int domain)
      : vocabulary_(vocabulary), index_(domain), domain_(vocabulary.domains()[static_cast<std::size_t>(domain)]) {}

  bool add(std::string_view piece) {
    std::optional<int> option = find_option(vocabulary_, index_, piece);
    if (!option && !group_.empty()) {
      option = in_group(fold_heading(piece));
    }
    if (!option) {
      return false;
    }
    group_ = domain_.options[static_cast<std::size_t>(*option)].group;
    if (std::find(words.found.begin(), words.found.end(), *option) == words.found.end()) {
      words.found.push_back(*option);
    }
    return true;
  }

  OptionWords words;

 private:
  [[nodiscard]] std::optional<int> in_group(const std::string& label) const {
    for (std::size_t option = 0; option < domain_.options.size(); ++option) {
      if (domain_.options[option].group == group_ && fold_heading(domain_.options[option].label) == label) {
        return static_cast<int>(option);
      }
    }
    return std::nullopt;
  }

  const facts::Vocabulary& vocabulary_;
  int index_;
  const facts::Domain& domain_;
  std::string group_;
};

}  // namespace

std::optional<int> find_option(const facts::Vocabulary& vocabulary, int domain, std::string_view word) {
  // Folding would lose the sign: -1 is no Year 1.
  const std::string plain = fold_name(word);
  if (plain.size() > 1 && plain.front() == '-' && plain[1] >= '0' && plain[1] <= '9') {
    return std::nullopt;
  }
  const facts::Domain& declared = vocabulary.domains()[static_cast<std::size_t>(domain)];
  if (const auto option = declared.find(word)) {
    const bool meant = has_its_numbers(declared.options[static_cast<std::size_t>(option->index)], word);
    return meant ? std::optional{option->index} : std::nullopt;
  }
  if (domain == facts::Vocabulary::letters_domain) {
    const std::string folded = fold_heading(word);
    std::optional<int> found;
    for (std::size_t letter = 0; letter < vocabulary.letters().size(); ++letter) {
      if (!folded.empty() && fold_heading(vocabulary.letters()[letter].title) == folded) {
        if (found) {
          return std::nullopt;
        }
        found = static_cast<int>(letter);
      }
    }
    return found;
  }
  return std::nullopt;
}

OptionWords find_options(const facts::Vocabulary& vocabulary, int domain, std::string_view text) {
  Finder finder(vocabulary, domain);
  if (finder.add(text)) {
    return std::move(finder.words);
  }
  for (const std::string& piece : cut(text, ",;\n\t|", false)) {
    if (finder.add(piece)) {
      continue;
    }
    for (const std::string& smaller : cut(piece, "/&+", true)) {
      if (!finder.add(smaller)) {
        finder.words.unknown.push_back(smaller);
      }
    }
  }
  return std::move(finder.words);
}

namespace {

// Every word that means an option of the domain.
std::vector<std::string> candidates_of(const facts::Vocabulary& vocabulary, int domain) {
  std::vector<std::string> candidates;
  for (const facts::OptionDecl& option : vocabulary.domains()[static_cast<std::size_t>(domain)].options) {
    candidates.push_back(option.id);
    candidates.insert(candidates.end(), option.words.begin(), option.words.end());
  }
  if (domain == facts::Vocabulary::letters_domain) {
    for (const facts::LetterDecl& letter : vocabulary.letters()) {
      candidates.push_back(letter.title);
    }
  }
  return candidates;
}

}  // namespace

bool is_meant_for_letter(const facts::Vocabulary& vocabulary, std::string_view word) {
  constexpr std::size_t few = 8;
  const bool tells = word.find_first_of("0123456789") != std::string_view::npos || character_count(word) > few;
  return tells && word.size() <= 60 &&
         !nearest(word, candidates_of(vocabulary, facts::Vocabulary::letters_domain)).empty();
}

bool is_range(std::string_view text) {
  return !ends_of_range(text).first.empty();
}

std::string each_of_range(const facts::Vocabulary& vocabulary, int domain, std::string_view range) {
  const facts::Domain& declared = vocabulary.domains()[static_cast<std::size_t>(domain)];
  const auto ends = ends_of_range(range);
  const auto first = find_option(vocabulary, domain, ends.first);
  const bool numbers = is_number(ends.first) && is_number(ends.second);
  std::string hint = numbers ? "Write each number" : "Write each of them";
  if (!first) return hint + ". " + allowed_words(vocabulary, domain, "");
  const bool numbered = is_numbered(declared);
  const auto begin = static_cast<std::size_t>(*first);
  const auto last = static_cast<std::size_t>(find_option(vocabulary, domain, ends.second).value_or(-1));
  const bool known = last < declared.options.size() && last > begin;
  const std::size_t end = std::min(begin + 3, known ? last + 1 : declared.options.size());
  for (std::size_t at = begin; at < end; ++at) {
    hint += (at == begin ? ": " : ", ") + word_of(declared.options[at], numbered);
  }
  return hint + (known && last < end ? "." : " …");
}

std::string allowed_words(const facts::Vocabulary& vocabulary, int domain, std::string_view instead_of) {
  std::vector<std::string> words;
  const facts::Domain& declared = vocabulary.domains()[static_cast<std::size_t>(domain)];
  const bool numbered = is_numbered(declared);
  for (const facts::OptionDecl& option : declared.options) {
    words.push_back(word_of(option, numbered));
  }
  const std::vector<std::string> candidates = candidates_of(vocabulary, domain);
  std::string hint;
  // Two letters are near to everything, and another number is another thing: Year 14 is no slip for Year 1.
  if (const std::string near = nearest(instead_of, candidates);
      character_count(instead_of) > 2 && !near.empty() &&
      (domain == facts::Vocabulary::letters_domain || numbers_of(instead_of) == numbers_of(near))) {
    hint = "Did you mean \"" + near + "\"? ";
  }
  const bool all = words.size() <= most_words_told;
  words.resize(std::min(words.size(), most_words_told));
  hint += "Use ";
  for (std::size_t at = 0; at < words.size(); ++at) {
    hint += at == 0 ? "" : at + 1 == words.size() && all ? " or " : ", ";
    hint += words[at];
  }
  return hint + (all ? "." : " …");
}

}  // namespace caseletters::sheets
