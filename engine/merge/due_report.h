// What is due, as JSON (schemas/due.schema.json): one entry a case, in the order of the workbook.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "merge/due.h"
#include "merge/report.h"

namespace caseletters::merge {

[[nodiscard]] nlohmann::ordered_json to_json(const CaseDue& due);

class DueReport {
 public:
  explicit DueReport(Date date) : date_(date) {}
  void add(const CaseDue& due) { cases_.add(to_json(due)); }
  [[nodiscard]] std::string finish(const DueOutcome& run) const;

 private:
  Date date_;
  JsonLines cases_;
};

}  // namespace caseletters::merge
