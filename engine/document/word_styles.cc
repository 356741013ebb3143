#include "document/word_styles.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"

namespace caseletters::document {
namespace {

using Nodes = std::map<std::string, pugi::xml_node>;

// From the oldest ancestor to the style itself; a chain that runs in a circle is cut.
std::vector<pugi::xml_node> chain_of(const Nodes& styles, const std::string& id) {
  std::vector<pugi::xml_node> chain;
  std::set<std::string> seen;
  for (std::string next = id; !next.empty() && seen.insert(next).second;) {
    const auto found = styles.find(next);
    if (found == styles.end()) break;
    chain.push_back(found->second);
    next = value(child(found->second, "basedOn"));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

ThemeFonts read_theme(pugi::xml_node theme) {
  ThemeFonts fonts;
  const auto scheme = child(child(theme, "themeElements"), "fontScheme");
  for (const auto& [element, prefix] : {std::pair{"majorFont", "major"}, {"minorFont", "minor"}}) {
    const std::string face{value(child(child(scheme, element), "latin"), "typeface")};
    for (const char* script : {"HAnsi", "Ascii"}) fonts[std::string{prefix} + script] = face;
  }
  return fonts;
}

void read_look(pugi::xml_node from, const ThemeFonts& theme, TableLook& look) {
  look.paragraph.put(ParagraphProperties::read(child(from, "pPr")));
  look.run.put(RunProperties::read(child(from, "rPr"), theme));
  for (const char* where : {"tblPr", "tcPr"}) {
    const auto properties = child(from, where);
    if (const auto shading = child(properties, "shd")) look.shading = colour_of(value(shading, "fill"));
    const auto borders = child(properties, std::string_view{where} == "tblPr" ? "tblBorders" : "tcBorders");
    for (const auto border : borders.children()) look.borders[std::string{local(border)}] = read_border(border);
    for (const auto margin : child(properties, "tblCellMar").children()) {
      std::string side{local(margin)};
      if (side == "start") side = "left";
      if (side == "end") side = "right";
      look.margins[side] = twips(value(margin, "w"));
    }
  }
}

}  // namespace

Result<WordStyles> WordStyles::read(const package::Archive& archive, const std::string& part,
                                    const std::string& theme_part) {
  WordStyles out;
  if (!theme_part.empty() && archive.find(theme_part) != nullptr) {
    const auto bytes = archive.read(theme_part);
    if (!bytes) return fail(bytes.error());
    const auto tree = package::XmlTree::parse(*bytes, archive.file(), theme_part);
    if (!tree) return fail(tree.error());
    out.theme_ = read_theme(tree->root());
  }
  if (part.empty() || archive.find(part) == nullptr) return out;
  const auto bytes = archive.read(part);
  if (!bytes) return fail(bytes.error());
  const auto tree = package::XmlTree::parse(*bytes, archive.file(), part);
  if (!tree) return fail(tree.error());

  const auto defaults = child(tree->root(), "docDefaults");
  out.default_run_ = RunProperties::read(child(child(defaults, "rPrDefault"), "rPr"), out.theme_);
  out.default_paragraph_ = ParagraphProperties::read(child(child(defaults, "pPrDefault"), "pPr"));

  Nodes paragraphs, characters, tables;
  for (const auto style : tree->root().children()) {
    if (local(style) != "style") continue;
    const std::string id{value(style, "styleId")};
    const auto type = value(style, "type");
    const bool by_default =
        has(style, "default") && value(style, "default") != "0" && value(style, "default") != "false";
    if (type == "character") {
      characters[id] = style;
    } else if (type == "table") {
      tables[id] = style;
      if (by_default) out.default_table_ = id;
    } else if (type != "numbering") {
      paragraphs[id] = style;
      if (by_default) out.default_style_ = id;
    }
  }
  for (const auto& [id, node] : paragraphs) {
    Named named;
    named.name = to_lower(value(child(node, "name")));
    for (const auto style : chain_of(paragraphs, id)) {
      const auto own = ParagraphProperties::read(child(style, "pPr"));
      if (own.list) named.indents_stated = false;
      if (own.left || own.first) named.indents_stated = true;
      named.paragraph.put(own);
      named.run.put(RunProperties::read(child(style, "rPr"), out.theme_));
    }
    out.paragraphs_.emplace(id, std::move(named));
  }
  for (const auto& [id, node] : characters) {
    RunProperties run;
    for (const auto style : chain_of(characters, id)) run.put(RunProperties::read(child(style, "rPr"), out.theme_));
    out.characters_.emplace(id, std::move(run));
  }
  for (const auto& [id, node] : tables) {
    TableStyle style;
    for (const auto one : chain_of(tables, id)) {
      read_look(one, out.theme_, style.looks[""]);
      const auto properties = child(one, "tblPr");
      if (const auto indent = child(properties, "tblInd")) style.indent = twips(value(indent, "w"));
      if (const auto align = child(properties, "jc")) style.align = value(align);
      if (const auto band = child(properties, "tblStyleRowBandSize"))
        style.band_rows = std::max(1, static_cast<int>(number(value(band), 1)));
      for (const auto part_of : one.children())
        if (local(part_of) == "tblStylePr")
          read_look(part_of, out.theme_, style.looks[std::string{value(part_of, "type")}]);
    }
    out.tables_.emplace(id, std::move(style));
  }
  return out;
}

const WordStyles::Named& WordStyles::paragraph(const std::string& id) const {
  const auto found = paragraphs_.find(id.empty() ? default_style_ : id);
  if (found != paragraphs_.end()) return found->second;
  const auto normal = paragraphs_.find(default_style_);
  return normal == paragraphs_.end() ? none_ : normal->second;
}

const RunProperties* WordStyles::character(const std::string& id) const {
  const auto found = characters_.find(id);
  return found == characters_.end() ? nullptr : &found->second;
}

const TableStyle* WordStyles::table(const std::string& id) const {
  const auto found = tables_.find(id.empty() ? default_table_ : id);
  return found == tables_.end() ? nullptr : &found->second;
}

}  // namespace caseletters::document
