// How a value prints in a letter (markup.md, marks and formats).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/vocabulary.h"

namespace caseletters::facts {

enum class Format : std::uint8_t { weekday, short_, month, upper, lower, sentence, lines, count, optional, capitals };

[[nodiscard]] std::optional<Format> find_format(std::string_view folded_name);

// A reference with its formats: `Incident date | weekday`.
struct Field {
  Symbol symbol;
  std::uint16_t formats = 0;  // bit set of 1 << Format
  [[nodiscard]] bool has(Format format) const { return (formats >> static_cast<unsigned>(format)) & 1u; }
};

// Whether the format suits the type; the diagnostic says which types it does suit. Code: bad-format.
[[nodiscard]] Result<void> check_format(Format format, const Type& type);

// The same for a name: a list prints its items' names as words, whatever its type says.
[[nodiscard]] Result<void> check_format(Format format, const Symbol& symbol);

// Precondition: value is known. Dates "3 November 2026", times "9:30am", moments "3 November 2026 at 9:30am", sets
// "A, B and C" (grouped sets "3.1 a and c, and 3.2 b"), yes/no "yes" or "no". `domain` is the one of the value's type
// (null for other kinds); `labels` holds a school's own words and groups for some or all of its options, matched by id,
// null where the school has none.
[[nodiscard]] std::string print(const Value& value, std::uint16_t formats, const Domain* domain,
                                const Domain* labels = nullptr);

// Several printed words as a set prints them: "A, B and C", one a line with `lines`, how many with `count`.
[[nodiscard]] std::string print_words(const std::vector<std::string>& words, std::uint16_t formats);

// How one option prints by itself: its label, or its id with hyphens as spaces; after its group, where it has one.
[[nodiscard]] std::string print_option(Option option, const Domain& domain, const Domain* labels = nullptr);

}  // namespace caseletters::facts
