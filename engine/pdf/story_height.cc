#include "pdf/story_height.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::pdf {
namespace {

using document::Anchored;
using document::Block;
using document::Paragraph;
using document::Run;
using document::Table;

constexpr double widest_character = 1.1;  // of the size
constexpr double narrowest_column = 10;   // below it lines are not foretold
constexpr double endless = 1e6;

double padding(const document::Borders& borders) {
  double sum = 0;
  for (const auto* border : {&borders.top, &borders.bottom})
    if (border->kind != document::Border::Kind::none) sum += border->space + border->width;
  return sum;
}

// Lines that words of that width may take: two neighbours are together wider than the column.
double lines_of(double width, double column) {
  return width <= column ? 1 : 1 + 2 * width / column;
}

}  // namespace

Height StoryHeight::of(const Paragraph& paragraph, double width) const {
  const auto& style = paragraph.style;
  const auto height_of = [&](const document::TextStyle& look) {
    const auto edges = styles_.edges(look, style.line_rule, style.line);
    return std::pair{edges.up, edges.down};
  };
  const double column = width - style.left - style.right - std::max(style.first, 0.0) + std::min(style.left, 0.0);
  double up = 0, down = 0, least = endless, lines = 0, hard_lines = 1, words = 0, besides = 0;
  const auto take_look = [&](const document::TextStyle& look) {
    const auto [above, below] = height_of(look);
    up = std::max(up, above);
    down = std::max(down, below);
    least = std::min(least, above + below);
  };
  take_look(paragraph.mark);
  const auto take_words = [&](const std::string& text, const document::TextStyle& look) {
    take_look(look);
    words += static_cast<double>(character_count(text)) * (look.size * widest_character + std::max(look.tracking, 0.0));
  };
  if (paragraph.label) take_words(paragraph.label->text, paragraph.label->style);
  for (const auto& run : paragraph.runs) {
    switch (run.kind) {
      case Run::Kind::line_break:
        lines += lines_of(words, column);
        words = 0;
        ++hard_lines;
        break;
      case Run::Kind::tab:
        ++lines;
        break;
      case Run::Kind::picture:
        if (!run.picture) break;
        besides += run.picture->height;
        words += run.picture->width;
        break;
      case Run::Kind::anchored:
        if (!run.anchored || run.anchored->flow != Anchored::Flow::above_and_below) break;
        besides += run.anchored->distance_above + run.anchored->distance_below + std::max(run.anchored->y, 0.0) +
                   std::max(run.anchored->height, of(run.anchored->blocks, run.anchored->width).most);
        break;
      case Run::Kind::page_number:
      case Run::Kind::page_count:
        take_words("0000", run.style);
        break;
      case Run::Kind::footnote:
        if (run.note) take_words(run.note->label, run.style);
        break;
      default:
        take_words(run.text, run.style);
    }
  }
  lines += lines_of(words, column);
  const double most = column < narrowest_column ? endless
                                                : lines * (up + down) + besides + padding(style.borders) +
                                                      std::max(style.before, 0.0) + std::max(style.after, 0.0);
  return {std::max(least, 0.0) * hard_lines, most};
}

Height StoryHeight::of(const Table& table) const {
  Height out;
  for (const auto& row : table.rows) {
    double least = row.height, most = row.height;
    for (const auto& cell : row.cells) {
      double width = -cell.margins[0] - cell.margins[2];
      for (int i = cell.column; i < cell.column + cell.columns; ++i)
        if (static_cast<std::size_t>(i) < table.columns.size()) width += table.columns[static_cast<std::size_t>(i)];
      const auto inner = of(cell.blocks, width);
      const double besides = cell.margins[1] + cell.margins[3] + cell.borders.top.width + cell.borders.bottom.width;
      if (cell.rows > 1) {
        out.most += inner.most + besides;
      } else if (!row.exact) {
        least = std::max(least, inner.least);
        most = std::max(most, inner.most + besides);
      }
    }
    out.least += least;
    out.most += most;
  }
  if (table.placed) out.least = 0;
  return out;
}

Height StoryHeight::of(const std::vector<Block>& blocks, double width) const {
  Height out;
  for (const auto& block : blocks) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    const auto one = paragraph != nullptr ? of(*paragraph, width) : of(std::get<Table>(block));
    out.least += one.least;
    out.most += one.most;
  }
  return out;
}

bool has_anchored(const std::vector<Block>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
    if (const auto* table = std::get_if<Table>(&block)) {
      if (table->placed) return true;
      for (const auto& row : table->rows)
        for (const auto& cell : row.cells)
          if (has_anchored(cell.blocks)) return true;
      return false;
    }
    const auto& runs = std::get<Paragraph>(block).runs;
    return std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.kind == Run::Kind::anchored; });
  });
}

}  // namespace caseletters::pdf
