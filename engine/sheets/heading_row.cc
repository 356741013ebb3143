#include "sheets/heading_row.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/cell_faults.h"
#include "sheets/cell_values.h"

namespace caseletters::sheets {

namespace {

constexpr int most_top_rows = 20;
// Longer text is an answer, never a heading.
constexpr std::size_t longest_heading = 200;

std::string one_line(std::string_view text) {
  std::string line(trim(text));
  std::replace_if(
      line.begin(), line.end(), [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
  return line;
}

const std::string& at(const TopRow& row, std::size_t column) {
  static const std::string nothing;
  return column < row.cells.size() ? row.cells[column] : nothing;
}

class Finder {
 public:
  Finder(const Headings& headings, std::optional<int> list, CaseIdHeading case_id)
      : headings_(headings), list_(list), case_id_(case_id) {}

  // Gives the heading its target, if its words have one.
  void give_meaning(ColumnHeading& heading, const std::string& words) const {
    heading.target.reset();
    if (words.empty() || words.size() > longest_heading) {
      return;
    }
    const auto meaning =
        list_ ? headings_.look_on_list(words, *list_, heading.column) : headings_.look(words, heading.column);
    if (meaning) {
      heading.target = meaning->target;
      heading.how = meaning->how;
    } else {
      heading.told = headings_.is_settled(words);
    }
  }

  // The row's headings, with `groups` (by column) above them where there are two rows.
  [[nodiscard]] HeadingRow understand(const TopRow& row, const TopRow* above,
                                      const std::vector<std::string>& groups) const {
    HeadingRow found;
    found.row = row.row;
    found.first = above == nullptr ? row.row : above->row;
    found.cells = static_cast<int>(row.cells.size());
    std::vector<Target> distinct;
    const std::size_t width = std::max(row.cells.size(), above == nullptr ? 0 : above->cells.size());
    for (std::size_t column = 0; column < width; ++column) {
      ColumnHeading heading;
      heading.column = static_cast<int>(column);
      heading.cell = {row.row, heading.column};
      heading.heading = at(row, column);
      const std::string group = column < groups.size() ? groups[column] : "";
      if (heading.heading.empty() && above != nullptr) {
        heading.heading = at(*above, column);  // one heading over both rows
        heading.cell.row = above->row;
        give_meaning(heading, heading.heading);
      } else if (!group.empty() && !heading.heading.empty()) {
        give_meaning(heading, group + " " + heading.heading);
        if (heading.target || heading.told) {
          heading.heading = group + " " + heading.heading;
          heading.how = heading.how == How::mapped ? How::mapped : How::grouped;
        } else if (!headings_.is_item(group)) {
          give_meaning(heading, heading.heading);
          heading.group = group;
        } else {
          heading.heading = group + " " + heading.heading;  // a column of somebody else's, never the recipient's
        }
      } else {
        give_meaning(heading, heading.heading);
      }
      if (heading.heading.empty()) {
        continue;
      }
      if (heading.target && std::find(distinct.begin(), distinct.end(), *heading.target) == distinct.end()) {
        distinct.push_back(*heading.target);
      }
      found.width = heading.column + 1;
      found.columns.push_back(std::move(heading));
    }
    found.matched = static_cast<int>(distinct.size());
    return found;
  }

  [[nodiscard]] bool will_do(const HeadingRow& row) const {
    const bool has_case_id = std::any_of(row.columns.begin(), row.columns.end(),
                                         [&](const ColumnHeading& each) { return headings_.is_case_id(each.target); });
    if (case_id_ == CaseIdHeading::missing) {
      return row.matched >= 3;
    }
    // Who heads a column "Case ID" means it, whatever stands beside it.
    const bool by_name = std::any_of(row.columns.begin(), row.columns.end(), [&](const ColumnHeading& each) {
      return headings_.is_case_id(each.target) && (each.how == How::name || each.how == How::mapped);
    });
    return has_case_id &&
           (row.matched >= (by_name ? list_ ? 2 : 1 : 3) || row.matched * 2 >= static_cast<int>(row.columns.size()));
  }

 private:
  const Headings& headings_;
  std::optional<int> list_;
  CaseIdHeading case_id_;
};

// The group above each column: merged cells say how far one reaches; without any, it reaches to the next.
std::vector<std::string> groups_of(const TopRow& above, std::size_t width, const std::vector<CellRange>& merges) {
  std::vector<std::string> groups(width);
  const auto in_row = [&](const CellRange& range) {
    return range.first.row <= above.row && range.last.row >= above.row && range.last.column > range.first.column;
  };
  if (std::none_of(merges.begin(), merges.end(), in_row)) {
    std::string group;
    for (std::size_t column = 0; column < width; ++column) {
      group = at(above, column).empty() ? group : at(above, column);
      groups[column] = group;
    }
    return groups;
  }
  for (std::size_t column = 0; column < width; ++column) {
    groups[column] = at(above, column);
  }
  for (const CellRange& range : merges) {
    if (in_row(range)) {
      for (int column = range.first.column; column <= range.last.column && column < static_cast<int>(width); ++column) {
        groups[static_cast<std::size_t>(column)] = at(above, static_cast<std::size_t>(range.first.column));
      }
    }
  }
  return groups;
}

}  // namespace

Result<std::vector<TopRow>> read_top(const Workbook& workbook, int sheet) {
  std::vector<TopRow> top;
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row >= most_top_rows) {
      return false;
    }
    TopRow row;
    row.row = info.row;
    for (const Cell& cell : cells) {
      const bool error = cell.kind == CellKind::error || (cell.kind == CellKind::text && is_error_text(cell.text));
      row.cells.push_back(error ? std::string() : one_line(cell_text(cell)));
    }
    top.push_back(std::move(row));
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return top;
}

Result<std::optional<HeadingRow>> find_heading_row(const Workbook& workbook, int sheet, const std::vector<TopRow>& top,
                                                   const Headings& headings, std::optional<int> list,
                                                   CaseIdHeading case_id) {
  const Finder finder(headings, list, case_id);
  std::optional<HeadingRow> best;
  const auto consider = [&](HeadingRow row) {
    if (finder.will_do(row) && (!best || row.matched > best->matched)) {
      best = std::move(row);
      return true;
    }
    return false;
  };
  for (const TopRow& row : top) {
    consider(finder.understand(row, nullptr, {}));
  }
  std::optional<std::vector<CellRange>> merges;
  for (std::size_t index = 1; index < top.size(); ++index) {
    const TopRow& above = top[index - 1];
    const TopRow& row = top[index];
    if (above.row + 1 != row.row) {
      continue;
    }
    const std::size_t width = std::max(above.cells.size(), row.cells.size());
    const HeadingRow guess = finder.understand(row, &above, groups_of(above, width, {}));
    const HeadingRow narrow = finder.understand(row, &above, above.cells);
    const int promise = std::max(guess.matched, narrow.matched);
    if (promise == 0 || (best && promise <= best->matched)) {
      continue;
    }
    if (!merges) {
      merges.emplace();
      const auto names = workbook.merged(sheet);
      if (!names) {
        return fail(names.error());
      }
      for (const std::string& name : *names) {
        if (const auto range = cell_range(name); range && range->first.row <= most_top_rows) {
          merges->push_back(*range);
        }
      }
    }
    consider(finder.understand(row, &above, groups_of(above, width, *merges)));
  }
  return best;
}

Result<std::vector<bool>> filled_columns(const Workbook& workbook, int sheet, const HeadingRow& heading_row) {
  std::vector<bool> filled(static_cast<std::size_t>(heading_row.width));
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row > heading_row.row) {
      for (std::size_t column = 0; column < std::min(cells.size(), filled.size()); ++column) {
        filled[column] = filled[column] || !is_blank(cells[column]);
      }
    }
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return filled;
}

}  // namespace caseletters::sheets
