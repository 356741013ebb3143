#include "merge/prove_letters.h"

#include <algorithm>
#include <utility>

namespace caseletters::merge {
namespace {

// Copies a condition below another; the node that stands for it.
int append(facts::Expression& to, const facts::Expression& from) {
  const int offset = static_cast<int>(to.nodes.size());
  for (facts::Node node : from.nodes) {
    for (int& child : node.children) child += offset;
    to.nodes.push_back(std::move(node));
  }
  return static_cast<int>(to.nodes.size()) - 1;
}

int append(facts::Expression& to, facts::Op op, std::vector<int> children) {
  facts::Node node;
  node.op = op;
  node.children = std::move(children);
  to.nodes.push_back(std::move(node));
  return static_cast<int>(to.nodes.size()) - 1;
}

int append(facts::Expression& to, facts::Op op, const facts::Symbol& symbol, std::vector<int> options = {}) {
  facts::Node node;
  node.op = op;
  node.symbol = symbol;
  node.options = std::move(options);
  to.nodes.push_back(std::move(node));
  return static_cast<int>(to.nodes.size()) - 1;
}

}  // namespace

std::vector<facts::Goal> goals_of_writing(const facts::Vocabulary& vocabulary, const policy::Letter& declared,
                                          MadeConditions& made) {
  std::vector<facts::Goal> goals;
  for (const auto& any_of : declared.after) {
    facts::Expression& sent = made.emplace_back();
    std::vector<int> ways;
    for (const int earlier : any_of) {
      facts::Symbol symbol;
      symbol.kind = facts::SymbolKind::letter;
      symbol.index = earlier;
      ways.push_back(append(sent, facts::Op::is_sent, symbol));
      const int together = vocabulary.well_known().companion_letters;
      if (together < 0) continue;
      symbol.kind = facts::SymbolKind::fact;
      symbol.index = together;
      symbol.type = vocabulary.facts()[static_cast<std::size_t>(together)].type;
      ways.push_back(append(sent, facts::Op::set_includes, symbol, {earlier}));
    }
    append(sent, facts::Op::one_of_these, std::move(ways));
    goals.push_back(facts::goal(sent, true));
  }
  for (const policy::Need& need : declared.needs) {
    facts::Expression& there = made.emplace_back();
    std::vector<int> ways;
    if (!need.when.empty()) {
      const int asked = append(there, need.when);
      ways.push_back(append(there, facts::Op::negation, {asked}));
    }
    for (const facts::Symbol& symbol : need.any_of) ways.push_back(append(there, facts::Op::is_known, symbol));
    append(there, facts::Op::one_of_these, std::move(ways));
    goals.push_back(facts::goal(there, true));
  }
  for (const auto& refusal : declared.refusals) {
    if (!refusal.when.empty()) goals.push_back(facts::goal(refusal.when, false));
  }
  return goals;
}

std::vector<std::vector<facts::Goal>> goals_against(const facts::Rules& all, int choice) {
  std::vector<std::vector<facts::Goal>> ways;
  const auto index = static_cast<std::size_t>(choice);
  if (index >= all.choices.size()) return ways;
  const auto& own = all.choices[index];
  const auto& declared = all.vocabulary.choices()[index];
  std::vector<facts::Goal> asked;
  if (!own.guard.empty()) asked.push_back(facts::goal(own.guard, true));
  std::vector<const facts::Expression*> options;
  for (const auto& option : own.options) {
    if (!option.when.empty()) options.push_back(&option.when);
  }
  const auto most = static_cast<std::size_t>(declared.any ? std::max(declared.at_least, 0) : 1);
  if (most == 1) {
    auto none = asked;
    for (const auto* option : options) none.push_back(facts::goal(*option, false));
    ways.push_back(std::move(none));
  } else if (most > 1) {
    ways.push_back(asked);
  }
  for (std::size_t i = 0; i < options.size() && !declared.any; ++i) {
    for (std::size_t j = i + 1; j < options.size(); ++j) {
      auto both = asked;
      both.push_back(facts::goal(*options[i], true));
      both.push_back(facts::goal(*options[j], true));
      ways.push_back(std::move(both));
    }
  }
  return ways;
}

facts::Goal goal_known(const facts::Symbol& symbol, bool known, MadeConditions& made) {
  facts::Expression& there = made.emplace_back();
  append(there, facts::Op::is_known, symbol);
  return facts::goal(there, known);
}

}  // namespace caseletters::merge
