// What was issued before: one interface over the workbook's columns and the register of issued letters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "facts/situation.h"

namespace caseletters::history {

class History {
 public:
  virtual ~History() = default;
  // The latest issue of each letter of the case's current run, by letter index, merged into `record.letters`; decisions
  // that a letter has carried out are taken out of `record.facts`, with a warning (stale-decision). Contradictions
  // between sources are errors (code: history-contradiction). May be called from many threads.
  [[nodiscard]] Diagnostics recall(const std::string& case_id, facts::Record& record) const {
    return recall_before(case_id, record, 0);
  }
  // The same as it stood before that entry of the register was written; 0: now.
  [[nodiscard]] virtual Diagnostics recall_before(const std::string& case_id, facts::Record& record,
                                                  std::int64_t entry) const = 0;
};

}  // namespace caseletters::history
