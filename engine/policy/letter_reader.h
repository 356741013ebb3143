// The letters of a pack: when each is due, what it needs, refuses and takes with it.
#pragma once

#include <vector>

#include "policy/expression_reader.h"
#include "policy/policy.h"
#include "policy/vocabulary_builder.h"

namespace caseletters::policy {

// By the vocabulary's letter index. Codes: those of facts/condition.h and facts/rules.h, unknown-letter, due-twice,
// bad-sets, refuse-twice, signatory-missing, letter-itself.
[[nodiscard]] std::vector<Letter> read_letters(const Declarations& declarations, const DeclaredIndex& index,
                                               ExpressionReader& reader);

// The facts a letter's issue remembers, told to the vocabulary. Before any expression is read: `ban-1 Review date` is a
// name only where ban-1 sets it.
void read_sets(const Declarations& declarations, const DeclaredIndex& index, facts::Vocabulary& vocabulary,
               Findings& findings);

}  // namespace caseletters::policy
