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

// "12", "12a", "12-14": no line of an address by itself.
bool is_house_number(std::string_view text) {
  const bool digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return digit && text.size() <= 7 && text.find(' ') == std::string_view::npos;
}

facts::OptionSet as_set(const Value& value) {
  if (const auto* option = std::get_if<facts::Option>(&value.content())) {
    return {*option};
  }
  return value.as<facts::OptionSet>();
}

}  // namespace

std::string join_address(std::vector<std::pair<int, std::string>> lines) {
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> pieces;
  for (auto& [line, text] : lines) {
    const bool whole = line == 0 && text.find('\n') == std::string::npos;
    for (const std::string& piece : split(text, whole ? ',' : '\n')) {
      pieces.emplace_back(trim(piece));
    }
  }
  std::string address;
  bool after_number = false;
  for (std::string& piece : pieces) {
    while (piece.ends_with(',')) {
      piece.pop_back();
    }
    if (piece.empty()) {
      continue;
    }
    address.append(address.empty() ? "" : after_number ? " " : "\n").append(piece);
    after_number = is_house_number(piece);
  }
  return address;
}

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
        {static_cast<int>(address),
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
  const Target& target = column.target;
  switch (target.kind) {
    case TargetKind::fact:
      read_fact(out, column, at, source, cell);
      return;
    case TargetKind::field: {
      const auto list = index_of(target.list);
      const auto item = index_of(target.item);
      const std::size_t fields = vocabulary_.lists()[list].fields.size();
      if (gathered.items[list].size() <= item) {
        gathered.items[list].resize(item + 1, facts::Item(fields));
        gathered.sources[list].resize(item + 1, std::vector<facts::Source>(fields));
      }
      gathered.items[list][item][index_of(target.field)] = values_.read(cell, column.type, at, out.problems);
      gathered.sources[list][item][index_of(target.field)] = source;
      return;
    }
    case TargetKind::address: {
      const Value value = values_.read(cell, column.type, at, out.problems);
      if (value.known()) {
        if (gathered.address.empty()) {
          gathered.address_source = source;
        }
        gathered.address.emplace_back(target.line, value.as<std::string>());
      }
      return;
    }
    case TargetKind::past: {
      Value value = values_.read(cell, column.type, at, out.problems);
      if (value.known()) {
        set_past(out, target, std::move(value));
      }
      return;
    }
    case TargetKind::choice: {
      const Value value = values_.read(cell, column.type, at, out.problems);
      if (value.known()) {
        out.record.overrides[index_of(target.index)] = as_set(value);
      }
      return;
    }
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
    for (Diagnostic& each : found) {
      if (each.severity == Severity::error && stands_alone(column.target.index)) {
        out.bad_cells.push_back({column.target.index, std::move(each), -1});
      } else {
        out.problems.push_back(std::move(each));
      }
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

void CaseBuilder::check_adults(CaseRow& out, const Column& column, const CellPlace& at, const Value& value) const {
  const int fact = column.target.index;
  const bool names_somebody = fact == title_ || fact == first_name_ || fact == last_name_ || fact == full_name_;
  if (fact >= 0 && fact == address_ && column.type.kind == facts::Kind::text &&
      is_title_alone(value.as<std::string>())) {
    out.problems.push_back(values_.at(at, error("bad-value", "this address is a title.",
                                                "Check that the cells of the row stand under their headings.")));
  }
  if (fact < 0 || !names_somebody || column.type.kind != facts::Kind::text) {
    return;
  }
  const NamePart part = fact == title_ || fact == full_name_ ? NamePart::title
                        : fact == first_name_                ? NamePart::first
                                                             : NamePart::name;
  if (names_two(value.as<std::string>(), part)) {
    out.problems.push_back(values_.at(at, error("two-adults", "the row names two adults; a letter goes to one.",
                                                "Give each of them a row with a case ID of its own.")));
    return;
  }
  if (fact == full_name_) {
    return;
  }
  if (const auto trouble = name_trouble(value.as<std::string>(), part)) {
    out.problems.push_back(
        values_.at(at, error("bad-value", std::string(*trouble),
                             "Each part of a name has a cell of its own: check that the cells of the row stand under "
                             "their headings.")));
  } else if (part == NamePart::title && is_unusual_title(value.as<std::string>())) {
    out.problems.push_back(
        values_.at(at, warning("unusual-title", "this is no usual title, and is printed as it stands.",
                               "Check that the cells of the name stand under their headings.")));
  }
}

// Whether only the letters that look at a fact are wrong without it. Who is written to, from which school and when
// concerns every letter, and a date in place of a computed one is looked at beside the rules.
bool CaseBuilder::stands_alone(int fact) const {
  return vocabulary_.facts()[index_of(fact)].origin == facts::Origin::workbook && !headings_.is_essential_fact(fact) &&
         fact != school_;
}

// Once a workbook: where one name is in capitals, most are.
void CaseBuilder::warn_of_capitals(CaseRow& out, const Column& column, const CellPlace& at, const Value& value) {
  const int fact = column.target.index;
  const bool name = fact >= 0 && (fact == first_name_ || fact == last_name_ || fact == full_name_);
  if (!name || capitals_said_ || column.type.kind != facts::Kind::text) {
    return;
  }
  const auto& text = value.as<std::string>();
  if (character_count(text) < 3 || to_upper(text) != text || to_lower(text) == text) {
    return;
  }
  capitals_said_ = true;
  out.problems.push_back(values_.at(at, warning("name-capitals", "this name is in capitals, and is printed so.",
                                                "Type names as they are written in a letter.")));
}

void CaseBuilder::set_past(CaseRow& out, const Target& target, Value value) const {
  facts::PastLetter& letter = out.record.letters[index_of(target.index)];
  switch (target.past) {
    case facts::PastField::date:
      letter.sent = true;
      letter.date = std::move(value);
      return;
    case facts::PastField::deadline:
      letter.deadline = std::move(value);
      return;
    case facts::PastField::signatory:
      letter.signatory = std::move(value);
      return;
    case facts::PastField::response_date:
      letter.response_date = std::move(value);
      return;
    case facts::PastField::response_channel:
      letter.response_channel = std::move(value);
      return;
    case facts::PastField::choice:
      letter.choices.emplace_back(target.past_index, as_set(value));
      return;
    case facts::PastField::fact:
      letter.facts.emplace_back(target.past_index, std::move(value));
      return;
  }
}

void CaseBuilder::add_items(CaseRow& out, Gathered& gathered, const RowInfo& info) const {
  for (std::size_t list = 0; list < gathered.items.size(); ++list) {
    for (std::size_t number = 0; number < gathered.items[list].size(); ++number) {
      facts::Item& item = gathered.items[list][number];
      if (!is_item_there(item)) {
        continue;
      }
      if (!item.front().known()) {
        Target first;
        first.kind = TargetKind::field;
        first.list = static_cast<int>(list);
        first.item = static_cast<int>(number);
        first.field = 0;
        first.index = vocabulary_.lists()[list].fields.front();
        const std::string words = headings_.words(first);
        const auto column = std::find_if(columns_.begin(), columns_.end(), [&](const Column& each) {
          return each.target.kind == TargetKind::field && each.target.list == first.list &&
                 each.target.item == first.item && each.target.field == 0;
        });
        int at = column == columns_.end() ? -1 : column->column;
        for (const facts::Source& source : gathered.sources[list][number]) {
          at = at < 0 ? source.column : at;
        }
        if (!has_errors(out.problems)) {
          out.problems.push_back(
              values_.at(place(info, at, words), error("missing-fact", words + " is blank, but other cells tell of it.",
                                                       "Fill it in, or clear those cells.")));
        }
      }
      if (const auto* name = std::get_if<std::string>(&item.front().content());
          name != nullptr && names_two(*name, NamePart::name)) {
        out.problems.push_back(values_.at(
            place(info, gathered.sources[list][number].front().column, vocabulary_.lists()[list].item),
            error("two-items", "the cell names two; each has a place of its own.",
                  "Write one name in each column, such as \"" + vocabulary_.lists()[list].item + " 2 name\".")));
      }
      out.record.lists[list].push_back(std::move(item));
      out.record.item_sources[list].push_back(std::move(gathered.sources[list][number]));
    }
  }
}

void CaseBuilder::join_lists(CaseRow& out, const RowInfo& info) {
  const std::string folded = fold_name(out.id);
  for (std::size_t list = 0; list < vocabulary_.lists().size(); ++list) {
    ListRows* rows = lists_.take(static_cast<int>(list), folded);
    if (rows == nullptr) {
      continue;
    }
    append(out.problems, rows->problems);
    if (rows->items.empty()) {
      continue;
    }
    const facts::ListDecl& declared = vocabulary_.lists()[list];
    if (!out.record.lists[list].empty()) {
      out.problems.push_back(values_.at(
          place(info, id_column_, declared.plural),
          error("list-twice",
                declared.plural + " of this case stand both in this row and on the sheet " + declared.sheet + ".",
                "Keep them in one of the two places.")));
      continue;
    }
    out.record.lists[list] = rows->items;
    out.record.item_sources[list] = rows->sources;
    sort_items(out, list);
    fill_from_items(out, list);
  }
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
