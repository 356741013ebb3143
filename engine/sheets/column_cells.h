// What the cells of a column hold, so far as it tells which fact they can be.
#pragma once

#include <vector>

#include "sheets/cell_values.h"
#include "sheets/sheet_choice.h"

namespace caseletters::sheets {

using facts::Holds;

// Filled cells of the first rows of every column that has no meaning yet.
class ColumnCells {
 public:
  [[nodiscard]] static Result<ColumnCells> read(const Workbook& workbook, const ChosenSheet& chosen);

  // By place in the row's columns; empty for one that has a meaning.
  [[nodiscard]] const std::vector<Cell>& of(std::size_t place) const { return cells_[place]; }
  // Whether there is a cell at least, and all of them can be that. Cells whose words stand for a blank say nothing.
  [[nodiscard]] bool hold(std::size_t place, Holds holds, const facts::Type& type, CellValues& values) const;

  // Whether half of the cells could be that, or there is none.
  [[nodiscard]] bool may_hold(std::size_t place, const facts::Type& type, CellValues& values) const;

 private:
  std::vector<std::vector<Cell>> cells_;
};

// A reference: digits among it, a few words at most; no date and no telephone number.
[[nodiscard]] bool is_code(const Cell& cell);
// "Mrs", "Mr & Mrs".
[[nodiscard]] bool is_title(std::string_view text);

}  // namespace caseletters::sheets
