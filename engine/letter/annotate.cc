#include "letter/annotate.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "document/relationships.h"
#include "document/tree.h"
#include "letter/findings.h"
#include "letter/native_fields.h"
#include "letter/package_edit.h"
#include "letter/pieces.h"
#include "package/xml.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::StoryKind;
using document::Tree;

namespace {

constexpr std::string_view word_uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr auto comments_relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
constexpr auto comments_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

// A paragraph by the words it shows, and by those it has once its fields are read as marks.
struct Known {
  Node* node = nullptr;
  std::string words, translated;
};

void paragraphs_of(Node& node, std::vector<Node*>& out) {
  if (node.kind == Kind::paragraph) out.push_back(&node);
  if (node.kind == Kind::opaque) return;
  for (auto* child : node.children) paragraphs_of(*child, out);
}

Result<std::vector<Known>> known_paragraphs(Tree& tree, std::string_view bytes, const std::string& part,
                                            const facts::Vocabulary& vocabulary) {
  auto second = Tree::parse(bytes, {}, part, document::word_dialect());
  if (!second) return fail(second.error());
  Findings unheard{{}, {}};
  translate_fields(*second, document::word_dialect(), vocabulary, unheard);
  std::vector<Node*> here, there;
  paragraphs_of(tree.root(), here);
  paragraphs_of(second->root(), there);
  std::vector<Known> out;
  for (std::size_t index = 0; index < here.size(); ++index) {
    const auto words = quoted(gather(*here[index]).text);
    out.push_back({here[index], words, index < there.size() ? quoted(gather(*there[index]).text) : words});
  }
  return out;
}

// The paragraph of the story itself around one in a text box, where Word takes no comment.
Node* outermost(Node* paragraph) {
  Node* found = paragraph;
  for (auto* place = paragraph->parent; place != nullptr; place = place->parent)
    if (place->kind == Kind::paragraph) found = place;
  return found;
}

std::string_view story_words(StoryKind kind) {
  switch (kind) {
    case StoryKind::header:
      return "In a header";
    case StoryKind::footer:
      return "In a footer";
    case StoryKind::footnotes:
      return "In a footnote";
    case StoryKind::endnotes:
      return "In an endnote";
    default:
      return "In the document";
  }
}

// The words of a paragraph that a finding quotes: its mark, or the first words in quotation marks.
std::string_view quoted_words(std::string_view message, std::string_view paragraph) {
  const auto between = [&](std::string_view open, std::string_view close, bool with) -> std::string_view {
    const auto from = message.find(open);
    if (from == std::string_view::npos) return {};
    const auto to = message.find(close, from + open.size());
    if (to == std::string_view::npos) return {};
    const auto words = with ? message.substr(from, to + close.size() - from)
                            : message.substr(from + open.size(), to - from - open.size());
    return paragraph.find(words) == std::string_view::npos ? std::string_view{} : words;
  };
  const auto mark = between("{{", "}}", true);
  return mark.empty() ? between("“", "”", false) : mark;
}

class Commenter {
 public:
  Commenter(const document::Document& document, const facts::Vocabulary& vocabulary)
      : document_(document), vocabulary_(vocabulary), edit_(document) {}

  Result<Annotated> run(const Diagnostics& findings) {
    if (auto opened = open(); !opened) return fail(opened.error());
    for (const auto& finding : findings)
      if (auto done = add(finding); !done) return fail(done.error());
    if (count_ > 0)
      if (auto done = write_comments(); !done) return fail(done.error());
    if (auto done = edit_.remove_signatures(); !done) return fail(done.error());
    return assemble();
  }

 private:
  Result<void> open() {
    for (const auto& story : document_.stories()) {
      if (story.kind == StoryKind::properties) continue;
      const auto bytes = document_.archive().read(story.part);
      if (!bytes) return fail(bytes.error());
      auto tree = Tree::parse(*bytes, document_.file(), story.part, document::word_dialect());
      if (!tree) return fail(tree.error());
      auto& kept = trees_.emplace(story.part, std::move(*tree)).first->second;
      auto known = known_paragraphs(kept, *bytes, story.part, vocabulary_);
      if (!known) return fail(known.error());
      stories_.push_back({story.kind, std::move(*known)});
      if (story.part == document_.main_part() && !stories_.back().paragraphs.empty())
        first_ = outermost(stories_.back().paragraphs.front().node);
    }
    if (first_ == nullptr)
      return fail(error("not-annotated", "The document has no paragraph that could hold a comment.",
                        "Read the findings here."));
    return existing_comments();
  }

  Result<void> existing_comments() {
    const auto below = document::read_relationships(document_.archive(), document_.main_part());
    if (!below) return fail(below.error());
    for (const auto& one : *below)
      if (document::short_type(one) == "comments" && !one.external) part_ = one.target;
    if (part_.empty()) return {};
    const auto bytes = document_.archive().read(part_);
    if (!bytes) return fail(bytes.error());
    auto tree = Tree::parse(*bytes, document_.file(), part_, document::word_dialect());
    if (!tree) return fail(tree.error());
    for (const auto* comment : tree->root().children)
      if (const auto* id = comment->attribute("id")) {
        int number = -1;
        std::from_chars(id->value.data(), id->value.data() + id->value.size(), number);
        next_ = std::max(next_, number + 1);
      }
    comments_ = std::move(*tree);
    return {};
  }

  Result<void> add(const Diagnostic& finding) {
    std::string where;
    Node* target = nullptr;
    std::string_view narrow;
    for (const auto& story : stories_) {
      const auto known = std::find_if(story.paragraphs.begin(), story.paragraphs.end(), [&](const Known& one) {
        return !finding.paragraph.empty() && (one.words == finding.paragraph || one.translated == finding.paragraph);
      });
      if (known == story.paragraphs.end()) continue;
      if (story.kind == StoryKind::body) {
        target = outermost(known->node);
        if (target == known->node) narrow = quoted_words(finding.message, known->words);
      } else {
        where = std::string{story_words(story.kind)} + ", “" + finding.paragraph + "”: ";
      }
      break;
    }
    if (target == nullptr) {
      if (where.empty() && !finding.paragraph.empty()) where = "About “" + finding.paragraph + "”: ";
      target = first_;
    }
    anchor(*target, narrow, next_);
    describe(finding, where, next_);
    ++next_;
    ++count_;
    return {};
  }

  // An element that carries its own namespace, whatever prefixes the part uses.
  Node* element(std::string name, std::vector<document::Attribute> attributes) {
    auto* made = tree().make(Node::Type::element);
    made->name = std::move(name);
    made->attributes = std::move(attributes);
    made->attributes.insert(made->attributes.begin(), {"xmlns:w", std::string{word_uri}});
    return made;
  }

  Tree& tree() { return trees_.at(document_.main_part()); }

  // Around the words in question, whole runs at a time; around the whole paragraph where they are not found.
  void anchor(Node& paragraph, std::string_view words, int id) {
    auto from = paragraph.children.begin(), to = paragraph.children.end();
    if (from != to && (*from)->kind == Kind::paragraph_properties) ++from;
    auto begin = static_cast<std::size_t>(from - paragraph.children.begin());
    auto end = paragraph.children.size();
    if (!words.empty()) {
      const auto content = gather(paragraph);
      const auto at = content.text.find(words);
      for (const auto& piece : content.pieces) {
        if (at == std::string::npos || piece.begin == piece.end) continue;
        const auto* place = piece.node;
        while (place->parent != &paragraph) place = place->parent;
        if (piece.begin <= at && piece.end > at) begin = place->position();
        if (piece.begin < at + words.size() && piece.end >= at + words.size()) end = place->position() + 1;
      }
    }
    auto* reference = element("w:r", {});
    auto* sign = element("w:commentReference", {{"w:id", std::to_string(id)}});
    Tree::insert(*reference, 0, sign);
    Tree::insert(paragraph, end, reference);
    Tree::insert(paragraph, end, element("w:commentRangeEnd", {{"w:id", std::to_string(id)}}));
    Tree::insert(paragraph, begin, element("w:commentRangeStart", {{"w:id", std::to_string(id)}}));
  }

  void describe(const Diagnostic& finding, const std::string& where, int id) {
    const auto paragraph = [&](std::string_view words) {
      said_ += "<w:p><w:r><w:t xml:space=\"preserve\">";
      package::append_escaped_text(said_, words);
      said_ += "</w:t></w:r></w:p>";
    };
    said_ += "<w:comment xmlns:w=\"" + std::string{word_uri} + "\" w:id=\"" + std::to_string(id) +
             "\" w:author=\"caseletters\" w:initials=\"cl\">";
    paragraph(where + finding.message);
    if (!finding.hint.empty()) paragraph(finding.hint);
    paragraph((finding.severity == Severity::error ? "Error: " : "Warning: ") + finding.code);
    said_ += "</w:comment>";
  }

  Result<void> write_comments() {
    if (comments_) {
      auto whole = to_xml(*comments_);
      const auto end = "</" + comments_->root().name;
      const auto at = whole.rfind(end);
      if (at != std::string::npos) {
        whole.insert(at, said_);
      } else {
        // The list was there, and empty: <w:comments …/>.
        whole.replace(whole.rfind("/>"), 2, ">" + said_ + end + ">");
      }
      changed_[part_] = std::move(whole);
      return {};
    }
    const auto& main = document_.main_part();
    const auto slash = main.rfind('/');
    const auto folder = slash == std::string::npos ? std::string{} : main.substr(0, slash + 1);
    for (int number = 0; part_.empty() || document_.archive().find(part_) != nullptr; ++number)
      part_ = folder + "comments" + (number == 0 ? "" : std::to_string(number)) + ".xml";
    const auto content = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                         "\n<w:comments xmlns:w=\"" +
                         std::string{word_uri} + "\">" + said_ + "</w:comments>";
    return edit_.add_part(part_, content, comments_type, main, comments_relationship);
  }

  Result<Annotated> assemble() {
    auto changed = edit_.changed_parts();
    changed.merge(changed_);
    if (count_ > 0) changed[document_.main_part()] = to_xml(tree());
    const package::Compressor compressor;
    std::vector<package::PackedPart> parts;
    for (const auto& entry : document_.archive().entries()) {
      if (edit_.dropped().contains(entry.name)) continue;
      if (const auto found = changed.find(entry.name); found != changed.end()) {
        parts.push_back(compressor.pack(entry.name, found->second));
        changed.erase(found);
        continue;
      }
      auto bytes = document_.archive().read_compressed(entry.name);
      if (!bytes) return fail(bytes.error());
      parts.push_back({entry.name, std::move(*bytes), entry.size, entry.crc, entry.method});
    }
    for (const auto& [name, content] : changed) parts.push_back(compressor.pack(name, content));
    for (const auto& [name, content] : edit_.added()) parts.push_back(compressor.pack(name, content));
    std::vector<const package::PackedPart*> all;
    for (const auto& part : parts) all.push_back(&part);
    return Annotated{package::write_archive(all), count_};
  }

  struct OneStory {
    StoryKind kind;
    std::vector<Known> paragraphs;
  };

  const document::Document& document_;
  const facts::Vocabulary& vocabulary_;
  PackageEdit edit_;
  std::map<std::string, Tree> trees_;
  std::vector<OneStory> stories_;
  Node* first_ = nullptr;
  std::string part_;  // of the comments
  std::optional<Tree> comments_;
  std::string said_;
  std::map<std::string, std::string> changed_;
  int next_ = 0, count_ = 0;
};

}  // namespace

Result<Annotated> annotate(const document::Document& document, const facts::Vocabulary& vocabulary,
                           const Diagnostics& findings) {
  return Commenter{document, vocabulary}.run(findings);
}

}  // namespace caseletters::letter
