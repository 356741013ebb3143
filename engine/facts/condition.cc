#include "facts/condition.h"

#include <algorithm>

#include "facts/condition_parser.h"

namespace caseletters::facts {

Result<Expression> parse_condition(std::string_view source, const Context& context) {
  return Parser(source, context).condition();
}

Result<Expression> parse_date(std::string_view source, const Context& context) {
  return Parser(source, context).date();
}

Result<Symbol> parse_symbol(std::string_view source, const Context& context) {
  return Parser(source, context).symbol();
}

std::vector<Symbol> symbols_of(const Expression& expression) {
  // Nodes stand children first; a reader meets a quantifier's list before what is asked of its items.
  std::vector<const Node*> in_order;
  for (const Node& node : expression.nodes) {
    if (node.symbol.index >= 0) in_order.push_back(&node);
  }
  std::stable_sort(in_order.begin(), in_order.end(), [](const Node* a, const Node* b) { return a->begin < b->begin; });
  std::vector<Symbol> symbols;
  for (const Node* node : in_order) {
    if (std::find(symbols.begin(), symbols.end(), node->symbol) == symbols.end()) symbols.push_back(node->symbol);
  }
  return symbols;
}

}  // namespace caseletters::facts
