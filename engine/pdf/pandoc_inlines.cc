// Words, tabs, pictures and notes in a line.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "document/styled_findings.h"
#include "pdf/pandoc_flow.h"

namespace caseletters::pdf {

using document::Run;

namespace {

constexpr double small_capital = 0.8;  // of the size

Json line_break() {
  return {{"t", "LineBreak"}};
}

const char* word_for(document::TabStop::Kind kind) {
  switch (kind) {
    case document::TabStop::Kind::centre:
      return "centre";
    case document::TabStop::Kind::right:
      return "right";
    case document::TabStop::Kind::decimal:
      return "decimal";
    case document::TabStop::Kind::left:
      return "left";
  }
  return "left";
}

// An address that a reader of the PDF may follow; others are words only.
bool may_be_followed(const std::string& address) {
  const std::string low = to_lower(address);
  return low.starts_with("https://") || low.starts_with("http://") || low.starts_with("mailto:");
}

}  // namespace

// The typesetter cannot take words that run from right to left apart where pairs of letters stay unmoved: it fails on
// them. What stands beside them in their paragraph may be set with them.
std::string PandocBlocks::look_of(const document::TextStyle& style, document::LineRule rule, double line) {
  if (!leftwards_ || style.kerned) return styles_.look(style, rule, line);
  document::TextStyle kerned = style;
  kerned.kerned = true;
  return styles_.look(kerned, rule, line);
}

void PandocBlocks::text(const Run& run, const document::ParagraphStyle& style, const std::string& skip, Json& out) {
  const auto say = [&](const std::string& said, const document::TextStyle& look) {
    if (said.empty()) return;
    styles_.shows(look);
    const auto number = look_of(look, style.line_rule, style.line);
    Json inner = Json::array({words(said)});
    if (number == skip) {
      out.push_back(words(said));
    } else {
      out.push_back(span("r", {{"s", number}}, std::move(inner)));
    }
  };
  if (run.style.caps) {
    say(to_upper(run.text), run.style);
    return;
  }
  if (!run.style.small_caps) {
    say(run.text, run.style);
    return;
  }
  // Small letters become smaller capitals.
  std::string piece;
  bool small = false;
  document::TextStyle look = run.style;
  const auto flush = [&] {
    look.size = small ? run.style.size * small_capital : run.style.size;
    say(small ? to_upper(piece) : piece, look);
    piece.clear();
  };
  for (std::size_t at = 0; at < run.text.size();) {
    std::size_t size = 1;
    while (at + size < run.text.size() && (static_cast<unsigned char>(run.text[at + size]) & 0xC0U) == 0x80U) ++size;
    const std::string letter = run.text.substr(at, size);
    const bool is_small = to_upper(letter) != letter;
    if (is_small != small) {
      flush();
      small = is_small;
    }
    piece += letter;
    at += size;
  }
  flush();
}

Json PandocBlocks::picture(const document::Picture& picture, bool in_line) const {
  const auto index = static_cast<std::size_t>(picture.file);
  Attributes told{{"w", length(picture.width)}, {"h", length(picture.height)}};
  const auto& crop = picture.crop;
  const double across = 1 - crop[0] - crop[2], down = 1 - crop[1] - crop[3];
  if (across > 0.01 && down > 0.01 && (across < 0.999 || down < 0.999)) {
    const double width = picture.width / across, height = picture.height / down;
    told.emplace_back("cl", "1");
    told.emplace_back("cw", length(width));
    told.emplace_back("ch", length(height));
    told.emplace_back("cx", length(-crop[0] * width));
    told.emplace_back("cy", length(-crop[1] * height));
  }
  if (picture.decorative || picture.alternative.empty()) told.emplace_back("plain", "1");
  if (in_line) told.emplace_back("line", "1");
  const std::string& source = index < pictures_.size() ? pictures_[index] : std::string{};
  return {{"t", "Image"},
          {"c", Json::array({Json::array({packed(told), Json::array(), Json::array()}), Json::array(),
                             Json::array({source, picture.alternative})})}};
}

void PandocBlocks::inline_run(const Run& run, const document::ParagraphStyle& style, const std::string& skip,
                              Json& out) {
  switch (run.kind) {
    case Run::Kind::text: {
      if (run.link.empty() || !may_be_followed(run.link)) {
        text(run, style, skip, out);
        break;
      }
      Json inner = Json::array();
      text(run, style, skip, inner);
      out.push_back(Json{{"t", "Link"},
                         {"c", Json::array({Json::array({"", Json::array(), Json::array()}), std::move(inner),
                                            Json::array({run.link, ""})})}});
      break;
    }
    case Run::Kind::note_label:
      text(run, style, skip, out);
      break;
    case Run::Kind::line_break:
      out.push_back(line_break());
      break;
    case Run::Kind::page_number:
      out.push_back(span("page", {{"s", look_of(run.style, style.line_rule, style.line)}}, Json::array()));
      break;
    case Run::Kind::page_count:
      out.push_back(span("pages", {{"s", look_of(run.style, style.line_rule, style.line)}}, Json::array()));
      break;
    case Run::Kind::picture:
      if (run.picture) out.push_back(picture(*run.picture, true));
      break;
    case Run::Kind::footnote: {
      const bool leftwards = leftwards_;
      Json note{{"t", "Note"}, {"c", blocks(run.note->blocks, {0, true})}};
      leftwards_ = leftwards;
      out.push_back(span("note", {{"s", look_of(run.style, style.line_rule, style.line)}, {"l", run.note->label}},
                         Json::array({std::move(note)})));
      break;
    }
    case Run::Kind::tab:
    case Run::Kind::page_break:
    case Run::Kind::column_break:
    case Run::Kind::anchored:
      break;
  }
}

// `one_look` takes the number of the look where all words have the same; else it stays empty.
Json PandocBlocks::inlines(const document::Paragraph& paragraph, const std::vector<const Run*>& runs, double width,
                           std::string* one_look) {
  const auto& style = paragraph.style;
  leftwards_ = style.leftwards || std::any_of(runs.begin(), runs.end(),
                                              [](const Run* run) { return document::runs_leftwards(run->text); });
  Json out = Json::array();
  std::string common;
  bool same = true, tabbed = false;
  for (const auto* run : runs) {
    if (run->kind == Run::Kind::tab) tabbed = true;
    if (run->kind != Run::Kind::text && run->kind != Run::Kind::note_label) {
      if (run->kind == Run::Kind::picture || run->kind == Run::Kind::footnote) same = false;
      continue;
    }
    const auto look = look_of(run->style, style.line_rule, style.line);
    if (common.empty()) common = look;
    if (look != common || run->style.small_caps) same = false;
  }
  // Line breaks and spaces are as tall as the words around them only where a look is set for the whole paragraph.
  if (common.empty()) common = look_of(paragraph.mark, style.line_rule, style.line);
  const std::string skip = same ? common : std::string{};
  if (one_look != nullptr) *one_look = common;
  if (!tabbed) {
    for (const auto* run : runs) inline_run(*run, style, skip.empty() ? common : skip, out);
    return out;
  }
  // Line by line; within a line from tab to tab.
  std::vector<std::vector<std::vector<const Run*>>> lines(1);
  lines.back().emplace_back();
  std::string stops_at_margins;
  for (const auto* run : runs) {
    if (run->kind == Run::Kind::line_break) {
      lines.emplace_back();
      lines.back().emplace_back();
    } else if (run->kind == Run::Kind::tab) {
      if (run->text == "center") stops_at_margins += fmt::format("{}:centre:;", length((width - style.right) / 2));
      if (run->text == "right") stops_at_margins += fmt::format("{}:right:;", length(width - style.right));
      lines.back().emplace_back();
    } else {
      lines.back().back().push_back(run);
    }
  }
  std::string stops = stops_at_margins;
  if (stops.empty()) {
    for (const auto& stop : style.tabs)
      stops += fmt::format("{}:{}:{};", length(stop.position), word_for(stop.kind), stop.leader);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out.push_back(line_break());
    if (lines[i].size() == 1) {
      for (const auto* run : lines[i].front()) inline_run(*run, style, common, out);
      continue;
    }
    Json pieces = Json::array();
    for (const auto& segment : lines[i]) {
      Json inner = Json::array();
      for (const auto* run : segment) inline_run(*run, style, common, inner);
      pieces.push_back(span("seg", {}, std::move(inner)));
    }
    const double from = (style.leftwards ? style.right : style.left) + (i == 0 ? style.first : 0);
    Attributes told{{"from", length(from)},
                    {"margin", length(style.left)},
                    {"width", length(std::max(width - style.right, 1.0))},
                    {"every", length(letter_.tab_distance)},
                    {"stops", stops}};
    if (letter_.tabs_over_margin) told.emplace_back("over", "1");
    out.push_back(span("tabs", told, std::move(pieces)));
  }
  return out;
}

}  // namespace caseletters::pdf
