// A pack's declarations as a vocabulary: every name gets its index before any rule is read, so the order of the files
// never matters.
#pragma once

#include <map>

#include "facts/vocabulary.h"
#include "policy/declarations.h"

namespace caseletters::policy {

// The index of each declaration in the vocabulary: facts (derived facts and words are facts), lists, choices, letters;
// of a `list of options` its domain. What could not be declared is missing.
using DeclaredIndex = std::map<const Declaration*, int>;

// Codes: those of facts/vocabulary.h, unknown-options, bad-fact, option-twice, unknown-option, bad-value, bad-date,
// bad-choice.
[[nodiscard]] DeclaredIndex declare_vocabulary(const Declarations& declarations, facts::Vocabulary& vocabulary,
                                               Findings& findings);

}  // namespace caseletters::policy
