#include "sheets/list_sheets.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_digits(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_zeros(std::string_view id) {
  id.remove_prefix(std::min(id.find_first_not_of('0'), id.size()));
  return std::string(id);
}

}  // namespace

Result<ListSheets> ListSheets::read(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                    const Headings& headings, CellValues& values, const std::vector<ListSheet>& sheets,
                                    bool hidden) {
  ListSheets lists;
  lists.vocabulary_ = &vocabulary;
  lists.lists_.resize(vocabulary.lists().size());
  for (const ListSheet& each : sheets) {
    ListReader reader(workbook, vocabulary, values, each, hidden, lists.lists_[index_of(each.list)], lists.warnings_);
    if (auto done = reader.read(headings); !done) {
      return fail(done.error());
    }
  }
  return lists;
}

bool ListSheets::any_digits() const {
  return std::any_of(lists_.begin(), lists_.end(), [](const RowsByCase& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const auto& each) { return is_digits(each.first); });
  });
}

void ListSheets::match_lost_zeros(const std::unordered_set<std::string>& ids, const CellValues& values) {
  std::unordered_map<std::string, std::vector<std::string>> by_number;
  for (const std::string& id : ids) {
    if (is_digits(id)) {
      by_number[without_zeros(id)].push_back(id);
    }
  }
  for (std::size_t list = 0; list < lists_.size(); ++list) {
    struct Refused {
      std::string id;
      CellPlace place;
      Diagnostic problem;
    };
    std::vector<Refused> refused;
    for (auto& [folded, rows] : lists_[list]) {
      const auto alike = by_number.find(without_zeros(folded));
      if (!is_digits(folded) || ids.count(folded) != 0 || alike == by_number.end()) {
        continue;
      }
      CellPlace place = rows.first;
      place.fact = "Case ID";
      for (const std::string& id : alike->second) {
        refused.push_back(
            {id, place,
             values.at(place, error("orphan-row",
                                    "row " + std::to_string(place.row + 1) + " of this sheet is for a case \"" +
                                        rows.id + "\", which there is not; it may be meant for \"" + id + "\".",
                                    "Write the case ID alike in both places: leading zeros count."))});
      }
      rows.taken = true;
    }
    for (Refused& each : refused) {
      ListRows& rows = rows_of(lists_[list], each.id, each.place, each.id);
      add_item_trouble({std::move(each.problem)}, *vocabulary_, static_cast<int>(list), -1, rows.bad_cells,
                       rows.problems);
    }
  }
}

ListRows* ListSheets::take(int list, const std::string& folded_id) {
  RowsByCase& rows = lists_[index_of(list)];
  const auto found = rows.find(folded_id);
  if (found == rows.end()) {
    return nullptr;
  }
  found->second.taken = true;
  return &found->second;
}

Diagnostics ListSheets::orphans(const CellValues& values) const {
  Diagnostics orphans;
  for (const RowsByCase& rows : lists_) {
    for (const auto& [folded, each] : rows) {
      if (!each.taken) {
        CellPlace place = each.first;
        place.fact = "Case ID";
        orphans.push_back(values.at(
            place, warning("orphan-row", "there is no case \"" + each.id + "\" for this row; it was left out.",
                           "Check the case ID: leading zeros and spaces count.")));
      }
    }
  }
  std::sort(orphans.begin(), orphans.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.sheet, a.cell.size()) != std::pair(b.sheet, b.cell.size())
               ? std::pair(a.sheet, a.cell.size()) < std::pair(b.sheet, b.cell.size())
               : a.cell < b.cell;
  });
  return orphans;
}

}  // namespace caseletters::sheets
