// What can be proved of a policy before there is a case: that each choice comes out, that each letter can come about,
// and that each letter asks for what it prints.
#pragma once

#include <cstdint>
#include <vector>

#include "facts/prove.h"
#include "letter/program.h"
#include "policy/policy.h"

namespace caseletters::merge {

// What the template of one letter reads (letter/program.h); empty where it could not be read.
struct LetterWords {
  std::vector<facts::Symbol> symbols;
  std::vector<facts::Symbol> always_printed;
  std::vector<letter::AskedChoice> asked_choices = {};
};

struct Proof {
  Diagnostics findings;
  std::int64_t tried = 0;  // cases
};

// Every choice in every letter that asks for it, over all the facts its rules come down to (facts/prove.h); `words` by
// letter, `limits` of one choice in one letter. Bank holidays are those by rule. Codes: choice-none, choice-several,
// unreachable-letter (errors), unproved, not-needed (warnings). The file and line are those of the choice's or letter's
// declaration.
[[nodiscard]] Proof prove_policy(const policy::Policy& policy, const std::vector<LetterWords>& words,
                                 const facts::SearchLimits& limits = {});

}  // namespace caseletters::merge
