#include "document/opendocument_styles.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace caseletters::document {
namespace {

constexpr int deepest_chain = 60;

std::string key_of(std::string_view family, std::string_view name) {
  return std::string{family} + '/' + std::string{name};
}

std::optional<double> length_in(pugi::xml_node node, std::string_view name) {
  const auto text = value(node, name);
  if (text.empty() || text.ends_with('%')) return std::nullopt;
  const double read = odf_length(text, NAN);
  return std::isnan(read) ? std::nullopt : std::optional{read};
}

ParagraphProperties read_paragraph(pugi::xml_node node) {
  ParagraphProperties out;
  const auto take = [&](std::optional<double>& to, std::string_view name) {
    if (const auto read = length_in(node, name)) to = read;
  };
  if (const auto all = length_in(node, "margin")) out.left = out.right = out.before = out.after = all;
  take(out.left, "margin-left");
  take(out.right, "margin-right");
  take(out.before, "margin-top");
  take(out.after, "margin-bottom");
  take(out.first, "text-indent");
  const auto align = value(node, "text-align");
  if (align == "start" || align == "left") out.align = "left";
  if (align == "end" || align == "right") out.align = "right";
  if (align == "center") out.align = "center";
  if (align == "justify") out.align = "both";
  const auto line = value(node, "line-height");
  if (line == "normal") {
    out.line_rule = "auto";
    out.line = 1;
  } else if (line.ends_with('%')) {
    out.line_rule = "auto";
    out.line = number(line, 100) / 100;
  } else if (!line.empty()) {
    out.line_rule = "exact";
    out.line = odf_length(line, 12);
  }
  if (const auto least = length_in(node, "line-height-at-least"); least && *least > 0) {
    out.line_rule = "atLeast";
    out.line = least;
  }
  const auto kept = [&](std::optional<bool>& to, std::string_view name) {
    if (has(node, name)) to = value(node, name) == "always" || value(node, name) == "true";
  };
  kept(out.keep_next, "keep-with-next");
  kept(out.keep_together, "keep-together");
  kept(out.contextual, "contextual-spacing");
  if (has(node, "writing-mode")) out.leftwards = value(node, "writing-mode").starts_with("rl");
  if (const auto first = child(node, "drop-cap")) out.drop_cap = number(value(first, "lines"), 1) > 1;
  if (has(node, "widows")) out.widow_control = number(value(node, "widows")) > 1;
  if (has(node, "break-before")) out.page_break_before = value(node, "break-before") == "page";
  if (has(node, "background-color")) out.shading = colour_of(value(node, "background-color"));
  const auto line_at = [&](std::optional<Border>& to, const std::string& side) {
    const std::string name = has(node, "border-" + side) ? "border-" + side : "border";
    if (!has(node, name)) return;
    Border border = odf_border(value(node, name));
    border.space = length_in(node, "padding-" + side).value_or(length_in(node, "padding").value_or(0));
    to = border;
  };
  line_at(out.top, "top");
  line_at(out.bottom, "bottom");
  line_at(out.left_border, "left");
  line_at(out.right_border, "right");
  if (const auto stops = child(node, "tab-stops")) {
    for (const auto stop : stops.children()) {
      if (local(stop) != "tab-stop") continue;
      TabStop made;
      made.position = odf_length(value(stop, "position"));
      const auto kind = value(stop, "type");
      if (kind == "center") made.kind = TabStop::Kind::centre;
      if (kind == "right") made.kind = TabStop::Kind::right;
      if (kind == "char") made.kind = TabStop::Kind::decimal;
      const auto leader = value(stop, "leader-style");
      if (!leader.empty() && leader != "none")
        made.leader = has(stop, "leader-text") ? std::string{value(stop, "leader-text")}
                      : leader == "dotted"     ? "."
                                               : "_";
      out.tabs[made.position] = made;
    }
  }
  return out;
}

}  // namespace

double odf_length(std::string_view text, double otherwise) {
  text = trim(text);
  if (text.ends_with("px")) return number(text, otherwise) * 0.75;
  if (text.ends_with("pt") || text.ends_with("mm") || text.ends_with("cm") || text.ends_with("in") ||
      text.ends_with("pc"))
    return twips(text, otherwise);
  return text == "0" ? 0 : otherwise;
}

Border odf_border(std::string_view text) {
  Border border;
  for (const auto& word : split(text, ' ')) {
    if (word.starts_with('#')) {
      border.colour = colour_of(word);
    } else if (word == "solid" || word == "groove" || word == "ridge" || word == "inset" || word == "outset") {
      border.kind = Border::Kind::single;
    } else if (word == "double") {
      border.kind = Border::Kind::twofold;
    } else if (word == "dotted") {
      border.kind = Border::Kind::dotted;
    } else if (word == "dashed") {
      border.kind = Border::Kind::dashed;
    } else if (const double width = odf_length(word, -1); width >= 0) {
      border.width = width;
    }
  }
  if (border.kind != Border::Kind::none && border.width <= 0) return {};
  if (border.kind != Border::Kind::none && border.colour.empty()) border.colour = "#000000";
  return border;
}

RunProperties OdfStyles::read_run(pugi::xml_node node, double size_above) const {
  RunProperties out;
  if (has(node, "font-name")) {
    const auto font = fonts_.find(value(node, "font-name"));
    out.font = font == fonts_.end() ? std::string{value(node, "font-name")} : font->second;
  } else if (has(node, "font-family")) {
    out.font = value(node, "font-family");
  }
  if (out.font) {
    // Several, of which the first that is there is meant.
    std::erase(*out.font, '\'');
    std::erase(*out.font, '"');
    std::replace(out.font->begin(), out.font->end(), ',', ';');
  }
  const auto size = value(node, "font-size");
  if (size.ends_with('%')) {
    out.size = size_above * number(size, 100) / 100;
  } else if (!size.empty()) {
    out.size = std::clamp(odf_length(size, 12), 1.0, 800.0);
  }
  if (has(node, "font-weight"))
    out.bold = value(node, "font-weight") == "bold" || number(value(node, "font-weight")) >= 600;
  if (has(node, "font-style")) out.italic = value(node, "font-style") != "normal";
  if (has(node, "text-underline-style")) out.underline = value(node, "text-underline-style");
  if (has(node, "text-line-through-style")) out.strike = value(node, "text-line-through-style") != "none";
  if (has(node, "color")) out.colour = colour_of(value(node, "color"));
  if (has(node, "background-color")) out.highlight = colour_of(value(node, "background-color"));
  if (has(node, "text-transform")) out.caps = value(node, "text-transform") == "uppercase";
  if (has(node, "font-variant")) out.small_caps = value(node, "font-variant") == "small-caps";
  if (has(node, "display")) out.hidden = value(node, "display") == "none";
  if (has(node, "letter-spacing")) out.tracking = odf_length(value(node, "letter-spacing"));
  if (has(node, "letter-kerning")) out.kern_from = value(node, "letter-kerning") == "true" ? 0.1 : 0;
  const auto position = value(node, "text-position");
  if (position.starts_with("super")) {
    out.slant = Slant::above;
  } else if (position.starts_with("sub")) {
    out.slant = Slant::below;
  } else if (!position.empty()) {
    const double raised = number(position);
    out.slant = raised > 0 ? Slant::above : raised < 0 ? Slant::below : Slant::none;
  }
  if (has(node, "language") && value(node, "language") != "none") {
    out.language = value(node, "language");
    if (has(node, "country") && value(node, "country") != "none")
      *out.language += '-' + std::string{value(node, "country")};
  }
  return out;
}

void OdfStyles::gather(pugi::xml_node styles, int where) {
  for (const auto node : styles.children()) {
    const auto name = local(node);
    if (name == "style") {
      nodes_[static_cast<std::size_t>(where)][key_of(value(node, "family"), value(node, "name"))] = node;
    } else if (name == "default-style") {
      defaults_[std::string{value(node, "family")}] = node;
      if (const auto distance = length_in(child(node, "paragraph-properties"), "tab-stop-distance");
          distance && *distance > 1)
        tab_distance_ = *distance;
    } else if (name == "list-style") {
      read_list(node);
    } else if (name == "page-layout") {
      layouts_[std::string{value(node, "name")}] = node;
    }
  }
}

void OdfStyles::read_list(pugi::xml_node node) {
  auto& levels = lists_[std::string{value(node, "name")}];
  for (const auto one : node.children()) {
    OdfLevel level;
    level.format = value(one, "num-format");
    level.prefix = value(one, "num-prefix");
    level.suffix = value(one, "num-suffix");
    level.bullet = value(one, "bullet-char");
    level.start = static_cast<int>(number(value(one, "start-value"), 1));
    level.shown_levels = std::clamp(static_cast<int>(number(value(one, "display-levels"), 1)), 1, 10);
    level.run = read_run(child(one, "text-properties"), 10);
    const auto properties = child(one, "list-level-properties");
    if (const auto label = child(properties, "list-level-label-alignment")) {
      level.paragraph.left = odf_length(value(label, "margin-left"));
      level.paragraph.first = odf_length(value(label, "text-indent"));
      const auto after = value(label, "label-followed-by");
      if (after == "space") level.after = Label::After::space;
      if (after == "nothing") level.after = Label::After::nothing;
      if (const auto stop = length_in(label, "list-tab-stop-position"))
        level.paragraph.tabs[*stop] = TabStop{*stop, {}, {}};
    } else {
      const double before = odf_length(value(properties, "space-before"));
      const double width = odf_length(value(properties, "min-label-width"));
      level.paragraph.left = before + width;
      level.paragraph.first = -width;
    }
    levels[static_cast<int>(number(value(one, "level"), 1))] = std::move(level);
  }
}

void OdfStyles::read(pugi::xml_node common, pugi::xml_node content) {
  for (const auto root : {common, content}) {
    for (const auto face : child(root, "font-face-decls").children())
      fonts_[std::string{value(face, "name")}] = value(face, "font-family");
  }
  gather(child(common, "styles"), 0);
  gather(child(content, "styles"), 0);
  gather(child(common, "automatic-styles"), 1);
  gather(child(content, "automatic-styles"), 2);
  for (const auto page : child(common, "master-styles").children())
    if (local(page) == "master-page") masters_[std::string{value(page, "name")}] = page;
}

OdfStyle OdfStyles::make(const std::string& family, const std::string& name, int where, int depth) const {
  OdfStyle out;
  const auto put = [&](pugi::xml_node node) {
    out.paragraph.put(read_paragraph(child(node, "paragraph-properties")));
    out.run.put(read_run(child(node, "text-properties"), out.run.size.value_or(12)));
    for (const auto properties : node.children()) {
      const auto kind = local(properties);
      if (!kind.ends_with("-properties") || kind == "text-properties" || kind == "paragraph-properties") continue;
      for (const auto attribute : properties.attributes()) {
        const std::string_view full = attribute.name();
        const auto colon = full.find(':');
        out.properties[std::string{colon == std::string_view::npos ? full : full.substr(colon + 1)}] =
            attribute.value();
      }
    }
  };
  pugi::xml_node node;
  for (const int at : {where, 0}) {
    const auto& nodes = nodes_[static_cast<std::size_t>(at)];
    const auto found = nodes.find(key_of(family, name));
    if (found == nodes.end()) continue;
    node = found->second;
    break;
  }
  const std::string parent{value(node, "parent-style-name")};
  if (!parent.empty() && depth < deepest_chain) {
    out = make(family, parent, 0, depth + 1);
    out.break_after = out.indents_stated = false;
  } else if (const auto standard = defaults_.find(family); standard != defaults_.end() && family != "text") {
    put(standard->second);
  }
  put(node);
  const auto paragraph = child(node, "paragraph-properties");
  if (value(paragraph, "break-after") == "page") out.break_after = true;
  out.indents_stated = where != 0 && length_in(paragraph, "margin-left").has_value();
  if (has(node, "master-page-name")) out.master_page = value(node, "master-page-name");
  if (has(node, "list-style-name")) out.list = value(node, "list-style-name");
  if (has(node, "default-outline-level")) out.outline = static_cast<int>(number(value(node, "default-outline-level")));
  out.parent = where == 0 ? name : parent;
  return out;
}

const OdfStyle& OdfStyles::find(std::string_view family, std::string_view name, bool in_content) const {
  const int where = in_content ? 2 : 1;
  const std::string key = std::to_string(where) + key_of(family, name);
  const auto known = made_.find(key);
  if (known != made_.end()) return known->second;
  return made_.emplace(key, make(std::string{family}, std::string{name}, where, 0)).first->second;
}

const std::map<int, OdfLevel>* OdfStyles::list(const std::string& name) const {
  const auto found = lists_.find(name);
  return found == lists_.end() ? nullptr : &found->second;
}

pugi::xml_node OdfStyles::page_layout(std::string_view name) const {
  const auto found = layouts_.find(name);
  return found == layouts_.end() ? pugi::xml_node{} : found->second;
}

pugi::xml_node OdfStyles::master_page(std::string_view name) const {
  const auto found = masters_.find(name);
  return found == masters_.end() ? pugi::xml_node{} : found->second;
}

}  // namespace caseletters::document
