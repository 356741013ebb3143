#include "letter/unread.h"

#include "letter/marks.h"
#include "letter/weave.h"
#include "package/xml.h"

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;

namespace {

constexpr std::size_t longest_mark = 200;  // braces further apart belong to some code

// "{{First name}}" at the first place where one stands; empty where none does.
std::string_view first_mark(std::string_view text) {
  for (const auto& stretch : find_marks(text).marks)
    if (stretch.end - stretch.begin <= longest_mark) return text.substr(stretch.begin, stretch.end - stretch.begin);
  return {};
}

// The place of an attribute or a text, as its author would call it.
std::string place_of(const Node& element) {
  const auto local = local_name(element.name);
  if (local == "alias" || local == "tag") return "the title or tag of a content control";
  if (local == "bookmarkStart") return "the name of a bookmark";
  if (local == "listItem" || local == "label") return "an entry of a drop-down list";
  if (local == "instrText" || local == "fldSimple") return "the code of a field";
  if (local == "hyperlink" || local == "a") return "the settings of a link";
  if (element.kind == Kind::description) return "the name of a picture";
  if (element.kind == Kind::visible || element.kind == Kind::other) return "an equation or a drawing";
  return "a setting (" + std::string{local} + ")";
}

Diagnostic not_read(std::string_view mark, const std::string& place) {
  return error("mark-not-read", "“" + std::string{mark} + "” stands in " + place + ", where no mark is filled in.",
               "Take it out, or write it into the text of the letter.");
}

class LeftMarks {
 public:
  LeftMarks(const document::Dialect& dialect, Findings& findings) : dialect_(dialect), findings_(findings) {}

  void visit(const Node& node) {
    if (node.type == Node::Type::text || node.type == Node::Type::cdata) {
      const auto kind = node.parent->kind;
      if (kind != Kind::text && kind != Kind::deleted_text && kind != Kind::field_code && kind != Kind::property)
        look(node.text, *node.parent);
      return;
    }
    if (node.type != Node::Type::element) return;
    const auto* const around = paragraph_;
    if (node.kind == Kind::paragraph) paragraph_ = &node;
    for (const auto& attribute : node.attributes)
      if (attribute.value.find("{{") != std::string::npos && !dialect_.is_spoken(node, attribute.name) &&
          attribute.name.find("instr") == std::string::npos)
        look(attribute.value, node);
    for (const auto* child : node.children) visit(*child);
    paragraph_ = around;
  }

 private:
  void look(std::string_view text, const Node& element) {
    const auto mark = first_mark(text);
    if (mark.empty()) return;
    findings_.add(not_read(mark, place_of(element)),
                  paragraph_ == nullptr ? std::string{text} : paragraph_words(*paragraph_));
  }

  const document::Dialect& dialect_;
  Findings& findings_;
  const Node* paragraph_ = nullptr;
};

// The text of a part, a line for each of its paragraphs, and each attribute a line of its own.
class Gathering final : public package::StreamHandler {
 public:
  void start(std::string_view, std::string_view, std::span<const package::StreamAttribute> attributes) override {
    for (const auto& attribute : attributes)
      if (attribute.value.find("{{") != std::string_view::npos) add(attribute.value);
  }
  void end(std::string_view local, std::string_view) override {
    if (local == "p" || local == "v" || local == "pt" || local == "comment") flush();
  }
  void text(std::string_view characters) override {
    line_ += characters;
    if (line_.size() > longest_line) flush();
  }

  void flush() {
    add(line_);
    line_.clear();
  }
  [[nodiscard]] const std::string& mark() const { return mark_; }

 private:
  static constexpr std::size_t longest_line = 1u << 16u;

  void add(std::string_view text) {
    if (mark_.empty()) mark_ = std::string{first_mark(text)};
  }

  std::string line_, mark_;
};

std::string place_of(const std::string& part) {
  const auto has = [&part](std::string_view words) { return part.find(words) != std::string::npos; };
  if (has("comments")) return "a comment";
  if (has("charts/")) return "a chart";
  if (has("diagrams/")) return "a SmartArt drawing";
  if (has("glossary/")) return "the placeholder of a content control, or a building block";
  if (has("customXml/")) return "data kept in the document (" + part + ")";
  return "a part of the document that is not its text (" + part + ")";
}

}  // namespace

void find_left_marks(const document::Tree& tree, const document::Dialect& dialect, Findings& findings) {
  LeftMarks{dialect, findings}.visit(tree.root());
}

Result<void> check_unread(std::string_view content, const std::string& file, const std::string& part,
                          Findings& findings) {
  Gathering gathering;
  package::XmlStream stream{gathering, file, part};
  if (auto fed = stream.feed(content); !fed) return fed;
  if (auto done = stream.finish(); !done) return done;
  gathering.flush();
  if (!gathering.mark().empty()) findings.add(not_read(gathering.mark(), place_of(part)), part);
  return {};
}

}  // namespace caseletters::letter
