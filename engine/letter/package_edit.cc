#include "letter/package_edit.h"

#include <utility>

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

Result<std::string> PackageEdit::crest_part(const Picture& crest) {
  if (!crest_name_.empty()) return crest_name_;
  const auto& main = document_.main_part();
  const auto slash = main.rfind('/');
  const auto folder = slash == std::string::npos ? std::string{} : main.substr(0, slash + 1);
  for (int number = 0; crest_name_.empty() || document_.archive().find(crest_name_) != nullptr; ++number)
    crest_name_ = folder + "media/school-crest" + (number == 0 ? "" : std::to_string(number)) + "." + crest.ending;
  added_[crest_name_] = crest.bytes;

  const auto types = document::ContentTypes::read(document_.archive());
  if (!types) return fail(types.error());
  if (!types->has_ending(crest.ending)) {
    auto tree = tree_of(types_part);
    if (!tree) return fail(tree.error());
    const auto type = crest.ending == "svg" ? "image/svg+xml" : "image/" + crest.ending;
    add_child(**tree, "Default", {{"Extension", crest.ending}, {"ContentType", type}}, 0);
  }
  return crest_name_;
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
  auto tree = tree_of(document::relationships_part(part));
  if (!tree) return fail(tree.error());
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

Result<bool> PackageEdit::remove_remote_template() {
  const auto below = document::read_relationships(document_.archive(), document_.main_part());
  if (!below) return fail(below.error());
  bool any = false;
  for (const auto& settings : *below) {
    if (document::short_type(settings) != "settings" || settings.external ||
        document_.archive().find(settings.target) == nullptr)
      continue;
    const auto own = document::read_relationships(document_.archive(), settings.target);
    if (!own) return fail(own.error());
    for (const auto& relationship : *own) {
      if (document::short_type(relationship) != "attachedTemplate" || !relationship.external ||
          !is_remote(relationship.target))
        continue;
      any = true;
      if (auto removed = remove_relationship(settings.target, relationship.id); !removed) return fail(removed.error());
      auto tree = tree_of(settings.target);
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
