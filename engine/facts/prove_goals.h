// A search for a case that is led by what the case must fulfil: conditions that must hold and conditions that must not.
//
// A condition joined by “and” is several goals; one joined by “or” is tried one way after the other, so that what no
// way needs is never made up. A yes-or-no fact with one rule stands for its rule. Each goal that fails tells which of
// the things made up it has read; where the last of them was not among those, its other values are passed over, for
// they would fail alike. So facts that have nothing to do with each other cost the sum of their values, not the
// product.
#pragma once

#include <vector>

#include "facts/prove.h"

namespace caseletters::facts {

// One node of a condition, outside of any list's item, comes out yes (`holds`) or no.
struct Goal {
  const Expression* expression = nullptr;
  int node = -1;
  bool holds = true;
};

// The whole condition. Precondition: it is not empty.
[[nodiscard]] Goal goal(const Expression& expression, bool holds);

// The first case that fulfils all goals and for which `wanted` holds; `wanted` implies the goals. none: there is no
// such case among the sampled values; too_many: the limit was reached before that was certain.
[[nodiscard]] SearchResult solve(Search& search, const std::vector<Goal>& goals, const Search::Wanted& wanted,
                                 const SearchLimits& limits);

}  // namespace caseletters::facts
