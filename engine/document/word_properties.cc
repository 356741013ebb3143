#include "document/word_properties.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace caseletters::document {
namespace {

template <class T>
void over(std::optional<T>& to, const std::optional<T>& from) {
  if (from) to = from;
}

// Two switches of styles make one: on and on is off.
void toggle(std::optional<bool>& to, const std::optional<bool>& from) {
  if (from) to = *from != to.value_or(false);
}

// Percentages of "auto" line spacing are counted in 240ths of a line.
constexpr double line_units = 240;

std::string highlight_colour(std::string_view name) {
  static const std::map<std::string_view, std::string_view> colours{
      {"yellow", "#ffff00"},    {"green", "#00ff00"},       {"cyan", "#00ffff"},     {"magenta", "#ff00ff"},
      {"blue", "#0000ff"},      {"red", "#ff0000"},         {"darkBlue", "#000080"}, {"darkCyan", "#008080"},
      {"darkGreen", "#008000"}, {"darkMagenta", "#800080"}, {"darkRed", "#800000"},  {"darkYellow", "#808000"},
      {"darkGray", "#808080"},  {"lightGray", "#c0c0c0"},   {"black", "#000000"},    {"white", "#ffffff"}};
  const auto found = colours.find(name);
  return found == colours.end() ? std::string{} : std::string{found->second};
}

std::optional<bool> on(pugi::xml_node properties, std::string_view name) {
  const auto node = child(properties, name);
  return node ? std::optional<bool>{is_on(node)} : std::nullopt;
}

}  // namespace

std::string_view local(pugi::xml_node node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view local_name) {
  for (auto one = node.first_child(); one; one = one.next_sibling())
    if (one.type() == pugi::node_element && local(one) == local_name) return one;
  return {};
}

namespace {
pugi::xml_attribute attribute(pugi::xml_node node, std::string_view name) {
  for (auto one = node.first_attribute(); one; one = one.next_attribute()) {
    std::string_view its = one.name();
    if (its == name) return one;
    const auto colon = its.find(':');
    if (colon != std::string_view::npos && its.substr(colon + 1) == name) return one;
  }
  return {};
}
}  // namespace

std::string_view value(pugi::xml_node node, std::string_view name) {
  return attribute(node, name).value();
}

bool has(pugi::xml_node node, std::string_view name) {
  return static_cast<bool>(attribute(node, name));
}

bool is_on(pugi::xml_node node) {
  const auto text = value(node);
  return text != "0" && text != "false" && text != "off" && text != "none";
}

double number(std::string_view text, double otherwise) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double read = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), read);
  // What no page can hold is no measure.
  return failure == std::errc{} && std::isfinite(read) && std::abs(read) < 1e9 ? read : otherwise;
}

double twips(std::string_view text, double otherwise) {
  if (text.empty()) return otherwise;
  for (const auto& [unit, points] :
       {std::pair{"pt", 1.0}, {"in", 72.0}, {"cm", 72 / 2.54}, {"mm", 7.2 / 2.54}, {"pc", 12.0}, {"pi", 12.0}}) {
    if (text.ends_with(unit)) return number(text, otherwise) * points;
  }
  const double read = number(text, NAN);
  return std::isnan(read) ? otherwise : read / 20;
}

double emu(std::string_view text, double otherwise) {
  const double read = number(text, NAN);
  return std::isnan(read) ? otherwise : read / 12700;
}

std::string colour_of(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  if (text.size() < 6) return {};
  std::string out{"#"};
  for (const char letter : text.substr(0, 6)) {
    const char low = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    if (!((low >= '0' && low <= '9') || (low >= 'a' && low <= 'f'))) return {};
    out += low;
  }
  return out;
}

Border read_border(pugi::xml_node node) {
  Border border;
  const auto kind = value(node);
  if (kind.empty() || kind == "nil" || kind == "none") return border;
  border.width = std::clamp(number(value(node, "sz")) / 8, 0.25, 12.0);
  border.kind = Border::Kind::single;
  if (kind == "double") {
    border.kind = Border::Kind::twofold;
    border.width *= 3;
  } else if (kind == "dotted") {
    border.kind = Border::Kind::dotted;
  } else if (kind.find("ash") != std::string_view::npos || kind.find("Dash") != std::string_view::npos) {
    border.kind = Border::Kind::dashed;
  }
  border.space = number(value(node, "space"));
  border.colour = colour_of(value(node, "color"));
  if (border.colour.empty()) border.colour = "#000000";
  return border;
}

RunProperties RunProperties::read(pugi::xml_node properties, const ThemeFonts& theme) {
  RunProperties out;
  for (const auto node : properties.children()) {
    const auto name = local(node);
    if (name == "rStyle") {
      out.style = value(node);
    } else if (name == "rFonts") {
      const auto themed = theme.find(value(node, has(node, "asciiTheme") ? "asciiTheme" : "hAnsiTheme"));
      if (themed != theme.end() && !themed->second.empty()) {
        out.font = themed->second;
      } else if (has(node, "ascii")) {
        out.font = value(node, "ascii");
      } else if (has(node, "hAnsi")) {
        out.font = value(node, "hAnsi");
      }
    } else if (name == "sz") {
      out.size = std::clamp(number(value(node), 20) / 2, 1.0, 800.0);
    } else if (name == "b") {
      out.bold = is_on(node);
    } else if (name == "i") {
      out.italic = is_on(node);
    } else if (name == "strike" || name == "dstrike") {
      out.strike = is_on(node);
    } else if (name == "caps") {
      out.caps = is_on(node);
    } else if (name == "smallCaps") {
      out.small_caps = is_on(node);
    } else if (name == "vanish") {
      out.hidden = is_on(node);
    } else if (name == "u") {
      out.underline = value(node);
    } else if (name == "color") {
      out.colour = colour_of(value(node));
    } else if (name == "highlight") {
      out.highlight = highlight_colour(value(node));
    } else if (name == "shd") {
      if (!out.highlight) out.highlight = colour_of(value(node, "fill"));
    } else if (name == "vertAlign") {
      const auto kind = value(node);
      out.slant = kind == "superscript" ? Slant::above : kind == "subscript" ? Slant::below : Slant::none;
    } else if (name == "position") {
      out.raised = number(value(node)) / 2;
    } else if (name == "spacing") {
      out.tracking = twips(value(node));
    } else if (name == "kern") {
      out.kern_from = number(value(node)) / 2;
    } else if (name == "lang") {
      if (has(node, "val")) out.language = value(node);
    }
  }
  return out;
}

void RunProperties::put(const RunProperties& over_it) {
  over(bold, over_it.bold);
  over(italic, over_it.italic);
  over(strike, over_it.strike);
  over(caps, over_it.caps);
  over(small_caps, over_it.small_caps);
  over(hidden, over_it.hidden);
  over(font, over_it.font);
  over(colour, over_it.colour);
  over(highlight, over_it.highlight);
  over(language, over_it.language);
  over(underline, over_it.underline);
  over(size, over_it.size);
  over(raised, over_it.raised);
  over(tracking, over_it.tracking);
  over(kern_from, over_it.kern_from);
  over(slant, over_it.slant);
}

void RunProperties::put_toggling(const RunProperties& over_it) {
  RunProperties rest = over_it;
  toggle(bold, over_it.bold);
  toggle(italic, over_it.italic);
  toggle(strike, over_it.strike);
  toggle(caps, over_it.caps);
  toggle(small_caps, over_it.small_caps);
  toggle(hidden, over_it.hidden);
  rest.bold = rest.italic = rest.strike = rest.caps = rest.small_caps = rest.hidden = std::nullopt;
  put(rest);
}

TextStyle RunProperties::computed() const {
  TextStyle out;
  out.font = font.value_or("Times New Roman");
  out.size = size.value_or(10);
  out.bold = bold.value_or(false);
  out.italic = italic.value_or(false);
  out.strike = strike.value_or(false);
  out.caps = caps.value_or(false);
  out.small_caps = !out.caps && small_caps.value_or(false);
  out.underline = underline && !underline->empty() && *underline != "none";
  out.colour = colour.value_or("");
  out.highlight = highlight.value_or("");
  out.slant = slant.value_or(Slant::none);
  out.raised = raised.value_or(0);
  out.tracking = tracking.value_or(0);
  out.kerned = kern_from && *kern_from > 0 && out.size >= *kern_from;
  out.language = language.value_or("");
  return out;
}

ParagraphProperties ParagraphProperties::read(pugi::xml_node properties) {
  ParagraphProperties out;
  out.keep_next = on(properties, "keepNext");
  out.keep_together = on(properties, "keepLines");
  out.page_break_before = on(properties, "pageBreakBefore");
  out.widow_control = on(properties, "widowControl");
  out.contextual = on(properties, "contextualSpacing");
  out.leftwards = on(properties, "bidi");
  for (const auto node : properties.children()) {
    const auto name = local(node);
    if (name == "pStyle") {
      out.style = value(node);
    } else if (name == "jc") {
      out.align = value(node);
    } else if (name == "ind") {
      if (has(node, "left")) out.left = twips(value(node, "left"));
      if (has(node, "start")) out.left = twips(value(node, "start"));
      if (has(node, "right")) out.right = twips(value(node, "right"));
      if (has(node, "end")) out.right = twips(value(node, "end"));
      if (has(node, "firstLine")) out.first = twips(value(node, "firstLine"));
      if (has(node, "hanging")) out.first = -twips(value(node, "hanging"));
    } else if (name == "spacing") {
      if (has(node, "before")) out.before = twips(value(node, "before"));
      if (has(node, "after")) out.after = twips(value(node, "after"));
      if (has(node, "beforeAutospacing")) out.auto_before = value(node, "beforeAutospacing") != "0";
      if (has(node, "afterAutospacing")) out.auto_after = value(node, "afterAutospacing") != "0";
      if (has(node, "line")) {
        out.line_rule = has(node, "lineRule") ? std::string{value(node, "lineRule")} : "auto";
        out.line = *out.line_rule == "auto" ? number(value(node, "line"), line_units) / line_units
                                            : std::abs(twips(value(node, "line"), 12));
      }
    } else if (name == "outlineLvl") {
      const auto level = number(value(node), 9);
      out.outline = level >= 0 && level < 9 ? static_cast<int>(level) + 1 : 0;
    } else if (name == "numPr") {
      if (const auto list = child(node, "numId")) out.list = static_cast<int>(number(value(list)));
      if (const auto level = child(node, "ilvl")) out.level = std::clamp(static_cast<int>(number(value(level))), 0, 8);
    } else if (name == "shd") {
      out.shading = colour_of(value(node, "fill"));
    } else if (name == "pBdr") {
      if (const auto one = child(node, "top")) out.top = read_border(one);
      if (const auto one = child(node, "bottom")) out.bottom = read_border(one);
      if (const auto one = child(node, "left")) out.left_border = read_border(one);
      if (const auto one = child(node, "right")) out.right_border = read_border(one);
      if (const auto one = child(node, "between")) out.between = read_border(one);
    } else if (name == "tabs") {
      for (const auto tab : node.children()) {
        if (local(tab) != "tab") continue;
        const double position = twips(value(tab, "pos"));
        const auto kind = value(tab);
        if (kind == "clear") {
          out.tabs[position] = std::nullopt;
          continue;
        }
        if (kind == "bar" || kind == "num") continue;
        TabStop stop;
        stop.position = position;
        if (kind == "center") stop.kind = TabStop::Kind::centre;
        if (kind == "right" || kind == "end") stop.kind = TabStop::Kind::right;
        if (kind == "decimal") stop.kind = TabStop::Kind::decimal;
        const auto leader = value(tab, "leader");
        if (leader == "dot" || leader == "middleDot") stop.leader = ".";
        if (leader == "hyphen") stop.leader = "-";
        if (leader == "underscore" || leader == "heavy") stop.leader = "_";
        out.tabs[position] = stop;
      }
    }
  }
  return out;
}

void ParagraphProperties::put(const ParagraphProperties& over_it) {
  over(align, over_it.align);
  over(line_rule, over_it.line_rule);
  over(shading, over_it.shading);
  over(left, over_it.left);
  over(right, over_it.right);
  over(first, over_it.first);
  over(before, over_it.before);
  over(after, over_it.after);
  over(line, over_it.line);
  over(keep_next, over_it.keep_next);
  over(keep_together, over_it.keep_together);
  over(page_break_before, over_it.page_break_before);
  over(widow_control, over_it.widow_control);
  over(drop_cap, over_it.drop_cap);
  over(contextual, over_it.contextual);
  over(leftwards, over_it.leftwards);
  over(auto_before, over_it.auto_before);
  over(auto_after, over_it.auto_after);
  over(outline, over_it.outline);
  over(list, over_it.list);
  over(level, over_it.level);
  over(top, over_it.top);
  over(right_border, over_it.right_border);
  over(bottom, over_it.bottom);
  over(left_border, over_it.left_border);
  over(between, over_it.between);
  for (const auto& [position, stop] : over_it.tabs) tabs[position] = stop;
}

ParagraphStyle ParagraphProperties::computed() const {
  // HTML's own distance between paragraphs.
  constexpr double automatic = 14;
  ParagraphStyle out;
  const std::string_view way = align ? std::string_view{*align} : std::string_view{"left"};
  if (way == "center") out.align = Align::centre;
  if (way == "right" || way == "end") out.align = Align::right;
  if (way == "both" || way == "distribute") out.align = Align::justify;
  out.left = left.value_or(0);
  out.right = right.value_or(0);
  out.first = first.value_or(0);
  out.before = auto_before.value_or(false) ? automatic : before.value_or(0);
  out.after = auto_after.value_or(false) ? automatic : after.value_or(0);
  out.line = line.value_or(1);
  if (line_rule && *line_rule == "exact") out.line_rule = LineRule::exact;
  if (line_rule && *line_rule == "atLeast") out.line_rule = LineRule::at_least;
  out.keep_next = keep_next.value_or(false);
  out.keep_together = keep_together.value_or(false);
  out.page_break_before = page_break_before.value_or(false);
  out.widow_control = widow_control.value_or(true);
  out.drop_cap = drop_cap.value_or(false);
  out.contextual = contextual.value_or(false);
  out.leftwards = leftwards.value_or(false);
  if (out.leftwards) {
    // Left means where lines begin (clause 17.3.1.13), and so do the indents (17.3.1.12).
    if (out.align == Align::left) {
      out.align = Align::right;
    } else if (out.align == Align::right) {
      out.align = Align::left;
    }
    std::swap(out.left, out.right);
  }
  out.borders = {top.value_or(Border{}), right_border.value_or(Border{}), bottom.value_or(Border{}),
                 left_border.value_or(Border{}), between.value_or(Border{})};
  out.shading = shading.value_or("");
  for (const auto& [position, stop] : tabs)
    if (stop) out.tabs.push_back(*stop);
  out.outline = outline.value_or(0);
  return out;
}

}  // namespace caseletters::document
