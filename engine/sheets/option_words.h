// The words of a cell as options of a domain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/vocabulary.h"

namespace caseletters::sheets {

// One option by id, label or cell word; a letter by its title too.
[[nodiscard]] std::optional<int> find_option(const facts::Vocabulary& vocabulary, int domain, std::string_view word);

struct OptionWords {
  std::vector<int> found;            // in the order given, without repeats
  std::vector<std::string> unknown;  // pieces that are no option
};

// A list by comma, semicolon or new line, and by "/", "&" and "and" where a piece is no option whole. In a domain of
// grouped options a bare label takes the group before it: "3.1a, c; 3.2 b" is 3.1a, 3.1c, 3.2b.
[[nodiscard]] OptionWords find_options(const facts::Vocabulary& vocabulary, int domain, std::string_view text);

// Whether a word that is no letter's is so near to one that it will be a slip of it: with a number in it, or long.
// Short ones may be names ("Bann" in a column that has slipped by one) and are not to be printed.
[[nodiscard]] bool is_meant_for_letter(const facts::Vocabulary& vocabulary, std::string_view word);

// "1-6", "3.1a – c", "Year 1 to 3": from one number or single letter to another.
[[nodiscard]] bool is_range(std::string_view text);

// "Write each number: 1, 2, 3 …", from the option that the range begins with where it is one.
[[nodiscard]] std::string each_of_range(const facts::Vocabulary& vocabulary, int domain, std::string_view range);

// "Use headteacher, ceo or other.", with the nearest word first where one is near; numbers where every option has one.
[[nodiscard]] std::string allowed_words(const facts::Vocabulary& vocabulary, int domain, std::string_view instead_of);

}  // namespace caseletters::sheets
