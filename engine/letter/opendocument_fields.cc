#include "letter/opendocument_fields.h"

#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "letter/address_lines.h"
#include "letter/merge_field.h"
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
      : tree_(tree), dialect_(dialect), vocabulary_(vocabulary), findings_(findings), merge_fields_(vocabulary) {}

  void run() {
    visit(tree_.root(), nullptr);
    close_address();
  }

 private:
  void visit(Node& node, Node* paragraph) {
    if (node.type != Node::Type::element) return;
    if (node.kind == Kind::opaque) {
      outside(node);
      return;
    }
    if (node.kind == Kind::paragraph) paragraph = &node;
    if (is_input_with_marks(node)) {
      unwrap(node);
      return;
    }
    const auto field = dialect_.native_field(node);
    if (field.kind == NativeField::Kind::condition) {
      const auto mark = mark_for(node);
      report(error("native-field",
                   "The template holds " + field.what + ", which the office program decides and not the policy.",
                   "Take it out and write " + (mark.empty() ? field.instead : mark) + "."),
             paragraph);
      return;
    }
    if (field.kind == NativeField::Kind::clock)
      report(
          warning("clock-field",
                  "The template holds a field that shows the day it is opened or printed, not the day of the letter.",
                  "Write {{Letter date}} in its place."),
          paragraph);
    if (field.kind == NativeField::Kind::value && paragraph != nullptr && value(node, *paragraph, field)) return;
    const auto children = node.children;
    for (auto* child : children) visit(*child, paragraph);
  }

  // The mark that says what conditional or hidden text says (7.7.3, 7.7.4); empty where that cannot be told.
  std::string mark_for(const Node& node) {
    const auto local = document::local_name(node.name);
    const auto told = [&node](std::string_view attribute) {
      const auto* found = node.attribute(attribute);
      return found == nullptr ? std::string{} : found->value;
    };
    if (local == "conditional-text")
      return merge_fields_.mark_for_condition(told("condition"), told("string-value-if-true"),
                                              told("string-value-if-false"));
    if (local == "hidden-text") return merge_fields_.mark_for_condition(told("condition"), {}, told("string-value"));
    return {};
  }

  // A section whose words stand in another file (5.4.2).
  void outside(const Node& node) {
    const auto local = document::local_name(node.name);
    const auto* file = local == "section-source" ? node.attribute("href") : nullptr;
    if (local != "dde-source" && (file == nullptr || file->value.empty())) return;
    report(warning("outside-field",
                   "The template holds a section that reads another file whenever somebody opens the letter.",
                   "Put what it shows into the document itself."),
           nullptr);
  }

  // An input field holds ordinary words that somebody may type over: marks in it are filled like any others.
  static bool is_input_with_marks(const Node& node) {
    if (node.kind != Kind::visible || document::local_name(node.name) != "text-input") return false;
    std::string words;
    for (const auto* text : node.children)
      for (const auto* piece : text->children) words += piece->text;
    return words.find("{{") != std::string::npos;
  }

  static void unwrap(Node& input) {
    const auto pieces = input.children;
    Tree::unwrap(input);
    // LibreOffice ends the content of a control with a line end of its own.
    if (pieces.empty() || pieces.back()->children.empty()) return;
    auto& last = pieces.back()->children.back()->text;
    last.erase(last.find_last_not_of(" \r\n") + 1);
  }

  // False where the field stays as it is.
  bool value(Node& node, Node& paragraph, const NativeField& field) {
    if (is_known(field.name)) {
      replace(node, "{{" + field.name + "}}");
      return true;
    }
    auto made = merge_fields_.understand(field.name);
    if (!made) {
      // A field that keeps its own value may show it; a name that could be meant is said all the same.
      const bool other = made.error().code == "unknown-fact" && !field.fetched;
      if (!other) report(std::move(made.error()), &paragraph);
      return !other;
    }
    if (made->address) {
      address_line(node, paragraph, made->mark);
      return true;
    }
    if (!field.fetched && !is_known(made->mark.substr(2, made->mark.size() - 4))) return false;
    replace(node, made->mark);
    return true;
  }

  void report(Diagnostic problem, const Node* paragraph) {
    findings_.add(std::move(problem), paragraph == nullptr ? std::string{} : paragraph_words(*paragraph));
  }

  [[nodiscard]] bool is_known(const std::string& name) const {
    const auto folded = fold_name(name);
    std::size_t length = 0;
    const auto symbol = vocabulary_.longest(folded, length);
    return symbol && length == folded.size() && symbol->kind != facts::SymbolKind::letter &&
           symbol->kind != facts::SymbolKind::choice && symbol->kind != facts::SymbolKind::list_item;
  }

  // The lines of an address are one fact: the first field of a group takes the whole address, the others go.
  void address_line(Node& node, Node& paragraph, const std::string& mark) {
    AddressLine line{&paragraph, {&node}};
    if (!lines_.empty() && !goes_on(lines_.back(), line)) close_address();
    if (lines_.empty()) address_ = mark;
    lines_.push_back(std::move(line));
  }

  void close_address() {
    const auto lines = std::exchange(lines_, {});
    if (lines.empty()) return;
    auto mark = address_;
    if (lines.size() == 1) {
      report(error("native-field", "A field holds one line of the address alone; letters hold the address as a whole.",
                   "Write " + mark + " once where the whole address stands, and take its lines out."),
             lines.front().paragraph);
      return;
    }
    const auto gaps = gaps_of(lines);
    if (in_paragraphs(lines)) mark.insert(mark.size() - 2, " | lines");
    for (std::size_t index = 0; index < lines.size(); ++index)
      replace(*lines[index].nodes.front(), index == 0 ? mark : "{{note: of the address}}");
    for (auto* node : gaps) take_out(*node);
  }

  void replace(Node& field, const std::string& mark) {
    auto* words = tree_.make(Node::Type::text);
    words->text = mark;
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
  MergeFields merge_fields_;
  std::vector<AddressLine> lines_;  // of an address, so far
  std::string address_;             // their mark
};

}  // namespace

void bind_opendocument_fields(Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                              Findings& findings) {
  Binder{tree, dialect, vocabulary, findings}.run();
}

}  // namespace caseletters::letter
