#include "sheets/case_builder.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/adults.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// As the headings number the lines of an address: village, town, county and postcode stand at its end.
constexpr int first_of_the_end = 61;

}  // namespace

CaseBuilder::CaseBuilder(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                         CellValues& values, ListSheets& lists, int sheet, HeadingRow row)
    : vocabulary_(vocabulary),
      headings_(headings),
      values_(values),
      lists_(lists),
      sheet_(sheet),
      row_(std::move(row)),
      letter_fact_(vocabulary.fact("Letter").value_or(-1)),
      title_(vocabulary.fact("Title").value_or(-1)),
      first_name_(vocabulary.fact("First name").value_or(-1)),
      last_name_(vocabulary.fact("Last name").value_or(-1)),
      full_name_(vocabulary.fact("Full name").value_or(-1)),
      address_(vocabulary.fact("Address").value_or(-1)),
      school_(vocabulary.fact("School").value_or(-1)),
      blank_(facts::Record::for_vocabulary(vocabulary)) {
  for (const ColumnHeading& heading : row_.columns) {
    if (!heading.target) {
      continue;
    }
    if (headings.is_case_id(heading.target)) {
      id_column_ = heading.column;
    }
    columns_.push_back({heading.column, *heading.target, headings.type(*heading.target),
                        headings.words(*heading.target), heading.twins});
  }
  for (const SheetInfo& info : workbook.sheets()) {
    blank_.sheet_names.push_back(info.name);
  }
}

bool CaseBuilder::holds_anything(std::span<const Cell> cells) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) {
    return index_of(column.column) < cells.size() && !is_blank(cells[index_of(column.column)]);
  });
}

bool CaseBuilder::is_totals(std::span<const Cell> cells) {
  for (const Cell& cell : cells) {
    if (is_blank(cell)) {
      continue;
    }
    if (cell.kind != CellKind::text || cell.text.size() > 40) {
      return false;
    }
    const std::string folded = fold_heading(cell.text);
    return folded == "total" || folded == "totals" || folded == "grandtotal" || folded.starts_with("totalcases") ||
           folded.starts_with("totalnumberof");
  }
  return false;
}

CellPlace CaseBuilder::place(const RowInfo& info, int column, std::string_view fact) const {
  CellPlace place;
  place.sheet = sheet_;
  place.row = info.row;
  place.column = column;
  place.line = info.line;
  place.fact = fact;
  return place;
}

CaseRow CaseBuilder::build(const RowInfo& info, std::span<const Cell> cells) {
  CaseRow out;
  out.row = info.row;
  out.record = blank_;
  Gathered gathered;
  gathered.items.resize(vocabulary_.lists().size());
  gathered.sources.resize(vocabulary_.lists().size());
  read_id(out, info, cells);
  for (const Column& column : columns_) {
    if (column.column != id_column_ && index_of(column.column) < cells.size() &&
        !is_blank(cells[index_of(column.column)])) {
      read_cell(out, gathered, column, info, cells[index_of(column.column)]);
    }
    if (!column.twins.empty()) {
      read_twins(out, gathered, column, info, cells);
    }
  }
  // A town and a postcode are no address, and a letter sent there would not arrive.
  const bool only_its_end = std::all_of(gathered.address.begin(), gathered.address.end(),
                                        [](const auto& line) { return line.first >= first_of_the_end; });
  const auto address = index_of(vocabulary_.fact("Address").value_or(0));
  if (!gathered.address.empty() && only_its_end) {
    out.bad_cells.push_back(
        {BadCell::About::fact, static_cast<int>(address),
         values_.at(
             place(info, gathered.address_source.column, "Address"),
             error("missing-fact", "the address has no first line: only what stands at its end is known.",
                   "Fill in the house and street, and see that their columns have headings such as Address 1."))});
  } else if (!gathered.address.empty()) {
    out.record.facts[address] = Value(join_address(std::move(gathered.address)));
    out.record.sources[address] = gathered.address_source;
  }
  add_items(out, gathered, info);
  join_lists(out, info);
  check_item_names(out);
  check_repeats(out);
  check_length(out, info, cells);
  return out;
}

void CaseBuilder::read_id(CaseRow& out, const RowInfo& info, std::span<const Cell> cells) {
  const CellPlace at = place(info, id_column_, "Case ID");
  Value id;
  if (index_of(id_column_) < cells.size()) {
    id = values_.read(cells[index_of(id_column_)], {facts::Kind::text, -1}, at, out.problems);
  }
  if (id.known()) {
    out.id = id.as<std::string>();
    std::replace(out.id.begin(), out.id.end(), '\n', ' ');
    out.record.facts[index_of(headings_.case_id())] = Value(out.id);
    out.record.sources[index_of(headings_.case_id())] = {sheet_, info.row, id_column_};
    const CellKind kind = cells[index_of(id_column_)].kind;
    if (kind == CellKind::date || kind == CellKind::moment || kind == CellKind::time) {
      out.problems.push_back(
          values_.at(at, warning("case-id-date", "the case ID is a date or a time; it was read as \"" + out.id + "\".",
                                 "Format the column as text and type the ID again.")));
    }
    return;
  }
  out.id = "row " + std::to_string(info.row + 1);
  if (!has_errors(out.problems)) {
    out.problems.push_back(
        values_.at(at, error("missing-fact", "this row has no case ID.", "Fill in the case ID, or clear the row.")));
  }
}

void CaseBuilder::read_cell(CaseRow& out, Gathered& gathered, const Column& column, const RowInfo& info,
                            const Cell& cell) {
  const CellPlace at = place(info, column.column, column.words);
  const facts::Source source{sheet_, info.row, column.column};
  switch (column.target.kind) {
    case TargetKind::fact:
      read_fact(out, column, at, source, cell);
      return;
    case TargetKind::field:
      read_field(out, gathered, column, at, source, cell);
      return;
    case TargetKind::address: {
      const Value value = values_.read(cell, column.type, at, out.problems);
      if (value.known()) {
        if (gathered.address.empty()) {
          gathered.address_source = source;
        }
        gathered.address.emplace_back(column.target.line, value.as<std::string>());
      }
      return;
    }
    case TargetKind::past:
      read_past(out, column, at, cell);
      return;
    case TargetKind::choice:
      read_choice(out, column, at, cell);
      return;
  }
}

void CaseBuilder::read_fact(CaseRow& out, const Column& column, const CellPlace& at, const facts::Source& source,
                            const Cell& cell) {
  const auto fact = index_of(column.target.index);
  Value value;
  if (column.target.index == letter_fact_) {
    out.letters = values_.read_letters(cell, at, out.problems);
    if (out.letters.empty()) {
      return;
    }
    facts::OptionSet set;
    for (const int letter : out.letters) {
      set.push_back(facts::Option{letter});
    }
    std::sort(set.begin(), set.end());
    value = Value(std::move(set));
  } else {
    Diagnostics found;
    value = values_.read(cell, column.type, at, found);
    if (stands_alone(column.target.index)) {
      add_trouble(std::move(found), BadCell::About::fact, column.target.index, out.bad_cells, out.problems);
    } else {
      append(out.problems, std::move(found));
    }
  }
  if (!value.known()) {
    return;
  }
  check_adults(out, column, at, value);
  if (column.target.index == title_ && column.type.kind == facts::Kind::text) {
    value = Value(usual_title(value.as<std::string>()));
  } else {
    warn_of_capitals(out, column, at, value);
  }
  out.record.facts[fact] = std::move(value);
  out.record.sources[fact] = source;
}

// Whether only the letters that look at a fact are wrong without it. Who is written to, from which school and when
// concerns every letter, and a date in place of a computed one is looked at beside the rules.
bool CaseBuilder::stands_alone(int fact) const {
  return vocabulary_.facts()[index_of(fact)].origin == facts::Origin::workbook && !headings_.is_essential_fact(fact) &&
         fact != school_;
}

void CaseBuilder::check_length(CaseRow& out, const RowInfo& info, std::span<const Cell> cells) const {
  if (info.line == 0) {
    return;  // only a text file loses its place by one delimiter too many
  }
  for (auto column = index_of(row_.cells); column < cells.size(); ++column) {
    if (!is_blank(cells[column])) {
      out.problems.push_back(
          values_.at(place(info, static_cast<int>(column), ""),
                     error("row-too-long", "line " + std::to_string(info.line) + " has more cells than the headings.",
                           "A cell that holds the delimiter must stand in quotation marks.")));
      return;
    }
  }
}

}  // namespace caseletters::sheets
