// One part as a tree that knows what its elements mean, and its way back to XML.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/dialect.h"

namespace caseletters::document {

struct Attribute {
  std::string name;  // as written, with its prefix
  std::string value;
};

struct Node {
  enum class Type : std::uint8_t {
    element,
    text,
    cdata,
    comment,
    instruction,
    mark,  // put there by whoever works on the tree; `mark` says which
  };
  Type type = Type::element;
  Kind kind = Kind::other;
  std::string name;  // as written, with its prefix; an instruction's target
  std::string text;  // of everything but elements
  std::vector<Attribute> attributes;
  std::vector<Node*> children;
  Node* parent = nullptr;
  int mark = -1;
  bool changing = false;  // set by whoever works on the tree
  // Set by who looked elsewhere for it (Dialect::settle, StyleEffects).
  bool hidden = false;         // kept from sight by its style
  bool tracked = false;        // stands in a tracked change
  bool begins_page = false;    // its style begins a page of another kind
  bool breaks_before = false;  // its style begins a page
  bool breaks_after = false;   // its style ends a page

  // By local name, whatever the prefix; null where there is none.
  [[nodiscard]] const Attribute* attribute(std::string_view local) const;
  [[nodiscard]] Attribute* attribute(std::string_view local);
  [[nodiscard]] Node* child(Kind kind) const;
  [[nodiscard]] std::size_t position() const;  // in its parent
};

// Owns its nodes. Movable; nodes stay where they are.
class Tree {
 public:
  // Namespaces decide, so prefixes do not matter. Codes: those of package/xml.h.
  [[nodiscard]] static Result<Tree> parse(std::string_view bytes, const std::string& file, const std::string& part,
                                          const Dialect& dialect);

  [[nodiscard]] Node& root() { return *root_; }
  [[nodiscard]] const Node& root() const { return *root_; }
  [[nodiscard]] const std::string& declaration() const { return declaration_; }
  // Comments and instructions before and after the document element.
  [[nodiscard]] const std::vector<Node*>& before() const { return before_; }
  [[nodiscard]] const std::vector<Node*>& after() const { return after_; }

  Node* make(Node::Type type, Kind kind = Kind::other);
  Node* copy(const Node& node);        // with all that is in it, without a parent
  Node* copy_shell(const Node& node);  // name, kind and attributes only
  static void insert(Node& parent, std::size_t position, Node* node);
  static void remove(Node& node);
  // Takes away an element that only held others: what is written in it (not its properties) stands in its place.
  static void unwrap(Node& holder);

 private:
  std::deque<Node> nodes_;
  Node* root_ = nullptr;
  std::string declaration_;
  std::vector<Node*> before_, after_;
};

// A text element without a name is written as its characters alone: formats whose characters stand bare in runs have
// such ones.

// The start tag without its end (attributes included, no `>`), the end tag, and a whole node.
void append_tag(std::string& out, const Node& element);
void append_end(std::string& out, const Node& element);
void append_xml(std::string& out, const Node& node);

// The whole part.
[[nodiscard]] std::string to_xml(const Tree& tree);

}  // namespace caseletters::document
