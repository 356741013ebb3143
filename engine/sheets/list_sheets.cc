#include "sheets/list_sheets.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_digits(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_zeros(std::string_view id) {
  id.remove_prefix(std::min(id.find_first_not_of('0'), id.size()));
  return std::string(id);
}

}  // namespace

bool is_item_there(const facts::Item& item) {
  return std::any_of(item.begin(), item.end(), [](const facts::Value& value) { return value.known(); });
}

Result<ListSheets> ListSheets::read(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                    const Headings& headings, CellValues& values, const std::vector<ListSheet>& sheets,
                                    bool hidden) {
  ListSheets lists;
  lists.lists_.resize(vocabulary.lists().size());
  for (const ListSheet& each : sheets) {
    if (auto done = lists.read_sheet(workbook, vocabulary, headings, values, each, hidden); !done) {
      return fail(done.error());
    }
  }
  return lists;
}

Result<void> ListSheets::read_sheet(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                    const Headings& headings, CellValues& values, const ListSheet& of, bool hidden) {
  const int sheet = of.sheet;
  const int list = of.list;
  const HeadingRow& row = of.row;
  const facts::ListDecl& declared = vocabulary.lists()[index_of(list)];
  const std::string& name = workbook.sheets()[index_of(sheet)].name;
  const auto placed = [&](Diagnostic diagnostic) {
    diagnostic.file = workbook.file();
    diagnostic.sheet = name;
    return diagnostic;
  };
  int id_column = -1;
  for (std::size_t at = 0; at < row.columns.size(); ++at) {
    const ColumnHeading& heading = row.columns[at];
    if (!heading.target) {
      continue;
    }
    for (std::size_t other = 0; other < at; ++other) {
      if (row.columns[other].target == heading.target) {
        return fail(placed(error("heading-twice",
                                 "cells " + cell_name(row.columns[other].cell.row, row.columns[other].column) +
                                     " and " + cell_name(heading.cell.row, heading.column) +
                                     " both head the column of " + headings.words(*heading.target) + ".",
                                 "Rename one of the two headings, or delete its column.")));
      }
    }
    if (headings.is_case_id(heading.target)) {
      id_column = heading.column;
    }
  }
  bool orphan_said = false;
  int left_out = 0;
  std::string above;  // the case of the row directly above, where that is known
  int above_row = -2;
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= row.row) {
      return true;
    }
    const std::string before = above_row + 1 == info.row ? above : std::string();
    above.clear();
    above_row = info.row;
    facts::Item item(declared.fields.size());
    std::vector<facts::Source> sources(declared.fields.size());
    Diagnostics problems;
    CellPlace place;
    place.sheet = sheet;
    place.row = info.row;
    place.line = info.line;
    bool filled = false;
    for (const ColumnHeading& heading : row.columns) {
      const auto column = index_of(heading.column);
      if (!heading.target || heading.target->kind != TargetKind::field || column >= cells.size() ||
          is_blank(cells[column])) {
        continue;
      }
      filled = true;
      const auto field = index_of(heading.target->field);
      const facts::FactDecl& fact = vocabulary.facts()[index_of(heading.target->index)];
      place.column = heading.column;
      place.fact = fact.name;
      if (info.hidden && !hidden) {
        continue;
      }
      item[field] = values.read(cells[column], fact.type, place, problems);
      sources[field] = {sheet, info.row, heading.column};
    }
    place.column = id_column;
    place.fact = "Case ID";
    std::string id;
    if (index_of(id_column) < cells.size()) {
      id = values.read_text(cells[index_of(id_column)], place, problems);
    }
    above = id.empty() && filled ? before : fold_name(id);
    if (!filled) {
      return true;
    }
    const std::string row_number = std::to_string(info.row + 1);
    if (info.hidden && !hidden) {
      ++left_out;
      if (!above.empty()) {
        rows_of(list, above, place, id)
            .problems.push_back(values.at(
                place, error("hidden-rows",
                             "row " + row_number + " of the sheet " + name + " belongs to this case and is hidden.",
                             "Show the row or delete it, or use --hidden where it counts.")));
      }
      return true;
    }
    if (id.empty() && !before.empty()) {
      rows_of(list, before, place, id)
          .problems.push_back(values.at(
              place, error("orphan-row",
                           "row " + row_number + " of the sheet " + name +
                               " does not say which case it belongs to; it stands directly below a row of this case.",
                           "Fill in its case ID.")));
      return true;
    }
    if (id.empty()) {
      if (!orphan_said) {
        warnings_.push_back(
            values.at(place, warning("orphan-row", "this row does not say which case it belongs to; it was left out.",
                                     "Fill in its case ID.")));
        orphan_said = true;
      }
      return true;
    }
    ListRows& rows = rows_of(list, above, place, id);
    append(rows.problems, std::move(problems));
    if (!is_item_there(item)) {
      return true;
    }
    if (!item.front().known() && !has_errors(rows.problems)) {
      const std::string& first = vocabulary.facts()[index_of(declared.fields.front())].name;
      for (const ColumnHeading& heading : row.columns) {
        if (heading.target && heading.target->kind == TargetKind::field && heading.target->field == 0) {
          place.column = heading.column;
        }
      }
      place.fact = first;
      rows.problems.push_back(
          values.at(place, error("missing-fact", "this row has no " + first + ".", "Fill it in, or clear the row.")));
    }
    rows.items.push_back(std::move(item));
    rows.sources.push_back(std::move(sources));
    return true;
  });
  if (left_out > 0) {
    warnings_.push_back(placed(
        warning("hidden-rows",
                left_out == 1 ? "1 hidden row was left out." : std::to_string(left_out) + " hidden rows were left out.",
                "Show them, or use --hidden.")));
  }
  return read;
}

ListRows& ListSheets::rows_of(int list, const std::string& folded_id, const CellPlace& place, const std::string& id) {
  const auto [found, is_new] = lists_[index_of(list)].try_emplace(folded_id);
  if (is_new) {
    found->second.first = place;
    found->second.id = id;
  }
  return found->second;
}

bool ListSheets::any_digits() const {
  return std::any_of(lists_.begin(), lists_.end(), [](const ByCase& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const auto& each) { return is_digits(each.first); });
  });
}

void ListSheets::match_lost_zeros(const std::unordered_set<std::string>& ids, const CellValues& values) {
  std::unordered_map<std::string, std::vector<std::string>> by_number;
  for (const std::string& id : ids) {
    if (is_digits(id)) {
      by_number[without_zeros(id)].push_back(id);
    }
  }
  for (std::size_t list = 0; list < lists_.size(); ++list) {
    struct Refused {
      std::string id;
      CellPlace place;
      Diagnostic problem;
    };
    std::vector<Refused> refused;
    for (auto& [folded, rows] : lists_[list]) {
      const auto alike = by_number.find(without_zeros(folded));
      if (!is_digits(folded) || ids.count(folded) != 0 || alike == by_number.end()) {
        continue;
      }
      CellPlace place = rows.first;
      place.fact = "Case ID";
      for (const std::string& id : alike->second) {
        refused.push_back(
            {id, place,
             values.at(place, error("orphan-row",
                                    "row " + std::to_string(place.row + 1) + " of this sheet is for a case \"" +
                                        rows.id + "\", which there is not; it may be meant for \"" + id + "\".",
                                    "Write the case ID alike in both places: leading zeros count."))});
      }
      rows.taken = true;
    }
    for (Refused& each : refused) {
      rows_of(static_cast<int>(list), each.id, each.place, each.id).problems.push_back(std::move(each.problem));
    }
  }
}

ListRows* ListSheets::take(int list, const std::string& folded_id) {
  ByCase& rows = lists_[index_of(list)];
  const auto found = rows.find(folded_id);
  if (found == rows.end()) {
    return nullptr;
  }
  found->second.taken = true;
  return &found->second;
}

Diagnostics ListSheets::orphans(const CellValues& values) const {
  Diagnostics orphans;
  for (const ByCase& rows : lists_) {
    for (const auto& [folded, each] : rows) {
      if (!each.taken) {
        CellPlace place = each.first;
        place.fact = "Case ID";
        orphans.push_back(values.at(
            place, warning("orphan-row", "there is no case \"" + each.id + "\" for this row; it was left out.",
                           "Check the case ID: leading zeros and spaces count.")));
      }
    }
  }
  std::sort(orphans.begin(), orphans.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.sheet, a.cell.size()) != std::pair(b.sheet, b.cell.size())
               ? std::pair(a.sheet, a.cell.size()) < std::pair(b.sheet, b.cell.size())
               : a.cell < b.cell;
  });
  return orphans;
}

}  // namespace caseletters::sheets
