#include "letter/shape.h"

#include <algorithm>
#include <map>
#include <string>

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::Tree;

namespace {

class Shaper {
 public:
  explicit Shaper(const Woven& woven) : woven_(woven) {}

  void walk(const Node& node) {
    for (const auto* child : node.children) {
      if (child->type == Node::Type::mark) {
        mark(woven_.marks[static_cast<std::size_t>(child->mark)]);
        continue;
      }
      if (child->type == Node::Type::text || child->type == Node::Type::cdata) {
        const bool blank = child->text.find_first_not_of(" \t\r\n") == std::string::npos;
        if (!blank && (node.kind == Kind::text || node.kind == Kind::property)) seen();
        continue;
      }
      if (shows(child->kind)) {
        seen();
        continue;  // what stands in a text box is not this paragraph's
      }
      if (child->kind == Kind::opaque || child->kind == Kind::paragraph_properties ||
          child->kind == Kind::run_properties || child->kind == Kind::deletion)
        continue;
      walk(*child);
    }
  }

  bool watched = false;
  bool stays = false;
  bool marked = false;

 private:
  void seen() { stays = stays || depth_ == 0; }

  void mark(const Mark& mark) {
    marked = true;
    if (opens_block(mark.kind)) ++depth_;
    if (mark.kind == MarkKind::end) --depth_;
    if (mark.kind != MarkKind::value || mark.field.has(facts::Format::optional))
      watched = true;
    else
      seen();
  }

  const Woven& woven_;
  int depth_ = 0;
};

class Mender {
 public:
  Mender(const document::Dialect& dialect, const Woven& woven, const std::vector<Block>& blocks)
      : dialect_(dialect), woven_(woven), blocks_(blocks) {}

  void visit(Node& node) {
    if (!node.changing || node.type != Node::Type::element) return;
    const auto children = node.children;
    for (auto* child : children) visit(*child);
    // Inner blocks were matched before the ones around them.
    for (const auto& block : blocks_)
      if (block.open->parent == &node) mend(block);
    const bool may_go = (node.kind == Kind::paragraph && shape_of(node, woven_, dialect_).droppable) ||
                        node.kind == Kind::table || node.kind == Kind::content_control || node.kind == Kind::list ||
                        node.kind == Kind::list_item;
    if (may_go && node.parent != nullptr) {
      for (auto* half : lone_halves({&node})) {
        const auto position = node.position() + (half->kind == Kind::range_start ? 0 : 1);
        move(*half, *node.parent, position);
      }
    }
  }

 private:
  using Halves = std::map<std::string, std::vector<Node*>>;

  void collect(Node& node, Halves& halves) const {
    if (const auto key = dialect_.range_key(node); !key.empty()) halves[key].push_back(&node);
    for (auto* child : node.children) collect(*child, halves);
  }

  [[nodiscard]] std::vector<Node*> lone_halves(const std::vector<Node*>& region) const {
    Halves halves;
    for (auto* node : region) collect(*node, halves);
    std::vector<Node*> lone;
    for (const auto& [key, found] : halves) {
      const auto starts =
          std::count_if(found.begin(), found.end(), [](const Node* node) { return node->kind == Kind::range_start; });
      if (starts * 2 != static_cast<std::ptrdiff_t>(found.size())) lone.insert(lone.end(), found.begin(), found.end());
    }
    return lone;
  }

  static void move(Node& half, Node& parent, std::size_t position) {
    const bool shifts = half.parent == &parent && half.position() < position;
    Tree::remove(half);
    Tree::insert(parent, position - (shifts ? 1 : 0), &half);
  }

  void mend(const Block& block) {
    auto& parent = *block.open->parent;
    std::vector<const Node*> borders{block.open};
    borders.insert(borders.end(), block.parts.begin(), block.parts.end());
    borders.push_back(block.end);
    for (std::size_t index = 0; index + 1 < borders.size(); ++index) {
      const auto from = borders[index]->position() + 1, to = borders[index + 1]->position();
      const std::vector<Node*> region(parent.children.begin() + static_cast<std::ptrdiff_t>(from),
                                      parent.children.begin() + static_cast<std::ptrdiff_t>(to));
      for (auto* half : lone_halves(region))
        move(*half, parent, half->kind == Kind::range_start ? block.open->position() : block.end->position() + 1);
    }
    const auto& opened = woven_.marks[static_cast<std::size_t>(block.open->mark)];
    if (opened.kind != MarkKind::for_each) return;
    const auto from = block.open->position() + 1;
    for (auto index = from; parent.children[index] != block.end;) {
      auto* child = parent.children[index];
      if (dialect_.drop_in_repeat(*child)) {
        Tree::remove(*child);
      } else {
        make_repeatable(*child);
        ++index;
      }
    }
  }

  void make_repeatable(Node& node) {
    std::erase_if(node.attributes,
                  [&](const document::Attribute& one) { return dialect_.is_single_id(node, one.name); });
    for (const auto& one : node.attributes)
      if (dialect_.is_numbered_id(node, one.name) || dialect_.is_single_name(node, one.name)) set_changing(node);
    for (std::size_t index = 0; index < node.children.size();) {
      if (dialect_.drop_in_repeat(*node.children[index])) {
        Tree::remove(*node.children[index]);
      } else {
        make_repeatable(*node.children[index]);
        ++index;
      }
    }
  }

  const document::Dialect& dialect_;
  const Woven& woven_;
  const std::vector<Block>& blocks_;
};

}  // namespace

ParagraphShape shape_of(const Node& paragraph, const Woven& woven, const document::Dialect& dialect) {
  Shaper shaper{woven};
  shaper.walk(paragraph);
  return {shaper.watched, shaper.marked && !shaper.stays && !paragraph.begins_page && !dialect.ends_section(paragraph)};
}

void keep_pairs_whole(Tree& tree, const document::Dialect& dialect, const Woven& woven,
                      const std::vector<Block>& blocks) {
  Mender{dialect, woven, blocks}.visit(tree.root());
}

}  // namespace caseletters::letter
