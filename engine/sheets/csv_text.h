// What a CSV file does not say about itself: its charset and its delimiter.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace caseletters::sheets {

struct PlainText {
  std::string text;              // UTF-8 without a byte order mark
  bool guessed_charset = false;  // read as Windows-1252 because it is not UTF-8
};

// UTF-8 with or without a byte order mark, UTF-16 of either order with or without one; anything else is taken for
// Windows-1252. Code: bad-encoding (half a character in UTF-16; a byte without meaning in Windows-1252, with its line).
[[nodiscard]] Result<PlainText> decode_text(std::string bytes, const std::string& file);

// Comma, semicolon, tab or bar: the one that divides the first rows most evenly, quotes respected. A first line "sep=;"
// says.
[[nodiscard]] char find_delimiter(std::string_view text);

// The line (1-based) of the first quotation mark that opens a cell and is not closed as it should be: at the end of the
// text, or followed by something else than a delimiter or the row's end. 0 where all are closed.
[[nodiscard]] int unclosed_quote_line(std::string_view text, char delimiter);

// The "sep=;" line at the front of `text`, with its line end; empty where there is none.
[[nodiscard]] std::string_view separator_line(std::string_view text);

}  // namespace caseletters::sheets
