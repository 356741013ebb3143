#include "document/document.h"
#include "document/style_effects.h"
#include "document/tree.h"

namespace caseletters::document {
namespace {

class Reader {
 public:
  explicit Reader(const Dialect& dialect) : dialect_(dialect) {}

  void block(const Node& node) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque || node.kind == Kind::deletion ||
        node.kind == Kind::property || dialect_.is_hidden(node))
      return;
    if (node.kind == Kind::paragraph) {
      paragraph(node);
      return;
    }
    for (const auto* child : readable(node)) block(*child);
  }

  // The headers of a part that holds headers and footers, or its footers.
  void margins(const Node& node, std::string_view which) {
    if (node.kind == Kind::container) {
      if (local_name(node.name).starts_with(which)) block(node);
      return;
    }
    for (const auto* child : node.children) margins(*child, which);
  }

  [[nodiscard]] std::string& words() { return out_; }
  // What the notes say; they stand in the text where they are called.
  [[nodiscard]] const std::vector<const Node*>& notes() const { return notes_; }

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
        case Kind::spaces:
          line.append(spaces_in(*child), ' ');
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
    const auto step = dialect_.field_step(character);
    if (step == FieldStep::begin) fields_.push_back(true);
    if (step == FieldStep::open) fields_.push_back(false);
    if (step == FieldStep::separate && !fields_.empty()) fields_.back() = false;
    if (step == FieldStep::end && !fields_.empty()) fields_.pop_back();
  }

  void objects(const Node& node, std::vector<const Node*>& boxes) {
    for (const auto* child : readable(node)) {
      if (child->type != Node::Type::element) continue;
      if (child->kind == Kind::note)
        notes_.push_back(child);
      else if (holds_blocks(child->kind) || child->kind == Kind::paragraph)
        boxes.push_back(child);
      else
        objects(*child, boxes);
    }
  }

  const Dialect& dialect_;
  std::string out_;
  std::vector<bool> fields_;
  std::vector<const Node*> notes_;
};

Result<std::string> read_words(const Document& document, bool edges) {
  std::string out, footers, notes;
  const auto effects = StyleEffects::read(document);
  if (!effects) return fail(effects.error());
  for (const auto& story : document.stories()) {
    if (story.kind == StoryKind::properties) continue;
    if (!edges && (story.kind == StoryKind::header || story.kind == StoryKind::footer)) continue;
    const auto bytes = document.archive().read(story.part);
    if (!bytes) return fail(bytes.error());
    const auto& dialect = dialect_of(document.format(), story.kind);
    auto tree = Tree::parse(*bytes, document.file(), story.part, dialect);
    if (!tree) return fail(tree.error());
    effects->note(*tree, story);
    Reader reader{dialect};
    if (story.kind == StoryKind::margins) {
      if (!edges) continue;
      reader.margins(tree->root(), "header");
      Reader below{dialect};
      below.margins(tree->root(), "footer");
      footers += below.words();
    } else {
      reader.block(tree->root());
    }
    out += reader.words();
    Reader foot{dialect};
    for (const auto* note : reader.notes()) foot.block(*note);
    notes += foot.words();
  }
  return out + footers + notes;
}

}  // namespace

Result<std::string> words_of(const Document& document) {
  return read_words(document, true);
}

Result<std::string> words_without_edges(const Document& document) {
  return read_words(document, false);
}

}  // namespace caseletters::document
