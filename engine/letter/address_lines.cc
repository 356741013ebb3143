#include "letter/address_lines.h"

#include <algorithm>

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::Tree;

namespace {

bool is_gap(const std::vector<Node*>& nodes) {
  for (const auto* node : nodes) {
    if (node->kind == Kind::tab || node->kind == Kind::line_break || node->kind == Kind::spaces) continue;
    if (node->kind != Kind::text) return false;
    for (const auto* child : node->children)
      if (child->text.find_first_not_of(" ,.\t\r\n") != std::string::npos && child->text != "\u00a0") return false;
  }
  return true;
}

bool is_part(const Node& node, const AddressLine& field) {
  return std::find(field.nodes.begin(), field.nodes.end(), &node) != field.nodes.end();
}

void leaves(Node& node, std::vector<Node*>& out) {
  for (auto* child : node.children) {
    if (child->type != Node::Type::element || child->kind == Kind::paragraph_properties ||
        child->kind == Kind::run_properties || child->kind == Kind::opaque || child->kind == Kind::ignorable ||
        child->kind == Kind::range_start || child->kind == Kind::range_end)
      continue;
    const bool whole = child->kind != Kind::run && child->kind != Kind::inline_holder &&
                       child->kind != Kind::simple_field && child->kind != Kind::smart_tag &&
                       child->kind != Kind::insertion && child->kind != Kind::content_control &&
                       child->kind != Kind::group;
    if (whole || child->kind == Kind::simple_field) out.push_back(child);
    if (!whole) leaves(*child, out);
  }
}

// The texts and breaks of a paragraph after one field (or from its start) and before another (or to its end).
std::vector<Node*> between(Node& paragraph, const AddressLine* after, const AddressLine* before) {
  std::vector<Node*> all;
  leaves(paragraph, all);
  auto from = all.begin(), to = all.end();
  if (after != nullptr)
    for (auto place = all.begin(); place != all.end(); ++place)
      if (is_part(**place, *after)) from = place + 1;
  if (before != nullptr) to = std::find_if(from, all.end(), [&](Node* node) { return is_part(*node, *before); });
  return {from, to};
}

}  // namespace

bool goes_on(const AddressLine& last, const AddressLine& next) {
  if (last.paragraph == next.paragraph) return is_gap(between(*last.paragraph, &last, &next));
  const auto* parent = last.paragraph->parent;
  if (parent == nullptr || parent != next.paragraph->parent) return false;
  auto place = last.paragraph->position() + 1;
  while (place < parent->children.size() && parent->children[place]->kind != Kind::paragraph) {
    const auto* child = parent->children[place++];
    if (child->type == Node::Type::element && child->kind != Kind::range_start && child->kind != Kind::range_end &&
        child->kind != Kind::ignorable)
      return false;
  }
  return place < parent->children.size() && parent->children[place] == next.paragraph &&
         is_gap(between(*last.paragraph, &last, nullptr)) && is_gap(between(*next.paragraph, nullptr, &next));
}

std::vector<Node*> gaps_of(const std::vector<AddressLine>& group) {
  std::vector<Node*> gaps;
  const auto add = [&gaps](const std::vector<Node*>& nodes) { gaps.insert(gaps.end(), nodes.begin(), nodes.end()); };
  for (std::size_t index = 0; index + 1 < group.size(); ++index) {
    const auto &last = group[index], &next = group[index + 1];
    const bool same = last.paragraph == next.paragraph;
    add(between(*last.paragraph, &last, same ? &next : nullptr));
    if (!same) add(between(*next.paragraph, nullptr, &next));
  }
  return gaps;
}

bool in_paragraphs(const std::vector<AddressLine>& group) {
  return group.front().paragraph != group[1].paragraph &&
         between(*group.front().paragraph, nullptr, &group.front()).empty();
}

void take_out(Node& node) {
  auto* parent = node.parent;
  if (parent == nullptr) return;
  Tree::remove(node);
  const bool empty =
      parent->kind == Kind::run && std::all_of(parent->children.begin(), parent->children.end(), [](const Node* child) {
        return child->kind == Kind::run_properties || child->type == Node::Type::text;
      });
  if (empty) Tree::remove(*parent);
}

}  // namespace caseletters::letter
