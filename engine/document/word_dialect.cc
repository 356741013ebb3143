#include <algorithm>
#include <array>
#include <unordered_map>

#include "document/dialect.h"
#include "document/tree.h"

namespace caseletters::document {
namespace {

constexpr std::string_view word_uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view compatibility_uri = "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr std::string_view math_uri = "http://schemas.openxmlformats.org/officeDocument/2006/math";
constexpr std::string_view drawing_uri = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
constexpr std::string_view picture_uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";

const std::unordered_map<std::string_view, Kind>& word_kinds() {
  static const std::unordered_map<std::string_view, Kind> kinds{
      {"body", Kind::body},
      {"hdr", Kind::container},
      {"ftr", Kind::container},
      {"footnote", Kind::container},
      {"endnote", Kind::container},
      {"comment", Kind::container},
      {"txbxContent", Kind::container},
      {"docPartBody", Kind::container},
      {"tc", Kind::cell},
      {"tr", Kind::row},
      {"tbl", Kind::table},
      {"p", Kind::paragraph},
      {"pPr", Kind::paragraph_properties},
      {"r", Kind::run},
      {"rPr", Kind::run_properties},
      {"t", Kind::text},
      {"delText", Kind::deleted_text},
      {"instrText", Kind::field_code},
      {"delInstrText", Kind::field_code},
      {"fldChar", Kind::field_character},
      {"fldSimple", Kind::simple_field},
      {"hyperlink", Kind::inline_holder},
      {"bdo", Kind::inline_holder},
      {"dir", Kind::inline_holder},
      {"ruby", Kind::inline_holder},
      {"rubyBase", Kind::inline_holder},
      {"rt", Kind::opaque},
      {"smartTag", Kind::smart_tag},
      {"customXml", Kind::group},
      {"sdt", Kind::content_control},
      {"sdtContent", Kind::group},
      {"sdtPr", Kind::opaque},
      {"sdtEndPr", Kind::opaque},
      {"smartTagPr", Kind::opaque},
      {"customXmlPr", Kind::opaque},
      {"ins", Kind::insertion},
      {"moveTo", Kind::insertion},
      {"del", Kind::deletion},
      {"moveFrom", Kind::deletion},
      {"tab", Kind::tab},
      {"ptab", Kind::tab},
      {"cr", Kind::line_break},
      {"noBreakHyphen", Kind::hyphen},
      {"sym", Kind::visible},
      {"footnoteReference", Kind::visible},
      {"endnoteReference", Kind::visible},
      {"footnoteRef", Kind::visible},
      {"endnoteRef", Kind::visible},
      {"pgNum", Kind::visible},
      {"separator", Kind::visible},
      {"continuationSeparator", Kind::visible},
      {"drawing", Kind::object},
      {"pict", Kind::object},
      {"object", Kind::object},
      {"tblPr", Kind::opaque},
      {"tblPrEx", Kind::opaque},
      {"tblGrid", Kind::opaque},
      {"trPr", Kind::opaque},
      {"tcPr", Kind::opaque},
      {"sectPr", Kind::opaque},
      {"bookmarkStart", Kind::range_start},
      {"bookmarkEnd", Kind::range_end},
      {"commentRangeStart", Kind::range_start},
      {"commentRangeEnd", Kind::range_end},
      {"permStart", Kind::range_start},
      {"permEnd", Kind::range_end},
      {"moveFromRangeStart", Kind::range_start},
      {"moveFromRangeEnd", Kind::range_end},
      {"moveToRangeStart", Kind::range_start},
      {"moveToRangeEnd", Kind::range_end},
      {"customXmlInsRangeStart", Kind::range_start},
      {"customXmlInsRangeEnd", Kind::range_end},
      {"customXmlDelRangeStart", Kind::range_start},
      {"customXmlDelRangeEnd", Kind::range_end},
      {"customXmlMoveFromRangeStart", Kind::range_start},
      {"customXmlMoveFromRangeEnd", Kind::range_end},
      {"customXmlMoveToRangeStart", Kind::range_start},
      {"customXmlMoveToRangeEnd", Kind::range_end},
      {"proofErr", Kind::ignorable},
      {"lastRenderedPageBreak", Kind::ignorable},
  };
  return kinds;
}

// Written with the prefix that the part itself uses.
std::string named(const Node& text, std::string_view local) {
  std::string name{prefix_of(text.name)};
  name += local;
  return name;
}

std::string between(const Node& text, std::string_view local) {
  return "</" + text.name + "><" + named(text, local) + "/><" + text.name + " xml:space=\"preserve\">";
}

class WordDialect final : public Dialect {
 public:
  Kind kind_of(std::string_view uri, std::string_view local, const Node& node, const Node*) const override {
    if (uri == word_uri) {
      if (local == "br") {
        const auto* type = node.attribute("type");
        return type != nullptr && (type->value == "page" || type->value == "column") ? Kind::page_break
                                                                                     : Kind::line_break;
      }
      const auto found = word_kinds().find(local);
      return found == word_kinds().end() ? Kind::other : found->second;
    }
    if (uri == compatibility_uri) {
      if (local == "AlternateContent") return Kind::alternatives;
      if (local == "Choice") return Kind::preferred;
      if (local == "Fallback") return Kind::fallback;
    }
    if (uri == math_uri && (local == "oMath" || local == "oMathPara")) return Kind::visible;
    if (uri == drawing_uri && local == "docPr") return Kind::description;
    if (uri == picture_uri && local == "cNvPr") return Kind::description;
    return Kind::other;
  }

  void keep_spaces(Node& text) const override {
    if (text.attribute("space") == nullptr) text.attributes.push_back({"xml:space", "preserve"});
  }

  std::string line_break(const Node& text) const override { return between(text, "br"); }
  std::string tab(const Node& text) const override { return between(text, "tab"); }
  std::string space(const Node&) const override { return " "; }

  bool is_hidden(const Node& run) const override {
    if (const auto* properties = run.child(Kind::run_properties))
      for (const auto* child : properties->children)
        if (local_name(child->name) == "vanish") return is_on(*child);
    return run.hidden;
  }

  bool ends_section(const Node& paragraph) const override {
    const auto* properties = paragraph.child(Kind::paragraph_properties);
    if (properties == nullptr) return false;
    for (const auto* child : properties->children)
      if (local_name(child->name) == "sectPr") return true;
    return false;
  }

  std::string range_key(const Node& node) const override {
    if (node.kind != Kind::range_start && node.kind != Kind::range_end) return {};
    const auto* id = node.attribute("id");
    if (id == nullptr) return {};
    std::string_view local = local_name(node.name);
    local.remove_suffix(node.kind == Kind::range_start ? 5 : 3);
    return std::string{local} + ' ' + id->value;
  }

  bool drop_in_repeat(const Node& node) const override {
    if (node.kind == Kind::range_start || node.kind == Kind::range_end) return true;
    if (node.type != Node::Type::element) return false;
    const auto local = local_name(node.name);
    return local == "commentReference" ||
           (local == "id" && node.parent != nullptr && local_name(node.parent->name) == "sdtPr");
  }

  bool is_single_id(const Node&, std::string_view attribute) const override {
    const auto local = local_name(attribute);
    return attribute != local && (local == "paraId" || local == "textId" || local == "anchorId" || local == "editId");
  }

  bool is_numbered_id(const Node& node, std::string_view attribute) const override {
    return node.kind == Kind::description && local_name(node.name) == "docPr" && attribute == "id";
  }

  // Shapes of the older form (VML); that of an embedded object is called by its id.
  bool is_single_name(const Node& node, std::string_view attribute) const override {
    constexpr std::array<std::string_view, 9> shapes{"shape",    "rect",  "roundrect", "oval",   "line",
                                                     "polyline", "image", "group",     "textbox"};
    if (attribute != "id" || std::find(shapes.begin(), shapes.end(), local_name(node.name)) == shapes.end())
      return false;
    const auto* around = node.parent;
    while (around != nullptr && around->kind != Kind::object) around = around->parent;
    return around != nullptr && local_name(around->name) == "pict";
  }

  bool is_single_setting(const Node& setting) const override {
    const auto local = local_name(setting.name);
    return local == "sectPr" || local == "pPrChange";
  }

  std::string empty_paragraph(const Node& near) const override {
    std::string out{"<"};
    out.append(named(near, "p")).append("/>");
    return out;
  }

  bool tables_need_paragraphs() const override { return true; }

  FieldStep field_step(const Node& node) const override {
    const auto* type = node.kind == Kind::field_character ? node.attribute("fldCharType") : nullptr;
    if (type == nullptr) return FieldStep::none;
    if (type->value == "begin") return FieldStep::begin;
    if (type->value == "separate") return FieldStep::separate;
    return type->value == "end" ? FieldStep::end : FieldStep::none;
  }

  bool is_spoken(const Node& node, std::string_view attribute) const override {
    if (node.kind == Kind::description) return attribute == "descr" || attribute == "title";
    // WordArt of older documents keeps its words in an attribute; a link shows a tip.
    if (attribute == "string") return local_name(node.name) == "textpath";
    if (node.kind == Kind::inline_holder) return local_name(attribute) == "tooltip";
    return attribute == "alt" || attribute == "title";
  }
};

// Every element that holds words and nothing else is one property.
class PropertyDialect : public Dialect {
 public:
  Kind kind_of(std::string_view, std::string_view, const Node&, const Node*) const override { return Kind::property; }
  void keep_spaces(Node&) const override {}
  std::string line_break(const Node&) const override { return " "; }
  std::string tab(const Node&) const override { return " "; }
  std::string space(const Node&) const override { return " "; }
  bool is_hidden(const Node&) const override { return false; }
  bool ends_section(const Node&) const override { return false; }
  std::string range_key(const Node&) const override { return {}; }
  bool drop_in_repeat(const Node&) const override { return false; }
  bool is_single_id(const Node&, std::string_view) const override { return false; }
  bool is_numbered_id(const Node&, std::string_view) const override { return false; }
  bool is_single_setting(const Node&) const override { return false; }
  std::string empty_paragraph(const Node&) const override { return {}; }
  bool tables_need_paragraphs() const override { return false; }
  FieldStep field_step(const Node&) const override { return FieldStep::none; }
  bool is_spoken(const Node&, std::string_view) const override { return false; }
};

class RelationshipDialect final : public PropertyDialect {
 public:
  Kind kind_of(std::string_view, std::string_view, const Node&, const Node*) const override { return Kind::other; }
  bool is_spoken(const Node&, std::string_view attribute) const override { return attribute == "Target"; }
  bool is_address(const Node&, std::string_view attribute) const override { return attribute == "Target"; }
};

}  // namespace

bool is_on(const Node& word_switch) {
  const auto* value = word_switch.attribute("val");
  return value == nullptr || (value->value != "0" && value->value != "false" && value->value != "off");
}

const Dialect& word_dialect() {
  static const WordDialect dialect;
  return dialect;
}

const Dialect& property_dialect() {
  static const PropertyDialect dialect;
  return dialect;
}

const Dialect& relationship_dialect() {
  static const RelationshipDialect dialect;
  return dialect;
}

}  // namespace caseletters::document
