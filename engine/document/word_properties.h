// The properties of runs and paragraphs as one element of WordprocessingML states them: what it leaves out is left open
// (ECMA-376, part 1, clauses 17.3.1 and 17.3.2).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "document/styled.h"
#include "package/xml.h"

namespace caseletters::document {

// "p" of <w:p>.
[[nodiscard]] std::string_view local(pugi::xml_node node);
[[nodiscard]] pugi::xml_node child(pugi::xml_node node, std::string_view local_name);
// By local name; "" where there is none.
[[nodiscard]] std::string_view value(pugi::xml_node node, std::string_view attribute = "val");
[[nodiscard]] bool has(pugi::xml_node node, std::string_view attribute);
// A switch element: on unless it says otherwise.
[[nodiscard]] bool is_on(pugi::xml_node node);
// Numbers as Word writes them; `otherwise` where there is none. Twentieths of a point also as "12pt" and the like.
[[nodiscard]] double number(std::string_view text, double otherwise = 0);
[[nodiscard]] double twips(std::string_view text, double otherwise = 0);
[[nodiscard]] double emu(std::string_view text, double otherwise = 0);
// "#1f2d3d" of "1F2D3D"; empty for "auto" and what is no colour.
[[nodiscard]] std::string colour_of(std::string_view text);
[[nodiscard]] Border read_border(pugi::xml_node node);

// Fonts that the theme names: "minorHAnsi" → "Calibri".
using ThemeFonts = std::map<std::string, std::string, std::less<>>;

struct RunProperties {
  std::string style;  // of characters
  std::optional<std::string> font, colour, highlight, language, underline;
  std::optional<double> size, raised, tracking, kern_from;
  std::optional<bool> bold, italic, strike, caps, small_caps, hidden;
  std::optional<Slant> slant;

  [[nodiscard]] static RunProperties read(pugi::xml_node properties, const ThemeFonts& theme);
  // What `over` states wins.
  void put(const RunProperties& over);
  // The same for a character style, whose switches turn what the paragraph's style says (clause 17.7.3).
  void put_toggling(const RunProperties& over);
  [[nodiscard]] TextStyle computed() const;
};

struct ParagraphProperties {
  std::string style;
  std::optional<std::string> align, line_rule, shading;
  std::optional<double> left, right, first, before, after, line;
  std::optional<bool> keep_next, keep_together, page_break_before, widow_control, contextual, leftwards, drop_cap;
  std::optional<bool> auto_before, auto_after;
  std::optional<int> outline, list, level;
  std::optional<Border> top, right_border, bottom, left_border, between;
  std::map<double, std::optional<TabStop>> tabs;  // nothing: cleared

  [[nodiscard]] static ParagraphProperties read(pugi::xml_node properties);
  void put(const ParagraphProperties& over);
  [[nodiscard]] ParagraphStyle computed() const;
};

}  // namespace caseletters::document
