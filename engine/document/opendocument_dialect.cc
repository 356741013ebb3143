// What the elements of OpenDocument 1.3 mean (part 3, clauses 3 to 15).
#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "document/dialect.h"
#include "document/opendocument_field.h"
#include "document/opendocument_text.h"
#include "document/tree.h"

namespace caseletters::document {
namespace {

constexpr std::string_view oasis = "urn:oasis:names:tc:opendocument:xmlns:";
constexpr std::string_view extension_uri = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0";
constexpr std::string_view form_field_uri = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0";

using Kinds = std::unordered_map<std::string_view, Kind>;

const Kinds& text_kinds() {
  static const Kinds kinds{
      {"p", Kind::paragraph},
      {"h", Kind::paragraph},
      {"span", Kind::run},
      {"a", Kind::inline_holder},
      {"meta", Kind::inline_holder},
      {"ruby", Kind::inline_holder},
      {"ruby-base", Kind::inline_holder},
      {"ruby-text", Kind::opaque},
      {"number", Kind::opaque},
      {"s", Kind::spaces},
      {"tab", Kind::tab},
      {"line-break", Kind::line_break},
      {"soft-page-break", Kind::ignorable},
      {"change", Kind::ignorable},
      {"list", Kind::list},
      {"list-item", Kind::list_item},
      {"list-header", Kind::list_item},
      {"numbered-paragraph", Kind::group},
      {"section", Kind::group},
      {"index-title", Kind::group},
      {"index-body", Kind::container},
      {"note", Kind::object},
      {"note-citation", Kind::opaque},
      {"note-body", Kind::note},
      {"bookmark-start", Kind::range_start},
      {"bookmark-end", Kind::range_end},
      {"reference-mark-start", Kind::range_start},
      {"reference-mark-end", Kind::range_end},
      {"toc-mark-start", Kind::range_start},
      {"toc-mark-end", Kind::range_end},
      {"user-index-mark-start", Kind::range_start},
      {"user-index-mark-end", Kind::range_end},
      {"alphabetical-index-mark-start", Kind::range_start},
      {"alphabetical-index-mark-end", Kind::range_end},
      {"change-start", Kind::range_start},
      {"change-end", Kind::range_end},
      {"bookmark", Kind::other},
      {"reference-mark", Kind::other},
      {"toc-mark", Kind::other},
      {"user-index-mark", Kind::other},
      {"alphabetical-index-mark", Kind::other},
      {"table-of-content", Kind::other},
      {"illustration-index", Kind::other},
      {"table-index", Kind::other},
      {"object-index", Kind::other},
      {"user-index", Kind::other},
      {"alphabetical-index", Kind::other},
      {"bibliography", Kind::other},
      {"table-of-content-source", Kind::opaque},
      {"illustration-index-source", Kind::opaque},
      {"table-index-source", Kind::opaque},
      {"object-index-source", Kind::opaque},
      {"user-index-source", Kind::opaque},
      {"alphabetical-index-source", Kind::opaque},
      {"bibliography-source", Kind::opaque},
      {"section-source", Kind::opaque},
      {"tracked-changes", Kind::opaque},
      {"variable-decls", Kind::opaque},
      {"sequence-decls", Kind::opaque},
      {"user-field-decls", Kind::opaque},
      {"dde-connection-decls", Kind::opaque},
      {"alphabetical-index-auto-mark-file", Kind::opaque},
      {"script", Kind::opaque},
  };
  return kinds;
}

const Kinds& table_kinds() {
  static const Kinds kinds{
      {"table", Kind::table},
      {"table-row", Kind::row},
      {"table-cell", Kind::cell},
      {"covered-table-cell", Kind::cell},
      {"table-header-rows", Kind::group},
      {"table-rows", Kind::group},
      {"table-row-group", Kind::group},
      {"table-columns", Kind::opaque},
      {"table-header-columns", Kind::opaque},
      {"table-column-group", Kind::opaque},
      {"table-column", Kind::opaque},
      {"table-source", Kind::opaque},
      {"named-expressions", Kind::opaque},
      {"title", Kind::property},
      {"desc", Kind::property},
  };
  return kinds;
}

const Kinds& drawing_kinds() {
  static const Kinds kinds{
      {"frame", Kind::object},
      {"text-box", Kind::container},
      {"a", Kind::object},
      {"g", Kind::object},
      {"custom-shape", Kind::object},
      {"rect", Kind::object},
      {"line", Kind::object},
      {"polyline", Kind::object},
      {"polygon", Kind::object},
      {"regular-polygon", Kind::object},
      {"path", Kind::object},
      {"circle", Kind::object},
      {"ellipse", Kind::object},
      {"connector", Kind::object},
      {"caption", Kind::object},
      {"measure", Kind::object},
      {"control", Kind::object},
      {"image", Kind::opaque},
      {"object", Kind::opaque},
      {"object-ole", Kind::opaque},
      {"enhanced-geometry", Kind::opaque},
      {"image-map", Kind::opaque},
      {"plugin", Kind::opaque},
      {"applet", Kind::opaque},
      {"floating-frame", Kind::opaque},
  };
  return kinds;
}

const Kinds& office_kinds() {
  static const Kinds kinds{
      {"text", Kind::body},
      {"annotation", Kind::range_start},
      {"annotation-end", Kind::range_end},
      {"automatic-styles", Kind::opaque},
      {"styles", Kind::opaque},
      {"font-face-decls", Kind::opaque},
      {"scripts", Kind::opaque},
      {"settings", Kind::opaque},
      {"meta", Kind::opaque},
      {"forms", Kind::opaque},
      {"event-listeners", Kind::opaque},
      {"binary-data", Kind::opaque},
  };
  return kinds;
}

const Kinds& style_kinds() {
  static const Kinds kinds{
      {"header", Kind::container},      {"header-left", Kind::container},   {"header-first", Kind::container},
      {"footer", Kind::container},      {"footer-left", Kind::container},   {"footer-first", Kind::container},
      {"region-left", Kind::container}, {"region-center", Kind::container}, {"region-right", Kind::container},
  };
  return kinds;
}

const Kinds& form_field_kinds() {
  static const Kinds kinds{
      {"fieldmark-start", Kind::field_character},
      {"fieldmark-separator", Kind::field_character},
      {"fieldmark-end", Kind::field_character},
      {"fieldmark", Kind::visible},
  };
  return kinds;
}

Kind in(const Kinds& kinds, std::string_view local) {
  const auto found = kinds.find(local);
  return found == kinds.end() ? Kind::other : found->second;
}

bool holds_text(const Node* node) {
  return node != nullptr &&
         (node->kind == Kind::paragraph || node->kind == Kind::run || node->kind == Kind::inline_holder);
}

class OpenDocumentDialect final : public Dialect {
 public:
  Kind kind_of(std::string_view uri, std::string_view local, const Node&, const Node* parent) const override {
    if (parent != nullptr && local_name(parent->name) == "annotation") return Kind::opaque;
    if (uri.starts_with(oasis)) {
      uri.remove_prefix(oasis.size());
      if (uri == "text:1.0") {
        const auto found = text_kinds().find(local);
        if (found != text_kinds().end()) return found->second;
        // What else stands among characters is a field: a date, a page's number, a name from a database.
        return holds_text(parent) ? Kind::visible : Kind::other;
      }
      if (uri == "table:1.0") return in(table_kinds(), local);
      if (uri == "drawing:1.0") return in(drawing_kinds(), local);
      if (uri == "office:1.0") return in(office_kinds(), local);
      if (uri == "style:1.0") return in(style_kinds(), local);
      if (uri == "svg-compatible:1.0" && (local == "title" || local == "desc")) return Kind::property;
      if (uri == "form:1.0" || uri == "animation:1.0") return Kind::opaque;
      return Kind::other;
    }
    if (uri == extension_uri) {
      if (local == "content-control") return Kind::inline_holder;
      return in(style_kinds(), local);
    }
    if (uri == form_field_uri) return in(form_field_kinds(), local);
    return Kind::other;
  }

  void settle(Tree& tree) const override { settle_opendocument(tree); }
  void keep_spaces(Node&) const override {}

  std::string line_break(const Node& text) const override { return empty(text, "line-break"); }
  std::string tab(const Node& text) const override { return empty(text, "tab"); }
  std::string space(const Node& text) const override { return empty(text, "s"); }

  bool is_hidden(const Node& node) const override { return node.hidden; }
  bool ends_section(const Node&) const override { return false; }

  std::string range_key(const Node& node) const override {
    if (node.kind != Kind::range_start && node.kind != Kind::range_end) return {};
    auto local = local_name(node.name);
    const auto* id = node.attribute("name");
    for (const auto* other : {"change-id", "id"})
      if (id == nullptr) id = node.attribute(other);
    if (id == nullptr) return {};
    for (const std::string_view half : {"-start", "-end"})
      if (local.ends_with(half)) local.remove_suffix(half.size());
    return std::string{local} + ' ' + id->value;
  }

  bool drop_in_repeat(const Node& node) const override {
    if (node.kind == Kind::range_start || node.kind == Kind::range_end) return true;
    if (node.type != Node::Type::element) return false;
    const auto local = local_name(node.name);
    return local == "bookmark" || local == "reference-mark" || local == "annotation" || local == "change" ||
           local == "soft-page-break";
  }

  // xml:id, and the ids that older versions had. Those of forms bind a control to its shape.
  bool is_single_id(const Node&, std::string_view attribute) const override {
    return local_name(attribute) == "id" && attribute != "id" && prefix_of(attribute) != "form:";
  }
  bool is_numbered_id(const Node&, std::string_view) const override { return false; }

  bool is_single_name(const Node& node, std::string_view attribute) const override {
    return attribute != "name" && local_name(attribute) == "name" &&
           (node.kind == Kind::object || node.kind == Kind::table ||
            (node.kind == Kind::group && local_name(node.name) == "section"));
  }

  bool is_single_setting(const Node&) const override { return false; }

  std::string empty_paragraph(const Node& near) const override { return empty(near, "p"); }
  bool tables_need_paragraphs() const override { return false; }

  FieldStep field_step(const Node& node) const override {
    if (node.kind != Kind::field_character) return FieldStep::none;
    const auto local = local_name(node.name);
    if (local == "fieldmark-start") return FieldStep::open;
    return local == "fieldmark-end" ? FieldStep::end : FieldStep::none;
  }

  NativeField native_field(const Node& node) const override { return opendocument_field(node); }
  bool is_spoken(const Node& node, std::string_view attribute) const override {
    return is_address(node, attribute) || (local_name(node.name) == "a" && local_name(attribute) == "title");
  }
  bool is_address(const Node& node, std::string_view attribute) const override {
    return local_name(node.name) == "a" && local_name(attribute) == "href";
  }

 private:
  // An element of the text namespace, with the prefix that it has at a place; a property holds words alone.
  static std::string empty(const Node& near, std::string_view local) {
    if (near.kind == Kind::property) return " ";
    return "<" + text_prefix(near) + std::string{local} + "/>";
  }

  static std::string text_prefix(const Node& near) {
    for (const auto* place = &near; place != nullptr; place = place->parent)
      for (const auto& attribute : place->attributes) {
        if (!attribute.name.starts_with("xmlns") || attribute.value != text_namespace) continue;
        return attribute.name == "xmlns" ? std::string{} : attribute.name.substr(6) + ":";
      }
    return "text:";
  }
};

}  // namespace

std::size_t spaces_in(const Node& node) {
  const auto* told = node.attribute("c");
  std::size_t count = 1;
  constexpr std::size_t most = 1000;
  if (told != nullptr) std::from_chars(told->value.data(), told->value.data() + told->value.size(), count);
  return std::min(count, most);
}

const Dialect& opendocument_dialect() {
  static const OpenDocumentDialect dialect;
  return dialect;
}

}  // namespace caseletters::document
