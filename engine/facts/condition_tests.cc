// The tests of one name: what may follow "is", by the type of what stands before it.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/condition_parser.h"

namespace caseletters::facts {
namespace {

Node test_node(Op op, const Symbol& left, bool negated) {
  Node node;
  node.op = op;
  node.symbol = left;
  node.negated = negated;
  return node;
}

bool is_date(const Type& type) {
  return type.kind == Kind::date || type.kind == Kind::moment;
}

}  // namespace

int Parser::parse_letter_test(const Symbol& letter, std::size_t begin) {
  const std::string name = vocabulary_.name_of(letter);
  const std::string hint = fmt::format("Write “{0} is sent”, or ask for its date: “{0} date is known”.", name);
  if (!take("is")) {
    return refuse_here(fmt::format("“{}” is a letter; after it stands “is sent”, not {}.", name, quote_here()), hint);
  }
  const bool negated = take("not");
  if (!take("sent")) {
    return refuse("bad-type", here(), fmt::format("“{}” is a letter: the only test of it is “is sent”.", name), hint);
  }
  return make(test_node(Op::is_sent, letter, negated), begin);
}

int Parser::parse_symbol_test(const Symbol& left, std::size_t begin) {
  if (is_word("includes") || is_word("excludes")) return parse_includes(left, begin);
  if (take("is")) return parse_is(left, begin);
  const std::string name = vocabulary_.name_of(left);
  return refuse_here(
      fmt::format("After “{}” stands a test, not {}.", name, quote_here()),
      fmt::format("“{}” {}: use {}.", name, describe_type(left, vocabulary_), tests_for(left, vocabulary_)));
}

int Parser::wrong_test(const Symbol& left) {
  const std::string name = vocabulary_.name_of(left);
  return refuse("bad-type", here(),
                fmt::format("{} {}: use {}, not {}.", name, describe_type(left, vocabulary_),
                            tests_for(left, vocabulary_), quote_here()),
                fmt::format("Use {}.", tests_for(left, vocabulary_)));
}

int Parser::parse_is(const Symbol& left, std::size_t begin) {
  const bool negated = take("not");
  if (take("known")) return make(test_node(Op::is_known, left, negated), begin);
  if (take({"the", "same", "as"})) return parse_same_as(left, negated, begin);
  if (is_word("sent")) {
    const std::string name = vocabulary_.name_of(left);
    return refuse("bad-type", here(), fmt::format("“{}” is no letter: only letters are sent.", name),
                  fmt::format("Write “{} is known”.", name));
  }
  const Kind kind = left.type.kind;
  if (is_date(left.type)) {
    Node value;
    value.op = Op::symbol;
    value.symbol = left;
    const int node = make(std::move(value), begin);
    const bool understood = starts_date() || is_word("before") || is_word("after") || is_word("on");
    std::size_t length = 0;
    if (!understood && !symbol_here(length)) return wrong_test(left);
    return parse_date_test(node, negated, begin);
  }
  switch (kind) {
    case Kind::option:
      return parse_option_is(left, negated, begin);
    case Kind::set:
    case Kind::number:
      return parse_number_is(left, negated, begin);
    case Kind::yes_no:
      return parse_yes_is(left, negated, begin);
    case Kind::text:
      return parse_text_is(left, negated, begin);
    default:
      return wrong_test(left);
  }
}

int Parser::parse_same_as(const Symbol& left, bool negated, std::size_t begin) {
  const auto value_of = [&](const Symbol& symbol, std::size_t from) {
    Node node;
    node.op = Op::symbol;
    node.symbol = symbol;
    return make(std::move(node), from);
  };
  const Token at = here();
  const auto right = take_symbol();
  if (failure_) return kFailed;
  if (!right) return unknown_name();
  if (right->kind == SymbolKind::letter || !(right->type == left.type)) {
    return refuse("bad-type", at,
                  fmt::format("“{}” {} and “{}” {}: they are never the same.", vocabulary_.name_of(left),
                              describe_type(left, vocabulary_), vocabulary_.name_of(*right),
                              right->kind == SymbolKind::letter ? "is a letter" : describe_type(*right, vocabulary_)),
                  "Compare two names of one type and with the same options.");
  }
  Node node;
  node.op = Op::same_as;
  node.negated = negated;
  node.children = {value_of(left, begin), value_of(*right, at.begin)};
  return make(std::move(node), begin);
}

int Parser::parse_option_is(const Symbol& left, bool negated, std::size_t begin) {
  Node node = test_node(Op::option_is, left, negated);
  if (take({"one", "of"})) {
    do {
      const auto option = take_option(left);
      if (!option) return kFailed;
      if (std::find(node.options.begin(), node.options.end(), option->index) == node.options.end()) {
        node.options.push_back(option->index);
      }
      if (here().kind != TokenKind::comma) break;
      ++at_;
    } while (true);
    return make(std::move(node), begin);
  }
  const Token at = here();
  const std::size_t start = at_;
  std::optional<Compare> order = take_order();
  if (!order && take("over")) order = Compare::greater;
  if (!order && take("under")) order = Compare::less;
  if (!order && take({"at", "least"})) order = Compare::at_least;
  if (!order && take({"at", "most"})) order = Compare::at_most;
  if (order) {
    if (!vocabulary_.domains()[static_cast<std::size_t>(left.type.domain)].ordered) {
      at_ = start;
      return wrong_test(left);
    }
    node.op = Op::option_compare;
    node.compare = *order;
  } else if (at.kind == TokenKind::quoted) {
    return wrong_test(left);
  }
  const auto option = take_option(left);
  if (!option) return kFailed;
  node.options.push_back(option->index);
  return make(std::move(node), begin);
}

int Parser::parse_includes(const Symbol& left, std::size_t begin) {
  if (left.type.kind != Kind::set) return wrong_test(left);
  Node node = test_node(Op::set_includes, left, is_word("excludes"));
  ++at_;
  const auto option = take_option(left);
  if (!option) return kFailed;
  node.options.push_back(option->index);
  return make(std::move(node), begin);
}

int Parser::parse_yes_is(const Symbol& left, bool negated, std::size_t begin) {
  if (negated || (!is_word("yes") && !is_word("no"))) return wrong_test(left);
  Node node = test_node(Op::yes_is, left, false);
  node.number = is_word("yes") ? 1 : 0;
  ++at_;
  return make(std::move(node), begin);
}

int Parser::parse_text_is(const Symbol& left, bool negated, std::size_t begin) {
  Node node = test_node(Op::text_is, left, negated);
  if (here().kind == TokenKind::quoted) {
    node.text = fold_name(here().text);
    ++at_;
    return make(std::move(node), begin);
  }
  if (context_.bare_text && here().kind == TokenKind::word) {
    const std::string_view words = words_until({"and", "or"});
    if (!words.empty()) {
      node.text = std::string(words);
      skip_to(here().begin + words.size());
      return make(std::move(node), begin);
    }
  }
  if (here().kind == TokenKind::unclosed) {
    return refuse_here("A quotation is never closed.", "Put the same quotation mark at its end.");
  }
  return wrong_test(left);
}

int Parser::parse_number_is(const Symbol& left, bool negated, std::size_t begin) {
  Node node = test_node(Op::number_is, left, negated);
  const std::size_t start = at_;
  if (take("over")) {
    node.compare = Compare::greater;
  } else if (take("under")) {
    node.compare = Compare::less;
  } else if (take({"at", "least"})) {
    node.compare = Compare::at_least;
  } else if (take({"at", "most"})) {
    node.compare = Compare::at_most;
  }
  const auto number = here().kind == TokenKind::word ? whole_number(here().text, 999'999'999'999) : std::nullopt;
  if (!number) {
    if (at_ == start) return wrong_test(left);
    return refuse("bad-type", here(), fmt::format("A whole number was expected here, not {}.", quote_here()),
                  "Write it in digits: “is at least 2”.");
  }
  ++at_;
  node.number = *number;
  return make(std::move(node), begin);
}

}  // namespace caseletters::facts
