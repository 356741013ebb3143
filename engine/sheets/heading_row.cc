#include "sheets/heading_row.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/case_ids.h"
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
  Finder(const Headings& headings, const RowWanted& wanted)
      : headings_(headings),
        list_(wanted.list),
        case_id_(wanted.case_id),
        ids_(wanted.ids),
        id_alone_(wanted.id_alone) {}

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
    } else if (list_ && ids_ != nullptr && ids_->heads(words)) {
      head_case_id(heading);
    } else {
      heading.told = headings_.is_settled(words);
    }
  }

  void head_case_id(ColumnHeading& heading) const {
    Target target;
    target.index = headings_.case_id();
    heading.target = target;
    heading.how = How::synonym;
  }

  // On a list's sheet nobody needs to head the column of case IDs in words we know: its cells tell.
  void find_case_id(HeadingRow& row, const std::vector<TopRow>& top) const {
    if (!list_ || ids_ == nullptr || id_alone_ || has_case_id(row)) {
      return;
    }
    const int column = ids_->column_of(top, row.row);
    for (ColumnHeading& each : row.columns) {
      if (each.column == column && !each.target) {
        head_case_id(each);
        ++row.matched;
      }
    }
  }

  [[nodiscard]] bool has_case_id(const HeadingRow& row) const {
    return std::any_of(row.columns.begin(), row.columns.end(),
                       [&](const ColumnHeading& each) { return headings_.is_case_id(each.target); });
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
    if (case_id_ == CaseIdHeading::missing) {
      return row.matched >= 3;
    }
    if (id_alone_) {
      return has_case_id(row) && row.columns.size() >= 2;
    }
    // Who heads a column "Case ID", or says so in a mapping, means it, whatever stands beside it.
    const bool by_name = std::any_of(row.columns.begin(), row.columns.end(), [&](const ColumnHeading& each) {
      return headings_.is_case_id(each.target) && (each.how == How::name || each.how == How::mapped);
    });
    const bool first_field = std::any_of(row.columns.begin(), row.columns.end(), [](const ColumnHeading& each) {
      return each.target && each.target->kind == TargetKind::field && each.target->field == 0;
    });
    return has_case_id(row) && (row.matched >= 3 || row.matched * 2 >= static_cast<int>(row.columns.size()) ||
                                (list_ ? first_field : by_name && row.columns.size() >= 2));
  }

 private:
  const Headings& headings_;
  std::optional<int> list_;
  CaseIdHeading case_id_;
  const CaseIds* ids_;
  bool id_alone_;
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
                                                   const Headings& headings, const RowWanted& wanted) {
  const Finder finder(headings, wanted);
  std::optional<HeadingRow> best;
  const auto consider = [&](HeadingRow row) {
    finder.find_case_id(row, top);
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

std::optional<HeadingRow> likely_heading_row(const std::vector<TopRow>& top) {
  std::optional<HeadingRow> most;
  for (const TopRow& each : top) {
    HeadingRow row;
    row.row = each.row;
    row.first = each.row;
    row.cells = static_cast<int>(each.cells.size());
    for (std::size_t column = 0; column < each.cells.size(); ++column) {
      const std::string& words = each.cells[column];
      const bool wordy = std::any_of(words.begin(), words.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
      });
      if (wordy && words.size() <= longest_heading) {
        ColumnHeading heading;
        heading.column = static_cast<int>(column);
        heading.heading = words;
        heading.cell = {row.row, heading.column};
        row.columns.push_back(std::move(heading));
        row.width = static_cast<int>(column) + 1;
      }
    }
    if (row.columns.size() >= 2 && (!most || row.columns.size() > most->columns.size())) {
      most = std::move(row);
    }
  }
  return most;
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
