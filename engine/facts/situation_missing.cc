// Why something is unknown: down through the rules to what nobody told us.
#include <fmt/format.h>

#include <algorithm>

#include "facts/situation.h"

namespace caseletters::facts {
namespace {

void add(std::vector<MissingFact>& found, const MissingFact& missing) {
  if (std::find(found.begin(), found.end(), missing) == found.end()) found.push_back(missing);
}

void add(std::vector<MissingFact>& found, const std::vector<MissingFact>& more) {
  for (const MissingFact& missing : more) add(found, missing);
}

}  // namespace

std::string name_of(const MissingFact& missing, const Vocabulary& vocabulary) {
  std::string before;
  if (missing.past_letter >= 0) before = vocabulary.letters()[static_cast<std::size_t>(missing.past_letter)].id + " ";
  if (missing.fact >= 0) {
    const FactDecl& fact = vocabulary.facts()[static_cast<std::size_t>(missing.fact)];
    if (fact.list < 0 || missing.item < 0) return fact.name;
    // "Child year" of the second child is the heading "Child 2 year".
    const std::string& item = vocabulary.lists()[static_cast<std::size_t>(fact.list)].item;
    if (fact.name.compare(0, item.size() + 1, item + " ") == 0) {
      return fmt::format("{} {} {}", item, missing.item + 1, fact.name.substr(item.size() + 1));
    }
    return fmt::format("{} of {} {}", fact.name, item, missing.item + 1);
  }
  if (missing.choice >= 0) {
    const std::string& choice = vocabulary.choices()[static_cast<std::size_t>(missing.choice)].name;
    return before.empty() ? "Choice: " + choice : before + choice;
  }
  Symbol symbol;
  symbol.kind = SymbolKind::past;
  symbol.index = missing.past_letter;
  symbol.past = missing.past;
  symbol.past_index = missing.past_index;
  return missing.past_letter < 0 ? std::string() : vocabulary.name_of(symbol);
}

std::vector<MissingFact> Situation::missing_for(const Symbol& symbol, const Scope& scope) {
  Missing found;
  forget_walks();
  missing(symbol, View{nullptr, &scope, -1, -1}, found);
  return found;
}

std::vector<MissingFact> Situation::missing_for(const Expression& expression, const Scope& scope) {
  Missing found;
  if (expression.empty()) return found;
  forget_walks();
  missing(expression, static_cast<int>(expression.nodes.size()) - 1, View{nullptr, &scope, -1, -1}, found);
  return found;
}

std::vector<MissingFact> Situation::missing_for(const TextTemplate& text, const Scope& scope) {
  Missing found;
  forget_walks();
  missing(text, View{nullptr, &scope, -1, -1}, found);
  return found;
}

void Situation::missing(const TextTemplate& text, const View& view, Missing& found) {
  for (const TextPiece& piece : text) {
    if (piece.has_field && print(piece.field, view).state == State::unknown) missing(piece.field.symbol, view, found);
  }
}

void Situation::missing(const Symbol& symbol, const View& view, Missing& found) {
  if (symbol.kind == SymbolKind::list_plural) {
    // Its items' names, which are what it prints.
    const std::vector<int>& fields = rules_.vocabulary.lists()[static_cast<std::size_t>(symbol.index)].fields;
    for (std::size_t i = 0; i < item_count(symbol.index) && !fields.empty(); ++i) {
      Symbol name;
      name.index = fields.front();
      missing(name, View{&view, nullptr, symbol.index, static_cast<int>(i)}, found);
    }
    return;
  }
  Value storage;
  if (look(symbol, view, storage).state() != State::unknown) return;
  if (symbol.kind == SymbolKind::choice) return missing_choice(symbol.index, found);
  if (symbol.kind == SymbolKind::past) return missing_past(symbol, found);
  int fact_index = symbol.index;
  if (symbol.kind == SymbolKind::list_item) {
    const std::vector<int>& fields = rules_.vocabulary.lists()[static_cast<std::size_t>(symbol.index)].fields;
    if (fields.empty()) return;
    fact_index = fields.front();
  }
  const FactDecl& declared = rules_.vocabulary.facts()[static_cast<std::size_t>(fact_index)];
  if (declared.list < 0) return missing_fact(fact_index, found);
  MissingFact field;
  field.fact = fact_index;
  field.item = item_of(declared.list, view);
  add(found, field);
}

// Each rule is walked once a question: what it came to is kept, and a rule met again inside itself adds nothing.
void Situation::forget_walks() {
  walks_.clear();
  for (const auto& earlier : earlier_) {
    if (earlier != nullptr) earlier->walks_.clear();
  }
}

template <class Look>
void Situation::walk(const MissingFact& what, Missing& found, Look look_below) {
  for (const auto& [walked, result] : walks_) {
    if (walked == what) return add(found, result);
  }
  const std::size_t place = walks_.size();
  walks_.emplace_back(what, Missing{});
  Missing below;
  if (depth_ < kDeepestWalk) {
    ++depth_;
    look_below(below);
    --depth_;
  }
  if (below.empty()) add(below, what);
  add(found, below);
  walks_[place].second = std::move(below);
}

void Situation::missing_fact(int fact_index, Missing& found) {
  const auto index = static_cast<std::size_t>(fact_index);
  MissingFact what;
  what.fact = fact_index;
  if (now_ != nullptr) what.past_letter = letter_;
  walk(what, found, [&](Missing& below) {
    const int rule = index < rules_.derived_of_fact.size() ? rules_.derived_of_fact[index] : -1;
    if (rule < 0 || rules_.vocabulary.facts()[index].origin != Origin::derived) return;
    for (const DerivedCase& line : rules_.derived[static_cast<std::size_t>(rule)].cases) {
      const Truth holds = line.when.empty() ? Truth::yes : test(line.when);
      if (holds == Truth::no) continue;
      if (holds == Truth::unknown) return missing_whole(line.when, below);
      missing(line.text, View{}, below);
      missing_whole(line.value, below);
      if (line.review >= 0) missing_whole(rules_.reviews[static_cast<std::size_t>(line.review)].anchor, below);
      return;
    }
  });
}

void Situation::missing_choice(int choice_index, Missing& found) {
  const auto index = static_cast<std::size_t>(choice_index);
  const Decision::Outcome outcome = choice(choice_index).outcome;
  MissingFact what;
  what.choice = choice_index;
  if (now_ != nullptr) what.past_letter = letter_;
  walk(what, found, [&](Missing& below) {
    if (outcome != Decision::Outcome::unknown || index >= rules_.choices.size()) return;
    const ChoiceRules& rules = rules_.choices[index];
    missing_whole(rules.guard, below);
    if (!below.empty()) return;
    for (const OptionRule& rule : rules.options) missing_whole(rule.when, below);
  });
}

void Situation::missing_whole(const Expression& expression, Missing& found) {
  if (!expression.empty()) missing(expression, static_cast<int>(expression.nodes.size()) - 1, View{}, found);
}

void Situation::missing_past(const Symbol& symbol, Missing& found) {
  const Vocabulary::WellKnown& known = rules_.vocabulary.well_known();
  int fact_index = -1;
  int choice_index = -1;
  if (symbol.past == PastField::deadline) fact_index = known.response_deadline;
  if (symbol.past == PastField::fact) fact_index = symbol.past_index;
  if (symbol.past == PastField::choice) choice_index = symbol.past_index;
  if (symbol.past == PastField::signatory && known.signatory_choice >= 0 &&
      at_letter(symbol.index).choice(known.signatory_choice).outcome != Decision::Outcome::decided) {
    choice_index = known.signatory_choice;
  }
  if (fact_index >= 0) return at_letter(symbol.index).missing_fact(fact_index, found);
  if (choice_index >= 0) return at_letter(symbol.index).missing_choice(choice_index, found);
  MissingFact field;
  field.past_letter = symbol.index;
  field.past = symbol.past;
  field.past_index = symbol.past_index;
  add(found, field);
}

void Situation::missing(const Expression& expression, int index, const View& view, Missing& found) {
  const Node& node = expression.nodes[static_cast<std::size_t>(index)];
  switch (node.op) {
    case Op::symbol:
      return missing(node.symbol, view, found);
    case Op::date_shift:
    case Op::school_year_start:
      return missing(expression, node.children[0], view, found);
    case Op::date_literal:
    case Op::today:
    case Op::always:
      return;
    default:
      break;
  }
  // Only what came out unknown made the whole unknown.
  if (test(expression, index, view) != Truth::unknown) return;
  switch (node.op) {
    case Op::any_item:
    case Op::every_item:
    case Op::no_item:
    case Op::several_items:
      for (std::size_t i = 0; i < item_count(node.symbol.index); ++i) {
        missing(expression, node.children[0], View{&view, nullptr, node.symbol.index, static_cast<int>(i)}, found);
      }
      return;
    case Op::all_of:
    case Op::one_of_these:
    case Op::negation:
    case Op::date_is:
    case Op::same_as:
      for (const int child : node.children) missing(expression, child, view, found);
      return;
    default:
      return missing(node.symbol, view, found);
  }
}

}  // namespace caseletters::facts
