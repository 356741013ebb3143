#include "facts/condition_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::facts {

Parser::Parser(std::string_view source, const Context& context)
    : context_(context), vocabulary_(*context.vocabulary), open_lists_(context.open_lists) {
  expression_.source = fold_name(source);
  tokens_ = read_tokens(expression_.source);
  if (!is_utf8(source)) refuse("bad-condition", tokens_.front(), "The condition is not readable text (UTF-8).");
}

bool Parser::are_words(std::initializer_list<std::string_view> words) const {
  std::size_t i = 0;
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    const Token& token = ahead(i++);
    return token.kind == TokenKind::word && token.text == word;
  });
}

bool Parser::take(std::string_view word) {
  return take({word});
}

bool Parser::take(std::initializer_list<std::string_view> words) {
  if (!are_words(words)) return false;
  at_ += words.size();
  return true;
}

void Parser::skip_to(std::size_t byte) {
  while (here().kind != TokenKind::end && here().begin < byte) ++at_;
}

void Parser::go_back_to(std::size_t byte) {
  while (at_ > 0 && here().begin > byte) --at_;
}

int Parser::make(Node node, std::size_t begin) {
  node.begin = static_cast<std::uint32_t>(begin);
  node.end = static_cast<std::uint32_t>(last_end());
  expression_.nodes.push_back(std::move(node));
  return static_cast<int>(expression_.nodes.size()) - 1;
}

int Parser::refuse(std::string code, const Token& at, std::string message, std::string hint) {
  if (failure_) return kFailed;  // the first is the cause
  failure_ = error(std::move(code), std::move(message), std::move(hint));
  failure_->column = static_cast<int>(at.begin) + 1;
  return kFailed;
}

int Parser::refuse_here(std::string message, std::string hint) {
  return refuse("bad-condition", here(), std::move(message), std::move(hint));
}

std::string Parser::quote_here() const {
  const Token& token = here();
  if (token.kind == TokenKind::end) return "the end";
  return fmt::format("“{}”", std::string_view(expression_.source).substr(token.begin, token.end - token.begin));
}

Diagnostic Parser::take_failure() {
  Diagnostic failure = std::move(*failure_);
  if (!expression_.source.empty() && is_utf8(expression_.source) && character_count(expression_.source) <= 300) {
    failure.message += fmt::format(" In: “{}”.", expression_.source);
  }
  return failure;
}

// True if everything was read.
bool Parser::finish() {
  if (!failure_ && here().kind != TokenKind::end) unexpected();
  return !failure_;
}

int Parser::unexpected() {
  const Token& token = here();
  if (token.kind == TokenKind::unclosed) {
    return refuse_here("A quotation is never closed.", "Put the same quotation mark at its end.");
  }
  if (token.kind == TokenKind::close) {
    return refuse_here("A bracket closes that was never opened.", "Take it out, or open one before.");
  }
  return refuse_here(fmt::format("{} was not expected here.", quote_here()),
                     "Join tests with “and” or “or”; a test looks like “Incident date is known”.");
}

Result<Expression> Parser::condition() {
  if (!failure_) parse_group();
  if (!finish()) return fail(take_failure());
  return std::move(expression_);
}

Result<Expression> Parser::date() {
  if (!failure_) parse_date();
  if (!finish()) return fail(take_failure());
  return std::move(expression_);
}

Result<Symbol> Parser::symbol() {
  if (failure_) return fail(take_failure());
  const Token begin = here();
  const auto found = take_symbol();
  if (!found) {
    unknown_name();
  } else if (found->kind == SymbolKind::letter && !failure_) {
    refuse("bad-condition", begin, fmt::format("“{}” is a letter, not a value.", vocabulary_.name_of(*found)),
           fmt::format("Say what of it: “{0} date”, “{0} deadline”, “{0} signatory” …", vocabulary_.name_of(*found)));
  } else if (!failure_ && here().kind != TokenKind::end) {
    at_ = 0;
    unknown_name();
  }
  if (failure_) return fail(take_failure());
  return *found;
}

// Tests joined by one kind of word.
int Parser::parse_group() {
  const std::size_t begin = here().begin;
  const int first = parse_unary();
  if (first == kFailed) return kFailed;
  if (!is_word("and") && !is_word("or")) return first;
  const std::string_view joined_by = here().text;
  Node node;
  node.op = joined_by == "and" ? Op::all_of : Op::one_of_these;
  node.children.push_back(first);
  while (take(joined_by)) {
    const int next = parse_unary();
    if (next == kFailed) return kFailed;
    node.children.push_back(next);
  }
  if (is_word("and") || is_word("or")) {
    return refuse("mixed-and-or", here(), "“and” and “or” stand side by side, so it could mean two things.",
                  "Put brackets round the part that belongs together: “a and (b or c)”.");
  }
  return make(std::move(node), begin);
}

int Parser::parse_unary() {
  if (depth_ >= kDeepest) {
    return refuse("too-deep", here(), fmt::format("The condition is nested deeper than {} levels.", kDeepest),
                  "Split it into derived facts with names of their own.");
  }
  ++depth_;
  const int made = parse_unary_inside();
  --depth_;
  return made;
}

int Parser::parse_unary_inside() {
  const Token& token = here();
  if (token.kind == TokenKind::open) {
    ++at_;
    const int inside = parse_group();
    if (inside == kFailed) return kFailed;
    if (here().kind != TokenKind::close) {
      if (here().kind == TokenKind::end) {
        return refuse("bad-condition", token, "A bracket is opened and never closed.", "Close it with “)”.");
      }
      return unexpected();
    }
    ++at_;
    return inside;
  }
  if (take("not")) {
    const int inside = parse_unary();
    if (inside == kFailed) return kFailed;
    Node node;
    node.op = Op::negation;
    node.children.push_back(inside);
    return make(std::move(node), token.begin);
  }
  std::size_t length = 0;
  const bool quantifier = is_word("any") || is_word("every") || is_word("no") || is_word("several");
  if (quantifier && !symbol_here(length)) return parse_quantifier();
  return parse_test();
}

int Parser::parse_quantifier() {
  const Token begin = here();
  Node node;
  node.op = is_word("any")     ? Op::any_item
            : is_word("every") ? Op::every_item
            : is_word("no")    ? Op::no_item
                               : Op::several_items;
  ++at_;
  const Token name = here();
  std::size_t length = 0;
  const auto item = symbol_here(length);
  if (!item || (item->kind != SymbolKind::list_item && item->kind != SymbolKind::list_plural)) {
    return unknown_name();
  }
  if (item->kind == SymbolKind::list_plural) {
    const ListDecl& list = vocabulary_.lists()[static_cast<std::size_t>(item->index)];
    return refuse("bad-condition", name, fmt::format("“{}” asks for one item.", begin.text),
                  fmt::format("Write “{} {} has (…)”.", begin.text, list.item));
  }
  skip_to(name.begin + length);
  node.symbol = *item;
  const std::string& item_name = vocabulary_.lists()[static_cast<std::size_t>(item->index)].item;
  if (!take("has") || here().kind != TokenKind::open) {
    return refuse_here(
        fmt::format("After “{} {}” stands “has” and a test in brackets, not {}.", begin.text, item_name, quote_here()),
        fmt::format("Write “{} {} has (…)”.", begin.text, item_name));
  }
  open_lists_.push_back(item->index);
  const int inside = parse_unary();  // the bracket
  open_lists_.pop_back();
  if (inside == kFailed) return kFailed;
  node.children.push_back(inside);
  return make(std::move(node), begin.begin);
}

int Parser::parse_test() {
  const Token begin = here();
  if (begin.kind == TokenKind::end) {
    return refuse_here("A test is missing at the end.", "A test looks like “Incident date is known”.");
  }
  if (begin.kind == TokenKind::unclosed) {
    return refuse_here("A quotation is never closed.", "Put the same quotation mark at its end.");
  }
  if (begin.kind != TokenKind::word) {
    return refuse_here(fmt::format("A name was expected here, not {}.", quote_here()),
                       "A test begins with a name: “Incident date is known”.");
  }
  if (const auto symbol = take_symbol()) {
    if (failure_) return kFailed;
    if (symbol->kind == SymbolKind::letter) return parse_letter_test(*symbol, begin.begin);
    return parse_symbol_test(*symbol, begin.begin);
  }
  if (!starts_date()) return unknown_name();
  const int left = parse_date();
  if (left == kFailed) return kFailed;
  if (!take("is")) return refuse_here(fmt::format("After a date stands “is”, not {}.", quote_here()));
  const bool negated = take("not");
  return parse_date_test(left, negated, begin.begin);
}

}  // namespace caseletters::facts
