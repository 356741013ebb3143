// The flat program that one part of a template becomes, and the bytes it works on.
//
// A part is one buffer of literal bytes and one list of operations that run from first to last, jumping only forwards
// (and back to the start of a repeat). Every piece of text in the operations is a span of that buffer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "facts/condition.h"
#include "facts/print.h"

namespace caseletters::letter {

struct Span {
  std::uint32_t begin = 0, end = 0;
  [[nodiscard]] bool empty() const { return begin == end; }
};

enum class Code : std::uint8_t {
  literal,     // span; flags
  text,        // span of characters in a paragraph whose spaces are watched; flags
  soft_space,  // a space, unless none is wanted here
  value,       // index into values
  test,        // index into tests; target where it does not hold
  jump,        // target
  choose,      // index into branchings
  any_begin,   // index into branchings; target where none holds
  any_when,    // index into joints; target where this one does not hold
  any_end,
  for_begin,         // index into loops; target past the end
  for_next,          // index into loops; target the first operation of the body
  paragraph_begin,   // flags
  paragraph_end,     // flags
  group_begin,       // flags
  group_end,         // span: a paragraph to put in where the group may not be without one; flags
  table_gap,         // span: a paragraph to keep two tables apart
  fresh_id,          // a number not used for a drawing before
  list_anew,         // index of a list; target: the number it has in the template
  list_number,       // index of a list: its number now
  list_definitions,  // of all lists that began anew
};

// What a literal or a group is; several at once.
namespace flag {
constexpr std::uint8_t visible = 1;      // a reader sees something: the paragraph stays
constexpr std::uint8_t closer = 2;       // begins with punctuation that no space may precede
constexpr std::uint8_t opener = 4;       // ends with something that no space may follow
constexpr std::uint8_t block = 8;        // a whole block has been written …
constexpr std::uint8_t is_table = 16;    // … a table, not a paragraph
constexpr std::uint8_t droppable = 32;   // goes when it came out empty
constexpr std::uint8_t keeps = 64;       // may not end without a paragraph …
constexpr std::uint8_t any_block = 128;  // … or a table, which will do as well
}  // namespace flag

struct Op {
  Code code = Code::literal;
  std::uint8_t flags = 0;
  std::uint32_t index = 0;
  Span span;
  std::uint32_t target = 0;
};

struct ValueUse {
  facts::Field field;
  bool in_attribute = false;
  bool in_address = false;     // of a link: percent-encoded …
  bool whole_address = false;  // … but for the signs of an address, which begins with it
  Span scheme;                 // what it begins with where it brings none itself; empty: by what it is
  bool lines = false;          // `paragraph_break` stands between lines instead of `line_break`
  Span line_break, tab, paragraph_break;
  Span space;               // one beside another space, or at the start of a line
  std::uint32_t place = 0;  // index into places
};

struct Test {
  facts::Expression condition;
  std::uint32_t end = 0;  // past the whole block: where to go on when it cannot be decided
  std::uint32_t place = 0;
};

struct Branching {
  facts::Symbol symbol;
  std::vector<std::int32_t> targets;  // choose, by option: operation, or -1 where it is not listed
  std::int32_t otherwise = -1;
  std::vector<int> listed;  // any of: options in the order they stand
  std::uint32_t end = 0;
  std::uint32_t place = 0;
};

// One `when` of an `any of`.
struct Joint {
  int option = -1;
  bool inline_join = false;  // survivors are joined as "A, B and C"
  Span before, after;        // markup around a separator
};

struct Loop {
  int list = -1;
  facts::Expression where;
  std::uint32_t place = 0;
};

// Markup around the number of a list that began anew.
struct ListDefinition {
  Span before, after;
};

// Where a mark stands, for messages.
struct Place {
  std::string mark;
  std::string paragraph;
};

struct PartProgram {
  std::string part;  // name of the entry
  std::string bytes;
  std::vector<Op> ops;
  std::vector<ValueUse> values;
  std::vector<Test> tests;
  std::vector<Branching> branchings;
  std::vector<Joint> joints;
  std::vector<Loop> loops;
  std::vector<Place> places;
  std::vector<ListDefinition> lists;  // of the part that defines them; by index of the list
  std::size_t typical_size = 0;
};

}  // namespace caseletters::letter
