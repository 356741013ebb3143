// Tables: the grid, spans, and what their style says of each cell (ECMA-376, part 1, clause 17.4).
#include <algorithm>
#include <cmath>

#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr double usual_cell_margin = 5.4;
constexpr int most_columns = 200;

// Which rows and columns a table's style is asked to treat apart; as bits of w:tblLook/@w:val or as switches.
struct Look {
  bool first_row = false, last_row = false, first_column = false, last_column = false, rows_banded = true,
       columns_banded = true;
};

Look read_look_of(pugi::xml_node node) {
  Look look;
  if (!node) return look;
  unsigned bits = 0;
  for (const char digit : value(node)) {
    const unsigned worth = digit >= '0' && digit <= '9'   ? static_cast<unsigned>(digit - '0')
                           : digit >= 'A' && digit <= 'F' ? static_cast<unsigned>(digit - 'A' + 10)
                           : digit >= 'a' && digit <= 'f' ? static_cast<unsigned>(digit - 'a' + 10)
                                                          : 0U;
    bits = (bits << 4 | worth) & 0xFFFFU;
  }
  const auto asked = [&](std::string_view name, unsigned bit) {
    if (has(node, name)) return value(node, name) == "1" || value(node, name) == "true";
    return (bits & bit) != 0;
  };
  look.first_row = asked("firstRow", 0x20);
  look.last_row = asked("lastRow", 0x40);
  look.first_column = asked("firstColumn", 0x80);
  look.last_column = asked("lastColumn", 0x100);
  look.rows_banded = !asked("noHBand", 0x200);
  look.columns_banded = !asked("noVBand", 0x400);
  return look;
}

// Rows and cells may stand in content controls and the like.
void gather(pugi::xml_node parent, std::string_view wanted, std::vector<pugi::xml_node>& out) {
  for (const auto node : parent.children()) {
    const auto name = local(node);
    if (name == wanted) {
      out.push_back(node);
    } else if (name == "sdt") {
      gather(child(node, "sdtContent"), wanted, out);
    } else if (name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag") {
      gather(node, wanted, out);
    }
  }
}

struct RawCell {
  pugi::xml_node node;
  int row = 0, column = 0, columns = 1, rows = 1;
  bool continues = false;
};

std::map<std::string, Border, std::less<>> read_borders(pugi::xml_node borders) {
  std::map<std::string, Border, std::less<>> out;
  for (const auto border : borders.children()) {
    std::string side{local(border)};
    if (side == "start") side = "left";
    if (side == "end") side = "right";
    out[side] = read_border(border);
  }
  return out;
}

void read_margins(pugi::xml_node margins, std::map<std::string, double, std::less<>>& out) {
  for (const auto margin : margins.children()) {
    std::string side{local(margin)};
    if (side == "start") side = "left";
    if (side == "end") side = "right";
    out[side] = twips(value(margin, "w"));
  }
}

// The stronger of two lines at one place is drawn.
void settle(Border& one, Border& other) {
  if (one.kind == Border::Kind::none || (other.kind != Border::Kind::none && other.width > one.width)) {
    one = other;
  } else {
    other = one;
  }
}

}  // namespace

Table WordReader::table(pugi::xml_node node, const WordPlace& place) {
  Table out;
  const auto properties = child(node, "tblPr");
  const auto* style = styles_.table(std::string{value(child(properties, "tblStyle"))});
  const Look look = read_look_of(child(properties, "tblLook"));
  out.description = value(child(properties, "tblDescription"));
  if (out.description.empty()) out.description = value(child(properties, "tblCaption"));

  std::map<std::string, double, std::less<>> margins{
      {"left", usual_cell_margin}, {"right", usual_cell_margin}, {"top", 0}, {"bottom", 0}};
  std::map<std::string, Border, std::less<>> table_borders;
  std::vector<std::string> kinds;
  if (style != nullptr) {
    if (const auto whole = style->looks.find(""); whole != style->looks.end()) {
      for (const auto& [side, margin] : whole->second.margins) margins[side] = margin;
      table_borders = whole->second.borders;
    }
  }
  read_margins(child(properties, "tblCellMar"), margins);
  for (const auto& [side, border] : read_borders(child(properties, "tblBorders"))) table_borders[side] = border;

  // The grid, and where each cell stands in it.
  const auto grid = child(node, "tblGrid");
  for (const auto column : grid.children())
    if (local(column) == "gridCol" && out.columns.size() < most_columns)
      out.columns.push_back(twips(value(column, "w")));
  std::vector<pugi::xml_node> row_nodes;
  gather(node, "tr", row_nodes);
  std::vector<RawCell> cells;
  std::map<int, std::size_t> open;  // by column: the cell that a merged one continues
  std::vector<double> widths(out.columns.size(), 0);
  for (std::size_t r = 0; r < row_nodes.size(); ++r) {
    const auto row_properties = child(row_nodes[r], "trPr");
    Row row;
    if (const auto height = child(row_properties, "trHeight")) {
      row.height = twips(value(height));
      row.exact = value(height, "hRule") == "exact";
    }
    if (const auto header = child(row_properties, "tblHeader")) row.header = is_on(header);
    if (const auto together = child(row_properties, "cantSplit")) row.together = is_on(together);
    out.rows.push_back(row);
    std::vector<pugi::xml_node> cell_nodes;
    gather(row_nodes[r], "tc", cell_nodes);
    int column = std::clamp(static_cast<int>(number(value(child(row_properties, "gridBefore")))), 0, most_columns);
    for (const auto cell_node : cell_nodes) {
      const auto its = child(cell_node, "tcPr");
      RawCell cell;
      cell.node = cell_node;
      cell.row = static_cast<int>(r);
      cell.column = column;
      cell.columns = std::clamp(static_cast<int>(number(value(child(its, "gridSpan")), 1)), 1, most_columns);
      if (column + cell.columns > most_columns) break;
      const auto merged = child(its, "vMerge");
      const bool begins = value(merged) == "restart";
      if (merged && !begins && open.count(column) != 0) {
        cell.continues = true;
        cells[open[column]].rows = static_cast<int>(r) - cells[open[column]].row + 1;
      } else if (merged) {
        open[column] = cells.size();
      } else {
        open.erase(column);
      }
      const auto end = static_cast<std::size_t>(column) + static_cast<std::size_t>(cell.columns);
      if (widths.size() < end) widths.resize(end, 0);
      const auto width = child(its, "tcW");
      if (cell.columns == 1 && value(width, "type") == "dxa")
        widths[static_cast<std::size_t>(column)] =
            std::max(widths[static_cast<std::size_t>(column)], twips(value(width, "w")));
      cells.push_back(cell);
      column += cell.columns;
    }
  }
  const double known = place.width > 0 ? place.width : body_width_;
  out.columns.resize(std::max(widths.size(), std::size_t{1}), 0);
  double total = 0;
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    if (out.columns[i] <= 0) out.columns[i] = i < widths.size() ? widths[i] : 0;
    if (out.columns[i] <= 0) out.columns[i] = known / static_cast<double>(out.columns.size());
    total += out.columns[i];
  }
  const auto width = child(properties, "tblW");
  double asked = 0;
  if (value(width, "type") == "pct") {
    const auto text = value(width, "w");
    asked = known * (text.ends_with('%') ? number(text) / 100 : number(text) / 5000);
  } else if (value(width, "type") == "dxa") {
    asked = twips(value(width, "w"));
  }
  if (asked > 1 && total > 1 && std::abs(asked - total) > 1 && value(width, "type") == "pct")
    for (auto& column : out.columns) column *= asked / total;

  const auto align = child(properties, "jc");
  const std::string way{align ? value(align) : style != nullptr && style->align ? *style->align : "left"};
  if (way == "center") out.align = Align::centre;
  if (way == "right" || way == "end") out.align = Align::right;
  if (const auto indent = child(properties, "tblInd")) {
    out.indent = twips(value(indent, "w"));
  } else if (style != nullptr && style->indent) {
    out.indent = *style->indent;
  }
  // Up to Word 2010 it is the text of the first column that stands at the margin, later the table's edge.
  if (compatibility_ < 15) out.indent -= margins["left"];

  const int last_row = static_cast<int>(row_nodes.size()) - 1;
  const int last_column = static_cast<int>(out.columns.size()) - 1;
  std::map<std::pair<int, int>, Borders> drawn;
  for (auto& raw : cells) {
    if (raw.continues) continue;
    Cell cell;
    cell.column = raw.column;
    cell.columns = raw.columns;
    cell.rows = raw.rows;
    const auto its = child(raw.node, "tcPr");
    kinds.clear();
    kinds.emplace_back();
    const int body_row = raw.row - (look.first_row ? 1 : 0);
    const int body_column = raw.column - (look.first_column ? 1 : 0);
    if (look.columns_banded && body_column >= 0) kinds.emplace_back(body_column % 2 == 0 ? "band1Vert" : "band2Vert");
    if (look.rows_banded && body_row >= 0 && style != nullptr)
      kinds.emplace_back(body_row / style->band_rows % 2 == 0 ? "band1Horz" : "band2Horz");
    if (look.first_column && raw.column == 0) kinds.emplace_back("firstCol");
    if (look.last_column && raw.column + raw.columns - 1 == last_column) kinds.emplace_back("lastCol");
    if (look.first_row && raw.row == 0) kinds.emplace_back("firstRow");
    if (look.last_row && raw.row == last_row) kinds.emplace_back("lastRow");

    const bool top = raw.row == 0, left = raw.column == 0, bottom = raw.row + raw.rows - 1 == last_row,
               right = raw.column + raw.columns - 1 == last_column;
    WordPlace inner = place;
    inner.width = 0;
    for (int at = raw.column; at < raw.column + raw.columns; ++at)
      inner.width += out.columns[static_cast<std::size_t>(at)];
    inner.table_paragraph = {};
    inner.table_run = {};
    const auto pick = [](const std::map<std::string, Border, std::less<>>& from, const char* outer, const char* within,
                         bool at_edge, Border& to) {
      const auto found = from.find(at_edge ? outer : within);
      if (found != from.end()) to = found->second;
    };
    pick(table_borders, "top", "insideH", top, cell.borders.top);
    pick(table_borders, "bottom", "insideH", bottom, cell.borders.bottom);
    pick(table_borders, "left", "insideV", left, cell.borders.left);
    pick(table_borders, "right", "insideV", right, cell.borders.right);
    auto cell_margins = margins;
    for (const auto& kind : kinds) {
      if (style == nullptr) break;
      const auto found = style->looks.find(kind);
      if (found == style->looks.end()) continue;
      inner.table_paragraph.put(found->second.paragraph);
      inner.table_run.put(found->second.run);
      if (found->second.shading) cell.shading = *found->second.shading;
      if (kind.empty()) continue;
      const bool whole_row = kind == "firstRow" || kind == "lastRow" || kind.ends_with("Horz");
      const auto& from = found->second.borders;
      pick(from, "top", whole_row ? "top" : "insideH", top, cell.borders.top);
      pick(from, "bottom", whole_row ? "bottom" : "insideH", bottom, cell.borders.bottom);
      pick(from, "left", whole_row ? "insideV" : "left", left, cell.borders.left);
      pick(from, "right", whole_row ? "insideV" : "right", right, cell.borders.right);
    }
    const auto own = read_borders(child(its, "tcBorders"));
    for (const auto& [side, to] : {std::pair{"top", &cell.borders.top},
                                   {"right", &cell.borders.right},
                                   {"bottom", &cell.borders.bottom},
                                   {"left", &cell.borders.left}}) {
      if (const auto found = own.find(side); found != own.end()) *to = found->second;
    }
    read_margins(child(its, "tcMar"), cell_margins);
    cell.margins = {cell_margins["left"], cell_margins["top"], cell_margins["right"], cell_margins["bottom"]};
    if (const auto shading = child(its, "shd")) cell.shading = colour_of(value(shading, "fill"));
    const auto vertical = value(child(its, "vAlign"));
    if (vertical == "center") cell.vertical = Cell::Vertical::middle;
    if (vertical == "bottom") cell.vertical = Cell::Vertical::bottom;
    if (has(child(its, "textDirection"), "val") && value(child(its, "textDirection")) != "lrTb")
      set_otherwise("text that runs upwards in a table runs across in the PDF");
    inner.width -= cell.margins[0] + cell.margins[2];
    blocks(raw.node, inner, cell.blocks);
    out.rows[static_cast<std::size_t>(raw.row)].cells.push_back(std::move(cell));
  }
  // One line between two neighbours.
  for (auto& row : out.rows)
    for (std::size_t i = 1; i < row.cells.size(); ++i)
      if (row.cells[i - 1].column + row.cells[i - 1].columns == row.cells[i].column)
        settle(row.cells[i - 1].borders.right, row.cells[i].borders.left);
  for (std::size_t r = 1; r < out.rows.size(); ++r) {
    for (auto& below : out.rows[r].cells)
      for (auto& above : out.rows[r - 1].cells)
        if (above.rows == 1 && above.column == below.column) settle(above.borders.bottom, below.borders.top);
  }
  // A row that names the columns: marked so, or set apart by the style and by lines around the cells.
  const bool ruled = std::any_of(out.rows.begin(), out.rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.borders.any(); });
  });
  out.first_row_heads = out.rows.size() > 1 && look.first_row && ruled;
  for (std::size_t r = 1; r < out.rows.size(); ++r)
    if (out.rows[r].header && !out.rows[r - 1].header) out.rows[r].header = false;

  if (const auto floating = child(properties, "tblpPr")) {
    auto box = std::make_shared<Anchored>();
    const auto from = [](std::string_view word) {
      return word == "page" ? Anchored::From::page : word == "margin" ? Anchored::From::margin : Anchored::From::text;
    };
    box->horizontal_from = from(value(floating, "horzAnchor"));
    box->vertical_from = has(floating, "vertAnchor") ? from(value(floating, "vertAnchor")) : Anchored::From::text;
    const auto named = [](std::string_view word) {
      return word == "center" ? std::string{"centre"} : std::string{word};
    };
    box->horizontal_align = named(value(floating, "tblpXSpec"));
    box->vertical_align = named(value(floating, "tblpYSpec"));
    box->x = twips(value(floating, "tblpX"));
    box->y = twips(value(floating, "tblpY"));
    for (const double column : out.columns) box->width += column;
    box->flow = Anchored::Flow::around;
    out.placed = std::move(box);
  }
  return out;
}

}  // namespace caseletters::document
