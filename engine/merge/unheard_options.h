// Options that a cell names and that nothing of the policy asks for: a step that no letter of this policy could take
// up.
#pragma once

#include <vector>

#include "letter/program.h"
#include "policy/policy.h"

namespace caseletters::merge {

struct UnheardOptions {
  int fact = -1;             // a set that the workbook tells
  std::vector<int> options;  // of it, those that no rule, letter or word of the policy ever asks for
  std::vector<int> heard;    // of its domain, those that the choice asks for
};

// Of the sets by which the choice is decided; none of those that the templates read themselves.
[[nodiscard]] std::vector<UnheardOptions> unheard_options(const policy::Policy& policy, int choice,
                                                          const facts::Record& record,
                                                          const std::vector<const letter::Program*>& programs);

}  // namespace caseletters::merge
