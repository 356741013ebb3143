#include "document/opendocument_text.h"

#include <set>
#include <string>
#include <utility>

namespace caseletters::document {
namespace {

class Settler {
 public:
  explicit Settler(Tree& tree) : tree_(tree) {}

  void run() {
    auto& root = tree_.root();
    for (const auto* child : root.children) {
      const auto local = local_name(child->name);
      if (local == "automatic-styles" || local == "styles") styles(*child);
    }
    find_ends(root);
    block(root);
  }

 private:
  void styles(const Node& list) {
    for (const auto* style : list.children) {
      const auto* name = style->attribute("name");
      if (name == nullptr || local_name(style->name) != "style") continue;
      const auto* family = style->attribute("family");
      const std::string key = (family == nullptr ? std::string{} : family->value) + ' ' + name->value;
      const auto* master = style->attribute("master-page-name");
      if (master != nullptr && !master->value.empty()) page_styles_.insert(key);
      for (const auto* properties : style->children) {
        const auto* display = properties->attribute("display");
        if (local_name(properties->name) == "text-properties" && display != nullptr && display->value == "none")
          hidden_styles_.insert(key);
      }
    }
  }

  void find_ends(const Node& node) {
    if (node.kind == Kind::range_end)
      if (const auto* name = node.attribute("name"); name != nullptr && local_name(node.name) == "annotation-end")
        ended_notes_.insert(name->value);
    for (const auto* child : node.children) find_ends(*child);
  }

  [[nodiscard]] bool styled(const Node& node, std::string_view family, const std::set<std::string>& styles) const {
    const auto* style = node.attribute("style-name");
    return style != nullptr && styles.contains(std::string{family} + ' ' + style->value);
  }

  void block(Node& node) {
    note(node);
    if (node.kind == Kind::opaque) return;
    if (node.kind == Kind::paragraph) {
      node.begins_page = styled(node, "paragraph", page_styles_);
      node.hidden = styled(node, "paragraph", hidden_styles_);
      bool after_space = true;
      characters(node, after_space);
      return;
    }
    if (node.kind == Kind::table) node.begins_page = styled(node, "table", page_styles_);
    if (node.kind == Kind::group)
      if (const auto* display = node.attribute("display")) node.hidden = display->value == "none";
    for (auto* child : node.children) block(*child);
  }

  // Comments that cover no stretch, and the reach of tracked changes.
  void note(Node& node) {
    const auto local = local_name(node.name);
    if (node.kind == Kind::range_start && local == "annotation") {
      const auto* name = node.attribute("name");
      if (name == nullptr || !ended_notes_.contains(name->value)) node.kind = Kind::opaque;
    }
    if (node.kind == Kind::ignorable && local == "change") node.tracked = true;
    const auto* change = node.attribute("change-id");
    if (change == nullptr) return;
    if (node.kind == Kind::range_start && local == "change-start") changes_.insert(change->value);
    if (node.kind == Kind::range_end && local == "change-end") changes_.erase(change->value);
  }

  void characters(Node& node, bool& after_space) {
    for (std::size_t index = 0; index < node.children.size();) {
      auto* child = node.children[index];
      if (child->type == Node::Type::text || child->type == Node::Type::cdata) {
        auto words = collapsed(child->text, after_space);
        Tree::remove(*child);
        if (words.empty()) continue;
        child->type = Node::Type::text;
        child->text = std::move(words);
        auto* text = tree_.make(Node::Type::element, Kind::text);
        text->tracked = !changes_.empty();
        Tree::insert(node, index++, text);
        Tree::insert(*text, 0, child);
        continue;
      }
      ++index;
      if (child->type != Node::Type::element) continue;
      note(*child);
      switch (child->kind) {
        case Kind::spaces:
        case Kind::tab:
        case Kind::line_break:
          child->tracked = !changes_.empty();
          after_space = false;
          break;
        case Kind::run:
          child->hidden = styled(*child, "text", hidden_styles_);
          characters(*child, after_space);
          break;
        case Kind::inline_holder:
          characters(*child, after_space);
          break;
        case Kind::visible: {
          bool own = true;
          characters(*child, own);
          after_space = false;
          break;
        }
        case Kind::object:
          block(*child);
          after_space = false;
          break;
        default:
          break;
      }
    }
  }

  static std::string collapsed(std::string_view text, bool& after_space) {
    std::string out;
    out.reserve(text.size());
    for (const char one : text) {
      const bool space = one == ' ' || one == '\t' || one == '\n' || one == '\r';
      if (space && after_space) continue;
      out += space ? ' ' : one;
      after_space = space;
    }
    return out;
  }

  Tree& tree_;
  std::set<std::string> page_styles_, hidden_styles_, ended_notes_, changes_;
};

}  // namespace

void settle_opendocument(Tree& tree) {
  Settler{tree}.run();
}

}  // namespace caseletters::document
