#include "letter/content_controls.h"

#include <algorithm>

#include "letter/weave.h"

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;
using document::Tree;

namespace {

std::string words_in(const Node& node) {
  if (node.type == Node::Type::mark) return "{{…}}";
  if (node.kind == Kind::opaque) return {};
  if (node.kind == Kind::paragraph || node.kind == Kind::run) return paragraph_words(node);
  std::string out;
  for (const auto* child : node.children) out += words_in(*child);
  return out;
}

void control(Node& node, Findings& findings) {
  const auto properties = std::find_if(node.children.begin(), node.children.end(),
                                       [](const Node* child) { return local_name(child->name) == "sdtPr"; });
  if (properties == node.children.end()) return;
  auto& settings = **properties;
  if (node.changing) {
    for (std::size_t index = settings.children.size(); index > 0; --index) {
      const auto local = local_name(settings.children[index - 1]->name);
      if (local == "dataBinding" || local == "showingPlcHdr") Tree::remove(*settings.children[index - 1]);
    }
    return;
  }
  const bool prompts = std::any_of(settings.children.begin(), settings.children.end(), [](const Node* child) {
    if (local_name(child->name) != "showingPlcHdr") return false;
    const auto* value = child->attribute("val");
    return value == nullptr || (value->value != "0" && value->value != "false" && value->value != "off");
  });
  const auto words = prompts ? words_in(node) : std::string{};
  if (words.find_first_not_of(" \t\r\n\f") != std::string::npos)
    findings.add(
        error("residue", "“" + quoted(words, 60) + "” is the prompt of a content control nobody has filled in.",
              "Put a mark in its place, or take the control out."),
        words);
}

void visit(Node& node, Findings& findings) {
  if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
  if (node.kind == Kind::content_control) control(node, findings);
  for (auto* child : node.children) visit(*child, findings);
}

}  // namespace

void loosen_controls(Tree& tree, Findings& findings) {
  visit(tree.root(), findings);
}

}  // namespace caseletters::letter
