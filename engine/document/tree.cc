#include "document/tree.h"

#include <utility>

#include "package/xml.h"

namespace caseletters::document {

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon + 1);
}

const Attribute* Node::attribute(std::string_view local) const {
  for (const auto& candidate : attributes)
    if (local_name(candidate.name) == local) return &candidate;
  return nullptr;
}

Attribute* Node::attribute(std::string_view local) {
  return const_cast<Attribute*>(std::as_const(*this).attribute(local));
}

Node* Node::child(Kind wanted) const {
  for (auto* candidate : children)
    if (candidate->type == Type::element && candidate->kind == wanted) return candidate;
  return nullptr;
}

std::size_t Node::position() const {
  for (std::size_t index = 0; index < parent->children.size(); ++index)
    if (parent->children[index] == this) return index;
  return parent->children.size();
}

namespace {

struct Prefix {
  std::string_view name;  // "" for the default namespace
  std::string_view uri;
};

class Builder {
 public:
  Builder(Tree& tree, const Dialect& dialect) : tree_(tree), dialect_(dialect) {}

  Node* build(pugi::xml_node source, Node* parent) {
    switch (source.type()) {
      case pugi::node_element:
        return element(source, parent);
      case pugi::node_pcdata:
        return leaf(Node::Type::text, source);
      case pugi::node_cdata:
        return leaf(Node::Type::cdata, source);
      case pugi::node_comment:
        return leaf(Node::Type::comment, source);
      case pugi::node_pi:
        return leaf(Node::Type::instruction, source);
      default:
        return nullptr;
    }
  }

 private:
  Node* leaf(Node::Type type, pugi::xml_node source) {
    auto* node = tree_.make(type);
    node->name = source.name();
    node->text = source.value();
    return node;
  }

  Node* element(pugi::xml_node source, Node* parent) {
    auto* node = tree_.make(Node::Type::element);
    node->name = source.name();
    node->parent = parent;
    const auto outer = scope_.size();
    for (const auto& attribute : source.attributes()) {
      node->attributes.push_back({attribute.name(), attribute.value()});
      const std::string_view name = attribute.name();
      if (name == "xmlns")
        scope_.push_back({"", attribute.value()});
      else if (name.starts_with("xmlns:"))
        scope_.push_back({name.substr(6), attribute.value()});
    }
    node->kind = dialect_.kind_of(uri_of(source.name()), local_name(source.name()), *node, parent);
    for (const auto& child : source.children()) {
      if (auto* made = build(child, node)) {
        made->parent = node;
        node->children.push_back(made);
      }
    }
    scope_.resize(outer);
    return node;
  }

  [[nodiscard]] std::string_view uri_of(std::string_view name) const {
    auto prefix = prefix_of(name);
    if (!prefix.empty()) prefix.remove_suffix(1);
    for (auto place = scope_.rbegin(); place != scope_.rend(); ++place)
      if (place->name == prefix) return place->uri;
    return {};
  }

  Tree& tree_;
  const Dialect& dialect_;
  std::vector<Prefix> scope_;
};

}  // namespace

Result<Tree> Tree::parse(std::string_view bytes, const std::string& file, const std::string& part,
                         const Dialect& dialect) {
  auto source = package::XmlTree::parse(bytes, file, part);
  if (!source) return fail(std::move(source.error()));
  Tree tree;
  tree.declaration_ = source->declaration();
  Builder builder{tree, dialect};
  for (const auto& child : source->document().children()) {
    if (child.type() == pugi::node_declaration) continue;
    auto* made = builder.build(child, nullptr);
    if (made == nullptr) continue;
    if (child.type() == pugi::node_element)
      tree.root_ = made;
    else if (child.type() != pugi::node_pcdata)
      (tree.root_ == nullptr ? tree.before_ : tree.after_).push_back(made);
  }
  // What is written is always UTF-8, whatever was read.
  const auto encoding = tree.declaration_.find("encoding");
  if (encoding != std::string::npos) {
    const auto quote = tree.declaration_.find_first_of("\"'", encoding);
    const auto end = quote == std::string::npos ? quote : tree.declaration_.find(tree.declaration_[quote], quote + 1);
    if (end != std::string::npos) {
      const auto name = tree.declaration_.substr(quote + 1, end - quote - 1);
      if (name != "UTF-8" && name != "utf-8") tree.declaration_.replace(quote + 1, end - quote - 1, "UTF-8");
    }
  }
  dialect.settle(tree);
  return tree;
}

Node* Tree::make(Node::Type type, Kind kind) {
  auto& node = nodes_.emplace_back();
  node.type = type;
  node.kind = kind;
  return &node;
}

Node* Tree::copy_shell(const Node& node) {
  auto* made = make(node.type, node.kind);
  made->name = node.name;
  made->attributes = node.attributes;
  made->hidden = node.hidden;
  made->tracked = node.tracked;
  made->begins_page = node.begins_page;
  made->breaks_before = node.breaks_before;
  made->breaks_after = node.breaks_after;
  return made;
}

Node* Tree::copy(const Node& node) {
  auto* made = copy_shell(node);
  made->text = node.text;
  made->mark = node.mark;
  for (const auto* child : node.children) {
    auto* copied = copy(*child);
    copied->parent = made;
    made->children.push_back(copied);
  }
  return made;
}

void Tree::insert(Node& parent, std::size_t position, Node* node) {
  node->parent = &parent;
  parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(position), node);
}

void Tree::remove(Node& node) {
  auto& siblings = node.parent->children;
  siblings.erase(siblings.begin() + static_cast<std::ptrdiff_t>(node.position()));
  node.parent = nullptr;
}

void Tree::unwrap(Node& holder) {
  auto& parent = *holder.parent;
  auto position = holder.position();
  const auto children = holder.children;
  remove(holder);
  for (auto* child : children)
    if (child->kind != Kind::opaque) insert(parent, position++, child);
}

void append_tag(std::string& out, const Node& element) {
  if (element.name.empty()) return;
  out += '<';
  out += element.name;
  for (const auto& attribute : element.attributes) {
    out += ' ';
    out += attribute.name;
    out += "=\"";
    package::append_escaped_attribute(out, attribute.value);
    out += '"';
  }
}

void append_end(std::string& out, const Node& element) {
  if (element.name.empty()) return;
  out += "</";
  out += element.name;
  out += '>';
}

void append_xml(std::string& out, const Node& node) {
  switch (node.type) {
    case Node::Type::element:
      append_tag(out, node);
      if (node.name.empty()) {
        for (const auto* child : node.children) append_xml(out, *child);
        return;
      }
      if (node.children.empty()) {
        out += "/>";
        return;
      }
      out += '>';
      for (const auto* child : node.children) append_xml(out, *child);
      append_end(out, node);
      return;
    case Node::Type::text:
      package::append_escaped_text(out, node.text);
      return;
    case Node::Type::cdata:
      out += "<![CDATA[";
      out += node.text;
      out += "]]>";
      return;
    case Node::Type::comment:
      out += "<!--";
      out += node.text;
      out += "-->";
      return;
    case Node::Type::instruction:
      out += "<?";
      out += node.name;
      if (!node.text.empty()) {
        out += ' ';
        out += node.text;
      }
      out += "?>";
      return;
    case Node::Type::mark:
      return;
  }
}

std::string to_xml(const Tree& tree) {
  std::string out = tree.declaration();
  if (!out.empty()) out += '\n';
  for (const auto* node : tree.before()) append_xml(out, *node);
  append_xml(out, tree.root());
  for (const auto* node : tree.after()) append_xml(out, *node);
  return out;
}

}  // namespace caseletters::document
