// The IDs of the cases in a workbook, and how the other sheets name them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sheets/heading_row.h"
#include "sheets/headings.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

class CaseIds {
 public:
  // Of the sheet whose headings stand in `row`; empty where no heading there is understood as the case ID.
  [[nodiscard]] static Result<CaseIds> read(const Workbook& workbook, const Headings& headings, int sheet,
                                            const HeadingRow& row);

  [[nodiscard]] bool empty() const { return ids_.empty(); }
  [[nodiscard]] bool has(const std::string& folded) const { return ids_.count(folded) != 0; }
  // A cell as such an ID, by fold_name; empty for what cannot be one.
  [[nodiscard]] static std::string folded(const Cell& cell);

  // Whether it heads the column that names the case on another sheet: in the words of the vocabulary, or in those of
  // the cases' own sheet.
  [[nodiscard]] bool heads(std::string_view heading) const;
  // The one column whose cells below `row` are IDs of the cases for the most part; -1 where there is none, or several.
  [[nodiscard]] int column_of(const std::vector<TopRow>& top, int row) const;

 private:
  explicit CaseIds(const Headings& headings) : headings_(&headings) {}
  const Headings* headings_;
  std::string heading_;  // folded; of the cases' own column
  std::unordered_set<std::string> ids_;
  bool any_word_ = false;  // not all of them are short numbers, which any list counts with
};

}  // namespace caseletters::sheets
