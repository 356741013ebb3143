// The tests of a condition, with three values (markup.md, "How names resolve", 5): Kleene's logic, in which unknown
// stands for "either".
#include <algorithm>

#include "base/text.h"
#include "facts/situation.h"

namespace caseletters::facts {
namespace {

Truth truth_of(bool holds) {
  return holds ? Truth::yes : Truth::no;
}

Truth opposite(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

template <class T>
bool compares(const T& left, Compare compare, const T& right) {
  switch (compare) {
    case Compare::equal:
      return left == right;
    case Compare::less:
      return left < right;
    case Compare::greater:
      return left > right;
    case Compare::at_least:
      return left >= right;
    case Compare::at_most:
      return left <= right;
  }
  return false;
}

// A positive test of nothing is no, of something unheard of unknown.
Truth without_value(const Value& value) {
  return value.state() == State::none ? Truth::no : Truth::unknown;
}

bool same(const Value& left, const Value& right) {
  if (left == right) return true;
  const auto* a = std::get_if<std::string>(&left.content());
  const auto* b = std::get_if<std::string>(&right.content());
  return a != nullptr && b != nullptr && fold_name(*a) == fold_name(*b);
}

bool contains(const OptionSet& set, int option) {
  return std::binary_search(set.begin(), set.end(), Option{option});
}

}  // namespace

Truth Situation::test(const Expression& condition, const Scope& scope) {
  if (condition.empty()) return Truth::yes;
  return test(condition, static_cast<int>(condition.nodes.size()) - 1, View{nullptr, &scope, -1, -1});
}

Truth Situation::test_node(const Expression& condition, int node) {
  const Scope nowhere;
  return test(condition, node, View{nullptr, &nowhere, -1, -1});
}

Truth Situation::test(const Expression& condition, int index, const View& view) {
  const Node& node = condition.nodes[static_cast<std::size_t>(index)];
  switch (node.op) {
    case Op::all_of:
    case Op::one_of_these: {
      // `no` settles an "and", `yes` an "or"; otherwise one unknown makes the whole unknown.
      const Truth settles = node.op == Op::all_of ? Truth::no : Truth::yes;
      Truth result = opposite(settles);
      for (const int child : node.children) {
        const Truth truth = test(condition, child, view);
        if (truth == settles) return settles;
        if (truth == Truth::unknown) result = truth;
      }
      return result;
    }
    case Op::negation:
      return opposite(test(condition, node.children[0], view));
    case Op::any_item:
    case Op::every_item:
    case Op::no_item:
    case Op::several_items:
      return test_items(condition, node, view);
    case Op::always:
      return Truth::yes;
    default: {
      const Truth truth = test_leaf(condition, node, view);
      return node.negated ? opposite(truth) : truth;
    }
  }
}

Truth Situation::test_items(const Expression& condition, const Node& node, const View& view) {
  const int list = node.symbol.index;
  if (node.op == Op::several_items) {
    int certain = 0, possible = 0;
    for (std::size_t i = 0; i < item_count(list); ++i) {
      const Truth truth = test(condition, node.children[0], View{&view, nullptr, list, static_cast<int>(i)});
      certain += truth == Truth::yes;
      possible += truth != Truth::no;
    }
    return certain >= 2 ? Truth::yes : possible >= 2 ? Truth::unknown : Truth::no;
  }
  const Truth settles = node.op == Op::every_item ? Truth::no : Truth::yes;
  Truth result = opposite(settles);
  for (std::size_t i = 0; i < item_count(list); ++i) {
    const View inside{&view, nullptr, list, static_cast<int>(i)};
    const Truth truth = test(condition, node.children[0], inside);
    if (truth == settles) {
      result = settles;
      break;
    }
    if (truth == Truth::unknown) result = truth;
  }
  return node.op == Op::no_item ? opposite(result) : result;
}

Truth Situation::test_leaf(const Expression& condition, const Node& node, const View& view) {
  if (node.op == Op::is_sent) return truth_of(is_sent(node.symbol.index));
  if (node.op == Op::date_is) {
    const DateResult left = date(condition, node.children[0], view);
    const DateResult right = date(condition, node.children[1], view);
    if (left.state == State::none || right.state == State::none) return Truth::no;
    if (left.state == State::unknown || right.state == State::unknown) return Truth::unknown;
    return truth_of(compares(left.date, node.compare, right.date));
  }
  Value storage;
  if (node.op == Op::same_as) {
    Value other_storage;
    const Symbol& left_name = condition.nodes[static_cast<std::size_t>(node.children[0])].symbol;
    const Symbol& right_name = condition.nodes[static_cast<std::size_t>(node.children[1])].symbol;
    const Value& left = look(left_name, view, storage);
    const Value& right = look(right_name, view, other_storage);
    if (left.state() == State::none || right.state() == State::none) return Truth::no;
    if (!left.known() || !right.known()) return Truth::unknown;
    return truth_of(same(left, right));
  }
  const Value& value = look(node.symbol, view, storage);
  switch (node.op) {
    case Op::is_known:
      if (node.symbol.kind == SymbolKind::list_plural) return truth_of(value.known() && value.as<std::int64_t>() > 0);
      if (const auto* set = std::get_if<OptionSet>(&value.content())) return truth_of(!set->empty());
      return truth_of(value.known());
    case Op::option_is: {
      if (!value.known()) return without_value(value);
      const int option = value.as<Option>().index;
      return truth_of(std::find(node.options.begin(), node.options.end(), option) != node.options.end());
    }
    case Op::option_compare:
      if (!value.known()) return without_value(value);
      return truth_of(compares(value.as<Option>().index, node.compare, node.options[0]));
    case Op::set_includes:
      if (!value.known()) return without_value(value);
      return truth_of(contains(value.as<OptionSet>(), node.options[0]));
    case Op::yes_is:
      if (!value.known()) return without_value(value);
      return truth_of(value.as<bool>() == (node.number != 0));
    case Op::text_is:
      if (!value.known()) return without_value(value);
      return truth_of(value.as<std::string>() == node.text || fold_name(value.as<std::string>()) == node.text);
    case Op::number_is: {
      if (node.symbol.type.kind == Kind::set) {
        if (value.state() == State::unknown) return Truth::unknown;
        const auto* set = std::get_if<OptionSet>(&value.content());
        const auto count = static_cast<std::int64_t>(set == nullptr ? 0 : set->size());
        return truth_of(compares(count, node.compare, node.number));
      }
      if (!value.known()) return without_value(value);
      return truth_of(compares(value.as<std::int64_t>(), node.compare, node.number));
    }
    default:
      return Truth::unknown;
  }
}

}  // namespace caseletters::facts
