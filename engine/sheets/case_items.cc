// The items of a case in their order, and what the last of them say of the case itself.
#include <algorithm>
#include <numeric>

#include "sheets/case_builder.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

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
