// Tables and boxes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pdf/pandoc_flow.h"
#include "pdf/story_height.h"

namespace caseletters::pdf {

using document::Anchored;

namespace {

const char* word_for(document::Cell::Vertical vertical) {
  switch (vertical) {
    case document::Cell::Vertical::middle:
      return "horizon";
    case document::Cell::Vertical::bottom:
      return "bottom";
    case document::Cell::Vertical::top:
      break;
  }
  return "top";
}

const char* word_for(Anchored::From from) {
  switch (from) {
    case Anchored::From::page:
      return "page";
    case Anchored::From::margin:
      return "margin";
    case Anchored::From::text:
      break;
  }
  return "text";
}

double width_of(const document::Table& table, const document::Cell& cell) {
  double width = 0;
  for (int at = cell.column; at < cell.column + cell.columns; ++at) {
    if (at < static_cast<int>(table.columns.size())) width += table.columns[static_cast<std::size_t>(at)];
  }
  return width;
}

}  // namespace

Json PandocBlocks::cell(const document::Cell& cell, const document::Table& table, std::size_t row, bool data) {
  const auto& its_row = table.rows[row];
  const double width = width_of(table, cell);
  auto margins = cell.margins;
  // Lines take room between the rows, as in Word.
  double above = 0;
  for (const auto& other : its_row.cells)
    if (other.borders.top.kind != document::Border::Kind::none) above = std::max(above, other.borders.top.width);
  margins[1] += above;
  Attributes told{{"x", std::to_string(cell.column)}, {"y", std::to_string(row)}};
  if (data) told.emplace_back("data", "1");
  if (cell.columns > 1) told.emplace_back("cs", std::to_string(cell.columns));
  if (cell.rows > 1) told.emplace_back("rs", std::to_string(cell.rows));
  if (margins != std::array<double, 4>{})
    told.emplace_back("inset", fmt::format("{} {} {} {}", length(margins[0]), length(margins[1]), length(margins[2]),
                                           length(margins[3])));
  add_borders(told, cell.borders);
  if (!cell.shading.empty()) told.emplace_back("fill", cell.shading);
  if (cell.vertical != document::Cell::Vertical::top) told.emplace_back("vertical", word_for(cell.vertical));
  if (its_row.together) told.emplace_back("together", "1");
  const double wide = std::max(width - margins[0] - margins[2], 1.0);
  const bool first = &cell == &its_row.cells.front();
  if (first && cell.rows == 1 && its_row.height > 0.001 && !its_row.exact) {
    const double least = std::max(its_row.height - margins[1] - margins[3], 0.0);
    const auto inside = StoryHeight{styles_}.of(cell.blocks, wide);
    if (inside.least < least) told.emplace_back("min", length(least));
    // Where it is not known which of the two is taller, the typesetter measures.
    if (inside.least < least && inside.most > least) told.emplace_back("wide", length(wide));
  }
  return div("cell", told, blocks(cell.blocks, {wide, true}));
}

void PandocBlocks::table(const document::Table& table, double gap, Flow& flow) {
  if (table.rows.empty() || table.columns.empty()) return;
  if (table.placed) {
    Anchored placed = *table.placed;
    placed.grows = true;
    document::Table inner = table;
    inner.placed.reset();
    inner.indent = 0;
    placed.blocks.clear();
    placed.blocks.emplace_back(std::move(inner));
    box(placed, flow.at_start ? 0 : gap, flow);
    return;
  }
  std::size_t heads = 0;
  while (heads < table.rows.size() && table.rows[heads].header) ++heads;
  const bool once = heads == 0 && table.first_row_heads;
  if (once) heads = 1;
  // A cell that hangs down from the heading rows pulls the rows that it reaches in with them.
  for (std::size_t row = 0; row < heads && row < table.rows.size(); ++row)
    for (const auto& one : table.rows[row].cells) heads = std::max(heads, row + static_cast<std::size_t>(one.rows));
  if (heads >= table.rows.size()) heads = 0;
  const bool data = heads > 0;
  Attributes told;
  std::string columns, rows;
  for (const double width : table.columns) columns += length(std::max(width, 0.1)) + ' ';
  for (const auto& row : table.rows)
    rows += (row.exact && row.height > 0 ? length(row.height) : "auto") + std::string{" "};
  told.emplace_back("cols", columns);
  told.emplace_back("rows", rows);
  if (data) told.emplace_back("data", "1");
  if (table.align == document::Align::right) told.emplace_back("align", "right");
  if (table.align == document::Align::centre) told.emplace_back("align", "center");
  if (table.align == document::Align::left && std::abs(table.indent) > 0.001)
    told.emplace_back("left", length(table.indent));
  Json inner = Json::array(), header = Json::array();
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    for (const auto& one : table.rows[row].cells) (row < heads ? header : inner).push_back(cell(one, table, row, data));
  if (data) {
    Attributes said;
    if (once) said.emplace_back("once", "1");
    inner.insert(inner.begin(), div("heads", said, std::move(header)));
  }
  Attributes more;
  put(div("table", told, std::move(inner)), gap, more, flow);
}

void PandocBlocks::box(const Anchored& box, double gap, Flow& flow) {
  Attributes told{{"hfrom", word_for(box.horizontal_from)}, {"vfrom", word_for(box.vertical_from)}};
  const double width = box.width > 0 ? box.width : flow.container.width;
  told.emplace_back("w", length(width));
  told.emplace_back("h", length(box.height));
  if (std::abs(box.x) > 0.001) told.emplace_back("x", length(box.x));
  const double y = box.y + (box.vertical_from == Anchored::From::text ? gap : 0);
  if (std::abs(y) > 0.001) told.emplace_back("y", length(y));
  if (!box.horizontal_align.empty()) told.emplace_back("side", box.horizontal_align);
  if (!box.vertical_align.empty() && box.vertical_from != Anchored::From::text)
    told.emplace_back("level", box.vertical_align);
  const bool reserves = box.flow == Anchored::Flow::above_and_below && box.vertical_from == Anchored::From::text;
  if (reserves) {
    told.emplace_back("reserve", "1");
    told.emplace_back("above", length(gap + std::max(box.y, 0.0) + box.distance_above));
    told.emplace_back("below", length(box.distance_below));
  }
  if (box.grows || box.height <= 0) told.emplace_back("grows", "1");
  if (box.inset != std::array<double, 4>{})
    told.emplace_back("inset", fmt::format("{} {} {} {}", length(box.inset[0]), length(box.inset[1]),
                                           length(box.inset[2]), length(box.inset[3])));
  if (!box.fill.empty()) told.emplace_back("fill", box.fill);
  if (box.outline.kind != document::Border::Kind::none)
    add_borders(told, {box.outline, box.outline, box.outline, box.outline, {}});
  Json inner = Json::array();
  if (box.picture) {
    inner.push_back(Json{{"t", "Plain"}, {"c", Json::array({picture(*box.picture, false)})}});
  } else {
    inner = blocks(box.blocks, {std::max(width - box.inset[0] - box.inset[2], 1.0), true});
  }
  flow.out.push_back(div("box", told, std::move(inner)));
  if (reserves) flow.at_start = false;
}

}  // namespace caseletters::pdf
