// What a column's heading means: the vocabulary's names and synonyms, looked up as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/vocabulary.h"
#include "sheets/column_map.h"
#include "sheets/map_sheets.h"

namespace caseletters::sheets {

enum class TargetKind { fact, field, address, past, choice };

struct Target {
  TargetKind kind = TargetKind::fact;
  int index = -1;  // fact (fact, field, address), letter (past), choice
  int list = -1;   // field
  int field = -1;  // field: place in the list's fields
  int item = 0;    // field: 0 for "Child 1"
  int line = 0;    // address: the order of the lines; 0 for the whole address in one cell
  facts::PastField past = facts::PastField::date;
  int past_index = -1;  // past: choice or fact
  friend bool operator==(const Target&, const Target&) = default;
};

// How a heading came to its meaning.
enum class How { name, synonym, school_word, grouped, beside, cells, mapped };
// "name", "synonym", "school word", "grouped", "beside", "cells", "map".
[[nodiscard]] std::string_view how_word(How how);

struct Meaning {
  Target target;
  How how = How::name;
};

class Headings {
 public:
  // Both outlive it. What `map` says of a heading goes before what the vocabulary says.
  explicit Headings(const facts::Vocabulary& vocabulary, const ColumnMap* map = nullptr);

  // What the map names and the vocabulary does not know. Codes: unknown-fact, unknown-list.
  [[nodiscard]] const Diagnostics& map_problems() const { return map_problems_; }
  [[nodiscard]] const ColumnMap* map() const { return map_; }
  // What the map says of each of its sheets; of the one of that name, and of the cases: null where it says nothing.
  [[nodiscard]] const std::vector<MappedUse>& mapped_uses() const { return mapped_uses_; }
  [[nodiscard]] const MappedUse* mapped_use(std::string_view sheet) const;
  [[nodiscard]] const MappedSheet* mapped_cases() const;

  // The meaning of a heading of the cases sheet; nothing where it has none, or several. `column` tells two headings of
  // the same words apart where the map does.
  [[nodiscard]] std::optional<Meaning> look(std::string_view heading, int column = -1) const;
  // The meaning of a heading on the sheet of a list: its fields with or without the item's word, and the case ID.
  [[nodiscard]] std::optional<Meaning> look_on_list(std::string_view heading, int list, int column = -1) const;
  [[nodiscard]] std::optional<Target> find(std::string_view heading) const;
  [[nodiscard]] std::optional<Target> find_on_list(std::string_view heading, int list) const;
  // Whether the map says of the heading that it is not used, or it heads what an earlier run wrote back.
  [[nodiscard]] bool is_settled(std::string_view heading) const;
  // The list whose items stand on a sheet of this name, if any.
  [[nodiscard]] std::optional<int> list_of_sheet(std::string_view sheet) const;
  // "Child 2", "Parent 2": words above a group of headings that belong to one person of several.
  [[nodiscard]] bool is_item(std::string_view heading) const;

  // What `words` makes this of; a mapping changes nothing of it. Nothing where the vocabulary has none of that name.
  [[nodiscard]] std::optional<Target> named(std::string_view name) const;

  [[nodiscard]] int case_id() const { return case_id_; }  // fact, -1 where the vocabulary has none
  [[nodiscard]] bool is_case_id(const std::optional<Target>& target) const {
    return target && target->kind == TargetKind::fact && target->index == case_id_;
  }

  // Whether every letter needs it: two columns of it cannot be let pass.
  [[nodiscard]] bool is_essential(const Target& target) const;
  [[nodiscard]] bool is_essential_fact(int fact) const;

  // "Child 2 name", "Choice: Response", "ban-1 response date".
  [[nodiscard]] std::string words(const Target& target) const;
  // The type a cell under this heading has.
  [[nodiscard]] facts::Type type(const Target& target) const;
  // The nearest name; empty where none is near.
  [[nodiscard]] std::string near(std::string_view heading) const;

 private:
  using Names = std::unordered_map<std::string, std::optional<Target>>;  // nothing: several meanings
  void add(Names& names, const std::string& folded, const Target& target, bool may_clash);
  void add_loose(std::string_view heading, const Target& target);
  void add_facts();
  void add_fields();
  void add_address();
  void add_past();
  void add_loose_past(Target target);
  void add_map();
  void add_mapped(const MappedUse& use);
  void complain_of(const MappedColumn& column, const MappedUse& use);
  [[nodiscard]] std::optional<Target> look_up(const std::string& folded, const Names& names, const Names& fields) const;
  [[nodiscard]] std::optional<Target> look_up_common(const std::string& common) const;
  [[nodiscard]] std::optional<Target> look_up_loose(const std::string& plain) const;
  [[nodiscard]] std::optional<Meaning> look_in_vocabulary(std::string_view heading) const;
  [[nodiscard]] std::optional<Target> look_in_list(std::string_view heading, int list) const;

  // What the map says of a heading: by its folded words, each column that has them.
  struct Mapped {
    int column = -1;
    std::optional<Target> target;  // nothing: not used
  };
  using MappedNames = std::unordered_map<std::string, std::vector<Mapped>>;
  [[nodiscard]] static const Mapped* look_in_map(const MappedNames& names, std::string_view heading, int column);

  const facts::Vocabulary& vocabulary_;
  const ColumnMap* map_;
  Diagnostics map_problems_;
  std::vector<MappedUse> mapped_uses_;
  MappedNames mapped_;
  std::vector<MappedNames> mapped_lists_;             // by list
  std::unordered_map<std::string, int> list_sheets_;  // by the folded name of the sheet
  std::vector<std::string> issued_;                   // folded headings of what was written back
  int case_id_ = -1;
  Names names_;
  Names fields_;        // without numbers
  Names common_names_;  // by common_words
  Names common_fields_;
  Names loose_;                          // by loosened: facts, fields of an item, letters sent
  std::vector<Names> on_list_;           // by list
  std::vector<std::string> items_;       // folded words for one item: "child", "pupil"
  std::vector<std::string> candidates_;  // for `near`
};

}  // namespace caseletters::sheets
