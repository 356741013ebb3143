// The sheets that hold one row an item: Children, Incidents, keyed by case ID.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "facts/situation.h"
#include "sheets/cell_values.h"
#include "sheets/heading_row.h"
#include "sheets/headings.h"

namespace caseletters::sheets {

// The items of one case in one list.
struct ListRows {
  std::vector<facts::Item> items;
  std::vector<std::vector<facts::Source>> sources;
  Diagnostics problems;
  CellPlace first;     // the cell that names the case
  std::string id;      // as it stands there
  bool taken = false;  // a case of that ID was read
};

// A sheet that holds a list's items, and its headings.
struct ListSheet {
  int sheet = 0;
  int list = 0;
  HeadingRow row;
};

class ListSheets {
 public:
  // Codes: heading-twice; of a case: orphan-row (a row without ID directly below its own), hidden-rows.
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
  using ByCase = std::unordered_map<std::string, ListRows>;
  [[nodiscard]] Result<void> read_sheet(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                        const Headings& headings, CellValues& values, const ListSheet& of, bool hidden);
  // The rows of a case, begun by the row at `place` where it has none yet.
  [[nodiscard]] ListRows& rows_of(int list, const std::string& folded_id, const CellPlace& place,
                                  const std::string& id);
  std::vector<ByCase> lists_;
  Diagnostics warnings_;
};

// An item counts where one of its fields is known; then its first field must be: missing-fact at `place` otherwise.
[[nodiscard]] bool is_item_there(const facts::Item& item);

}  // namespace caseletters::sheets
