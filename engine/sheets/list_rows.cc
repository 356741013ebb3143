#include "sheets/list_rows.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_field(const ColumnHeading& heading) {
  return heading.target && heading.target->kind == TargetKind::field;
}

}  // namespace

bool is_item_there(const facts::Item& item) {
  return std::any_of(item.begin(), item.end(), [](const facts::Value& value) { return value.known(); });
}

ListRows& rows_of(RowsByCase& cases, const std::string& folded_id, const CellPlace& place, const std::string& id) {
  const auto [found, is_new] = cases.try_emplace(folded_id);
  if (is_new) {
    found->second.first = place;
    found->second.id = id;
  }
  return found->second;
}

ListReader::ListReader(const Workbook& workbook, const facts::Vocabulary& vocabulary, CellValues& values,
                       const ListSheet& of, bool hidden, RowsByCase& cases, Diagnostics& warnings)
    : workbook_(workbook),
      vocabulary_(vocabulary),
      values_(values),
      of_(of),
      declared_(vocabulary.lists()[index_of(of.list)]),
      name_(workbook.sheets()[index_of(of.sheet)].name),
      hidden_(hidden),
      cases_(cases),
      warnings_(warnings) {}

Result<void> ListReader::read(const Headings& headings) {
  if (auto found = find_id_column(headings); !found) {
    return found;
  }
  std::string above;  // the case of the row directly above, where that is known
  int above_row = -2;
  auto read = workbook_.read(of_.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= of_.row.row) {
      return true;
    }
    const std::string before = above_row + 1 == info.row ? above : std::string();
    Row row = understand(info, cells);
    above = row.id.empty() && row.filled ? before : fold_name(row.id);
    above_row = info.row;
    if (row.filled) {
      keep(std::move(row), above, before);
    }
    return true;
  });
  if (left_out_ > 0) {
    Diagnostic hidden = warning(
        "hidden-rows",
        left_out_ == 1 ? "1 hidden row was left out." : std::to_string(left_out_) + " hidden rows were left out.",
        "Show them, or use --hidden.");
    hidden.file = workbook_.file();
    hidden.sheet = name_;
    warnings_.push_back(std::move(hidden));
  }
  return read;
}

Result<void> ListReader::find_id_column(const Headings& headings) {
  const std::vector<ColumnHeading>& columns = of_.row.columns;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const ColumnHeading& heading = columns[at];
    if (!heading.target) {
      continue;
    }
    for (std::size_t other = 0; other < at; ++other) {
      if (columns[other].target == heading.target) {
        Diagnostic twice = error("heading-twice",
                                 "cells " + cell_name(columns[other].cell.row, columns[other].column) + " and " +
                                     cell_name(heading.cell.row, heading.column) + " both head the column of " +
                                     headings.words(*heading.target) + ".",
                                 "Rename one of the two headings, or delete its column.");
        twice.file = workbook_.file();
        twice.sheet = name_;
        return fail(std::move(twice));
      }
    }
    if (headings.is_case_id(heading.target)) {
      id_column_ = heading.column;
    }
  }
  return {};
}

ListReader::Row ListReader::understand(const RowInfo& info, std::span<const Cell> cells) {
  Row row;
  row.hidden = info.hidden && !hidden_;
  row.item.resize(declared_.fields.size());
  row.sources.resize(declared_.fields.size());
  CellPlace place;
  place.sheet = of_.sheet;
  place.row = info.row;
  place.line = info.line;
  for (const ColumnHeading& heading : of_.row.columns) {
    const auto column = index_of(heading.column);
    if (!is_field(heading) || column >= cells.size() || is_blank(cells[column])) {
      continue;
    }
    row.filled = true;
    if (row.hidden) {
      continue;
    }
    const auto field = index_of(heading.target->field);
    const facts::FactDecl& fact = vocabulary_.facts()[index_of(heading.target->index)];
    place.column = heading.column;
    place.fact = fact.name;
    Diagnostics found;
    row.item[field] = values_.read(cells[column], fact.type, place, found);
    row.sources[field] = {of_.sheet, info.row, heading.column};
    if (!found.empty()) {
      row.found.emplace_back(heading.target->field, std::move(found));
    }
  }
  place.column = id_column_;
  place.fact = "Case ID";
  row.place = place;
  if (index_of(id_column_) < cells.size()) {
    row.id = values_.read_text(cells[index_of(id_column_)], place, row.of_id);
  }
  return row;
}

// `folded`: the case that the row belongs to; `above`: that of the row directly above. Either may be empty.
void ListReader::keep(Row row, const std::string& folded, const std::string& above) {
  const std::string number = std::to_string(row.place.row + 1);
  if (row.hidden) {
    ++left_out_;
    if (!folded.empty()) {
      refuse(folded, row,
             error("hidden-rows", "row " + number + " of the sheet " + name_ + " belongs to this case and is hidden.",
                   "Show the row or delete it, or use --hidden where it counts."));
    }
  } else if (!row.id.empty()) {
    keep_item(std::move(row), folded);
  } else if (!above.empty()) {
    refuse(above, row,
           error("orphan-row",
                 "row " + number + " of the sheet " + name_ +
                     " does not say which case it belongs to; it stands directly below a row of this case.",
                 "Fill in its case ID."));
  } else if (!orphan_said_) {
    warnings_.push_back(
        values_.at(row.place, warning("orphan-row", "this row does not say which case it belongs to; it was left out.",
                                      "Fill in its case ID.")));
    orphan_said_ = true;
  }
}

void ListReader::keep_item(Row row, const std::string& folded) {
  ListRows& rows = rows_of(cases_, folded, row.place, row.id);
  append(rows.problems, std::move(row.of_id));
  const bool name_unread = std::any_of(row.found.begin(), row.found.end(),
                                       [](const auto& each) { return each.first == 0 && has_errors(each.second); });
  for (auto& [field, found] : row.found) {
    add_item_trouble(std::move(found), vocabulary_, of_.list, field, rows.bad_cells, rows.problems);
  }
  if (!is_item_there(row.item)) {
    return;
  }
  if (!row.item.front().known() && !name_unread && !has_errors(rows.problems)) {
    refuse(folded, row, without_name(row));
  }
  rows.items.push_back(std::move(row.item));
  rows.sources.push_back(std::move(row.sources));
}

// The case has a row that cannot be counted on: which items it has is in doubt.
void ListReader::refuse(const std::string& folded, const Row& row, Diagnostic problem) {
  ListRows& rows = rows_of(cases_, folded, row.place, row.id);
  if (problem.cell.empty()) {
    problem = values_.at(row.place, std::move(problem));
  }
  add_item_trouble({std::move(problem)}, vocabulary_, of_.list, -1, rows.bad_cells, rows.problems);
}

Diagnostic ListReader::without_name(const Row& row) const {
  const std::string& first = vocabulary_.facts()[index_of(declared_.fields.front())].name;
  CellPlace place = row.place;
  for (const ColumnHeading& heading : of_.row.columns) {
    if (is_field(heading) && heading.target->field == 0) {
      place.column = heading.column;
    }
  }
  place.fact = first;
  return values_.at(place, error("missing-fact", "this row has no " + first + ".", "Fill it in, or clear the row."));
}

}  // namespace caseletters::sheets
