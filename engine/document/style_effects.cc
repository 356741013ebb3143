#include "document/style_effects.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "document/opendocument_styles.h"
#include "document/relationships.h"
#include "document/word_styles.h"
#include "package/xml.h"

namespace caseletters::document {

struct StyleEffects::Styles {
  DocumentFormat format = DocumentFormat::docx;
  std::optional<WordStyles> word;  // only where a style says something of interest
  std::optional<package::XmlTree> common, content;
  std::optional<OdfStyles> opendocument;
};

namespace {

std::string told(const Node& node, std::string_view attribute) {
  const auto* found = node.attribute(attribute);
  return found == nullptr ? std::string{} : found->value;
}

const Node* named(const Node* parent, std::string_view local) {
  if (parent == nullptr) return nullptr;
  for (const auto* child : parent->children)
    if (child->type == Node::Type::element && local_name(child->name) == local) return child;
  return nullptr;
}

std::string style_of(const Node* properties, std::string_view local) {
  const auto* style = named(properties, local);
  return style == nullptr ? std::string{} : told(*style, "val");
}

// ECMA-376, part 1, 17.3.1.23 (pageBreakBefore), 17.3.2.41 (vanish), 17.7.3 (switches of styles).
class WordEffects {
 public:
  explicit WordEffects(const WordStyles* styles) : styles_(styles) {}

  void visit(Node& node, bool hidden) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
    if (node.kind == Kind::paragraph) hidden = paragraph(node);
    if (node.kind == Kind::run) {
      run(node, hidden);
      if (node.children.size() == 1) return;
    }
    for (auto* child : node.children) visit(*child, hidden);
  }

 private:
  bool paragraph(Node& node) const {
    const auto* properties = node.child(Kind::paragraph_properties);
    const auto* own = named(properties, "pageBreakBefore");
    if (own != nullptr) node.breaks_before = is_on(*own);
    if (styles_ == nullptr) return false;
    const auto& style = styles_->paragraph(style_of(properties, "pStyle"));
    if (own == nullptr)
      node.breaks_before =
          style.paragraph.page_break_before.value_or(styles_->default_paragraph().page_break_before.value_or(false));
    return style.run.hidden.value_or(styles_->default_run().hidden.value_or(false));
  }

  void run(Node& node, bool hidden) const {
    if (styles_ == nullptr) return;
    const auto* properties = node.child(Kind::run_properties);
    if (named(properties, "vanish") != nullptr) return;  // what the run itself says counts
    const auto* style = styles_->character(style_of(properties, "rStyle"));
    node.hidden = hidden != (style != nullptr && style->hidden.value_or(false));
  }

  const WordStyles* styles_;
};

// OpenDocument 1.3, part 3, 19.880 (style:master-page-name), 20.184 (fo:break-before), 20.405 (text:display).
class OpenDocumentEffects {
 public:
  OpenDocumentEffects(const OdfStyles& styles, bool in_content) : styles_(styles), in_content_(in_content) {}

  void visit(Node& node) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
    if (const auto style = told(node, "style-name"); !style.empty()) {
      if (node.kind == Kind::paragraph) {
        const auto& found = styles_.find("paragraph", style, in_content_);
        node.hidden = found.run.hidden.value_or(false);
        node.begins_page = !found.master_page.empty();
        node.breaks_before = found.paragraph.page_break_before.value_or(false);
        node.breaks_after = found.break_after;
      } else if (node.kind == Kind::run) {
        node.hidden = styles_.find("text", style, in_content_).run.hidden.value_or(false);
      }
    }
    for (auto* child : node.children) visit(*child);
  }

 private:
  const OdfStyles& styles_;
  bool in_content_;
};

bool says_any(std::string_view bytes, std::initializer_list<std::string_view> words) {
  for (const auto word : words)
    if (bytes.find(word) != std::string_view::npos) return true;
  return false;
}

Result<std::optional<WordStyles>> read_word(const Document& document) {
  std::optional<WordStyles> none;
  const auto below = read_relationships(document.archive(), document.main_part());
  if (!below) return fail(below.error());
  for (const auto& one : *below) {
    if (short_type(one) != "styles" || one.external || document.archive().find(one.target) == nullptr) continue;
    const auto bytes = document.archive().read(one.target);
    if (!bytes) return fail(bytes.error());
    if (!says_any(*bytes, {"vanish", "pageBreakBefore"})) return none;
    auto styles = WordStyles::read(document.archive(), one.target, {});
    if (!styles) return fail(styles.error());
    return std::move(*styles);
  }
  return none;
}

}  // namespace

StyleEffects::StyleEffects(std::unique_ptr<Styles> styles) : styles_(std::move(styles)) {}
StyleEffects::StyleEffects(StyleEffects&&) noexcept = default;
StyleEffects& StyleEffects::operator=(StyleEffects&&) noexcept = default;
StyleEffects::~StyleEffects() = default;

Result<StyleEffects> StyleEffects::read(const Document& document) {
  auto out = std::make_unique<Styles>();
  out->format = document.format();
  if (document.format() == DocumentFormat::docx) {
    auto styles = read_word(document);
    if (!styles) return fail(styles.error());
    out->word = std::move(*styles);
    return StyleEffects{std::move(out)};
  }
  bool any = false;
  const auto open = [&](const std::string& part, std::optional<package::XmlTree>& place) -> Result<void> {
    if (document.archive().find(part) == nullptr) return {};
    const auto bytes = document.archive().read(part);
    if (!bytes) return fail(bytes.error());
    auto tree = package::XmlTree::parse(*bytes, document.file(), part);
    if (!tree) return fail(tree.error());
    any = any || says_any(*bytes, {"display=", "break-before=", "break-after=", "master-page-name="});
    place = std::move(*tree);
    return {};
  };
  if (auto done = open("styles.xml", out->common); !done) return fail(done.error());
  if (auto done = open(document.main_part(), out->content); !done) return fail(done.error());
  if (any) {
    out->opendocument.emplace();
    out->opendocument->read(out->common ? out->common->root() : pugi::xml_node{},
                            out->content ? out->content->root() : pugi::xml_node{});
  }
  return StyleEffects{std::move(out)};
}

void StyleEffects::note(Tree& tree, const Story& story) const {
  if (story.kind == StoryKind::properties) return;
  if (styles_->format == DocumentFormat::docx)
    WordEffects{styles_->word ? &*styles_->word : nullptr}.visit(tree.root(), false);
  else if (styles_->opendocument)
    OpenDocumentEffects{*styles_->opendocument, story.kind == StoryKind::body}.visit(tree.root());
}

}  // namespace caseletters::document
