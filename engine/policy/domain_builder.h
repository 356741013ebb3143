// The lists of options of a pack, shared ones and those of single facts and choices.
#pragma once

#include <map>
#include <string>

#include "facts/vocabulary.h"
#include "policy/declarations.h"

namespace caseletters::policy {

struct DeclaredDomains {
  std::map<std::string, int> by_name;  // folded: shared lists, and facts and choices that list their own
  std::map<const void*, int> of;       // the element of a fact or choice (its internal_object) → its domain
  [[nodiscard]] std::string hint_for(const std::string& name) const;
};

// Codes: option-twice (the same id), unknown-option (an extension's, a choice's over a shared list), unknown-options,
// bad-choice (Signatory without exactly the roles), and those of Vocabulary::add_domain.
[[nodiscard]] DeclaredDomains declare_domains(const Declarations& declarations, facts::Vocabulary& vocabulary,
                                              Findings& findings);

}  // namespace caseletters::policy
