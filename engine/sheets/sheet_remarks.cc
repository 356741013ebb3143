#include "sheets/sheet_remarks.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/cell_values.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

Diagnostic placed(Diagnostic diagnostic, const Workbook& workbook, int sheet, const CellPosition& cell) {
  diagnostic.file = workbook.file();
  diagnostic.sheet = workbook.sheets()[index_of(sheet)].name;
  diagnostic.cell = cell_name(cell.row, cell.column);
  return diagnostic;
}

std::string near(const Headings& headings, const ColumnHeading& heading) {
  return heading.weighed ? heading.offered : headings.near(heading.heading);
}

}  // namespace

std::vector<HeadingMatch> matches_of(const Headings& headings, const HeadingRow& row) {
  std::vector<HeadingMatch> matches;
  for (const ColumnHeading& heading : row.columns) {
    HeadingMatch match;
    match.column = heading.column;
    match.heading = heading.heading;
    match.target = heading.target;
    match.how = heading.how;
    match.cell = heading.cell;
    match.group = heading.group;
    for (const ColumnHeading& other : row.columns) {
      if (std::find(other.twins.begin(), other.twins.end(), heading.column) != other.twins.end()) {
        match.target = other.target;
      }
    }
    if (match.target) {
      match.fact = headings.words(*match.target);
    } else if (!heading.told) {
      match.near = near(headings, heading);
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

Diagnostics heading_remarks(const Workbook& workbook, const Headings& headings, const ChosenSheet& chosen) {
  Diagnostics remarks;
  if (chosen.row.first > 0) {
    remarks.push_back(placed(warning("heading-row",
                                     "the headings were found in row " + std::to_string(chosen.row.row + 1) +
                                         "; what stands above was left out.",
                                     "Nothing is wrong where that is the row of headings."),
                             workbook, chosen.sheet, {chosen.row.row, 0}));
  }
  std::vector<std::string> unused;
  CellPosition first;
  for (const ColumnHeading& heading : chosen.row.columns) {
    if (heading.target || heading.told) {
      continue;
    }
    first = unused.empty() ? heading.cell : first;
    const std::string offered = near(headings, heading);
    unused.push_back("\"" + heading.heading + "\"" + (offered.empty() ? "" : " (is it " + offered + "?)"));
  }
  if (!unused.empty()) {
    remarks.push_back(
        placed(warning("heading-unused",
                       (unused.size() == 1 ? "this heading was not used: " : "these headings were not used: ") +
                           join_words(unused) + ".",
                       "Nothing is wrong where no letter needs them."),
               workbook, chosen.sheet, first));
  }
  return remarks;
}

HeadlessColumns::HeadlessColumns(const Workbook& workbook, const ChosenSheet& chosen)
    : workbook_(workbook), sheet_(chosen.sheet), heading_row_(chosen.row.row), cells_(chosen.row.cells) {
  for (const ColumnHeading& heading : chosen.row.columns) {
    const auto last = index_of(std::max(heading.column, heading.cell.column));
    known_.resize(std::max(known_.size(), last + 1));
    known_[index_of(heading.column)] = true;
    known_[index_of(heading.cell.column)] = true;
  }
}

void HeadlessColumns::look(const RowInfo& info, std::span<const Cell> cells) {
  // A row of a text file that is too long is a fault of its own.
  const std::size_t end = info.line == 0 ? cells.size() : std::min(cells.size(), index_of(cells_));
  if (known_.size() < end) {
    known_.resize(end);
  }
  for (std::size_t column = 0; column < end; ++column) {
    if (!known_[column] && !is_blank(cells[column])) {
      known_[column] = true;
      found_.push_back(static_cast<int>(column));
    }
  }
}

Diagnostics HeadlessColumns::remarks() const {
  if (found_.empty()) {
    return {};
  }
  std::vector<int> columns = found_;
  std::sort(columns.begin(), columns.end());
  std::vector<std::string> names;
  for (const int column : columns) {
    names.push_back(column_name(column));
  }
  const bool one = names.size() == 1;
  return {placed(warning("heading-missing",
                         one ? "column " + names.front() +
                                   " is filled, but its heading is blank or an error; the column was not used."
                             : "columns " + join_words(names) +
                                   " are filled, but their headings are blank or errors; the columns were not used.",
                         "Give each column that letters need a heading."),
                 workbook_, sheet_, {heading_row_, columns.front()})};
}

}  // namespace caseletters::sheets
