// Proof on other people's documents: every document of a folder opened as a template, resolved without facts, and
// compared part for part. Whatever changes is a fault of ours.
#pragma once

#include <string>

#include "base/files.h"

namespace caseletters::merge {

enum class SweepStatus { same, refused, differs, error };

struct SweepResult {
  SweepStatus status = SweepStatus::same;
  std::string code, message;  // why it is refused, or which part differs
};

// `refused`: the file is one that no letter can be made from, for a reason that the message states. `error`: it could
// be opened, and then could not be resolved or read back.
[[nodiscard]] SweepResult sweep_document(const Files& files, const std::string& path);

}  // namespace caseletters::merge
