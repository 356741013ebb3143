// The sheets that hold one row an item: Children, Incidents, keyed by case ID.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sheets/list_rows.h"

namespace caseletters::sheets {

class ListSheets {
 public:
  // Codes: those of ListReader.
  [[nodiscard]] static Result<ListSheets> read(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                               const Headings& headings, CellValues& values,
                                               const std::vector<ListSheet>& sheets, bool hidden);

  // The rows of a case, by fold_name of its ID; null where there is none. Marks them as taken.
  [[nodiscard]] ListRows* take(int list, const std::string& folded_id);
  // Whether a row names its case by digits alone, whose leading zeros may be lost.
  [[nodiscard]] bool any_digits() const;
  // Refuses the cases (fold_name of their IDs) that rows with an unknown ID may belong to: 7 and 007. Code: orphan-row.
  void match_lost_zeros(const std::unordered_set<std::string>& ids, const CellValues& values);
  // A warning for each case ID that no case has, and those met while reading.
  [[nodiscard]] Diagnostics orphans(const CellValues& values) const;
  [[nodiscard]] const Diagnostics& warnings() const { return warnings_; }

 private:
  const facts::Vocabulary* vocabulary_ = nullptr;
  std::vector<RowsByCase> lists_;
  Diagnostics warnings_;
};

}  // namespace caseletters::sheets
