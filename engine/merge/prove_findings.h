// What the proof of a policy found, gathered over its letters: the same thing in several letters is said once.
#pragma once

#include <string>
#include <vector>

#include "policy/policy.h"

namespace caseletters::merge {

struct ProofFinding {
  enum class What {
    choice_none,
    choice_several,
    choice_not_asked,
    choice_unproved,
    letter_unreachable,
    letter_unproved,
    not_needed,
  };
  What what = What::choice_none;
  std::string name;   // the choice, or the fact that is printed
  std::string words;  // when it happens, why, or how many cases there are
  std::vector<std::string> letters = {};
};

class ProofFindings {
 public:
  void note(ProofFinding finding, const std::string& letter);
  [[nodiscard]] Diagnostics tell(const policy::Policy& policy) const;

 private:
  std::vector<ProofFinding> findings_;
};

// "340,000": a count of which only the first two figures mean anything.
[[nodiscard]] std::string in_round_numbers(double count);

}  // namespace caseletters::merge
