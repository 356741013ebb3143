#include "pdf/pandoc_styles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace caseletters::pdf {
namespace {

// LibreOffice's share of the size for raised and lowered words, and how far it moves them.
constexpr double small_share = 0.58, raised_share = 0.33, lowered_share = 0.08;
constexpr double exact_share_above = 0.8;  // of a line of fixed height

Json attributes_of(const char* name, const Attributes& attributes) {
  return Json::array({packed(attributes), Json::array({name}), Json::array()});
}

}  // namespace

std::string packed(const Attributes& attributes) {
  std::string out;
  for (const auto& [name, value] : attributes) {
    const auto from = out.size() + name.size() + 1;
    out += name + '=' + value;
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), '\n', ' ');
    out += '\n';
  }
  return out;
}

Json div(const char* name, const Attributes& attributes, Json blocks) {
  return {{"t", "Div"}, {"c", Json::array({attributes_of(name, attributes), std::move(blocks)})}};
}

Json span(const char* name, const Attributes& attributes, Json inlines) {
  return {{"t", "Span"}, {"c", Json::array({attributes_of(name, attributes), std::move(inlines)})}};
}

Json words(const std::string& text) {
  return {{"t", "Str"}, {"c", text}};
}

std::string length(double points) {
  if (!std::isfinite(points)) return "0";
  std::string out = fmt::format("{:.3f}", std::clamp(points, -20000.0, 20000.0));
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string border_text(const document::Border& border) {
  using Kind = document::Border::Kind;
  std::string out = fmt::format("{} {}", length(border.width), border.colour.empty() ? "#000000" : border.colour);
  if (border.kind == Kind::dotted) out += " dotted";
  if (border.kind == Kind::dashed) out += " dashed";
  return out;
}

void add_borders(Attributes& attributes, const document::Borders& borders) {
  for (const auto& [name, border] : {std::pair{"btop", &borders.top},
                                     {"bright", &borders.right},
                                     {"bbottom", &borders.bottom},
                                     {"bleft", &borders.left}}) {
    if (border->kind != document::Border::Kind::none) attributes.emplace_back(name, border_text(*border));
  }
}

LineEdges PandocStyles::edges(const document::TextStyle& style, document::LineRule rule, double line) {
  const Face& face = fonts_.face(style.font, style.bold, style.italic);
  LineEdges natural{face.up * style.size, face.down * style.size};
  const double height = natural.up + natural.down;
  switch (rule) {
    case document::LineRule::multiple:
      natural.up += (line - 1) * height;
      break;
    case document::LineRule::exact:
      return {line * exact_share_above, line * (1 - exact_share_above)};
    case document::LineRule::at_least:
      natural.up += std::max(0.0, line - height);
      break;
  }
  return natural;
}

void PandocStyles::shows(const document::TextStyle& style) {
  shown_.insert(style.font);
}

std::set<std::string> PandocStyles::take_shown() {
  return std::exchange(shown_, {});
}

std::string PandocStyles::look(const document::TextStyle& style, document::LineRule rule, double line) {
  const Face& face = fonts_.face(style.font, style.bold, style.italic);
  const LineEdges room = edges(style, rule, line);
  Attributes said;
  std::string families = face.family;
  if (!fonts_.signs().empty() && fonts_.signs() != face.family) families += '|' + fonts_.signs();
  said.emplace_back("font", families);
  double size = style.size, raise = -style.raised;
  if (style.slant != document::Slant::none) {
    size *= small_share;
    raise -= style.slant == document::Slant::above ? raised_share * style.size : -lowered_share * style.size;
  }
  said.emplace_back("size", length(size));
  said.emplace_back("up", length(room.up));
  said.emplace_back("down", length(room.down));
  if (style.bold) said.emplace_back("bold", "1");
  if (style.italic) said.emplace_back("italic", "1");
  if (!style.colour.empty()) said.emplace_back("colour", style.colour);
  if (std::abs(style.tracking) > 0.001) said.emplace_back("track", length(style.tracking));
  if (style.kerned) said.emplace_back("kern", "1");
  if (std::abs(raise) > 0.001) said.emplace_back("raise", length(raise));
  if (style.underline) said.emplace_back("under", "1");
  if (style.strike) said.emplace_back("strike", "1");
  if (!style.highlight.empty()) said.emplace_back("mark", style.highlight);
  const auto [found, fresh] = looks_.emplace(packed(said), static_cast<int>(looks_.size()));
  std::string number = std::to_string(found->second);
  if (fresh) {
    said.emplace_back("s", number);
    blocks_.push_back(div("text", said, Json::array()));
  }
  return number;
}

std::string PandocStyles::stand(const document::ParagraphStyle& style, int heading) {
  Attributes said;
  // A hanging first line begins before the others, on the side where lines begin.
  const double left = style.left + (style.leftwards ? 0 : std::min(style.first, 0.0));
  const double right = style.right + (style.leftwards ? std::min(style.first, 0.0) : 0);
  if (std::abs(left) > 0.001) said.emplace_back("left", length(left));
  if (std::abs(right) > 0.001) said.emplace_back("right", length(right));
  if (style.leftwards) said.emplace_back("leftwards", "1");
  if (style.first > 0.001) said.emplace_back("first", length(style.first));
  if (style.first < -0.001) said.emplace_back("hang", length(-style.first));
  if (style.align == document::Align::right) said.emplace_back("align", "right");
  if (style.align == document::Align::centre) said.emplace_back("align", "center");
  if (style.align == document::Align::justify) said.emplace_back("justify", "1");
  if (style.keep_together) said.emplace_back("together", "1");
  if (!style.widow_control) said.emplace_back("loose", "1");
  if (heading > 0) said.emplace_back("heading", std::to_string(heading));
  add_borders(said, style.borders);
  if (!style.shading.empty()) said.emplace_back("fill", style.shading);
  if (style.borders.any()) {
    const auto pad = [](const document::Border& border) {
      return border.kind == document::Border::Kind::none ? std::string{"0"} : length(border.space + border.width / 2);
    };
    said.emplace_back("pads", fmt::format("{} {} {} {}", pad(style.borders.top), pad(style.borders.right),
                                          pad(style.borders.bottom), pad(style.borders.left)));
  }
  const auto [found, fresh] = stands_.emplace(packed(said), static_cast<int>(stands_.size()));
  std::string number = std::to_string(found->second);
  if (fresh) {
    said.emplace_back("s", number);
    blocks_.push_back(div("stand", said, Json::array()));
  }
  return number;
}

Json PandocStyles::blocks() const {
  return blocks_;
}

}  // namespace caseletters::pdf
