#include "sheets/column_cells.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/school_words.h"
#include "sheets/typed_date.h"

namespace caseletters::sheets {

namespace {

// As many rows as show what a column holds; the rest is looked at when the cases are read.
constexpr int most_rows_seen = 200;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter & 0x80) != 0;
}

// "LS1 1AA", "yo17hh".
bool is_postcode(std::string_view text) {
  std::string plain;
  for (const char letter : text) {
    if (letter != ' ') {
      plain.push_back(letter);
    }
  }
  if (plain.size() < 5 || plain.size() > 7 || !is_letter(plain.front())) {
    return false;
  }
  const std::string_view inward = std::string_view(plain).substr(plain.size() - 3);
  const std::string_view outward = std::string_view(plain).substr(0, plain.size() - 3);
  return is_digit(inward[0]) && is_letter(inward[1]) && is_letter(inward[2]) &&
         std::all_of(outward.begin(), outward.end(), [](char each) { return is_digit(each) || is_letter(each); }) &&
         std::any_of(outward.begin(), outward.end(), is_digit);
}

bool is_yes_or_no(std::string_view text) {
  constexpr std::array<std::string_view, 8> words = {"yes", "no", "y", "n", "true", "false", "x", "✓"};
  return std::find(words.begin(), words.end(), fold_name(text)) != words.end();
}

bool is_telephone(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return digits >= 7 && std::none_of(text.begin(), text.end(), is_letter);
}

bool is_text(const Cell& cell) {
  return cell.kind == CellKind::text;
}

bool is_plain_text(const Cell& cell) {
  const std::string_view text = trim(cell.text);
  const bool may_be_date = text.size() <= 40 && std::any_of(text.begin(), text.end(), is_digit);
  return is_text(cell) && !is_yes_or_no(text) && !is_telephone(text) && !is_postcode(text) &&
         text.find('@') == std::string_view::npos &&
         !(may_be_date && (read_date(text).date || read_time(text) || read_moment(text).moment)) &&
         std::any_of(text.begin(), text.end(), is_letter);
}

bool is_words(const Cell& cell) {
  const std::string_view text = trim(cell.text);
  return is_text(cell) && !is_yes_or_no(text) && !is_postcode(text) &&
         std::any_of(text.begin(), text.end(), is_letter) &&
         !(text.size() <= 40 && std::any_of(text.begin(), text.end(), is_digit) && read_date(text).date);
}

bool is_name(const Cell& cell) {
  const std::string_view text = trim(cell.text);
  if (!is_plain_text(cell) || text.size() > 80 || std::any_of(text.begin(), text.end(), is_digit)) {
    return false;
  }
  // "Mrs H Pell, PA to the Headteacher"
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_letter(text[at]) && (at == 0 || text[at - 1] == ' ')) {
      ++words;
      capitals += text[at] >= 'a' && text[at] <= 'z' ? 0 : 1;
    }
  }
  constexpr std::size_t most_words = 8;
  return words > 0 && words <= most_words && capitals * 2 > words && !(text.front() >= 'a' && text.front() <= 'z');
}

bool is_address(const Cell& cell) {
  const std::string_view text = trim(cell.text);
  return is_text(cell) && text.size() >= 10 && text.find('@') == std::string_view::npos &&
         (text.find_first_of(",\n") != std::string_view::npos || std::any_of(text.begin(), text.end(), is_digit)) &&
         text.find(' ') != std::string_view::npos && !(text.front() >= 'a' && text.front() <= 'z') &&
         std::any_of(text.begin(), text.end(), is_letter) && !read_date(text).date;
}

}  // namespace

bool is_code(const Cell& cell) {
  const std::string text = cell_text(cell);
  return (is_text(cell) || cell.kind == CellKind::number) && text.size() <= 30 && !is_telephone(text) &&
         std::any_of(text.begin(), text.end(), is_digit) && std::count(text.begin(), text.end(), ' ') <= 2 &&
         !(is_text(cell) && std::any_of(text.begin(), text.end(), is_letter) && read_date(text).date);
}

bool is_title(std::string_view text) {
  constexpr std::array<std::string_view, 13> titles = {"mr",   "mrs",  "ms",        "miss", "mx",   "dr",  "rev",
                                                       "revd", "prof", "professor", "sir",  "lady", "dame"};
  const std::vector<std::string> words = plain_words(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& each) {
    return std::find(titles.begin(), titles.end(), each) != titles.end() || (words.size() > 1 && each == "and");
  });
}

Result<ColumnCells> ColumnCells::read(const Workbook& workbook, const ChosenSheet& chosen) {
  ColumnCells found;
  const auto& columns = chosen.row.columns;
  found.cells_.resize(columns.size());
  int seen = 0;
  auto read = workbook.read(chosen.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= chosen.row.row) {
      return true;
    }
    for (std::size_t place = 0; place < columns.size(); ++place) {
      const std::size_t column = index_of(columns[place].column);
      const bool asked = !columns[place].target && !columns[place].told;
      if (asked && column < cells.size() && !is_blank(cells[column])) {
        found.cells_[place].push_back(cells[column]);
      }
    }
    return ++seen < most_rows_seen;
  });
  if (!read) {
    return fail(read.error());
  }
  return found;
}

bool ColumnCells::hold(std::size_t place, Holds holds, const facts::Type& type, CellValues& values) const {
  constexpr std::array<std::string_view, 6> alike = {"yes", "no", "none", "other", "y", "n"};
  const std::vector<Cell>& cells = cells_[place];
  int filled = 0;
  bool tells = false;
  std::size_t words = 0;
  for (const Cell& cell : cells) {
    Diagnostics problems;
    const auto value = values.read(cell, type, {}, problems);
    if (has_errors(problems)) {
      return false;
    }
    if (!value.known()) {
      continue;
    }
    const bool fits = holds == Holds::words       ? is_words(cell)
                      : holds == Holds::prose     ? is_plain_text(cell)
                      : holds == Holds::few_words ? is_plain_text(cell) || (cell.kind == CellKind::number)
                      : holds == Holds::code      ? is_code(cell)
                      : holds == Holds::name      ? is_name(cell)
                      : holds == Holds::title     ? is_text(cell) && is_title(cell.text)
                      : holds == Holds::address   ? is_address(cell)
                      : holds == Holds::postcode  ? is_text(cell) && is_postcode(trim(cell.text))
                                                  : true;
    if (!fits) {
      return false;
    }
    ++filled;
    words += is_text(cell) ? plain_words(cell.text).size() : 1;
    tells = tells || std::find(alike.begin(), alike.end(), fold_name(cell_text(cell))) == alike.end();
  }
  constexpr std::size_t words_of_prose = 3;
  constexpr std::size_t words_of_place = 12;
  return filled > 0 && (holds != Holds::telling || tells) &&
         (holds != Holds::prose || words >= words_of_prose * index_of(filled)) &&
         (holds != Holds::few_words || words <= words_of_place * index_of(filled));
}

bool ColumnCells::may_hold(std::size_t place, const facts::Type& type, CellValues& values) const {
  const std::vector<Cell>& cells = cells_[place];
  const auto fits = std::count_if(cells.begin(), cells.end(), [&](const Cell& cell) {
    Diagnostics problems;
    static_cast<void>(values.read(cell, type, {}, problems));
    return !has_errors(problems) && (type.kind != facts::Kind::text || is_plain_text(cell) || is_code(cell));
  });
  return fits * 2 >= std::ssize(cells);
}

}  // namespace caseletters::sheets
