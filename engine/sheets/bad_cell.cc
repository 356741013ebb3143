#include "sheets/bad_cell.h"

#include <algorithm>

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool tells_of_case(const facts::Vocabulary& vocabulary, const facts::ListDecl& list) {
  return list.order >= 0 || std::any_of(list.fields.begin(), list.fields.end(), [&](int field) {
           const facts::FactDecl& fact = vocabulary.facts()[index_of(field)];
           return fact.latest >= 0 || fact.earlier >= 0;
         });
}

}  // namespace

void add_trouble(Diagnostics found, BadCell::About about, int index, std::vector<BadCell>& bad_cells,
                 Diagnostics& problems) {
  for (Diagnostic& each : found) {
    if (each.severity == Severity::error) {
      bad_cells.push_back({about, index, std::move(each)});
    } else {
      problems.push_back(std::move(each));
    }
  }
}

void add_item_trouble(Diagnostics found, const facts::Vocabulary& vocabulary, int list, int field,
                      std::vector<BadCell>& bad_cells, Diagnostics& problems) {
  const facts::ListDecl& declared = vocabulary.lists()[index_of(list)];
  if (tells_of_case(vocabulary, declared)) {
    append(problems, std::move(found));
  } else if (field > 0) {
    add_trouble(std::move(found), BadCell::About::field, declared.fields[index_of(field)], bad_cells, problems);
  } else {
    add_trouble(std::move(found), BadCell::About::items, list, bad_cells, problems);
  }
}

bool are_items_doubtful(const std::vector<BadCell>& bad_cells, int list) {
  return std::any_of(bad_cells.begin(), bad_cells.end(),
                     [list](const BadCell& each) { return each.about == BadCell::About::items && each.index == list; });
}

}  // namespace caseletters::sheets
