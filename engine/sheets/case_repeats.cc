// What stands twice in a case: a fact in two columns, a child on two rows.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// Whether two items have the same name and nothing that tells them apart.
bool may_be_same(const facts::Item& first, const facts::Item& second) {
  if (first.empty() || !first.front().known() || !second.front().known()) {
    return false;
  }
  for (std::size_t field = 0; field < first.size(); ++field) {
    const facts::Value& one = first[field];
    const facts::Value& other = second[field];
    const auto* text = std::get_if<std::string>(&one.content());
    const auto* other_text = std::get_if<std::string>(&other.content());
    const bool same = text != nullptr && other_text != nullptr ? fold_name(*text) == fold_name(*other_text)
                                                               : one.content() == other.content();
    if (one.known() && other.known() && !same) {
      return false;
    }
  }
  return true;
}

}  // namespace

void CaseBuilder::read_twins(CaseRow& out, Gathered& gathered, const Column& column, const RowInfo& info,
                             std::span<const Cell> cells) {
  const auto cell_of = [&](int at) -> const Cell* {
    return index_of(at) < cells.size() && !is_blank(cells[index_of(at)]) ? &cells[index_of(at)] : nullptr;
  };
  int used = column.column;
  for (const int twin : column.twins) {
    if (cell_of(twin) == nullptr) {
      continue;
    }
    Column other = column;
    other.column = twin;
    if (cell_of(used) == nullptr) {
      used = twin;
      read_cell(out, gathered, other, info, *cell_of(twin));
      continue;
    }
    Diagnostics ignored;
    const facts::Value first = values_.read(*cell_of(used), column.type, place(info, used, column.words), ignored);
    const facts::Value second = values_.read(*cell_of(twin), column.type, place(info, twin, column.words), ignored);
    if (!(first == second) || !second.known()) {
      out.problems.push_back(values_.at(
          place(info, twin, column.words),
          error("heading-twice",
                "this cell and cell " + cell_name(info.row, used) + " both say " + column.words + ", and they differ.",
                "Make them alike, or clear the one that is wrong.")));
    }
  }
}

void CaseBuilder::check_repeats(CaseRow& out) const {
  for (std::size_t list = 0; list < out.record.lists.size(); ++list) {
    const std::vector<facts::Item>& items = out.record.lists[list];
    for (std::size_t at = 1; at < items.size(); ++at) {
      const bool repeated = std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(at),
                                        [&](const facts::Item& each) { return may_be_same(each, items[at]); });
      if (!repeated) {
        continue;
      }
      const facts::ListDecl& declared = vocabulary_.lists()[list];
      const facts::Source& source = out.record.item_sources[list][at].front();
      CellPlace there;
      there.sheet = source.sheet;
      there.row = source.row;
      there.column = source.column;
      there.fact = vocabulary_.facts()[index_of(declared.fields.front())].name;
      out.problems.push_back(values_.at(
          there,
          warning("item-twice", "this name stands twice among the " + to_lower(declared.plural) + " of this case.",
                  "Take one of them out, unless two of them do have the same name.")));
    }
  }
}

}  // namespace caseletters::sheets
