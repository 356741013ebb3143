// The grammar of markup.md, read from left to right with one token in hand.
//
// Each parse_ function gives the index of the node it made, or -1 once `failure` is set. Nodes are made children first,
// so that the last one made is the root.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/condition.h"
#include "facts/condition_lexer.h"

namespace caseletters::facts {

class Parser {
 public:
  Parser(std::string_view source, const Context& context);

  [[nodiscard]] Result<Expression> condition();
  [[nodiscard]] Result<Expression> date();
  [[nodiscard]] Result<Symbol> symbol();

 private:
  static constexpr int kDeepest = 64;
  static constexpr int kFailed = -1;

  // condition_parser.cc
  int parse_group();
  int parse_unary();
  int parse_unary_inside();
  int parse_quantifier();
  int parse_test();

  // condition_tests.cc
  int parse_letter_test(const Symbol& letter, std::size_t begin);
  int parse_symbol_test(const Symbol& left, std::size_t begin);
  int parse_is(const Symbol& left, std::size_t begin);
  int parse_same_as(const Symbol& left, bool negated, std::size_t begin);
  int parse_option_is(const Symbol& left, bool negated, std::size_t begin);
  int parse_includes(const Symbol& left, std::size_t begin);
  int parse_yes_is(const Symbol& left, bool negated, std::size_t begin);
  int parse_text_is(const Symbol& left, bool negated, std::size_t begin);
  int parse_number_is(const Symbol& left, bool negated, std::size_t begin);
  int wrong_test(const Symbol& left);

  // condition_dates.cc
  int parse_date();
  int parse_date_inside();
  int parse_shift();
  int parse_date_test(int left, bool negated, std::size_t begin);
  [[nodiscard]] bool starts_date() const;
  // before, after, on or before, on or after; nothing (and no token taken) for anything else.
  std::optional<Compare> take_order();

  // condition_names.cc
  // The name that stands here, taken; nothing where none is declared.
  std::optional<Symbol> take_symbol();
  [[nodiscard]] std::optional<Symbol> symbol_here(std::size_t& length) const;
  bool allowed(const Symbol& symbol, const Token& at);
  int unknown_name();
  std::optional<Option> take_option(const Symbol& left);
  std::optional<Option> match_option(int domain, std::size_t& tokens) const;
  [[nodiscard]] std::string_view words_here() const;
  [[nodiscard]] std::string_view words_until(std::initializer_list<std::string_view> stops) const;

  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  [[nodiscard]] const Token& ahead(std::size_t count) const {
    return tokens_[std::min(at_ + count, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return here().kind == TokenKind::word && here().text == word;
  }
  [[nodiscard]] bool are_words(std::initializer_list<std::string_view> words) const;
  bool take(std::string_view word);
  bool take(std::initializer_list<std::string_view> words);  // all of them, or none
  void skip_to(std::size_t byte);
  void go_back_to(std::size_t byte);
  [[nodiscard]] std::size_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }

  int make(Node node, std::size_t begin);
  int refuse(std::string code, const Token& at, std::string message, std::string hint = {});
  int refuse_here(std::string message, std::string hint = {});
  [[nodiscard]] std::string quote_here() const;
  [[nodiscard]] Diagnostic take_failure();
  [[nodiscard]] bool finish();
  int unexpected();

  const Context& context_;
  const Vocabulary& vocabulary_;
  std::vector<int> open_lists_;
  Expression expression_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::optional<Diagnostic> failure_;
};

// "is a date", "is one of several options" …, and the tests that suit it.
[[nodiscard]] std::string describe_type(const Symbol& symbol, const Vocabulary& vocabulary);
[[nodiscard]] std::string tests_for(const Symbol& symbol, const Vocabulary& vocabulary);

// Digits only, up to `most`.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view word, std::int64_t most);

}  // namespace caseletters::facts
