// What the row of a case says of its earlier letters, and of choices taken out of the rules' hands.
#include <algorithm>

#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

facts::OptionSet as_set(const Value& value) {
  if (const auto* option = std::get_if<facts::Option>(&value.content())) {
    return {*option};
  }
  return value.as<facts::OptionSet>();
}

}  // namespace

void CaseBuilder::read_past(CaseRow& out, const Column& column, const CellPlace& at, const Cell& cell) {
  const Target& target = column.target;
  const bool answer =
      target.past == facts::PastField::response_date || target.past == facts::PastField::response_channel;
  Diagnostics found;
  Value value = values_.read(cell, column.type, at, found);
  add_trouble(std::move(found), answer ? BadCell::About::answer : BadCell::About::past, target.index, out.bad_cells,
              out.problems);
  if (value.known()) {
    set_past(out, target, std::move(value));
  }
}

void CaseBuilder::read_choice(CaseRow& out, const Column& column, const CellPlace& at, const Cell& cell) {
  const Value value = values_.read(cell, column.type, at, out.problems);
  if (value.known()) {
    out.record.overrides[index_of(column.target.index)] = as_set(value);
  }
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

}  // namespace caseletters::sheets
