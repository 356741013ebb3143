// One sheet with a row an item (Children, Incidents), read into the rows of each case.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "facts/situation.h"
#include "sheets/bad_cell.h"
#include "sheets/cell_values.h"
#include "sheets/heading_row.h"
#include "sheets/headings.h"

namespace caseletters::sheets {

// The items of one case in one list.
struct ListRows {
  std::vector<facts::Item> items;
  std::vector<std::vector<facts::Source>> sources;
  Diagnostics problems;            // errors refuse the case
  std::vector<BadCell> bad_cells;  // each refuses the letters that look at what it leaves in doubt
  CellPlace first;                 // the cell that names the case
  std::string id;                  // as it stands there
  bool taken = false;              // a case of that ID was read
};
using RowsByCase = std::unordered_map<std::string, ListRows>;  // by fold_name of the case ID

// The rows of a case, begun by the row at `place` where it has none yet.
[[nodiscard]] ListRows& rows_of(RowsByCase& cases, const std::string& folded_id, const CellPlace& place,
                                const std::string& id);

// A sheet that holds a list's items, and its headings.
struct ListSheet {
  int sheet = 0;
  int list = 0;
  HeadingRow row;
};

// An item counts where one of its fields is known; then its first field must be: missing-fact at `place` otherwise.
[[nodiscard]] bool is_item_there(const facts::Item& item);

class ListReader {
 public:
  // All outlive it; what is read goes to `cases` and `warnings`.
  ListReader(const Workbook& workbook, const facts::Vocabulary& vocabulary, CellValues& values, const ListSheet& of,
             bool hidden, RowsByCase& cases, Diagnostics& warnings);
  // Codes: heading-twice; of a case: orphan-row (a row without ID directly below its own), hidden-rows, missing-fact.
  [[nodiscard]] Result<void> read(const Headings& headings);

 private:
  // One row as it is read.
  struct Row {
    CellPlace place;  // its case ID
    bool hidden = false;
    bool filled = false;
    facts::Item item;
    std::vector<facts::Source> sources;
    std::vector<std::pair<int, Diagnostics>> found;  // by field
    std::string id;
    Diagnostics of_id;
  };
  [[nodiscard]] Result<void> find_id_column(const Headings& headings);
  [[nodiscard]] Row understand(const RowInfo& info, std::span<const Cell> cells);
  void keep(Row row, const std::string& folded, const std::string& above);
  void keep_item(Row row, const std::string& folded);
  void refuse(const std::string& folded, const Row& row, Diagnostic problem);
  [[nodiscard]] Diagnostic without_name(const Row& row) const;

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  CellValues& values_;
  const ListSheet& of_;
  const facts::ListDecl& declared_;
  const std::string& name_;  // of the sheet
  bool hidden_;
  RowsByCase& cases_;
  Diagnostics& warnings_;
  int id_column_ = -1;
  bool orphan_said_ = false;
  int left_out_ = 0;
};

}  // namespace caseletters::sheets
