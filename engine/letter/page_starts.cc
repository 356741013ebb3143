#include "letter/page_starts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "letter/marks.h"
#include "letter/weave.h"

namespace caseletters::letter {

using document::Attribute;
using document::Kind;
using document::local_name;
using document::Node;
using document::prefix_of;
using document::Tree;

namespace {

std::string told(const Node& node, std::string_view attribute) {
  const auto* found = node.attribute(attribute);
  return found == nullptr ? std::string{} : found->value;
}

// The marks of a paragraph that holds nothing else; none where it holds anything else, or is sure to stay.
std::vector<Mark> lone_marks(const Node& paragraph) {
  const auto text = paragraph_words(paragraph);
  std::vector<Mark> marks;
  bool may_go = false;
  std::size_t from = 0;
  const auto blank = [&](std::size_t end) {
    return text.substr(from, end - from).find_first_not_of(" \t\n") == std::string::npos;
  };
  for (const auto& stretch : find_marks(text).marks) {
    if (!blank(stretch.begin)) return {};
    from = stretch.end;
    auto mark = classify(std::string_view{text}.substr(stretch.begin, stretch.end - stretch.begin));
    may_go = may_go || mark.kind != MarkKind::value || mark.rest.find("optional") != std::string::npos;
    if (mark.kind != MarkKind::note || marks.empty()) marks.push_back(std::move(mark));
  }
  if (!may_go || !blank(text.size())) return {};
  return marks;
}

class PageStarts {
 public:
  virtual ~PageStarts() = default;

  void visit(Node& node) {
    const auto children = node.children;
    for (auto* child : children) {
      if (child->type != Node::Type::element) continue;
      if (child->kind != Kind::paragraph) {
        if (child->kind == Kind::body || child->kind == Kind::other || child->kind == Kind::group ||
            child->kind == Kind::content_control)
          visit(*child);
        continue;
      }
      if (!child->begins_page && !child->breaks_before && !child->breaks_after) continue;
      if (const auto marks = lone_marks(*child); !marks.empty()) part(*child, is_after(*child, marks));
    }
  }

 protected:
  virtual void part(Node& paragraph, bool after) = 0;

 private:
  static bool is_after(const Node& paragraph, const std::vector<Mark>& marks) {
    const auto kind = marks.back().kind;
    if (kind == MarkKind::end || divides_block(kind)) return true;
    const bool has_values =
        std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return mark.kind == MarkKind::value; });
    return !paragraph.begins_page && !has_values && (kind == MarkKind::if_ || kind == MarkKind::any_of);
  }
};

// OpenDocument: a style that begins the page, and the paragraph's own style without it.
class OpenDocumentPageStarts final : public PageStarts {
 public:
  explicit OpenDocumentPageStarts(Tree& tree) : tree_(tree) {
    for (auto* child : tree_.root().children)
      if (local_name(child->name) == "automatic-styles") styles_ = child;
  }

 private:
  // The prefixes, and a place for styles, as the part has them or as it gets them now.
  void prepare() {
    style_ = prefix_for("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0");
    fo_ = prefix_for("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0");
    if (styles_ != nullptr) return;
    auto& root = tree_.root();
    styles_ = tree_.make(Node::Type::element, Kind::opaque);
    styles_->name = std::string{prefix_of(root.name)} + "automatic-styles";
    std::size_t position = 0;
    while (position < root.children.size() && local_name(root.children[position]->name) != "body") ++position;
    Tree::insert(root, position, styles_);
  }

  std::string prefix_for(const std::string& usual, std::string_view uri) {
    auto& attributes = tree_.root().attributes;
    for (const auto& attribute : attributes)
      if (attribute.value == uri && attribute.name.starts_with("xmlns:")) return attribute.name.substr(6) + ":";
    attributes.push_back({"xmlns:" + usual, std::string{uri}});
    return usual + ":";
  }

  Node* style_named(const std::string& name) const {
    for (auto* style : styles_->children)
      if (told(*style, "name") == name && told(*style, "family") == "paragraph") return style;
    return nullptr;
  }

  static void take(Node& from, std::string_view local, Node* to) {
    for (const auto& attribute : from.attributes)
      if (local_name(attribute.name) == local && to != nullptr) to->attributes.push_back(attribute);
    std::erase_if(from.attributes, [&](const Attribute& one) { return local_name(one.name) == local; });
  }

  // The paragraph's style without any page; its kind of page and number go to `start`.
  Node* without_page(const Node& paragraph, Node* start, Node* flat) {
    auto* own = style_named(told(paragraph, "style-name"));
    Node* rest = nullptr;
    if (own != nullptr) {
      rest = tree_.copy(*own);
    } else {
      rest = tree_.make(Node::Type::element);
      rest->name = style_ + "style";
      rest->attributes = {{style_ + "family", "paragraph"},
                          {style_ + "parent-style-name", told(paragraph, "style-name")}};
    }
    take(*rest, "master-page-name", start);
    if (paragraph.begins_page) rest->attributes.push_back({style_ + "master-page-name", ""});
    Node* properties = nullptr;
    for (auto* child : rest->children)
      if (local_name(child->name) == "paragraph-properties") properties = child;
    if (properties == nullptr) {
      properties = tree_.make(Node::Type::element);
      properties->name = style_ + "paragraph-properties";
      Tree::insert(*rest, 0, properties);
    }
    take(*properties, "page-number", flat);
    for (const auto* side : {"break-before", "break-after"}) {
      take(*properties, side, nullptr);
      properties->attributes.push_back({fo_ + side, "auto"});
    }
    return rest;
  }

  void part(Node& paragraph, bool after) override {
    prepare();
    const auto named = [&](Node& made, const std::string& name) {
      std::erase_if(made.attributes, [](const Attribute& one) { return local_name(one.name) == "name"; });
      made.attributes.insert(made.attributes.begin(), {style_ + "name", name});
      Tree::insert(*styles_, styles_->children.size(), &made);
    };
    const auto start_name = fresh("PageStart"), rest_name = fresh("PageRest");
    auto* start = tree_.make(Node::Type::element);
    start->name = style_ + "style";
    start->attributes = {{style_ + "family", "paragraph"}};
    auto* flat = tree_.make(Node::Type::element);
    flat->name = style_ + "paragraph-properties";
    auto* rest = without_page(paragraph, start, flat);
    if (paragraph.begins_page && start->attribute("master-page-name") == nullptr) {
      // A style further up names the page: one based on it begins the same.
      start->attributes.push_back({style_ + "parent-style-name", parent_of(paragraph)});
    }
    if (!paragraph.begins_page) flat->attributes.push_back({fo_ + "break-before", "page"});
    for (const auto* size : {"margin-top", "margin-bottom", "line-height"})
      flat->attributes.push_back({fo_ + size, size[0] == 'l' ? "0.1pt" : "0pt"});
    Tree::insert(*start, 0, flat);
    named(*start, start_name);
    named(*rest, rest_name);

    auto* empty = tree_.make(Node::Type::element, Kind::paragraph);
    const std::string text{prefix_of(paragraph.name)};
    empty->name = text + "p";
    empty->attributes = {{text + "style-name", start_name}};
    Tree::insert(*paragraph.parent, paragraph.position() + (after ? 1 : 0), empty);
    paragraph.attribute("style-name")->value = rest_name;
    paragraph.begins_page = paragraph.breaks_before = paragraph.breaks_after = false;
  }

  std::string parent_of(const Node& paragraph) const {
    const auto name = told(paragraph, "style-name");
    const auto* own = style_named(name);
    return own == nullptr ? name : told(*own, "parent-style-name");
  }

  std::string fresh(const std::string& stem) const {
    for (int number = 1;; ++number)
      if (auto name = stem + std::to_string(number); style_named(name) == nullptr) return name;
  }

  Tree& tree_;
  Node* styles_ = nullptr;
  std::string fo_, style_;  // prefixes
};

// ECMA-376, part 1, 17.3.1.23 (pageBreakBefore).
class WordPageStarts final : public PageStarts {
 public:
  explicit WordPageStarts(Tree& tree) : tree_(tree) {}

 private:
  void part(Node& paragraph, bool after) override {
    const std::string word{prefix_of(paragraph.name)};
    auto* start = tree_.make(Node::Type::element, Kind::paragraph);
    start->name = word + "p";
    auto* settings = child(*start, word + "pPr", 0, Kind::paragraph_properties);
    child(*settings, word + "pageBreakBefore", 0, Kind::other);
    child(*settings, word + "spacing", 1, Kind::other)->attributes = {
        {word + "before", "0"}, {word + "after", "0"}, {word + "line", "20"}, {word + "lineRule", "exact"}};
    Tree::insert(*paragraph.parent, paragraph.position() + (after ? 1 : 0), start);

    auto* own = paragraph.child(Kind::paragraph_properties);
    if (own == nullptr) own = child(paragraph, word + "pPr", 0, Kind::paragraph_properties);
    std::size_t position = 0;
    for (std::size_t index = 0; index < own->children.size();) {
      const auto local = local_name(own->children[index]->name);
      if (local == "pageBreakBefore") {
        Tree::remove(*own->children[index]);
        continue;
      }
      ++index;
      if (local == "pStyle" || local == "keepNext" || local == "keepLines") position = index;
    }
    child(*own, word + "pageBreakBefore", position, Kind::other)->attributes = {{word + "val", "0"}};
    paragraph.breaks_before = false;
  }

  Node* child(Node& parent, const std::string& name, std::size_t position, Kind kind) {
    auto* made = tree_.make(Node::Type::element, kind);
    made->name = name;
    Tree::insert(parent, position, made);
    return made;
  }

  Tree& tree_;
};

}  // namespace

void keep_page_starts(Tree& tree, document::DocumentFormat format) {
  if (format == document::DocumentFormat::odt)
    OpenDocumentPageStarts{tree}.visit(tree.root());
  else
    WordPageStarts{tree}.visit(tree.root());
}

}  // namespace caseletters::letter
