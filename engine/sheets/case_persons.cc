// Who a case is written to: names that are one name each, and an address put together from its lines.
#include <algorithm>

#include "base/text.h"
#include "sheets/adults.h"
#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

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

}  // namespace caseletters::sheets
