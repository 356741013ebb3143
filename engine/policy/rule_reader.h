// Derived facts, words, choices and review cycles of a pack, once every name has its index.
#pragma once

#include "facts/rules.h"
#include "policy/expression_reader.h"
#include "policy/vocabulary_builder.h"

namespace caseletters::policy {

// Fills everything of `rules` but the vocabulary and the letters' roles. Codes: those of facts/condition.h and
// facts/rules.h, bad-derived, case-unreachable, unknown-review, unknown-letter, bad-period, rules-in-a-ring.
void read_rules(const Declarations& declarations, const DeclaredIndex& index, ExpressionReader& reader,
                facts::Rules& rules);

}  // namespace caseletters::policy
