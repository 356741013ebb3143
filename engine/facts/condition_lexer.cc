#include "facts/condition_lexer.h"

namespace caseletters::facts {
namespace {

TokenKind sign(char c) {
  switch (c) {
    case '(':
      return TokenKind::open;
    case ')':
      return TokenKind::close;
    case ',':
      return TokenKind::comma;
    case '|':
    case '[':
    case ']':
    case '{':
    case '}':
      return TokenKind::other;
    default:
      return TokenKind::word;
  }
}

bool ends_quotation(std::string_view source, std::size_t after) {
  return after == source.size() || source[after] == ' ' || sign(source[after]) != TokenKind::word;
}

// Where the quotation that opens at `begin` closes. A single quote closes only at the end of a word, so that it may
// hold an apostrophe: 'O'Brien'.
std::size_t closing_quote(std::string_view source, std::size_t begin) {
  for (std::size_t i = begin + 1; i < source.size(); ++i) {
    if (source[i] == source[begin] && (source[begin] == '"' || ends_quotation(source, i + 1))) return i;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<Token> read_tokens(std::string_view source) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < source.size()) {
    if (source[at] == ' ') {
      ++at;
      continue;
    }
    Token token;
    token.begin = at;
    token.kind = sign(source[at]);
    if (source[at] == '"' || source[at] == '\'') {
      const std::size_t close = closing_quote(source, at);
      token.kind = close == std::string_view::npos ? TokenKind::unclosed : TokenKind::quoted;
      token.end = close == std::string_view::npos ? source.size() : close + 1;
      token.text = source.substr(at + 1, token.kind == TokenKind::quoted ? close - at - 1 : std::string_view::npos);
    } else if (token.kind == TokenKind::word) {
      token.end = at;
      while (token.end < source.size() && source[token.end] != ' ' && source[token.end] != '"' &&
             sign(source[token.end]) == TokenKind::word) {
        ++token.end;
      }
      token.text = source.substr(at, token.end - at);
    } else {
      token.end = at + 1;
      token.text = source.substr(at, 1);
    }
    at = token.end;
    tokens.push_back(token);
  }
  Token end;
  end.begin = end.end = source.size();
  tokens.push_back(end);
  return tokens;
}

}  // namespace caseletters::facts
