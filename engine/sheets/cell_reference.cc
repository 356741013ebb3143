#include <algorithm>

#include "sheets/workbook.h"

namespace caseletters::sheets {

std::string cell_name(int row, int column) {
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.push_back(static_cast<char>('A' + (rest - 1) % 26));
  }
  std::reverse(letters.begin(), letters.end());
  return letters + std::to_string(row + 1);
}

std::optional<CellPosition> cell_position(std::string_view name) {
  std::size_t at = 0;
  const auto skip_dollar = [&] {
    if (at < name.size() && name[at] == '$') {
      ++at;
    }
  };
  skip_dollar();
  int column = 0;
  for (; at < name.size(); ++at) {
    const char letter = static_cast<char>(name[at] & ~0x20);  // either case
    if (letter < 'A' || letter > 'Z') {
      break;
    }
    column = column * 26 + (letter - 'A' + 1);
    if (column > most_columns) {
      return std::nullopt;
    }
  }
  skip_dollar();
  int row = 0;
  const std::size_t digits = at;
  for (; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at) {
    row = row * 10 + (name[at] - '0');
    if (row > most_rows) {
      return std::nullopt;
    }
  }
  if (column == 0 || at == digits || row == 0 || at != name.size()) {
    return std::nullopt;
  }
  return CellPosition{row - 1, column - 1};
}

std::optional<CellRange> cell_range(std::string_view name) {
  const std::size_t colon = name.find(':');
  const auto first = cell_position(name.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : cell_position(name.substr(colon + 1));
  if (!first || !last) {
    return std::nullopt;
  }
  return CellRange{{std::min(first->row, last->row), std::min(first->column, last->column)},
                   {std::max(first->row, last->row), std::max(first->column, last->column)}};
}

}  // namespace caseletters::sheets
