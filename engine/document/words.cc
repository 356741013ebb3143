#include "document/document.h"
#include "document/tree.h"

namespace caseletters::document {
namespace {

class Reader {
 public:
  explicit Reader(const Dialect& dialect) : dialect_(dialect) {}

  void block(const Node& node) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque || node.kind == Kind::deletion) return;
    if (node.kind == Kind::paragraph) {
      paragraph(node);
      return;
    }
    for (const auto* child : readable(node)) block(*child);
  }

  [[nodiscard]] std::string& words() { return out_; }

 private:
  // Of several forms of the same content only one is read.
  static std::vector<Node*> readable(const Node& node) {
    if (node.kind != Kind::alternatives) return node.children;
    if (auto* preferred = node.child(Kind::preferred)) return {preferred};
    if (auto* fallback = node.child(Kind::fallback)) return {fallback};
    return {};
  }

  void paragraph(const Node& node) {
    std::string line;
    std::vector<const Node*> boxes;
    gather(node, line, boxes);
    while (!line.empty() && line.back() == ' ') line.pop_back();
    const auto first = line.find_first_not_of(' ');
    if (first != std::string::npos) {
      out_.append(line, first, std::string::npos);
      out_ += '\n';
    }
    for (const auto* box : boxes) block(*box);
  }

  void gather(const Node& node, std::string& line, std::vector<const Node*>& boxes) {
    for (const auto* child : readable(node)) {
      if (child->type != Node::Type::element) continue;
      switch (child->kind) {
        case Kind::text:
          if (fields_.empty() || !fields_.back()) characters(*child, line);
          break;
        case Kind::tab:
        case Kind::line_break:
        case Kind::page_break:
          line += ' ';
          break;
        case Kind::hyphen:
          line += "\u2011";
          break;
        case Kind::field_character:
          field(*child);
          break;
        case Kind::object:
          objects(*child, boxes);
          break;
        case Kind::run:
          if (!dialect_.is_hidden(*child)) gather(*child, line, boxes);
          break;
        case Kind::deletion:
        case Kind::opaque:
        case Kind::deleted_text:
        case Kind::field_code:
        case Kind::paragraph_properties:
        case Kind::run_properties:
          break;
        default:
          gather(*child, line, boxes);
      }
    }
  }

  static void characters(const Node& text, std::string& line) {
    for (const auto* piece : text.children) {
      if (piece->type != Node::Type::text && piece->type != Node::Type::cdata) continue;
      for (const char letter : piece->text) line += letter == '\n' || letter == '\t' || letter == '\r' ? ' ' : letter;
    }
  }

  // Text before a field's separator belongs to its instruction.
  void field(const Node& character) {
    const auto* type = character.attribute("fldCharType");
    if (type == nullptr) return;
    if (type->value == "begin") fields_.push_back(true);
    if (type->value == "separate" && !fields_.empty()) fields_.back() = false;
    if (type->value == "end" && !fields_.empty()) fields_.pop_back();
  }

  static void objects(const Node& node, std::vector<const Node*>& boxes) {
    for (const auto* child : readable(node)) {
      if (child->type != Node::Type::element) continue;
      if (holds_blocks(child->kind))
        boxes.push_back(child);
      else
        objects(*child, boxes);
    }
  }

  const Dialect& dialect_;
  std::string out_;
  std::vector<bool> fields_;
};

}  // namespace

Result<std::string> words_of(const Document& document) {
  std::string out;
  for (const auto& story : document.stories()) {
    if (story.kind == StoryKind::properties) continue;
    const auto bytes = document.archive().read(story.part);
    if (!bytes) return fail(bytes.error());
    const auto tree = Tree::parse(*bytes, document.file(), story.part, word_dialect());
    if (!tree) return fail(tree.error());
    Reader reader{word_dialect()};
    reader.block(tree->root());
    out += reader.words();
  }
  return out;
}

}  // namespace caseletters::document
