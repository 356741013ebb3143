#include "pdf/pandoc_blocks.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pdf/pandoc_flow.h"

namespace caseletters::pdf {

using document::Paragraph;
using document::Run;

namespace {

// Whether anything of it shows in a line.
bool shows(const Run& run) {
  return run.kind != Run::Kind::page_break && run.kind != Run::Kind::column_break && run.kind != Run::Kind::anchored;
}

// A label that is wider than its place pushes the words along, which only a tab stop can say.
bool label_fits(const document::Label& label, double room) {
  constexpr double usual_share = 0.62;  // of the size, for a character
  return static_cast<double>(character_count(label.text)) * usual_share * label.style.size <= room;
}

}  // namespace

double PandocBlocks::gap_between(const document::ParagraphStyle* above, const document::ParagraphStyle* below) const {
  double after = above == nullptr ? 0 : above->after;
  double before = below == nullptr ? 0 : below->before;
  if (above != nullptr && below != nullptr && above->id == below->id) {
    if (above->contextual) after = 0;
    if (below->contextual) before = 0;
  }
  return letter_.spaces_add_up ? after + before : std::max(after, before);
}

// At the start of a container, or of a page that was asked for, the room above is not to be swallowed.
void PandocBlocks::put(Json block, double gap, Attributes& attributes, Flow& flow) {
  if (std::abs(gap) > 0.001) attributes.emplace_back(flow.at_start ? "lead" : "gap", length(gap));
  block["c"][0][0].get_ref<std::string&>() += packed(attributes);
  flow.out.push_back(std::move(block));
  flow.at_start = false;
}

int PandocBlocks::heading_of(const document::ParagraphStyle& style) {
  if (style.outline == 0) return 0;
  // No level may be passed over on the way down.
  heading_ = std::min({style.outline, heading_ + 1, 6});
  return heading_;
}

bool PandocBlocks::is_item(const document::Block& block) const {
  const auto* paragraph = std::get_if<Paragraph>(&block);
  if (paragraph == nullptr || !paragraph->label || paragraph->label->text.empty()) return false;
  const auto& style = paragraph->style;
  if (style.first >= -0.5 || style.outline > 0 || style.borders.any() || !style.shading.empty() ||
      style.page_break_before || style.leftwards || paragraph->label->after != document::Label::After::tab ||
      paragraph->label->align != document::Align::left || !label_fits(*paragraph->label, -style.first))
    return false;
  return std::all_of(paragraph->runs.begin(), paragraph->runs.end(),
                     [](const Run& run) { return shows(run) && run.kind != Run::Kind::tab; });
}

Json PandocBlocks::item(const Paragraph& paragraph) {
  const auto& style = paragraph.style;
  std::vector<const Run*> runs;
  for (const auto& run : paragraph.runs) runs.push_back(&run);
  std::string look;
  Json content = inlines(paragraph, runs, 0, &look);
  Attributes told{{"l", paragraph.label->text},
                  {"lt", styles_.look(paragraph.label->style, style.line_rule, style.line)}};
  if (!look.empty()) told.emplace_back("t", look);
  if (style.align == document::Align::right) told.emplace_back("align", "right");
  if (style.align == document::Align::centre) told.emplace_back("align", "center");
  if (style.align == document::Align::justify) told.emplace_back("justify", "1");
  if (!style.widow_control) told.emplace_back("loose", "1");
  if (style.keep_together) told.emplace_back("together", "1");
  return div("item", told, Json::array({Json{{"t", "Plain"}, {"c", std::move(content)}}}));
}

// Neighbours of one list, level and indent at equal distances make one list. Returns how many there are. An item that
// stays with what follows stands by itself, for the typesetter would keep the whole list with it.
std::size_t PandocBlocks::list(const Blocks& blocks, std::size_t at, double gap, Flow& flow) {
  const auto& first = std::get<Paragraph>(blocks[at]);
  std::size_t count = 1;
  double inner = 0;
  while (at + count < blocks.size() && is_item(blocks[at + count])) {
    const auto& above = std::get<Paragraph>(blocks[at + count - 1]);
    const auto& next = std::get<Paragraph>(blocks[at + count]);
    const double between = gap_between(&above.style, &next.style);
    if (next.label->list != first.label->list || next.label->level != first.label->level ||
        next.style.left != first.style.left || next.style.first != first.style.first ||
        next.style.right != first.style.right || above.style.keep_next || next.style.keep_next ||
        (count > 1 && between != inner))
      break;
    inner = between;
    ++count;
  }
  Json items = Json::array();
  for (std::size_t i = 0; i < count; ++i) items.push_back(item(std::get<Paragraph>(blocks[at + i])));
  const auto& last = std::get<Paragraph>(blocks[at + count - 1]);
  Attributes told{{"inner", length(inner)},
                  {"indent", length(first.style.left + first.style.first)},
                  {"hang", length(-first.style.first)},
                  {"right", length(first.style.right)}};
  if (last.style.keep_next) told.emplace_back("next", "1");
  put(div("list", {}, std::move(items)), gap, told, flow);
  return count;
}

void PandocBlocks::piece(const Paragraph& paragraph, const Piece& piece, double gap, Flow& flow) {
  const auto& style = paragraph.style;
  boxes(piece, gap, flow);
  const bool empty = std::none_of(piece.runs.begin(), piece.runs.end(), [](const Run* run) { return shows(*run); });
  if (empty && (!piece.first || !piece.last) && !style.borders.any()) {
    // A break at either end leaves no line of its own behind.
    if (piece.runs.empty() || piece.first) return;
  }
  Attributes told;
  if (style.keep_next && piece.last) told.emplace_back("next", "1");
  if (empty) {
    const auto edges = styles_.edges(paragraph.mark, style.line_rule, style.line);
    const double height = edges.up + edges.down;
    const bool anchor_only = style.line_rule == document::LineRule::exact && style.line == 0;
    if (anchor_only) return;
    Attributes said{{"h", length(height)}};
    if (style.borders.any() || !style.shading.empty()) {
      add_borders(said, style.borders);
      if (!style.shading.empty()) said.emplace_back("fill", style.shading);
      const auto pad = [](const document::Border& border) {
        return border.kind == document::Border::Kind::none ? std::string{"0"} : length(border.space + border.width / 2);
      };
      if (style.borders.any())
        said.emplace_back("pads", pad(style.borders.top) + ' ' + pad(style.borders.right) + ' ' +
                                      pad(style.borders.bottom) + ' ' + pad(style.borders.left));
      if (std::abs(style.left) > 0.001) said.emplace_back("left", length(style.left));
      if (std::abs(style.right) > 0.001) said.emplace_back("right", length(style.right));
    }
    put(div("blank", said, Json::array()), gap, told, flow);
    return;
  }
  std::string look;
  Json content = inlines(paragraph, piece.runs, flow.container.width, &look);
  document::ParagraphStyle stands = style;
  if (!piece.first) stands.first = 0;
  const int heading = piece.first && !flow.container.closed ? heading_of(style) : 0;
  Attributes said{{"s", styles_.stand(stands, heading)}};
  if (!look.empty()) said.emplace_back("t", look);
  // A heading's words must be there when the heading is named, so what is worked out is worked out around it.
  if (heading > 0) said.emplace_back("known", "1");
  put(div("p", said, Json::array({Json{{"t", "Plain"}, {"c", std::move(content)}}})), gap, told, flow);
}

void PandocBlocks::boxes(const Piece& piece, double gap, Flow& flow) {
  for (const auto* run : piece.runs)
    if (run->kind == Run::Kind::anchored && run->anchored) box(*run->anchored, flow.at_start ? 0 : gap, flow);
}

void PandocBlocks::paragraph(const Paragraph& source, double gap, Flow& flow) {
  Paragraph labelled;
  const Paragraph* paragraph = &source;
  if (source.label && !source.label->text.empty()) {
    labelled = source;
    Run label;
    label.text = source.label->text;
    label.style = source.label->style;
    Run after = label;
    after.kind = source.label->after == document::Label::After::tab ? Run::Kind::tab : Run::Kind::text;
    after.text = source.label->after == document::Label::After::space ? " " : "";
    labelled.runs.insert(labelled.runs.begin(), {label, after});
    labelled.label.reset();
    paragraph = &labelled;
  }
  if (paragraph->style.page_break_before && !flow.at_start && !flow.container.closed) {
    flow.out.push_back(div("page-break", {}, Json::array()));
    flow.at_start = true;
  }
  std::vector<Piece> pieces(1);
  std::vector<const char*> breaks;
  for (const auto& run : paragraph->runs) {
    const bool parts = run.kind == Run::Kind::page_break || run.kind == Run::Kind::column_break;
    if (parts && flow.container.closed) continue;  // what stands in a box cannot leave it
    if (parts) {
      breaks.push_back(run.kind == Run::Kind::page_break ? "page-break" : "column-break");
      pieces.back().last = false;
      pieces.emplace_back();
      pieces.back().first = false;
    } else {
      pieces.back().runs.push_back(&run);
    }
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) {
      flow.out.push_back(div(breaks[i - 1], {}, Json::array()));
      flow.at_start = true;
    }
    piece(*paragraph, pieces[i], i == 0 ? gap : 0, flow);
  }
}

Json PandocBlocks::blocks(const Blocks& blocks, const Container& container) {
  Flow flow{Json::array(), container, true};
  const document::ParagraphStyle* above = nullptr;
  for (std::size_t i = 0; i < blocks.size();) {
    if (const auto* one = std::get_if<document::Table>(&blocks[i])) {
      table(*one, gap_between(above, nullptr), flow);
      above = nullptr;
      ++i;
      continue;
    }
    const auto& one = std::get<Paragraph>(blocks[i]);
    const double gap = gap_between(above, &one.style);
    std::size_t taken = 1;
    if (is_item(blocks[i])) {
      taken = list(blocks, i, gap, flow);
    } else {
      paragraph(one, gap, flow);
    }
    i += taken;
    above = &std::get<Paragraph>(blocks[i - 1]).style;
  }
  if (container.closed && above != nullptr && above->after > 0.001)
    flow.out.push_back(div("gap", {{"h", length(above->after)}}, Json::array()));
  return std::move(flow.out);
}

}  // namespace caseletters::pdf
