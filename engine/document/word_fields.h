// The fields of a Word document (ECMA-376, part 1, clauses 17.16.4 and 17.16.5): what they were told to show, what they
// show now, and the nodes they are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/tree.h"

namespace caseletters::document {

struct WordField {
  std::string instruction;        // "MERGEFIELD First_name"; `nested_sign` stands where a field lies inside it
  std::vector<WordField> nested;  // those fields, in order
  Node* holder = nullptr;         // of a simple field: the element around its result
  std::vector<Node*> skeleton;    // of a complex one: its begin, separator, end and pieces of its instruction
  std::vector<Node*> shown;       // texts, tabs and breaks of its result, in order
  Node* paragraph = nullptr;      // where it begins
  bool one_paragraph = true;      // and ends there too
  bool deleted = false;           // a tracked change took it out
};

inline constexpr char nested_sign = '\x01';

// Every field but those inside another's instruction, in the order in which they begin; fields in a result stand after
// the field around them. Unfinished fields are left out.
[[nodiscard]] std::vector<WordField> find_fields(Tree& tree);

// One word of an instruction: a name, a text in quotes, a switch (`\*`, `\b`), or a field.
struct FieldWord {
  enum class Type : std::uint8_t { bare, quoted, option, field };
  Type type = Type::bare;
  std::string text;       // without quotes or backslash
  std::size_t field = 0;  // index into `nested`
};

[[nodiscard]] std::vector<FieldWord> field_words(std::string_view instruction);

}  // namespace caseletters::document
