// The condition language and the date arithmetic of markup.md: parsed once, type-checked at once.
//
// An Expression is a small tree in one vector; the root is the last node. It knows nothing of a case: Situation
// (situation.h) evaluates it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "facts/vocabulary.h"

namespace caseletters::facts {

enum class Op : std::uint8_t {
  // conditions
  all_of,        // children
  one_of_these,  // children ("or")
  negation,      // one child
  any_item,      // quantifiers: list, one child
  every_item,
  no_item,
  several_items,   // two or more
  is_sent,         // letter
  is_known,        // symbol
  same_as,         // two value children
  option_is,       // symbol; options: one of them
  set_includes,    // symbol; options: one
  yes_is,          // symbol, number 1 or 0
  text_is,         // symbol, text
  number_is,       // symbol, compare, number
  date_is,         // two date children, compare
  option_compare,  // symbol over an ordered domain; options: one; compare: before is less, after is greater
  // values
  symbol,             // a fact, choice, list, past field
  date_literal,       // date
  today,              // only where Context::allow_today
  date_shift,         // one date child, number (negative before), unit
  school_year_start,  // one date child
  always,             // true
};

enum class Compare : std::uint8_t { equal, less, greater, at_least, at_most };
enum class Unit : std::uint8_t { days, working_days, weeks, months, years };

struct Node {
  Op op = Op::always;
  Compare compare = Compare::equal;
  Unit unit = Unit::days;
  bool negated = false;  // of a test: "is not", "excludes"; turns yes and no round and leaves unknown as it is
  Symbol symbol;
  std::int64_t number = 0;
  Date date;
  std::string text;           // folded text for text_is
  std::vector<int> options;   // option indices
  std::vector<int> children;  // node indices
  // Where it stands in Expression::source, for explanations: bytes [begin, end).
  std::uint32_t begin = 0, end = 0;
};

struct Expression {
  std::string source;  // as written, folded
  std::vector<Node> nodes;
  [[nodiscard]] const Node& root() const { return nodes.back(); }
  [[nodiscard]] bool empty() const { return nodes.empty(); }
};

struct Context {
  const Vocabulary* vocabulary = nullptr;
  std::vector<int> open_lists;  // lists whose current item may be named (inside `for each`), innermost last
  bool allow_today = false;     // only in a letter's `due`
  bool bare_text = false;       // `--where`: text may stand without quotes
};

// Diagnostics carry `column` (1-based byte in the folded source) and quote the words. Codes: unknown-fact,
// unknown-option, bad-condition, bad-type, mixed-and-or, unexpected-today, item-outside, too-deep (over 64 levels).
[[nodiscard]] Result<Expression> parse_condition(std::string_view source, const Context& context);
[[nodiscard]] Result<Expression> parse_date(std::string_view source, const Context& context);
// Exactly one name: a fact, choice, list or past field.
[[nodiscard]] Result<Symbol> parse_symbol(std::string_view source, const Context& context);

// The expression in words again, names as they were declared and every group in brackets: what it was understood as.
// Parsing it gives the same expression.
[[nodiscard]] std::string to_text(const Expression& expression, const Vocabulary& vocabulary);
// One node of it, with what is below.
[[nodiscard]] std::string to_text(const Expression& expression, int node, const Vocabulary& vocabulary);

// "10 working days", "1 month".
[[nodiscard]] std::string to_text(std::int64_t count, Unit unit);

// The symbols an expression reads, without repeats, in order of first use.
[[nodiscard]] std::vector<Symbol> symbols_of(const Expression& expression);

}  // namespace caseletters::facts
