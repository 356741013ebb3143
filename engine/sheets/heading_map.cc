// What a school's own mapping says of a heading (column_map.h).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/headings.h"

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
  for (const MappedSheet& sheet : map_->sheets) {
    const auto complain = [&](const MappedColumn* column, Diagnostic problem) {
      problem.file = map_->file;
      problem.line = column == nullptr ? 0 : column->line;
      map_problems_.push_back(std::move(problem));
    };
    int list = -1;
    if (!sheet.list.empty()) {
      const auto found = list_sheets_.find(fold_heading(sheet.list));
      if (found == list_sheets_.end()) {
        complain(nullptr, error("unknown-list",
                                fmt::format("the mapping names a list '{}', which the policy has not.", sheet.list)));
        continue;
      }
      list = found->second;
    }
    for (const MappedColumn& column : sheet.columns) {
      Mapped mapped;
      mapped.column = column_number(column.at).value_or(-1);
      if (!column.fact.empty()) {
        const auto meaning = list < 0 ? look_in_vocabulary(column.fact) : std::nullopt;
        mapped.target =
            list < 0 ? (meaning ? std::optional{meaning->target} : std::nullopt) : look_in_list(column.fact, list);
        if (!mapped.target) {
          const std::string near = nearest(column.fact, candidates_);
          complain(&column,
                   error("unknown-fact", fmt::format("the mapping names a fact '{}', which there is not.", column.fact),
                         near.empty() ? "" : fmt::format("Did you mean {}?", near)));
          continue;
        }
      }
      (list < 0 ? mapped_ : mapped_lists_[index_of(list)])[fold_heading(column.heading)].push_back(mapped);
    }
    if (list >= 0) {
      list_sheets_.emplace(fold_heading(sheet.name), list);
    }
  }
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
