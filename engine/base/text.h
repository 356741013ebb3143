// Text as people type it, made comparable. All strings are UTF-8.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caseletters {

// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms, nothing over U+10FFFF; RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text);

// True if a letter can show `text`: well-formed UTF-8 without control characters (C0 but for tab and line ends, DEL,
// C1) and without the code points that XML 1.0 cannot hold (U+FFFE, U+FFFF).
[[nodiscard]] bool is_printable(std::string_view text);

// The form in which marks, names and options are compared (markup.md): NFKC, case folded, curly quotes made straight,
// long dashes made hyphens, underscores and every kind of white space made single spaces, ends trimmed, invisible
// characters (zero width, soft hyphen, byte order mark) dropped. Ill-formed UTF-8 comes back unchanged.
[[nodiscard]] std::string fold_name(std::string_view text);

// The form in which headings and cell words are compared (facts.md): fold_name, then only letters and digits are kept,
// accents removed: "Child 1 – name:" is "child1name".
[[nodiscard]] std::string fold_heading(std::string_view text);

// `text` without white space of any kind (no-break, zero width …) at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

// Upper or lower case for the whole text; capital for its first letter.
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_sentence(std::string_view text);

// How many characters a reader sees; used for limits and columns. Ill-formed bytes count one each.
[[nodiscard]] std::size_t character_count(std::string_view text);

[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

// "A", "A and B", "A, B and C": no comma before "and".
[[nodiscard]] std::string join_words(std::span<const std::string> words);

// The candidate nearest to `word` after folding, by edit distance with swaps; empty where none is near (more than a
// third of the letters differ).
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace caseletters
