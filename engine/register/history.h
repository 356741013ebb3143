// What was issued before: one interface over the workbook's columns now and a register of issued letters later.
#pragma once

#include <string>
#include <vector>

#include "facts/situation.h"

namespace caseletters::history {

class History {
 public:
  virtual ~History() = default;
  // The latest issue of each letter of the case's current run, by letter index, merged into `record.letters`.
  // Contradictions between sources are diagnostics (code: history-contradiction).
  [[nodiscard]] virtual Diagnostics recall(const std::string& case_id, facts::Record& record) const = 0;
};

}  // namespace caseletters::history
