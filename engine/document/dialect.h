// What the elements of a document mean, whatever the format calls them.
//
// Everything above this header speaks of paragraphs, runs and tables; only a dialect knows the names that
// WordprocessingML (ECMA-376, part 1, clause 17) or OpenDocument gives them. A new format is one more dialect.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caseletters::document {

struct Node;
class Tree;

enum class Kind : std::uint8_t {
  other,      // passes through; its children are looked into
  opaque,     // passes through; never looked into (settings of paragraphs, tables, sections)
  body,       // the main story; holds blocks
  container,  // holds blocks and may not be without a paragraph: cell, note, header, text box
  cell,       // a container in a row
  note,       // a container whose words stand at the foot of the page or the end
  paragraph,
  paragraph_properties,
  run,  // holds text under one formatting; may be split anywhere
  run_properties,
  text,             // holds characters
  deleted_text,     // characters that a tracked change took out
  field_code,       // characters of a field's instruction
  field_character,  // begin, separator or end of a field
  spaces,           // stands for several spaces
  tab,
  line_break,
  page_break,
  hyphen,
  visible,        // shows something that is not text: a symbol, a note's number, an equation
  object,         // shows a drawing, picture or embedded object; may hold text boxes
  description,    // words about a drawing in its attributes
  inline_holder,  // holds runs and may not be split: a link
  simple_field,   // the same, with a field's instruction in its attributes
  smart_tag,      // holds runs and means nothing
  insertion,      // tracked changes
  deletion,
  content_control,  // wraps one group
  group,            // holds blocks, rows, cells or runs; of no use when emptied
  list,             // holds items; goes when emptied
  list_item,        // holds blocks; goes when emptied
  table,
  row,
  range_start,  // paired marks around a stretch: bookmarks, comments, permissions
  range_end,
  ignorable,     // proofing marks and the like: may go
  alternatives,  // the same content in several forms
  preferred,     // the form a modern program reads
  fallback,      // the form for others
  property,      // a document property that holds words
};

// What a field's sign does.
enum class FieldStep : std::uint8_t {
  none,
  begin,     // an instruction follows
  open,      // what the field shows follows at once
  separate,  // the instruction is over
  end,
};

// What an office program would fill in or decide by itself, before there was a mark for it.
struct NativeField {
  enum class Kind : std::uint8_t { none, value, condition, clock };
  Kind kind = Kind::none;
  std::string name;      // of a value
  bool fetched = false;  // a value that the program reads from a database: nothing of its own is in the document
  std::string what;      // of a condition: what the program calls it
  std::string instead;   // the mark to write
};

// Words about one format. One object a format, made once.
class Dialect {
 public:
  virtual ~Dialect() = default;
  // What an element is. `node` has its name and attributes; `parent` is null for the document element.
  [[nodiscard]] virtual Kind kind_of(std::string_view namespace_uri, std::string_view local_name, const Node& node,
                                     const Node* parent) const = 0;
  // Called once when a part has been read, to settle what one element alone cannot tell.
  virtual void settle(Tree&) const {}
  // Makes a text element hold its characters exactly, white space at the ends included.
  virtual void keep_spaces(Node& text) const = 0;
  // What stands in the middle of a text element for a new line or a tab, given that text element.
  [[nodiscard]] virtual std::string line_break(const Node& text) const = 0;
  [[nodiscard]] virtual std::string tab(const Node& text) const = 0;
  // A space that stays one beside another space.
  [[nodiscard]] virtual std::string space(const Node& text) const = 0;
  // True where a run, a paragraph or a group is kept from sight.
  [[nodiscard]] virtual bool is_hidden(const Node& node) const = 0;
  // True where these paragraph properties end a section.
  [[nodiscard]] virtual bool ends_section(const Node& paragraph) const = 0;
  // The name that the two halves of a pair share: kind and number; empty for other elements.
  [[nodiscard]] virtual std::string range_key(const Node& node) const = 0;
  // Ids that may stand once only: taken out of content that repeats. Returns true where `node` itself must go.
  [[nodiscard]] virtual bool drop_in_repeat(const Node& node) const = 0;
  [[nodiscard]] virtual bool is_single_id(const Node& node, std::string_view attribute) const = 0;
  // An attribute whose number must be fresh in every repeat (a drawing's id).
  [[nodiscard]] virtual bool is_numbered_id(const Node& node, std::string_view attribute) const = 0;
  // An attribute whose name must be another in every repeat (a table's name).
  [[nodiscard]] virtual bool is_single_name(const Node&, std::string_view) const { return false; }
  // A setting of a paragraph that a copy of it must not have: the end of a section, a tracked change.
  [[nodiscard]] virtual bool is_single_setting(const Node& setting) const = 0;
  // A paragraph with nothing in it, named as in the part that `near` (a container or a table) belongs to.
  [[nodiscard]] virtual std::string empty_paragraph(const Node& near) const = 0;
  // Whether two tables with nothing between them would be read as one, and a cell may not end with a table.
  [[nodiscard]] virtual bool tables_need_paragraphs() const = 0;
  [[nodiscard]] virtual FieldStep field_step(const Node& node) const = 0;
  // Mail-merge fields, placeholders, conditional text.
  [[nodiscard]] virtual NativeField native_field(const Node&) const { return {}; }
  // An attribute that holds words a reader may hear (alternative text), or an address that a link leads to.
  [[nodiscard]] virtual bool is_spoken(const Node& node, std::string_view attribute) const = 0;
  // One of those that holds the address a link leads to.
  [[nodiscard]] virtual bool is_address(const Node&, std::string_view) const { return false; }
};

[[nodiscard]] const Dialect& word_dialect();
[[nodiscard]] const Dialect& opendocument_dialect();
// The dialect of document properties (docProps/core.xml, meta.xml).
[[nodiscard]] const Dialect& property_dialect();
// The dialect of a part's relationships: the targets of links are words in attributes.
[[nodiscard]] const Dialect& relationship_dialect();

// Whether a sequence of blocks stands in it.
[[nodiscard]] constexpr bool holds_blocks(Kind kind) {
  return kind == Kind::body || kind == Kind::container || kind == Kind::cell || kind == Kind::note;
}

// Blocks that hold blocks and are of no use without any.
[[nodiscard]] constexpr bool goes_when_emptied(Kind kind) {
  return kind == Kind::table || kind == Kind::content_control || kind == Kind::group || kind == Kind::list ||
         kind == Kind::list_item;
}

// Whether one of Word's switches is on (ECMA-376, part 1, 17.17.4): it is unless its value says otherwise.
[[nodiscard]] bool is_on(const Node& word_switch);

// How many spaces an element of Kind::spaces stands for.
[[nodiscard]] std::size_t spaces_in(const Node& node);

// "p" of "w:p", and "w:".
[[nodiscard]] std::string_view local_name(std::string_view name);
[[nodiscard]] std::string_view prefix_of(std::string_view name);

}  // namespace caseletters::document
