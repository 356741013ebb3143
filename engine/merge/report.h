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

// One line of JSON. Bytes that are no UTF-8 (a file name, a cell of a damaged file) become U+FFFD: they must not keep a
// report from being written.
[[nodiscard]] std::string to_line(const nlohmann::ordered_json& json);

// The entries of a JSON array, kept as text, a line each: a tree of ten thousand would weigh ten times more.
class JsonLines {
 public:
  void add(const nlohmann::ordered_json& entry);
  [[nodiscard]] std::string array() const;

 private:
  std::string lines_;
};

// Grows by one entry a letter.
class Report {
 public:
  void add(const LetterOutcome& outcome) { letters_.add(to_json(outcome)); }
  [[nodiscard]] std::string finish(const RunOutcome& run) const;

 private:
  JsonLines letters_;
};

}  // namespace caseletters::merge
