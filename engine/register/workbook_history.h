// Letters sent before the program came: the workbook's own columns "ban-1 date", "ban-1 response date" …
#pragma once

#include "register/history.h"

namespace caseletters::history {

// The reader of the workbook has already put the columns into the record; what is left is to say which letters count as
// sent, and to find columns that contradict each other: a response or a deadline without its letter's date (code:
// history-incomplete), a response or a deadline dated before its letter (bad-date).
class WorkbookHistory final : public History {
 public:
  explicit WorkbookHistory(const facts::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
  [[nodiscard]] Diagnostics recall_before(const std::string& case_id, facts::Record& record,
                                          std::int64_t entry) const override;

 private:
  const facts::Vocabulary& vocabulary_;
};

}  // namespace caseletters::history
