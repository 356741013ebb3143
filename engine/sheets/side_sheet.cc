#include "sheets/side_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/reply_column.h"

namespace caseletters::sheets {

bool SideLayout::has(int key) const {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& each) { return each.second.key == key; });
}

std::optional<SideLayout> SideSheet::find_layout(const std::vector<TopRow>& top, const CaseIds& ids,
                                                 const Understand& understand) {
  std::optional<SideLayout> best;
  for (const TopRow& row : top) {
    SideLayout layout;
    layout.row = row.row;
    const auto unused = [&](int column, const std::string& heading) { layout.unused.emplace_back(column, heading); };
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      const std::string& heading = row.cells[at];
      const int column = static_cast<int>(at);
      if (heading.empty()) {
        continue;
      }
      layout.headings.emplace_back(column, heading);
      auto understood = understand(heading, column);
      const bool names_case = understood ? understood->key == side_case_id : ids.heads(heading);
      if (names_case && layout.id_column < 0) {
        layout.id_column = column;
      } else if (!understood || names_case || (understood->key >= 0 && layout.has(understood->key))) {
        unused(column, heading);
      } else if (understood->key >= 0) {
        layout.columns.emplace_back(column, std::move(*understood));
      }
    }
    if (layout.id_column < 0 && !layout.columns.empty()) {
      const int column = ids.column_of(top, row.row);
      const auto is_free = std::find_if(layout.unused.begin(), layout.unused.end(),
                                        [&](const auto& each) { return each.first == column; });
      if (is_free != layout.unused.end()) {
        layout.id_column = column;
        layout.unused.erase(is_free);
      }
    }
    if (layout.id_column >= 0 && !layout.columns.empty() && (!best || layout.columns.size() > best->columns.size())) {
      best = std::move(layout);
    }
  }
  return best;
}

Result<SideSheet> SideSheet::read(const Workbook& workbook, CellValues& values, int sheet, bool hidden, int keys,
                                  const SideLayout& layout) {
  SideSheet side;
  for (const auto& [column, heading] : layout.unused) {
    side.unused_.push_back({{sheet, layout.row, column, 0, {}}, heading});
  }
  const std::string& name = workbook.sheets()[static_cast<std::size_t>(sheet)].name;
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= layout.row) {
      return true;
    }
    SideRow row;
    row.place = {sheet, info.row, layout.id_column, info.line, "Case ID"};
    row.values.resize(static_cast<std::size_t>(keys));
    row.sources.resize(static_cast<std::size_t>(keys));
    Diagnostics problems;
    bool filled = false;
    for (const auto& [column, meaning] : layout.columns) {
      const auto at = static_cast<std::size_t>(column);
      if (at >= cells.size() || is_blank(cells[at])) {
        continue;
      }
      filled = true;
      const auto key = static_cast<std::size_t>(meaning.key);
      Diagnostics found;
      row.values[key] =
          values.read(cells[at], meaning.type, {sheet, info.row, column, info.line, meaning.words}, found);
      for (Diagnostic& each : found) {
        row.problems.emplace_back(meaning.key, std::move(each));
      }
      row.sources[key] = {sheet, info.row, column};
    }
    if (!filled) {
      return true;
    }
    for (const auto& [column, heading] : layout.unused) {
      const auto at = static_cast<std::size_t>(column);
      if (at < cells.size() && may_tell_of_reply(heading, cells[at])) {
        row.unread.push_back({{sheet, info.row, column, info.line, "Response date"}, heading});
      }
    }
    std::string id;
    if (static_cast<std::size_t>(layout.id_column) < cells.size()) {
      id = values.read_text(cells[static_cast<std::size_t>(layout.id_column)], row.place, problems);
    }
    SideCase& of = side.cases_[fold_name(id)];
    if (of.rows.empty() && of.problems.empty()) {
      of.id = id;
      of.first = row.place;
    }
    if (info.hidden && !hidden) {
      of.problems.push_back(
          values.at(row.place,
                    error("hidden-rows",
                          fmt::format("row {} of the sheet {} belongs to this case and is hidden.", info.row + 1, name),
                          "Show the row or delete it, or use --hidden where it counts.")));
      return true;
    }
    append(of.problems, std::move(problems));
    of.rows.push_back(std::move(row));
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return side;
}

SideCase* SideSheet::take(const std::string& folded_id) {
  const auto found = cases_.find(folded_id);
  if (found == cases_.end()) {
    return nullptr;
  }
  found->second.taken = true;
  return &found->second;
}

Diagnostics SideSheet::orphans(const CellValues& values) const {
  Diagnostics orphans;
  for (const auto& [folded, each] : cases_) {
    if (each.taken) {
      continue;
    }
    orphans.push_back(values.at(
        each.first, folded.empty()
                        ? warning("orphan-row", "this row does not say which case it belongs to; it was left out.",
                                  "Fill in its case ID.")
                        : warning("orphan-row", "there is no case \"" + each.id + "\" for this row; it was left out.",
                                  "Check the case ID: leading zeros and spaces count.")));
  }
  std::sort(orphans.begin(), orphans.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.cell.size(), a.cell) < std::pair(b.cell.size(), b.cell);
  });
  return orphans;
}

}  // namespace caseletters::sheets
