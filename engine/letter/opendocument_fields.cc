#include "letter/opendocument_fields.h"

#include <string>

#include "base/text.h"
#include "letter/weave.h"

namespace caseletters::letter {

using document::Kind;
using document::NativeField;
using document::Node;
using document::Tree;

namespace {

class Binder {
 public:
  Binder(Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary, Findings& findings)
      : tree_(tree), dialect_(dialect), vocabulary_(vocabulary), findings_(findings) {}

  void visit(Node& node, const Node* paragraph) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
    if (node.kind == Kind::paragraph) paragraph = &node;
    const auto field = dialect_.native_field(node);
    if (field.kind == NativeField::Kind::condition) {
      findings_.add(error("native-field",
                          "The template holds " + field.what + ", which the office program decides and not the policy.",
                          "Take it out and write " + field.instead + "."),
                    paragraph == nullptr ? std::string{} : paragraph_words(*paragraph));
      return;
    }
    if (field.kind == NativeField::Kind::value && is_known(field.name)) {
      replace(node, field.name);
      return;
    }
    const auto children = node.children;
    for (auto* child : children) visit(*child, paragraph);
  }

 private:
  [[nodiscard]] bool is_known(const std::string& name) const {
    const auto folded = fold_name(name);
    std::size_t length = 0;
    const auto symbol = vocabulary_.longest(folded, length);
    return symbol && length == folded.size() && symbol->kind != facts::SymbolKind::letter &&
           symbol->kind != facts::SymbolKind::choice && symbol->kind != facts::SymbolKind::list_item;
  }

  void replace(Node& field, const std::string& name) {
    auto* words = tree_.make(Node::Type::text);
    words->text = "{{" + name + "}}";
    auto* text = tree_.make(Node::Type::element, Kind::text);
    text->tracked = field.tracked;
    Tree::insert(*field.parent, field.position(), text);
    Tree::insert(*text, 0, words);
    Tree::remove(field);
  }

  Tree& tree_;
  const document::Dialect& dialect_;
  const facts::Vocabulary& vocabulary_;
  Findings& findings_;
};

}  // namespace

void bind_opendocument_fields(Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                              Findings& findings) {
  Binder{tree, dialect, vocabulary, findings}.visit(tree.root(), nullptr);
}

}  // namespace caseletters::letter
