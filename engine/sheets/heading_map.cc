// What a school's own mapping says of a heading (column_map.h).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/headings.h"
#include "sheets/sent_headings.h"
#include "sheets/sheet_names.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

std::string_view how_word(How how) {
  switch (how) {
    case How::name:
      return "name";
    case How::synonym:
      return "synonym";
    case How::school_word:
      return "school word";
    case How::grouped:
      return "grouped";
    case How::beside:
      return "beside";
    case How::cells:
      return "cells";
    case How::mapped:
      return "map";
  }
  return {};
}

void Headings::add_map() {
  for (const std::string_view heading : issued_headings) {
    issued_.push_back(fold_heading(heading));
  }
  if (map_ == nullptr) {
    return;
  }
  for (const IssuedColumn& column : map_->issued) {
    issued_.push_back(fold_heading(column.heading));
  }
  mapped_uses_ = uses_of(
      *map_, vocabulary_,
      [this](const std::string& fact, int list) {
        return list < 0 ? look_in_vocabulary(fact).has_value() : look_in_list(fact, list).has_value();
      },
      map_problems_);
  for (const MappedUse& use : mapped_uses_) {
    if (use.use != SheetUse::unknown && use.use != SheetUse::off) {
      add_mapped(use);
    }
  }
}

void Headings::add_mapped(const MappedUse& use) {
  const int list = use.use == SheetUse::list ? use.list : -1;
  if (list >= 0) {
    list_sheets_.insert_or_assign(fold_heading(use.sheet->name), list);
  }
  for (const MappedColumn& column : use.sheet->columns) {
    Mapped mapped;
    mapped.column = column_number(column.at).value_or(-1);
    if (!column.fact.empty()) {
      const bool known = use.use == SheetUse::letters ? sent_fact(column.fact).has_value() : [&] {
        const auto meaning = list < 0 ? look_in_vocabulary(column.fact) : std::nullopt;
        mapped.target =
            list < 0 ? (meaning ? std::optional{meaning->target} : std::nullopt) : look_in_list(column.fact, list);
        return mapped.target.has_value();
      }();
      if (!known) {
        complain_of(column, use);
        continue;
      }
    }
    if (use.use != SheetUse::letters) {
      (list < 0 ? mapped_ : mapped_lists_[index_of(list)])[fold_heading(column.heading)].push_back(mapped);
    }
  }
}

// What the column may hold on a sheet of this kind is said, where its name is not near one.
void Headings::complain_of(const MappedColumn& column, const MappedUse& use) {
  std::string hint;
  if (use.use == SheetUse::cases) {
    const std::string near = nearest(column.fact, candidates_);
    hint = near.empty() ? "" : fmt::format("Did you mean {}?", near);
  } else {
    std::vector<std::string> names{"Case ID"};
    if (use.use == SheetUse::letters) {
      for (const std::string_view each : sent_words) {
        names.push_back(to_sentence(each));
      }
    } else {
      for (const int field : vocabulary_.lists()[index_of(use.list)].fields) {
        names.push_back(clerks_name(vocabulary_, field));
      }
    }
    hint = fmt::format("This sheet may tell of {}.", join_words(names));
  }
  Diagnostic problem = error(
      "unknown-fact", fmt::format("the mapping names a fact '{}', which there is not.", column.fact), std::move(hint));
  problem.file = map_->file;
  problem.line = column.line;
  map_problems_.push_back(std::move(problem));
}

const MappedUse* Headings::mapped_use(std::string_view sheet) const {
  const auto found = std::find_if(mapped_uses_.begin(), mapped_uses_.end(), [&](const MappedUse& each) {
    return fold_heading(each.sheet->name) == fold_heading(sheet);
  });
  return found == mapped_uses_.end() ? nullptr : &*found;
}

const MappedSheet* Headings::mapped_cases() const {
  const auto found = std::find_if(mapped_uses_.begin(), mapped_uses_.end(),
                                  [](const MappedUse& each) { return each.use == SheetUse::cases; });
  return found == mapped_uses_.end() ? nullptr : found->sheet;
}

// Two columns of the same words can be told apart by where they stand; a third one elsewhere cannot.
const Headings::Mapped* Headings::look_in_map(const MappedNames& names, std::string_view heading, int column) {
  if (names.empty()) {
    return nullptr;
  }
  const auto found = names.find(fold_heading(heading));
  if (found == names.end()) {
    return nullptr;
  }
  for (const Mapped& each : found->second) {
    if (each.column == column) {
      return &each;
    }
  }
  static const Mapped nobody_knows;
  return found->second.size() == 1 ? &found->second.front() : &nobody_knows;
}

bool Headings::is_settled(std::string_view heading) const {
  if (std::find(issued_.begin(), issued_.end(), fold_heading(heading)) != issued_.end()) {
    return true;
  }
  const auto found = mapped_.find(fold_heading(heading));
  return found != mapped_.end() &&
         std::all_of(found->second.begin(), found->second.end(), [](const Mapped& each) { return !each.target; });
}

std::optional<int> Headings::list_of_sheet(std::string_view sheet) const {
  const auto found = list_sheets_.find(fold_heading(sheet));
  return found == list_sheets_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace caseletters::sheets
