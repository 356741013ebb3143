// The words and signs of a condition, as they stand in its folded source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace caseletters::facts {

enum class TokenKind : std::uint8_t {
  word,
  quoted,  // `text` is what stands between the quotes
  open,    // (
  close,   // )
  comma,
  other,     // a sign that no condition holds: | [ ] { }
  unclosed,  // a quotation that never ends
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;
  std::size_t begin = 0, end = 0;  // bytes of the source, quotes included
};

// Ends with one `end` token. `source` outlives the tokens. Any bytes are accepted.
[[nodiscard]] std::vector<Token> read_tokens(std::string_view source);

}  // namespace caseletters::facts
