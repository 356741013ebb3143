// What a policy says about its facts: derived facts and words, and the choices with their rules.
#pragma once

#include <string>
#include <vector>

#include "facts/condition.h"
#include "facts/print.h"

namespace caseletters::facts {

// Literal words and fields in turn: "Dear {{Title}} {{Last name}}".
struct TextPiece {
  std::string literal;  // printed first
  bool has_field = false;
  Field field;  // then this, where has_field
};
using TextTemplate = std::vector<TextPiece>;

// One name with its formats, as between the braces of a mark: `Incident date | weekday`. Codes: as parse_symbol, and
// bad-format.
[[nodiscard]] Result<Field> parse_field(std::string_view source, const Context& context);

// Words with `{{name | format}}` among them. Codes: as parse_field, and bad-mark (never closed, or not a value).
[[nodiscard]] Result<TextTemplate> parse_text(std::string_view source, const Context& context);

// One line of a derived fact: holds under `when` (empty: always) and gives exactly one of these.
struct DerivedCase {
  Expression when;
  Expression value;   // date types: a date expression; yes_no: a condition; others: one symbol node of the same type
  TextTemplate text;  // text
  Value constant;     // number, option, set given in words
  int review = -1;    // date: the next review of that cycle (Rules::reviews) after `value`
  int line = 0;       // in the policy file
};

// The first case whose `when` holds gives the value; an unknown `when` makes the fact unknown; no case: none.
struct Derived {
  int fact = -1;
  std::vector<DerivedCase> cases;
};

// Reviews at anchor + period, anchor + 2 periods …, counted from the anchor so that they do not drift (letters.md, 11).
struct ReviewCycle {
  std::string id;
  int count = 6;  // 0: the policy leaves the period to the school; without one the date is unknown
  Unit unit = Unit::months;
  Expression anchor;
  std::string outcome_letter;
};

struct OptionRule {
  Expression when;  // empty for an option that only an override can choose
  int line = 0;
};

struct ChoiceRules {
  Expression guard;                 // empty: always asked
  std::vector<OptionRule> options;  // in the order of the choice's domain
};

struct Rules {
  Vocabulary vocabulary;
  std::vector<Derived> derived;      // at most one a fact
  std::vector<int> derived_of_fact;  // fact index → index into derived, or -1
  std::vector<ReviewCycle> reviews;
  std::vector<ChoiceRules> choices;  // by choice index
  std::vector<int> letter_roles;     // by letter: the role (roles_domain) that signs it by default, or -1; may be empty
};

// Names of derived facts and choices that need each other, the first one repeated at the end; empty where there is no
// such ring. What an earlier letter said is no need: it was settled then.
[[nodiscard]] std::vector<std::string> find_cycle(const Rules& rules);

}  // namespace caseletters::facts
