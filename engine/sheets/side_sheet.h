// A sheet beside the cases whose rows belong to them by case ID: letters sent.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/situation.h"
#include "sheets/case_ids.h"
#include "sheets/cell_values.h"
#include "sheets/heading_row.h"

namespace caseletters::sheets {

// What a column of the sheet holds: `key` is its reader's own number for it, or one of these.
inline constexpr int side_case_id = -1;
inline constexpr int side_not_used = -2;  // as a mapping says
struct SideColumn {
  int key = 0;
  facts::Type type;
  std::string words;  // for messages
};

struct SideRow {
  CellPlace place;                                        // its case ID
  std::vector<facts::Value> values;                       // by key
  std::vector<facts::Source> sources;                     // by key
  std::vector<std::pair<int, Diagnostic>> problems;       // by key: cells that could not be understood, and warnings
  std::vector<std::pair<CellPlace, std::string>> unread;  // filled, may tell of an answer, and not understood; headings
};

struct SideCase {
  std::string id;  // as it stands
  std::vector<SideRow> rows;
  Diagnostics problems;  // of no one cell: hidden rows, its ID
  CellPlace first;
  bool taken = false;
};

// Where the headings of such a sheet stand and what they mean.
struct SideLayout {
  int row = -1;
  int id_column = -1;
  std::vector<std::pair<int, SideColumn>> columns;  // by column of the sheet
  std::vector<std::pair<int, std::string>> unused;
  std::vector<std::pair<int, std::string>> headings;  // all of them
  [[nodiscard]] bool has(int key) const;
};

class SideSheet {
 public:
  using Understand = std::function<std::optional<SideColumn>(std::string_view heading, int column)>;

  // The row that has a case ID beside most other headings that are understood; nothing where no row has.
  [[nodiscard]] static std::optional<SideLayout> find_layout(const std::vector<TopRow>& top, const CaseIds& ids,
                                                             const Understand& understand);
  // `keys`: how many. Codes (of a case): orphan-row, hidden-rows, and those of CellValues.
  [[nodiscard]] static Result<SideSheet> read(const Workbook& workbook, CellValues& values, int sheet, bool hidden,
                                              int keys, const SideLayout& layout);
  // The rows of a case, by fold_name of its ID; null where there is none. Marks them as taken.
  [[nodiscard]] SideCase* take(const std::string& folded_id);
  [[nodiscard]] const std::unordered_map<std::string, SideCase>& cases() const { return cases_; }
  // The headings that nobody understood, each at its place.
  [[nodiscard]] const std::vector<std::pair<CellPlace, std::string>>& unused() const { return unused_; }
  // A warning for each case ID that no case has: orphan-row.
  [[nodiscard]] Diagnostics orphans(const CellValues& values) const;

 private:
  std::unordered_map<std::string, SideCase> cases_;
  std::vector<std::pair<CellPlace, std::string>> unused_;
};

}  // namespace caseletters::sheets
