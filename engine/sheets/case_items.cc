// The items of a case in their order, and what the last of them say of the case itself.
#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

void CaseBuilder::read_field(CaseRow& out, Gathered& gathered, const Column& column, const CellPlace& at,
                             const facts::Source& source, const Cell& cell) {
  const Target& target = column.target;
  const auto list = index_of(target.list);
  const auto item = index_of(target.item);
  const std::size_t fields = vocabulary_.lists()[list].fields.size();
  if (gathered.items[list].size() <= item) {
    gathered.items[list].resize(item + 1, facts::Item(fields));
    gathered.sources[list].resize(item + 1, std::vector<facts::Source>(fields));
  }
  Diagnostics found;
  gathered.items[list][item][index_of(target.field)] = values_.read(cell, column.type, at, found);
  gathered.sources[list][item][index_of(target.field)] = source;
  add_item_trouble(std::move(found), vocabulary_, target.list, target.field, out.bad_cells, out.problems);
}

void CaseBuilder::add_items(CaseRow& out, Gathered& gathered, const RowInfo& info) const {
  for (std::size_t list = 0; list < gathered.items.size(); ++list) {
    for (std::size_t number = 0; number < gathered.items[list].size(); ++number) {
      facts::Item& item = gathered.items[list][number];
      std::vector<facts::Source>& sources = gathered.sources[list][number];
      if (!is_item_there(item)) {
        continue;
      }
      if (auto trouble = name_trouble_of(out, static_cast<int>(list), static_cast<int>(number), item, sources, info)) {
        add_item_trouble({std::move(*trouble)}, vocabulary_, static_cast<int>(list), -1, out.bad_cells, out.problems);
      }
      out.record.lists[list].push_back(std::move(item));
      out.record.item_sources[list].push_back(std::move(sources));
    }
  }
}

// An item without its name.
std::optional<Diagnostic> CaseBuilder::name_trouble_of(const CaseRow& out, int list, int number,
                                                       const facts::Item& item,
                                                       const std::vector<facts::Source>& sources,
                                                       const RowInfo& info) const {
  const facts::ListDecl& declared = vocabulary_.lists()[index_of(list)];
  if (item.front().known() || has_errors(out.problems) || are_items_doubtful(out.bad_cells, list)) {
    return std::nullopt;
  }
  Target first;
  first.kind = TargetKind::field;
  first.list = list;
  first.item = number;
  first.field = 0;
  first.index = declared.fields.front();
  const std::string words = headings_.words(first);
  const auto column = std::find_if(columns_.begin(), columns_.end(), [&](const Column& each) {
    return each.target.kind == TargetKind::field && each.target.list == first.list && each.target.item == first.item &&
           each.target.field == 0;
  });
  int at = column == columns_.end() ? -1 : column->column;
  for (const facts::Source& source : sources) {
    at = at < 0 ? source.column : at;
  }
  return values_.at(place(info, at, words), error("missing-fact", words + " is blank, but other cells tell of it.",
                                                  "Fill it in, or clear those cells."));
}

void CaseBuilder::join_lists(CaseRow& out, const RowInfo& info) {
  const std::string folded = fold_name(out.id);
  for (std::size_t list = 0; list < vocabulary_.lists().size(); ++list) {
    ListRows* rows = lists_.take(static_cast<int>(list), folded);
    if (rows == nullptr) {
      continue;
    }
    append(out.problems, rows->problems);
    out.bad_cells.insert(out.bad_cells.end(), rows->bad_cells.begin(), rows->bad_cells.end());
    if (rows->items.empty()) {
      continue;
    }
    const facts::ListDecl& declared = vocabulary_.lists()[list];
    if (!out.record.lists[list].empty()) {
      add_item_trouble({values_.at(place(info, id_column_, declared.plural),
                                   error("list-twice",
                                         declared.plural + " of this case stand both in this row and on the sheet " +
                                             declared.sheet + ".",
                                         "Keep them in one of the two places."))},
                       vocabulary_, static_cast<int>(list), -1, out.bad_cells, out.problems);
      continue;
    }
    out.record.lists[list] = rows->items;
    out.record.item_sources[list] = rows->sources;
    sort_items(out, list);
    fill_from_items(out, list);
  }
}

// By the list's date, oldest first; rows of one day stay as they stand.
void CaseBuilder::sort_items(CaseRow& out, std::size_t list) const {
  const facts::ListDecl& declared = vocabulary_.lists()[list];
  if (declared.order < 0) {
    return;
  }
  const auto field = index_of(static_cast<int>(
      std::find(declared.fields.begin(), declared.fields.end(), declared.order) - declared.fields.begin()));
  std::vector<facts::Item>& items = out.record.lists[list];
  std::vector<std::size_t> places(items.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    const Value& one = items[a][field];
    const Value& other = items[b][field];
    return one.known() && other.known() ? one.as<Date>() < other.as<Date>() : one.known() && !other.known();
  });
  std::vector<facts::Item> sorted;
  std::vector<std::vector<facts::Source>> sources;
  for (const std::size_t at : places) {
    sorted.push_back(std::move(items[at]));
    sources.push_back(std::move(out.record.item_sources[list][at]));
  }
  items = std::move(sorted);
  out.record.item_sources[list] = std::move(sources);
}

// What the last item and the one before it say of the case, where its own row says nothing of either: a row that tells
// of an incident is never mixed with another one's time or place.
void CaseBuilder::fill_from_items(CaseRow& out, std::size_t list) const {
  const facts::ListDecl& declared = vocabulary_.lists()[list];
  const auto fill = [&](std::size_t item, int facts::FactDecl::*which) {
    for (std::size_t field = 0; field < declared.fields.size(); ++field) {
      const int fact = vocabulary_.facts()[index_of(declared.fields[field])].*which;
      const Value& value = out.record.lists[list][item][field];
      if (fact < 0 || !value.known()) {
        continue;
      }
      out.record.facts[index_of(fact)] = value;
      out.record.sources[index_of(fact)] = out.record.item_sources[list][item][field];
    }
  };
  const auto told = [&](int facts::FactDecl::*which) {
    return std::any_of(declared.fields.begin(), declared.fields.end(), [&](int field) {
      const int fact = vocabulary_.facts()[index_of(field)].*which;
      return fact >= 0 && out.record.facts[index_of(fact)].known();
    });
  };
  if (told(&facts::FactDecl::latest) || told(&facts::FactDecl::earlier)) {
    return;
  }
  const std::size_t count = out.record.lists[list].size();
  fill(count - 1, &facts::FactDecl::latest);
  if (count > 1) {
    fill(count - 2, &facts::FactDecl::earlier);
  }
}

}  // namespace caseletters::sheets
