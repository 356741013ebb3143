// The marks of a letter (markup.md, "Grammar"): found in text, told apart, bound to names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "facts/condition.h"
#include "facts/print.h"

namespace caseletters::letter {

enum class MarkKind : std::uint8_t {
  value,
  if_,
  else_if,
  else_,
  choose,
  any_of,
  for_each,
  when,
  otherwise,
  end,
  note,
  soft_space,  // not written by anyone: a space beside a mark
};

struct Mark {
  MarkKind kind = MarkKind::value;
  std::optional<MarkKind> closes;  // of an end that says what it ends
  std::string source;              // as written, with its braces
  std::string rest;                // folded, without its keyword
  std::string paragraph;           // words of the paragraph it stands in
  // Known once bound:
  facts::Field field;
  facts::Expression condition;
  facts::Symbol symbol;  // of choose and any of
  int list = -1;         // of for each
  int option = -1;       // of when
  int block = -1;        // index into the part's blocks; -1 for values, notes and marks that belong to none
};

// Where a mark stands in a text, in bytes, braces included.
struct Stretch {
  std::size_t begin = 0, end = 0;
};

struct Scan {
  std::vector<Stretch> marks;
  std::optional<std::size_t> stray;  // braces that open or close nothing
};
[[nodiscard]] Scan find_marks(std::string_view text);

// `source` with its braces. Never fails: what is no keyword is a value, and binding says whether there is such a name.
[[nodiscard]] Mark classify(std::string_view source);

[[nodiscard]] constexpr bool opens_block(MarkKind kind) {
  return kind == MarkKind::if_ || kind == MarkKind::choose || kind == MarkKind::any_of || kind == MarkKind::for_each;
}
[[nodiscard]] constexpr bool divides_block(MarkKind kind) {
  return kind == MarkKind::else_if || kind == MarkKind::else_ || kind == MarkKind::when || kind == MarkKind::otherwise;
}
[[nodiscard]] constexpr bool is_block_mark(MarkKind kind) {
  return opens_block(kind) || divides_block(kind) || kind == MarkKind::end;
}

// "if", "choose", "any of", "for each".
[[nodiscard]] std::string_view keyword_of(MarkKind kind);

// Fill in what the names mean. Codes: unknown-fact, unknown-option, bad-condition, bad-format, bad-mark, bad-type and
// the others of facts/condition.h.
[[nodiscard]] Result<void> bind_value(Mark& mark, const facts::Context& context);
[[nodiscard]] Result<void> bind_condition(Mark& mark, const facts::Context& context);
[[nodiscard]] Result<void> bind_choice(Mark& mark, const facts::Context& context);
[[nodiscard]] Result<void> bind_loop(Mark& mark, facts::Context context);
[[nodiscard]] Result<void> bind_option(Mark& mark, const Mark& choice, const facts::Vocabulary& vocabulary);

}  // namespace caseletters::letter
