#include "merge/rule_days.h"

#include <algorithm>
#include <cstdlib>

#include "facts/prove_reach.h"

namespace caseletters::merge {
namespace {

using facts::Expression;
using facts::Op;
using facts::Value;

// The part of an expression that ends in `node`: what is below a node stands before it.
Expression part_of(const Expression& whole, int node) {
  Expression part;
  part.source = whole.source;
  part.nodes.assign(whole.nodes.begin(), whole.nodes.begin() + node + 1);
  return part;
}

constexpr int kWorkingDayPlay = 10;  // by how much a count of working days differs between one day and another

int days_between(Date from, Date to) {
  return static_cast<int>((to.days() - from.days()).count());
}

void add_around(std::set<Date>& days, Date date) {
  days.insert(date);
  days.insert(date.plus_days(1));
}

}  // namespace

// Whether a side of a comparison is counted from the day itself, as it is written there.
bool RuleDays::moves(const Expression& side) const {
  const auto below = [&](const auto& self, int index) -> bool {
    const auto& node = side.nodes[static_cast<std::size_t>(index)];
    if (node.op == Op::today) return true;
    if (node.op == Op::symbol) return node.symbol.kind == facts::SymbolKind::fact && node.symbol.index == letter_date_;
    return std::any_of(node.children.begin(), node.children.end(), [&](int child) { return self(self, child); });
  };
  return below(below, static_cast<int>(side.nodes.size()) - 1);
}

void RuleDays::add(const Expression& rule) {
  if (rule.empty()) return;
  facts::ReachBuilder reach{rules_};
  reach.add(rule);
  for (const auto& symbol : reach.reach().symbols) {
    const bool of_case = symbol.kind == facts::SymbolKind::past ||
                         (symbol.kind == facts::SymbolKind::fact &&
                          rules_.vocabulary.facts()[static_cast<std::size_t>(symbol.index)].list < 0);
    const bool is_date = symbol.type.kind == facts::Kind::date || symbol.type.kind == facts::Kind::moment;
    if (of_case && is_date && std::find(dates_.begin(), dates_.end(), symbol) == dates_.end()) dates_.push_back(symbol);
  }
  for (const Expression* expression : reach.reach().expressions) {
    for (std::size_t i = 0; i < expression->nodes.size(); ++i) {
      const auto& node = expression->nodes[i];
      if (node.op == Op::school_year_start) reads_school_years_ = true;
      if (node.op != Op::date_is) continue;
      const std::string words = expression->source.substr(node.begin, node.end - node.begin);
      if (!known_.insert(words).second) continue;
      Comparison comparison{part_of(*expression, node.children[0]), part_of(*expression, node.children[1])};
      comparison.left_moves = moves(comparison.left);
      comparison.right_moves = moves(comparison.right);
      comparisons_.push_back(std::move(comparison));
    }
  }
}

void RuleDays::collect(facts::Situation& situation, Date day, Readings& first, std::set<Date>& days) const {
  std::vector<Value> values;
  for (const auto& symbol : dates_) values.push_back(situation.value(symbol));
  for (const auto& comparison : comparisons_) {
    values.push_back(situation.date(comparison.left));
    values.push_back(situation.date(comparison.right));
  }
  const bool is_first = first.values.empty();
  if (is_first) first = {day, values};
  const auto date_of = [](const Value& value) -> std::optional<Date> {
    if (const auto* date = std::get_if<Date>(&value.content())) return *date;
    if (const auto* moment = std::get_if<facts::Moment>(&value.content())) return moment->date;
    return std::nullopt;
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto date = date_of(values[i]);
    if (!date || *date == day) continue;
    if (!is_first && i < first.values.size()) {
      // What keeps its distance from the day moves along with it: it is no day on which anything changes.
      const auto then = date_of(first.values[i]);
      const bool moved = then && *then != *date &&
                         std::abs(days_between(day, *date) - days_between(first.day, *then)) <= kWorkingDayPlay;
      if (moved) continue;
    }
    add_around(days, *date);
  }
  for (std::size_t i = 0; i < comparisons_.size(); ++i) {
    const auto& comparison = comparisons_[i];
    if (comparison.left_moves == comparison.right_moves) continue;
    const auto left = date_of(values[dates_.size() + 2 * i]), right = date_of(values[dates_.size() + 2 * i + 1]);
    if (!left || !right) continue;
    const int gap = comparison.left_moves ? days_between(*left, *right) : days_between(*right, *left);
    // Months and working days are uneven, so the days around are asked too, and from them the sum is done again.
    for (int around = -1; around <= 1; ++around) days.insert(day.plus_days(gap + around));
  }
}

}  // namespace caseletters::merge
