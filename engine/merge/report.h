// The JSON report of commands.md (schemas/report.schema.json): one entry a letter, in the order of the workbook.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "merge/outcome.h"

namespace caseletters::merge {

[[nodiscard]] nlohmann::ordered_json to_json(const Diagnostic& diagnostic);
[[nodiscard]] nlohmann::ordered_json to_json(const Diagnostics& diagnostics);
[[nodiscard]] nlohmann::ordered_json to_json(const LetterOutcome& outcome);
[[nodiscard]] const char* word_for(Status status);

// Grows by one entry a letter; the entries are kept as text, since a tree of ten thousand would weigh ten times more.
class Report {
 public:
  void add(const LetterOutcome& outcome);
  [[nodiscard]] std::string finish(const RunOutcome& run) const;

 private:
  std::string letters_;
};

}  // namespace caseletters::merge
