#include "merge/unheard_options.h"

#include <algorithm>

namespace caseletters::merge {
namespace {

using facts::Expression;
using facts::Op;
using facts::SymbolKind;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// What is asked of one set: which of its options, or the whole of it (printed, handed on, compared).
struct Asked {
  int fact = -1;
  std::vector<int> options = {};
  bool whole = false;

  void hear(const Expression& expression) {
    for (const facts::Node& node : expression.nodes) {
      if (node.symbol.kind != SymbolKind::fact || node.symbol.index != fact) continue;
      if (node.op == Op::symbol) whole = true;
      options.insert(options.end(), node.options.begin(), node.options.end());
    }
  }
  void hear(const facts::TextTemplate& text) {
    for (const facts::TextPiece& piece : text) {
      if (piece.has_field && piece.field.symbol.kind == SymbolKind::fact && piece.field.symbol.index == fact)
        whole = true;
    }
  }
  [[nodiscard]] bool has(int option) const {
    return whole || std::find(options.begin(), options.end(), option) != options.end();
  }
};

void hear_choice(const facts::ChoiceRules& choice, Asked& asked) {
  asked.hear(choice.guard);
  for (const facts::OptionRule& rule : choice.options) asked.hear(rule.when);
}

void hear_policy(const policy::Policy& policy, Asked& asked) {
  for (const facts::Derived& derived : policy.rules.derived) {
    for (const facts::DerivedCase& line : derived.cases) {
      asked.hear(line.when);
      asked.hear(line.value);
      asked.hear(line.text);
    }
  }
  for (const facts::ChoiceRules& choice : policy.rules.choices) hear_choice(choice, asked);
  for (const policy::Letter& letter : policy.letters) {
    asked.hear(letter.due);
    asked.hear(letter.again);
    for (const auto& need : letter.needs) asked.hear(need.when);
    for (const auto& refusal : letter.refusals) asked.hear(refusal.when);
    for (const auto& caution : letter.cautions) asked.hear(caution.when);
    for (const auto& companion : letter.companions) asked.hear(companion.when);
  }
}

// The sets of the workbook whose options the choice's rules ask for.
std::vector<int> sets_of(const facts::ChoiceRules& choice, const facts::Vocabulary& vocabulary) {
  std::vector<int> sets;
  for (const facts::OptionRule& rule : choice.options) {
    for (const facts::Node& node : rule.when.nodes) {
      const bool of_a_set = node.op == Op::set_includes && node.symbol.kind == SymbolKind::fact;
      if (!of_a_set || std::find(sets.begin(), sets.end(), node.symbol.index) != sets.end()) continue;
      const facts::FactDecl& fact = vocabulary.facts()[index_of(node.symbol.index)];
      if (fact.origin == facts::Origin::workbook && fact.list < 0) sets.push_back(node.symbol.index);
    }
  }
  return sets;
}

}  // namespace

std::vector<UnheardOptions> unheard_options(const policy::Policy& policy, int choice, const facts::Record& record,
                                            const std::vector<const letter::Program*>& programs) {
  std::vector<UnheardOptions> unheard;
  const facts::ChoiceRules& rules = policy.rules.choices[index_of(choice)];
  if (!policy.rules.vocabulary.choices()[index_of(choice)].any) return unheard;
  for (const int set : sets_of(rules, policy.rules.vocabulary)) {
    const auto* told = std::get_if<facts::OptionSet>(&record.facts[index_of(set)].content());
    const bool read_by_a_template = std::any_of(programs.begin(), programs.end(), [set](const letter::Program* each) {
      return std::any_of(each->symbols().begin(), each->symbols().end(), [set](const facts::Symbol& symbol) {
        return symbol.kind == SymbolKind::fact && symbol.index == set;
      });
    });
    if (told == nullptr || read_by_a_template) continue;
    Asked by_choice{set};
    hear_choice(rules, by_choice);
    const auto all_heard = [told = told](const Asked& asked) {
      return std::all_of(told->begin(), told->end(), [&](facts::Option option) { return asked.has(option.index); });
    };
    if (all_heard(by_choice)) continue;
    Asked asked{set};
    hear_policy(policy, asked);
    if (all_heard(asked)) continue;
    UnheardOptions found{set, {}, by_choice.options};
    for (const facts::Option option : *told) {
      if (!asked.has(option.index)) found.options.push_back(option.index);
    }
    std::sort(found.heard.begin(), found.heard.end());
    found.heard.erase(std::unique(found.heard.begin(), found.heard.end()), found.heard.end());
    unheard.push_back(std::move(found));
  }
  return unheard;
}

}  // namespace caseletters::merge
