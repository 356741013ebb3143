#include "facts/prove_reach.h"

#include <algorithm>

namespace caseletters::facts {

ReachBuilder::ReachBuilder(const Rules& rules)
    : rules_(rules), facts_seen_(rules.vocabulary.facts().size()), choices_seen_(rules.vocabulary.choices().size()) {}

void ReachBuilder::add(const Expression& expression) {
  if (expression.empty()) return;
  auto& known = reach_.expressions;
  if (std::find(known.begin(), known.end(), &expression) != known.end()) return;
  known.push_back(&expression);
  for (const Symbol& symbol : symbols_of(expression)) add(symbol);
}

void ReachBuilder::add(const TextTemplate& text) {
  for (const TextPiece& piece : text) {
    if (piece.has_field) add(piece.field.symbol);
  }
}

void ReachBuilder::add(const Symbol& symbol) {
  if (std::find(reach_.symbols.begin(), reach_.symbols.end(), symbol) == reach_.symbols.end()) {
    reach_.symbols.push_back(symbol);
  }
  switch (symbol.kind) {
    case SymbolKind::fact:
      return add_fact(symbol.index);
    case SymbolKind::choice:
      return add_choice(symbol.index);
    case SymbolKind::past:
      // The deadline it set and the derived facts it set are worked out again by the rules.
      if (symbol.past == PastField::fact) add_fact(symbol.past_index);
      if (symbol.past == PastField::deadline) add_fact(rules_.vocabulary.well_known().response_deadline);
      return;
    case SymbolKind::list_item:
    case SymbolKind::list_plural:
    case SymbolKind::letter:
      return;
  }
}

void ReachBuilder::add_fact(int fact) {
  const auto index = static_cast<std::size_t>(fact);
  if (fact < 0 || facts_seen_[index]) return;
  facts_seen_[index] = true;
  const int rule = index < rules_.derived_of_fact.size() ? rules_.derived_of_fact[index] : -1;
  if (rule < 0) return;
  for (const DerivedCase& line : rules_.derived[static_cast<std::size_t>(rule)].cases) {
    add(line.when);
    add(line.value);
    add(line.text);
    if (line.review >= 0) add(rules_.reviews[static_cast<std::size_t>(line.review)].anchor);
  }
}

void ReachBuilder::add_choice(int choice) {
  const auto index = static_cast<std::size_t>(choice);
  if (choice < 0 || choices_seen_[index]) return;
  choices_seen_[index] = true;
  reach_.choices.push_back(choice);
  if (index >= rules_.choices.size()) return;
  add(rules_.choices[index].guard);
  for (const OptionRule& option : rules_.choices[index].options) add(option.when);
}

}  // namespace caseletters::facts
