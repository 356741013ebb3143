// Who a case is written to: names that are one name each, and an address put together from its lines.
#include <algorithm>

#include "base/text.h"
#include "sheets/adults.h"
#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// "12", "12a", "12-14": no line of an address by itself.
bool is_house_number(std::string_view text) {
  const bool digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return digit && text.size() <= 7 && text.find(' ') == std::string_view::npos;
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

// Each once a workbook: where one name is in capitals, or in small letters, most are.
void CaseBuilder::warn_of_capitals(CaseRow& out, const Column& column, const CellPlace& at, const Value& value) {
  const int fact = column.target.index;
  const bool name = fact >= 0 && (fact == first_name_ || fact == last_name_ || fact == full_name_);
  if (!name || column.type.kind != facts::Kind::text) {
    return;
  }
  const auto& text = value.as<std::string>();
  const bool capitals = character_count(text) >= 3 && to_upper(text) == text && to_lower(text) != text;
  const bool small = is_in_small_letters(text);
  if ((!capitals || capitals_said_) && (!small || small_letters_said_)) {
    return;
  }
  (capitals ? capitals_said_ : small_letters_said_) = true;
  out.problems.push_back(values_.at(at, warning("name-capitals",
                                                capitals ? "this name is in capitals, and is printed so."
                                                         : "this name is in small letters, and is printed so.",
                                                "Type names as they are written in a letter.")));
}

// A child's cell that holds two, in a column or on a sheet: who is meant is not known, nor how many there are.
void CaseBuilder::check_item_names(CaseRow& out) const {
  for (std::size_t list = 0; list < out.record.lists.size(); ++list) {
    for (std::size_t number = 0; number < out.record.lists[list].size(); ++number) {
      const facts::ListDecl& declared = vocabulary_.lists()[list];
      const std::string& field = vocabulary_.facts()[index_of(declared.fields.front())].name;
      const NamePart part = fold_name(field).ends_with("name") ? NamePart::child : NamePart::name;
      const auto* name = std::get_if<std::string>(&out.record.lists[list][number].front().content());
      if (name == nullptr || !names_two(*name, part)) {
        continue;
      }
      Target target;
      target.kind = TargetKind::field;
      target.list = static_cast<int>(list);
      target.field = 0;
      target.index = declared.fields.front();
      std::string columns;
      for (target.item = 0; target.item < std::min(declared.most, 2); ++target.item) {
        columns += (target.item == 0 ? " a column (" : ", ") + headings_.words(target);
      }
      columns += columns.empty() ? "" : declared.sheet.empty() ? " …)" : " …) or";
      const facts::Source& source = out.record.item_sources[list][number].front();
      CellPlace there;
      there.sheet = source.sheet;
      there.row = source.row;
      there.column = source.column;
      there.fact = field;
      out.bad_cells.push_back(
          {BadCell::About::items, static_cast<int>(list),
           values_.at(there, error("two-items",
                                   "the cell names more than one " + to_lower(declared.item) +
                                       ", or a name whose parts are turned round.",
                                   "One " + to_lower(declared.item) + columns +
                                       (declared.sheet.empty() ? "" : " a row of the sheet " + declared.sheet) +
                                       "; write each name as the letter should say it.")),
           true});
    }
  }
}

}  // namespace caseletters::sheets
