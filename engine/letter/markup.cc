#include "letter/markup.h"

#include <algorithm>

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

// The paragraph's own settings, without what only one paragraph may have.
void append_settings(std::string& out, const document::Dialect& dialect, const Node& paragraph) {
  const auto* found = paragraph.child(Kind::paragraph_properties);
  if (found == nullptr) return;
  Node copy = *found;
  std::erase_if(copy.children, [&](const Node* child) { return dialect.is_single_setting(*child); });
  append_xml(out, copy);
}

void append_start(std::string& out, const document::Dialect& dialect, const Node& paragraph) {
  Node shell;
  shell.name = paragraph.name;
  for (const auto& attribute : paragraph.attributes)
    if (!dialect.is_single_id(paragraph, attribute.name)) shell.attributes.push_back(attribute);
  append_tag(out, shell);
  out += '>';
}

const Node* first_text(const Node& node) {
  if (node.kind == Kind::text && node.type == Node::Type::element) return &node;
  if (node.kind != Kind::run) return nullptr;
  for (const auto* child : node.children)
    if (const auto* found = first_text(*child)) return found;
  return nullptr;
}

}  // namespace

void run_tags(const Node& text, const Node& until, std::string& closing, std::string& opening) {
  for (const auto* place = &text; place != &until; place = place->parent) {
    if (place->name.empty()) continue;
    append_end(closing, *place);
    std::string tag;
    append_tag(tag, *place);
    tag += '>';
    if (const auto* own = place->child(Kind::run_properties)) append_xml(tag, *own);
    opening.insert(0, tag);
  }
}

bool paragraph_tags(const document::Dialect& dialect, const Node& text, std::string& closing, std::string& opening) {
  const Node* place = &text;
  while (place->kind == Kind::text || place->kind == Kind::run) place = place->parent;
  if (place->kind != Kind::paragraph || dialect.ends_section(*place)) return false;
  run_tags(text, *place, closing, opening);
  append_end(closing, *place);
  std::string tag;
  append_start(tag, dialect, *place);
  append_settings(tag, dialect, *place);
  opening.insert(0, tag);
  return true;
}

std::string empty_paragraph(const document::Dialect& dialect, const Node& container, const Woven& woven) {
  const Node* model = nullptr;
  for (const auto* child : container.children)
    if (child->kind == Kind::paragraph) model = child;
  if (model == nullptr) {
    const auto lost = woven.lost_paragraphs.find(&container);
    if (lost == woven.lost_paragraphs.end()) return dialect.empty_paragraph(container);
    model = lost->second;
  }
  std::string out;
  append_start(out, dialect, *model);
  append_settings(out, dialect, *model);
  append_end(out, *model);
  return out;
}

bool ends_with_paragraph(const Node& container) {
  for (auto place = container.children.rbegin(); place != container.children.rend(); ++place) {
    if ((*place)->type == Node::Type::mark) return true;
    if ((*place)->kind == Kind::table) return false;
    if ((*place)->kind == Kind::paragraph || (*place)->kind == Kind::content_control) return true;
  }
  return true;
}

bool between_tables(const Node& paragraph) {
  const auto& siblings = paragraph.parent->children;
  const auto at = paragraph.position();
  return at > 0 && at + 1 < siblings.size() && siblings[at - 1]->kind == Kind::table &&
         siblings[at + 1]->kind == Kind::table;
}

const Node* text_beside(const Node& mark) {
  const auto& siblings = mark.parent->children;
  for (auto index = mark.position() + 1; index < siblings.size(); ++index)
    if (const auto* found = first_text(*siblings[index])) return found;
  for (auto index = mark.position(); index > 0; --index)
    if (const auto* found = first_text(*siblings[index - 1])) return found;
  return nullptr;
}

}  // namespace caseletters::letter
