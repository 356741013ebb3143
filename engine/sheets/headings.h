// What a column's heading means: the vocabulary's names and synonyms, looked up as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/vocabulary.h"

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

class Headings {
 public:
  explicit Headings(const facts::Vocabulary& vocabulary);

  // The meaning of a heading of the cases sheet; nothing where it has none, or several.
  [[nodiscard]] std::optional<Target> find(std::string_view heading) const;
  // The meaning of a heading on the sheet of a list: its fields with or without the item's word, and the case ID.
  [[nodiscard]] std::optional<Target> find_on_list(std::string_view heading, int list) const;
  // "Child 2", "Parent 2": words above a group of headings that belong to one person of several.
  [[nodiscard]] bool is_item(std::string_view heading) const;

  [[nodiscard]] int case_id() const { return case_id_; }  // fact, -1 where the vocabulary has none
  [[nodiscard]] bool is_case_id(const std::optional<Target>& target) const {
    return target && target->kind == TargetKind::fact && target->index == case_id_;
  }

  // Whether every letter needs it: two columns of it cannot be let pass.
  [[nodiscard]] bool is_essential(const Target& target) const;

  // "Child 2 name", "Choice: Response", "ban-1 response date".
  [[nodiscard]] std::string words(const Target& target) const;
  // The type a cell under this heading has.
  [[nodiscard]] facts::Type type(const Target& target) const;
  // The nearest name; empty where none is near.
  [[nodiscard]] std::string near(std::string_view heading) const;

 private:
  using Names = std::unordered_map<std::string, std::optional<Target>>;  // nothing: several meanings
  void add(Names& names, const std::string& folded, const Target& target, bool may_clash);
  void add_facts();
  void add_fields();
  void add_address();
  void add_past();
  [[nodiscard]] std::optional<Target> look_up(const std::string& folded, const Names& names, const Names& fields) const;

  const facts::Vocabulary& vocabulary_;
  int case_id_ = -1;
  Names names_;
  Names fields_;        // without numbers
  Names common_names_;  // by common_words
  Names common_fields_;
  std::vector<Names> on_list_;           // by list
  std::vector<std::string> items_;       // folded words for one item: "child", "pupil"
  std::vector<std::string> candidates_;  // for `near`
};

}  // namespace caseletters::sheets
