#include "sheets/neighbour_headings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/column_cells.h"
#include "sheets/told_by_cells.h"
#include "sheets/told_by_words.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// Columns that were explained explain their neighbours.
constexpr int most_rounds = 6;
// A name, "DOB", "UPN" may stand between a child and its year group.
constexpr int most_between = 3;

class Neighbours {
 public:
  Neighbours(const facts::Vocabulary& vocabulary, const Headings& headings, ChosenSheet& chosen)
      : vocabulary_(vocabulary), headings_(headings), chosen_(chosen) {}

  [[nodiscard]] std::vector<Wish> wishes() const {
    std::vector<Wish> found;
    std::vector<Target> taken;
    const auto& columns = chosen_.row.columns;
    for (const ColumnHeading& each : columns) {
      if (each.target) {
        taken.push_back(*each.target);
      }
    }
    const Target* left = nullptr;
    int between = 0;
    for (std::size_t place = 0; place < columns.size(); ++place) {
      const ColumnHeading& heading = columns[place];
      if (heading.target) {
        left = &*heading.target;
        between = 0;
        continue;
      }
      const bool near = left != nullptr && between <= (left->kind == TargetKind::field ? most_between : 0);
      ++between;
      if (heading.told || !near) {
        continue;
      }
      const auto target = together(*left, heading.heading);
      if (!target || std::find(taken.begin(), taken.end(), *target) != taken.end() || skips_a_child(*target, taken)) {
        continue;
      }
      taken.push_back(*target);
      Wish wish;
      wish.place = place;
      wish.target = *target;
      wish.type = headings_.type(*target);
      found.push_back(wish);
      between = 0;
    }
    return found;
  }

 private:
  // What the two say together, where the neighbour's kind of thing has such a heading.
  [[nodiscard]] std::optional<Target> together(const Target& left, const std::string& heading) const {
    if (left.kind == TargetKind::field) {
      const std::string& item = vocabulary_.lists()[index_of(left.list)].item;
      const auto found = headings_.find(fmt::format("{} {} {}", item, left.item + 1, heading));
      return found && found->kind == TargetKind::field && found->list == left.list && found->item == left.item
                 ? found
                 : std::nullopt;
    }
    if (left.kind != TargetKind::fact) {
      return std::nullopt;
    }
    for (const std::string_view family : {"Earlier incident", "Incident", "Ban decision", "Review", "Complaint"}) {
      const std::string& name = vocabulary_.facts()[index_of(left.index)].name;
      if (!name.starts_with(family)) {
        continue;
      }
      const auto found = headings_.find(fmt::format("{} {}", family, heading));
      const bool same_family = found && found->kind == TargetKind::fact &&
                               vocabulary_.facts()[index_of(found->index)].name.starts_with(family);
      // Words may be anything; only what can be told by its cells is taken from beside.
      const bool can_be_told = same_family && (headings_.type(*found).kind != facts::Kind::text ||
                                               fold_heading(heading) == "place" || fold_heading(heading) == "location");
      return can_be_told ? found : std::nullopt;
    }
    return std::nullopt;
  }

  // "Child 1 | Child 2 | M/F": whose it is, nobody knows.
  [[nodiscard]] bool skips_a_child(const Target& target, const std::vector<Target>& taken) const {
    if (target.kind != TargetKind::field) {
      return false;
    }
    Target earlier = target;
    for (earlier.item = 0; earlier.item < target.item; ++earlier.item) {
      if (std::find(taken.begin(), taken.end(), earlier) == taken.end()) {
        return true;
      }
    }
    return false;
  }

  const facts::Vocabulary& vocabulary_;
  const Headings& headings_;
  const ChosenSheet& chosen_;
};

// Wishes that their columns' cells grant.
void keep_granted(std::vector<Wish>& wishes, const ColumnCells& cells, CellValues& values) {
  std::erase_if(wishes, [&](const Wish& each) { return !cells.hold(each.place, each.holds, each.type, values); });
}

bool rival(const Wish& one, const Wish& other) {
  return (one.place == other.place) != (one.target == other.target);
}

void join(std::vector<Wish>& wishes, const std::vector<Wish>& weaker) {
  const std::size_t stronger = wishes.size();
  for (const Wish& each : weaker) {
    const auto end = wishes.begin() + static_cast<std::ptrdiff_t>(stronger);
    const bool claimed = std::any_of(wishes.begin(), end, [&](const Wish& other) {
      return each.place == other.place || each.target == other.target;
    });
    const bool said = std::any_of(wishes.begin(), wishes.end(), [&](const Wish& other) {
      return each.place == other.place && each.target == other.target;
    });
    if (!claimed && !said) {
      wishes.push_back(each);
    }
  }
}

// A name that is near, unless the cells speak against it.
void offer_near(const Headings& headings, const ColumnCells& cells, CellValues& values,
                std::vector<ColumnHeading>& columns) {
  for (std::size_t place = 0; place < columns.size(); ++place) {
    ColumnHeading& heading = columns[place];
    if (heading.target || heading.told) {
      continue;
    }
    heading.weighed = true;
    if (!heading.offered.empty()) {
      continue;
    }
    const std::string near = headings.near(heading.heading);
    const auto target = near.empty() ? std::nullopt : headings.find(near);
    if (target && cells.may_hold(place, headings.type(*target), values)) {
      heading.offered = near;
    }
  }
}

Result<void> explain(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                     ChosenSheet& chosen, std::optional<int> list) {
  auto& columns = chosen.row.columns;
  if (std::all_of(columns.begin(), columns.end(),
                  [](const ColumnHeading& each) { return each.target.has_value() || each.told; })) {
    return {};
  }
  const auto cells = ColumnCells::read(workbook, chosen);
  if (!cells) {
    return fail(cells.error());
  }
  CellValues values(workbook, vocabulary);
  for (int round = 0; round < most_rounds; ++round) {
    std::vector<Wish> wishes;
    if (!list) {
      wishes = Neighbours(vocabulary, headings, chosen).wishes();
      keep_granted(wishes, *cells, values);
      std::vector<Wish> told = wishes_by_cells(vocabulary, headings, chosen.row);
      keep_granted(told, *cells, values);
      join(wishes, told);
    }
    std::vector<Wish> told = wishes_by_words(vocabulary, headings, chosen.row, list);
    keep_granted(told, *cells, values);
    join(wishes, told);
    for (ColumnHeading& each : columns) {
      each.offered.clear();
    }
    bool any = false;
    for (const Wish& wish : wishes) {
      const bool alone =
          std::none_of(wishes.begin(), wishes.end(), [&](const Wish& each) { return rival(wish, each); });
      ColumnHeading& heading = columns[wish.place];
      if (!alone) {
        heading.offered += (heading.offered.empty() ? "" : " or ") + headings.words(wish.target);
      } else {
        heading.target = wish.target;
        heading.how = wish.how;
        ++chosen.row.matched;
        any = true;
      }
    }
    if (!any) {
      break;
    }
  }
  offer_near(headings, *cells, values, columns);
  return {};
}

}  // namespace

Result<void> take_neighbours(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                             ChosenSheet& chosen) {
  return explain(workbook, vocabulary, headings, chosen, std::nullopt);
}

Result<void> explain_list(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                          ListSheet& list) {
  if (headings.mapped_use(workbook.sheets()[index_of(list.sheet)].name) != nullptr) {
    return {};
  }
  const std::vector<int>& fields = vocabulary.lists()[index_of(list.list)].fields;
  ChosenSheet chosen{list.sheet, list.row, {}, {}};
  for (ColumnHeading& each : chosen.row.columns) {
    if (each.target && each.target->kind == TargetKind::field) {
      if (const int filled = vocabulary.facts()[index_of(each.target->index)].latest; filled >= 0) {
        each.target = Target{};
        each.target->index = filled;
      }
    }
  }
  if (auto done = explain(workbook, vocabulary, headings, chosen, list.list); !done) {
    return done;
  }
  for (std::size_t place = 0; place < chosen.row.columns.size(); ++place) {
    const ColumnHeading& told = chosen.row.columns[place];
    ColumnHeading& heading = list.row.columns[place];
    heading.weighed = told.weighed;
    if (heading.target || !told.target) {
      continue;
    }
    heading.how = told.how;
    heading.target = told.target;
    for (std::size_t field = 0; told.target->kind == TargetKind::fact && field < fields.size(); ++field) {
      if (vocabulary.facts()[index_of(fields[field])].latest == told.target->index) {
        heading.target->kind = TargetKind::field;
        heading.target->index = fields[field];
        heading.target->list = list.list;
        heading.target->field = static_cast<int>(field);
      }
    }
    ++list.row.matched;
  }
  return {};
}

}  // namespace caseletters::sheets
