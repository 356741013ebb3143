// What a rule read and how each of its tests came out.
#include "facts/situation.h"

namespace caseletters::facts {
namespace {

void read_below(const Expression& condition, const Node& node, std::vector<Symbol>& symbols) {
  if (node.symbol.index >= 0) {
    bool known = false;
    for (const Symbol& symbol : symbols) known = known || symbol == node.symbol;
    if (!known) symbols.push_back(node.symbol);
  }
  for (const int child : node.children)
    read_below(condition, condition.nodes[static_cast<std::size_t>(child)], symbols);
}

}  // namespace

std::vector<TraceStep> Situation::trace(const Expression& condition, const Scope& scope) {
  std::vector<TraceStep> steps;
  if (condition.empty()) return steps;
  trace(condition, static_cast<int>(condition.nodes.size()) - 1, View{nullptr, &scope, -1, -1}, steps);
  return steps;
}

void Situation::trace(const Expression& condition, int index, const View& view, std::vector<TraceStep>& steps) {
  const Node& node = condition.nodes[static_cast<std::size_t>(index)];
  if (node.op == Op::all_of || node.op == Op::one_of_these || node.op == Op::negation) {
    for (const int child : node.children) trace(condition, child, view, steps);
    return;
  }
  // A question about the items of a list is one step: its outcome is one for them all.
  TraceStep step;
  step.words = condition.source.substr(node.begin, node.end - node.begin);
  step.truth = test(condition, index, view);
  read_below(condition, node, step.read);
  steps.push_back(std::move(step));
}

std::vector<TraceStep> Situation::trace_choice(int choice_index) {
  using Outcome = Decision::Outcome;
  const auto index = static_cast<std::size_t>(choice_index);
  const Decision& decision = choice(choice_index);
  const ChoiceDecl& declared = rules_.vocabulary.choices()[index];
  std::vector<TraceStep> steps;
  if (decision.overridden) {
    for (const Option option : decision.options) {
      const auto& options = rules_.vocabulary.domains()[static_cast<std::size_t>(declared.domain)].options;
      TraceStep step;
      step.words =
          "the column “Choice: " + declared.name + "” says " + options[static_cast<std::size_t>(option.index)].id;
      step.truth = Truth::yes;
      step.option = option.index;
      steps.push_back(std::move(step));
    }
    return steps;
  }
  if (index >= rules_.choices.size()) return steps;
  const ChoiceRules& rules = rules_.choices[index];
  if (!rules.guard.empty()) steps = trace(rules.guard);
  if (decision.outcome == Outcome::outside_guard) return steps;
  for (std::size_t i = 0; i < rules.options.size(); ++i) {
    const Expression& when = rules.options[i].when;
    if (when.empty()) continue;
    const Truth holds = test(when);
    const bool all = decision.outcome == Outcome::none_holds;
    const Truth wanted = decision.outcome == Outcome::unknown ? Truth::unknown : Truth::yes;
    if (!all && holds != wanted) continue;
    for (TraceStep& step : trace(when)) {
      step.option = static_cast<int>(i);
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

}  // namespace caseletters::facts
