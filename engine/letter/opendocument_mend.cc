#include "letter/opendocument_mend.h"

#include <set>
#include <string>

#include "letter/marks.h"

namespace caseletters::letter {

using document::Attribute;
using document::Kind;
using document::local_name;
using document::Node;
using document::Tree;

namespace {

bool is_content(const Node& node) {
  return node.type == Node::Type::element && node.kind != Kind::range_start && node.kind != Kind::range_end &&
         node.kind != Kind::ignorable && node.kind != Kind::opaque;
}

std::string told(const Node& node, std::string_view attribute) {
  const auto* found = node.attribute(attribute);
  return found == nullptr ? std::string{} : found->value;
}

class Settler {
 public:
  Settler(const Woven& woven, const std::vector<Block>& blocks) : woven_(woven), blocks_(blocks) {}

  void run(Tree& tree) {
    for (const auto& block : blocks_) {
      note_ids(block);
      if (woven_.marks[static_cast<std::size_t>(block.open->mark)].kind == MarkKind::for_each) repeat(tree, block);
    }
    if (!unsure_.empty()) go_on_from_any(tree.root());
  }

 private:
  static std::vector<Node*> region_of(const Block& block) {
    const auto& children = block.open->parent->children;
    return {children.begin() + static_cast<std::ptrdiff_t>(block.open->position()) + 1,
            children.begin() + static_cast<std::ptrdiff_t>(block.end->position())};
  }

  // Lists that may not be there, or be there several times.
  void note_ids(const Block& block) {
    for (const auto* node : region_of(block)) note_ids(*node);
  }
  void note_ids(const Node& node) {
    if (node.kind == Kind::list)
      if (const auto id = told(node, "id"); !id.empty()) unsure_.insert(id);
    for (const auto* child : node.children) note_ids(*child);
  }

  void go_on_from_any(Node& node) {
    if (node.kind == Kind::list)
      for (auto& attribute : node.attributes)
        if (local_name(attribute.name) == "continue-list" && unsure_.contains(attribute.value)) {
          const auto name = std::string{document::prefix_of(attribute.name)} + "continue-numbering";
          std::erase_if(node.attributes,
                        [](const Attribute& one) { return local_name(one.name) == "continue-numbering"; });
          set(node, "continue-list", name, "true");
          break;
        }
    for (auto* child : node.children) go_on_from_any(*child);
  }

  // Gives an attribute another name and value.
  static void set(Node& node, std::string_view local, const std::string& name, const std::string& value) {
    for (auto& attribute : node.attributes)
      if (local_name(attribute.name) == local) attribute = {name, value};
    set_changing(node);
  }

  void repeat(Tree& tree, const Block& block) {
    std::vector<Node*> content;
    for (auto* node : region_of(block))
      if (is_content(*node)) content.push_back(node);
    if (content.size() == 1 && content.front()->kind == Kind::list && item_count(*content.front()) == 1) {
      repeat_item(*content.front(), block);
      return;
    }
    std::set<std::string> seen;
    for (auto* node : content) begin_anew(tree, *node, block, seen);
  }

  static std::size_t item_count(const Node& list) {
    std::size_t count = 0;
    for (const auto* child : list.children)
      if (is_content(*child)) ++count;
    return count;
  }

  // The marks move into the list, around its item.
  static void repeat_item(Node& list, const Block& block) {
    // With the marks of blocks within; halves of pairs that stand beside the list stay outside.
    auto marks = region_of(block);
    std::erase_if(marks, [&](const Node* node) { return node->type != Node::Type::mark && node != &list; });
    marks.insert(marks.begin(), block.open);
    marks.push_back(block.end);
    std::size_t position = 0;
    for (auto* mark : marks) {
      if (mark == &list) {
        position = list.children.size();
        continue;
      }
      Tree::remove(*mark);
      Tree::insert(list, position++, mark);
    }
    set_changing(list);
  }

  // The first list of a style within the repeat, where the style numbers nothing before it.
  void begin_anew(Tree& tree, Node& node, const Block& block, std::set<std::string>& seen) {
    if (node.kind != Kind::list) {
      if (node.kind == Kind::group)
        for (auto* child : node.children) begin_anew(tree, *child, block, seen);
      return;
    }
    const auto style = told(node, "style-name");
    if (!seen.insert(style).second) return;
    if (told(node, "continue-numbering") != "true" && told(node, "continue-list").empty()) return;
    bool before = true;
    if (style.empty() || stands_before(tree.root(), style, block.open, before)) return;
    auto* item = &node;
    while (item->kind == Kind::list) {
      Node* first = nullptr;
      for (auto* child : item->children)
        if (child->kind == Kind::list_item && local_name(child->name) == "list-item" && first == nullptr) first = child;
      if (first == nullptr) return;
      item = first;
      // The numbers of an inner level are those of its own first item.
      if (item->children.size() == 1 && item->children.front()->kind == Kind::list) item = item->children.front();
    }
    if (item->attribute("start-value") == nullptr)
      item->attributes.push_back({std::string{document::prefix_of(item->name)} + "start-value", "1"});
    set_changing(*item);
  }

  static bool stands_before(const Node& node, const std::string& style, const Node* mark, bool& before) {
    if (&node == mark) before = false;
    if (!before) return false;
    if (node.kind == Kind::list && told(node, "style-name") == style) return true;
    for (const auto* child : node.children)
      if (stands_before(*child, style, mark, before)) return true;
    return false;
  }

  const Woven& woven_;
  const std::vector<Block>& blocks_;
  std::set<std::string> unsure_;
};

bool is_half(const Node& node) {
  return (node.kind == Kind::range_start || node.kind == Kind::range_end) &&
         !local_name(node.name).starts_with("change-");  // tracked changes may stand anywhere
}

void find_homeless(const Node& node, const document::Dialect& dialect, std::set<std::string>& out) {
  const bool home = node.kind == Kind::paragraph || node.kind == Kind::run || node.kind == Kind::inline_holder;
  for (const auto* child : node.children) {
    if (!home && is_half(*child)) out.insert(dialect.range_key(*child));
    find_homeless(*child, dialect, out);
  }
}

void drop_pairs(Node& node, const document::Dialect& dialect, const std::set<std::string>& pairs) {
  std::erase_if(node.children,
                [&](const Node* child) { return is_half(*child) && pairs.contains(dialect.range_key(*child)); });
  for (auto* child : node.children) drop_pairs(*child, dialect, pairs);
}

}  // namespace

void drop_homeless_pairs(Tree& tree, const document::Dialect& dialect) {
  std::set<std::string> pairs;
  find_homeless(tree.root(), dialect, pairs);
  if (!pairs.empty()) drop_pairs(tree.root(), dialect, pairs);
}

void settle_list_numbers(Tree& tree, const Woven& woven, const std::vector<Block>& blocks) {
  Settler{woven, blocks}.run(tree);
}

}  // namespace caseletters::letter
