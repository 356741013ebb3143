// Where a pack declares a choice or a letter: policy.xml itself or a file it shares with other packs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy/policy.h"

namespace caseletters::merge {

struct DeclaredPlace {
  std::string file;  // policy.xml where it is not found
  int line = 0;      // 1-based; 0 where it is not found
};

// Looks in the order in which the loader does: policy.xml, its own `shared/`, the shipped `shared/`.
class DeclaredPlaces {
 public:
  DeclaredPlaces(const policy::Policy& policy, const Files& files, const policy::Library& library);
  [[nodiscard]] DeclaredPlace of_choice(const std::string& name) const;
  [[nodiscard]] DeclaredPlace of_letter(const std::string& id) const;

 private:
  [[nodiscard]] DeclaredPlace find(const std::string& opening, const std::string& attribute) const;

  std::string policy_file_;
  std::vector<std::pair<std::string, std::string>> texts_;  // file, contents
};

}  // namespace caseletters::merge
