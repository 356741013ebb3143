#include "sheets/neighbour_headings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/cell_values.h"
#include "sheets/told_by_cells.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// As many rows as show what a column holds; the rest is looked at when the cases are read.
constexpr int most_rows_seen = 200;
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

bool is_title(std::string_view text) {
  constexpr std::array<std::string_view, 13> titles = {"mr",   "mrs",  "ms",        "miss", "mx",   "dr",  "rev",
                                                       "revd", "prof", "professor", "sir",  "lady", "dame"};
  return std::find(titles.begin(), titles.end(), fold_heading(text)) != titles.end();
}

void try_cell(Wish& wish, const Cell& cell, CellValues& values) {
  constexpr std::array<std::string_view, 6> alike = {"yes", "no", "none", "other", "y", "n"};
  Diagnostics problems;
  const auto value = values.read(cell, wish.type, {}, problems);
  wish.filled += value.known() ? 1 : 0;
  // Any words would do as a text: a column told by its cells alone must hold titles.
  const bool other_text = wish.how == How::cells && wish.type.kind == facts::Kind::text && !is_title(cell_text(cell));
  wish.fits = wish.fits && !has_errors(problems) && !other_text;
  wish.tells = wish.tells || std::find(alike.begin(), alike.end(), fold_name(cell_text(cell))) == alike.end();
}

}  // namespace

Result<void> take_neighbours(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                             ChosenSheet& chosen) {
  std::vector<Wish> wishes = Neighbours(vocabulary, headings, chosen).wishes();
  const auto is_free = [&](const Wish& by_cells) {
    return std::none_of(wishes.begin(), wishes.end(), [&](const Wish& each) {
      return each.place == by_cells.place || each.target == by_cells.target;
    });
  };
  std::vector<Wish> others = wishes_by_cells(vocabulary, headings, chosen.row);
  std::erase_if(others, [&](const Wish& each) { return !is_free(each); });
  wishes.insert(wishes.end(), others.begin(), others.end());
  if (wishes.empty()) {
    return {};
  }
  CellValues values(workbook, vocabulary);
  int seen = 0;
  auto read = workbook.read(chosen.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= chosen.row.row) {
      return true;
    }
    for (Wish& wish : wishes) {
      const auto column = index_of(chosen.row.columns[wish.place].column);
      if (column < cells.size() && !is_blank(cells[column])) {
        try_cell(wish, cells[column], values);
      }
    }
    return ++seen < most_rows_seen;
  });
  if (!read) {
    return read;
  }
  std::erase_if(wishes, [](const Wish& each) {
    return each.filled == 0 || !each.fits || (each.how == How::cells && !each.tells);
  });
  for (const Wish& wish : wishes) {
    const auto alike = std::count_if(wishes.begin(), wishes.end(), [&](const Wish& each) {
      return each.place == wish.place || each.target == wish.target;
    });
    if (alike > 1) {
      continue;
    }
    ColumnHeading& heading = chosen.row.columns[wish.place];
    heading.target = wish.target;
    heading.how = wish.how;
    ++chosen.row.matched;
  }
  return {};
}

}  // namespace caseletters::sheets
