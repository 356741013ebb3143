#include "letter/package_edit.h"

#include <utility>

#include "base/text.h"
#include "document/relationships.h"

namespace caseletters::letter {

using document::Node;
using document::Tree;

namespace {

constexpr auto types_part = "[Content_Types].xml";
constexpr auto document_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
constexpr auto template_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
constexpr auto picture_relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

Node* add_child(Tree& tree, std::string_view local, std::vector<document::Attribute> attributes, std::size_t position) {
  auto* made = tree.make(Node::Type::element);
  made->name = std::string{document::prefix_of(tree.root().name)} + std::string{local};
  made->attributes = std::move(attributes);
  Tree::insert(tree.root(), position, made);
  return made;
}

bool is_remote(std::string_view target) {
  return target.starts_with("http:") || target.starts_with("https:") || target.starts_with("ftp:") ||
         target.starts_with("\\\\") || target.starts_with("//") || target.starts_with("file://///") ||
         target.starts_with("file:\\\\\\\\");
}

}  // namespace

Result<Tree*> PackageEdit::tree_of(const std::string& part) {
  if (const auto known = trees_.find(part); known != trees_.end()) return &known->second;
  const auto bytes = document_.archive().read(part);
  if (!bytes) return fail(bytes.error());
  auto tree = Tree::parse(*bytes, document_.file(), part, document::property_dialect());
  if (!tree) return fail(tree.error());
  return &trees_.emplace(part, std::move(*tree)).first->second;
}

Result<Node*> PackageEdit::find(const std::string& part, const std::string& id) {
  auto tree = tree_of(document::relationships_part(part));
  if (!tree) return fail(tree.error());
  for (auto* child : (*tree)->root().children)
    if (const auto* own = child->attribute("Id"); own != nullptr && own->value == id) return child;
  return nullptr;
}

Result<std::string> PackageEdit::picture_part(const std::string& stem, const std::string& ending,
                                              const std::string& bytes) {
  auto& name = pictures_[stem + "." + ending];
  if (!name.empty()) return name;
  const auto& main = document_.main_part();
  const auto slash = main.rfind('/');
  const auto folder = slash == std::string::npos ? std::string{} : main.substr(0, slash + 1);
  for (int number = 0; name.empty() || document_.archive().find(name) != nullptr; ++number)
    name = folder + "media/" + stem + (number == 0 ? "" : std::to_string(number)) + "." + ending;
  added_[name] = bytes;

  auto tree = tree_of(types_part);
  if (!tree) return fail(tree.error());
  for (const auto* child : (*tree)->root().children)
    if (const auto* known = child->attribute("Extension"); known != nullptr && to_lower(known->value) == ending)
      return name;
  const auto type = ending == "svg" ? "image/svg+xml" : "image/" + ending;
  add_child(**tree, "Default", {{"Extension", ending}, {"ContentType", type}}, 0);
  return name;
}

Result<void> PackageEdit::add_part(const std::string& name, const std::string& content, const std::string& content_type,
                                   const std::string& source, const std::string& relationship_type) {
  added_[name] = content;
  auto types = tree_of(types_part);
  if (!types) return fail(types.error());
  add_child(**types, "Override", {{"PartName", "/" + name}, {"ContentType", content_type}},
            (*types)->root().children.size());
  auto own = relationships_of(source);
  if (!own) return fail(own.error());
  std::string id;
  for (int number = 1; id.empty(); ++number) {
    id = "caseletters" + std::to_string(number);
    for (const auto* child : (*own)->root().children)
      if (const auto* taken = child->attribute("Id"); taken != nullptr && taken->value == id) id.clear();
  }
  add_child(**own, "Relationship", {{"Id", id}, {"Type", relationship_type}, {"Target", "/" + name}},
            (*own)->root().children.size());
  return {};
}

// A part without relationships has no list of them yet.
Result<Tree*> PackageEdit::relationships_of(const std::string& part) {
  const auto name = document::relationships_part(part);
  if (document_.archive().find(name) != nullptr || trees_.contains(name)) return tree_of(name);
  auto made = Tree::parse(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>)",
      document_.file(), name, document::property_dialect());
  if (!made) return fail(made.error());
  return &trees_.emplace(name, std::move(*made)).first->second;
}

Result<void> PackageEdit::turn_relationship(const std::string& part, const std::string& id, const std::string& target) {
  const auto old = document::read_relationships(document_.archive(), part);
  if (!old) return fail(old.error());
  for (const auto& relationship : *old)
    if (relationship.id == id && !relationship.external) maybe_unused_.insert(relationship.target);
  auto found = find(part, id);
  if (!found) return fail(found.error());
  if (*found == nullptr) return {};
  std::erase_if((*found)->attributes, [](const auto& one) { return one.name == "TargetMode"; });
  (*found)->attribute("Target")->value = "/" + target;
  return {};
}

Result<void> PackageEdit::add_picture_relationship(const std::string& part, const std::string& id,
                                                   const std::string& target) {
  auto tree = relationships_of(part);
  if (!tree) return fail(tree.error());
  for (const auto* child : (*tree)->root().children)
    if (const auto* own = child->attribute("Id"); own != nullptr && own->value == id) return {};
  add_child(**tree, "Relationship", {{"Id", id}, {"Type", picture_relationship}, {"Target", "/" + target}},
            (*tree)->root().children.size());
  return {};
}

Result<void> PackageEdit::remove_relationship(const std::string& part, const std::string& id) {
  const auto old = document::read_relationships(document_.archive(), part);
  if (!old) return fail(old.error());
  for (const auto& relationship : *old)
    if (relationship.id == id && !relationship.external) maybe_unused_.insert(relationship.target);
  auto found = find(part, id);
  if (!found) return fail(found.error());
  if (*found != nullptr) Tree::remove(**found);
  return {};
}

Result<void> PackageEdit::drop_part(const std::string& part) {
  dropped_.insert(part);
  const auto own = document::relationships_part(part);
  if (document_.archive().find(own) != nullptr) dropped_.insert(own);
  auto types = tree_of(types_part);
  if (!types) return fail(types.error());
  std::vector<Node*> gone;
  for (auto* child : (*types)->root().children)
    if (const auto* name = child->attribute("PartName"); name != nullptr && name->value == "/" + part)
      gone.push_back(child);
  for (auto* child : gone) Tree::remove(*child);
  return {};
}

Result<void> PackageEdit::remove_signatures() {
  const auto top = document::read_relationships(document_.archive(), "");
  if (!top) return fail(top.error());
  for (const auto& relationship : *top) {
    if (!document::is_signature(relationship)) continue;
    if (auto removed = remove_relationship("", relationship.id); !removed) return removed;
    maybe_unused_.erase(relationship.target);
    if (relationship.external || document_.archive().find(relationship.target) == nullptr) continue;
    const auto signatures = document::read_relationships(document_.archive(), relationship.target);
    if (!signatures) return fail(signatures.error());
    for (const auto& signature : *signatures)
      if (!signature.external && document_.archive().find(signature.target) != nullptr)
        if (auto dropped = drop_part(signature.target); !dropped) return dropped;
    if (auto dropped = drop_part(relationship.target); !dropped) return dropped;
  }
  return {};
}

Result<std::vector<std::string>> PackageEdit::settings_parts() const {
  const auto below = document::read_relationships(document_.archive(), document_.main_part());
  if (!below) return fail(below.error());
  std::vector<std::string> out;
  for (const auto& one : *below)
    if (document::short_type(one) == "settings" && !one.external && document_.archive().find(one.target) != nullptr)
      out.push_back(one.target);
  return out;
}

Result<bool> PackageEdit::remove_mail_merge() {
  const auto parts = settings_parts();
  if (!parts) return fail(parts.error());
  bool any = false;
  for (const auto& settings : *parts) {
    const auto bytes = document_.archive().read(settings);
    if (!bytes) return fail(bytes.error());
    if (bytes->find("mailMerge") == std::string::npos) continue;
    auto tree = tree_of(settings);
    if (!tree) return fail(tree.error());
    const auto children = (*tree)->root().children;
    for (auto* child : children) {
      if (document::local_name(child->name) != "mailMerge") continue;
      Tree::remove(*child);
      any = true;
    }
    const auto own = document::read_relationships(document_.archive(), settings);
    if (!own) return fail(own.error());
    for (const auto& relationship : *own) {
      const auto type = document::short_type(relationship);
      if (!type.starts_with("mailMerge") && type != "recipientData") continue;
      if (auto removed = remove_relationship(settings, relationship.id); !removed) return fail(removed.error());
    }
  }
  return any;
}

Result<bool> PackageEdit::remove_remote_template() {
  const auto parts = settings_parts();
  if (!parts) return fail(parts.error());
  bool any = false;
  for (const auto& settings : *parts) {
    const auto own = document::read_relationships(document_.archive(), settings);
    if (!own) return fail(own.error());
    for (const auto& relationship : *own) {
      if (document::short_type(relationship) != "attachedTemplate" || !relationship.external ||
          !is_remote(relationship.target))
        continue;
      any = true;
      if (auto removed = remove_relationship(settings, relationship.id); !removed) return fail(removed.error());
      auto tree = tree_of(settings);
      if (!tree) return fail(tree.error());
      for (auto* child : (*tree)->root().children)
        if (document::local_name(child->name) == "attachedTemplate") {
          Tree::remove(*child);
          break;
        }
    }
  }
  return any;
}

Result<void> PackageEdit::make_document() {
  const auto types = document::ContentTypes::read(document_.archive());
  if (!types) return fail(types.error());
  if (types->of(document_.main_part()) != template_type) return {};
  auto tree = tree_of(types_part);
  if (!tree) return fail(tree.error());
  for (auto* child : (*tree)->root().children)
    if (auto* type = child->attribute("ContentType"); type != nullptr && type->value == template_type)
      type->value = document_type;
  return {};
}

Result<void> PackageEdit::drop_unused() {
  if (maybe_unused_.empty()) return {};
  const auto changed = changed_parts();
  std::set<std::string> used;
  for (const auto& entry : document_.archive().entries()) {
    if (!entry.name.ends_with(".rels") || dropped_.contains(entry.name)) continue;
    const auto known = changed.find(entry.name);
    auto folder = entry.name.substr(0, entry.name.rfind("_rels/"));
    auto source = folder + entry.name.substr(folder.size() + 6);
    source.resize(source.size() - 5);
    const auto all = document::read_relationships(document_.archive(), source);
    if (!all) return fail(all.error());
    for (const auto& relationship : *all) {
      if (relationship.external) continue;
      if (known == changed.end()) {
        used.insert(relationship.target);
        continue;
      }
      // The file was edited: only what still stands there as it was counts.
      auto node = find(source, relationship.id);
      if (!node) return fail(node.error());
      if (*node != nullptr && !added_.contains((*node)->attribute("Target")->value.substr(1)))
        used.insert(relationship.target);
    }
  }
  for (const auto& part : maybe_unused_)
    if (!used.contains(part) && document_.archive().find(part) != nullptr)
      if (auto dropped = drop_part(part); !dropped) return dropped;
  maybe_unused_.clear();
  return {};
}

std::map<std::string, std::string> PackageEdit::changed_parts() const {
  std::map<std::string, std::string> out;
  for (const auto& [name, tree] : trees_)
    if (!dropped_.contains(name)) out[name] = to_xml(tree);
  return out;
}

}  // namespace caseletters::letter
