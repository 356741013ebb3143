#include "sheets/list_sheets.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

std::optional<int> list_of_sheet(const facts::Vocabulary& vocabulary, std::string_view sheet_name) {
  const std::string folded = fold_heading(sheet_name);
  for (std::size_t list = 0; list < vocabulary.lists().size(); ++list) {
    const std::string& sheet = vocabulary.lists()[list].sheet;
    if (!sheet.empty() && fold_heading(sheet) == folded) {
      return static_cast<int>(list);
    }
  }
  return std::nullopt;
}

bool is_item_there(const facts::Item& item) {
  return std::any_of(item.begin(), item.end(), [](const facts::Value& value) { return value.known(); });
}

Result<ListSheets> ListSheets::read(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                    const Headings& headings, CellValues& values, int cases_sheet, bool hidden) {
  ListSheets lists;
  lists.lists_.resize(vocabulary.lists().size());
  for (int sheet = 0; sheet < static_cast<int>(workbook.sheets().size()); ++sheet) {
    if (sheet == cases_sheet) {
      continue;
    }
    const auto list = list_of_sheet(vocabulary, workbook.sheets()[index_of(sheet)].name);
    if (!list) {
      continue;
    }
    if (auto done = lists.read_sheet(workbook, vocabulary, headings, values, sheet, *list, hidden); !done) {
      return fail(done.error());
    }
  }
  return lists;
}

Result<void> ListSheets::read_sheet(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                    const Headings& headings, CellValues& values, int sheet, int list, bool hidden) {
  const auto top = read_top(workbook, sheet);
  if (!top) {
    return fail(top.error());
  }
  if (top->empty()) {
    return {};
  }
  const auto found = find_heading_row(workbook, sheet, *top, headings, list);
  if (!found) {
    return fail(found.error());
  }
  const facts::ListDecl& declared = vocabulary.lists()[index_of(list)];
  const std::string& name = workbook.sheets()[index_of(sheet)].name;
  const auto placed = [&](Diagnostic diagnostic) {
    diagnostic.file = workbook.file();
    diagnostic.sheet = name;
    return diagnostic;
  };
  if (!*found) {
    return fail(
        placed(error("no-heading-row", "none of the first 20 rows of this sheet has headings that can be understood.",
                     "Give it the headings Case ID and " + vocabulary.facts()[index_of(declared.fields.front())].name +
                         " in one row.")));
  }
  const HeadingRow& row = **found;
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
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= row.row || (info.hidden && !hidden)) {
      return true;
    }
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
      item[field] = values.read(cells[column], fact.type, place, problems);
      sources[field] = {sheet, info.row, heading.column};
    }
    place.column = id_column;
    place.fact = "Case ID";
    std::string id;
    if (index_of(id_column) < cells.size()) {
      id = values.read_text(cells[index_of(id_column)], place, problems);
    }
    if (!filled) {
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
    ListRows& rows = lists_[index_of(list)][fold_name(id)];
    if (rows.items.empty() && rows.problems.empty()) {
      rows.first = place;
      rows.id = id;
    }
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
  return read;
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
