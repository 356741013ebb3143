#include "document/opendocument_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "document/opendocument_layout.h"
#include "document/word_numbering.h"
#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr int most_repeats = 200;

std::string property(const OdfStyle& style, std::string_view name) {
  const auto found = style.properties.find(name);
  return found == style.properties.end() ? std::string{} : found->second;
}

double length_property(const OdfStyle& style, std::string_view name, double otherwise = 0) {
  return odf_length(property(style, name), otherwise);
}

std::string_view number_format(std::string_view format) {
  if (format == "a") return "lowerLetter";
  if (format == "A") return "upperLetter";
  if (format == "i") return "lowerRoman";
  if (format == "I") return "upperRoman";
  return "decimal";
}

bool is_section_like(std::string_view name) {
  return name == "section" || name == "index-body" || name == "index-title" || name == "table-of-content" ||
         name == "alphabetical-index" || name == "user-index" || name == "illustration-index" || name == "bibliography";
}

}  // namespace

void OdfReader::not_set(const std::string& what, const std::string& hint) {
  if (!said_.insert(what).second) return;
  Diagnostic finding =
      error("pdf-not-set", fmt::format("the PDF cannot show {} (paragraph {} of {})", what, paragraph_, story_),
            hint.empty() ? "Put it into the document as a picture with alternative text, or leave it out." : hint);
  finding.file = document_.file();
  out_.findings.push_back(std::move(finding));
}

void OdfReader::blocks(pugi::xml_node parent, Place& place, std::vector<Block>& out) {
  for (const auto node : parent.children()) block(node, place, out);
}

void OdfReader::block(pugi::xml_node node, Place& place, std::vector<Block>& out) {
  const auto name = local(node);
  if (name == "p" || name == "h") {
    paragraph(node, place, out);
  } else if (name == "list") {
    list(node, place, out);
  } else if (name == "table") {
    const auto& style = styles_.find("table", value(node, "style-name"), place.content);
    if (in_body_ && depth_ == 0 && !style.master_page.empty()) begin_page(style.master_page);
    if (style.paragraph.page_break_before.value_or(false) || property(style, "break-before") == "page")
      break_next_ = true;
    out.emplace_back(table(node, place));
  } else if (is_section_like(name)) {
    if (value(node, "display") != "none") blocks(node, place, out);
  } else if (name == "frame" || name == "custom-shape") {
    // Anchored to the page, it stands before the text.
    Paragraph holder;
    holder.style.line_rule = LineRule::exact;
    holder.style.line = 0;
    Inline line{&holder, true};
    frame(node, place, {}, line);
    if (!holder.runs.empty()) out.emplace_back(std::move(holder));
  }
}

void OdfReader::begin_page(const std::string& master) {
  if (!body_.empty()) {
    finish_section();
    break_next_ = false;
  }
  master_ = master;
}

void OdfReader::number(Place& place, const OdfStyle& style, ParagraphProperties& computed, const RunProperties& run,
                       Paragraph& paragraph) {
  const std::string name = !place.list.empty() ? place.list : style.list;
  const auto* levels = styles_.list(name);
  if (place.level == 0 || levels == nullptr) return;
  const auto found = levels->find(place.level);
  if (found == levels->end()) return;
  const auto& level = found->second;
  // The list indents its paragraphs; what the paragraph's own style says of indents stands over it.
  if (!style.indents_stated) {
    if (level.paragraph.left) computed.left = level.paragraph.left;
    if (level.paragraph.first) computed.first = level.paragraph.first;
  }
  for (const auto& [position, stop] : level.paragraph.tabs) computed.tabs.emplace(position, stop);
  if (!place.labelled) {
    computed.first = 0;
    return;
  }
  place.labelled = false;
  Label label;
  label.bullet = !level.bullet.empty();
  label.after = level.after;
  label.list = name;
  label.level = place.level;
  if (label.bullet) {
    // Which symbol font was meant is not always told.
    label.text = signs_as_unicode(signs_as_unicode(level.bullet, "Symbol"), "Wingdings");
  } else {
    auto& counted = counters_[name];
    const auto known = counted.find(place.level);
    counted[place.level] = known == counted.end() ? level.start : known->second + 1;
    counted.erase(counted.upper_bound(place.level), counted.end());
    if (!level.format.empty()) {
      label.text = level.prefix;
      for (int shown = std::max(1, place.level - level.shown_levels + 1); shown <= place.level; ++shown) {
        const auto its = levels->find(shown);
        const auto value_of = counted.find(shown);
        if (its == levels->end()) continue;
        if (shown > std::max(1, place.level - level.shown_levels + 1)) label.text += '.';
        label.text += format_number(value_of == counted.end() ? its->second.start : value_of->second,
                                    number_format(its->second.format));
      }
      label.text += level.suffix;
    }
  }
  RunProperties look = run;
  look.underline.reset();
  look.put(level.run);
  label.style = look.computed();
  if (!label.text.empty()) paragraph.label = std::move(label);
}

void OdfReader::paragraph(pugi::xml_node node, Place& place, std::vector<Block>& out) {
  if (depth_ == 0) ++paragraph_;
  const auto& style = styles_.find("paragraph", value(node, "style-name"), place.content);
  if (in_body_ && depth_ == 0 && !style.master_page.empty() && place.level == 0) begin_page(style.master_page);
  if (style.run.hidden.value_or(false)) {
    out_.hidden += std::string{node.text().get()} + ' ';
    return;
  }
  Paragraph made;
  ParagraphProperties computed = style.paragraph;
  if (tabs_from_indent_) {
    std::map<double, std::optional<TabStop>> moved;
    for (const auto& [position, stop] : computed.tabs) {
      if (!stop) continue;
      auto shifted = *stop;
      shifted.position += computed.left.value_or(0);
      moved[shifted.position] = shifted;
    }
    computed.tabs = std::move(moved);
  }
  number(place, style, computed, style.run, made);
  made.style = computed.computed();
  made.style.id = style.parent;
  if (std::exchange(break_next_, false)) made.style.page_break_before = true;
  if (style.break_after) break_next_ = true;
  if (local(node) == "h")
    made.style.outline = std::clamp(static_cast<int>(document::number(value(node, "outline-level"), 1)), 1, 9);
  else if (style.outline > 0)
    made.style.outline = std::min(style.outline, 9);
  made.mark = style.run.computed();
  made.mark.language = out_.language;
  Inline line{&made, true};
  if (!place.note_label.empty()) {
    Run run;
    run.kind = Run::Kind::note_label;
    run.text = std::exchange(place.note_label, {}) + " ";
    add(std::move(run), style.run, {}, line);
  }
  inlines(node, place, style.run, {}, line);
  // White space at the end of a paragraph shows nowhere.
  if (!made.runs.empty() && made.runs.back().kind == Run::Kind::text && line.space) {
    auto& last = made.runs.back().text;
    while (last.ends_with(' ') && last.size() > 1) last.pop_back();
  }
  out.emplace_back(std::move(made));
}

void OdfReader::list(pugi::xml_node node, const Place& place, std::vector<Block>& out) {
  Place inner = place;
  inner.level = place.level + 1;
  if (has(node, "style-name")) inner.list = value(node, "style-name");
  const bool goes_on = value(node, "continue-numbering") == "true" || has(node, "continue-list");
  if (inner.level == 1 && !goes_on) counters_[inner.list].clear();
  for (const auto item : node.children()) {
    const auto name = local(item);
    if (name != "list-item" && name != "list-header") continue;
    if (has(item, "start-value"))
      counters_[inner.list][inner.level] = static_cast<int>(document::number(value(item, "start-value"), 1)) - 1;
    inner.labelled = name == "list-item";
    for (const auto one : item.children()) block(one, inner, out);
  }
}

Table OdfReader::table(pugi::xml_node node, const Place& place) {
  Table out;
  const auto& style = styles_.find("table", value(node, "style-name"), place.content);
  const double known = place.width > 0 ? place.width : body_width_;
  out.description = trim(child(node, "desc").text().get());
  std::vector<std::pair<pugi::xml_node, bool>> rows;  // and whether each heads the table
  const auto gather = [&](const auto& self, pugi::xml_node from, bool head) -> void {
    for (const auto one : from.children()) {
      const auto name = local(one);
      if (name == "table-column") {
        const auto& column = styles_.find("table-column", value(one, "style-name"), place.content);
        const int times =
            std::clamp(static_cast<int>(document::number(value(one, "number-columns-repeated"), 1)), 1, most_repeats);
        for (int i = 0; i < times && out.columns.size() < most_repeats; ++i)
          out.columns.push_back(length_property(column, "column-width"));
      } else if (name == "table-row") {
        const int times =
            std::clamp(static_cast<int>(document::number(value(one, "number-rows-repeated"), 1)), 1, most_repeats);
        for (int i = 0; i < times; ++i) rows.emplace_back(one, head);
      } else if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group" ||
                 name == "table-columns" || name == "table-header-columns" || name == "table-column-group") {
        self(self, one, head || name == "table-header-rows");
      }
    }
  };
  gather(gather, node, false);
  double total = 0;
  for (const double column : out.columns) total += column;
  double wide = length_property(style, "width", total);
  if (property(style, "rel-width").ends_with('%'))
    wide = known * document::number(property(style, "rel-width"), 100) / 100;
  const auto align = property(style, "align");
  if (align == "margins" || align.empty())
    wide = known - length_property(style, "margin-left") - length_property(style, "margin-right");
  if (out.columns.empty()) out.columns.push_back(wide > 0 ? wide : known);
  for (auto& column : out.columns) {
    if (total <= 0)
      column = wide / static_cast<double>(out.columns.size());
    else if (wide > 0)
      column *= wide / total;
  }
  if (align == "center") out.align = Align::centre;
  if (align == "right") out.align = Align::right;
  out.indent = length_property(style, "margin-left");
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& row_style = styles_.find("table-row", value(rows[r].first, "style-name"), place.content);
    Row row;
    row.header = rows[r].second;
    row.height = length_property(row_style, "min-row-height");
    if (const double exact = length_property(row_style, "row-height"); exact > 0) {
      row.height = exact;
      row.exact = true;
    }
    row.together = property(row_style, "keep-together") == "always";
    int column = 0;
    for (const auto one : rows[r].first.children()) {
      const auto name = local(one);
      const int times =
          std::clamp(static_cast<int>(document::number(value(one, "number-columns-repeated"), 1)), 1, most_repeats);
      if (name == "covered-table-cell") column += times;
      if (name != "table-cell") continue;
      for (int i = 0; i < times && column < static_cast<int>(out.columns.size()); ++i) {
        const auto& cell_style = styles_.find("table-cell", value(one, "style-name"), place.content);
        Cell cell;
        cell.column = column;
        const int left = static_cast<int>(out.columns.size()) - column;
        cell.columns = std::clamp(static_cast<int>(document::number(value(one, "number-columns-spanned"), 1)), 1, left);
        cell.rows = std::clamp(static_cast<int>(document::number(value(one, "number-rows-spanned"), 1)), 1,
                               static_cast<int>(rows.size() - r));
        const auto side = [&](const char* at) {
          const std::string own = property(cell_style, std::string{"border-"} + at);
          return odf_border(own.empty() ? property(cell_style, "border") : own);
        };
        const auto pad = [&](const char* at) {
          return length_property(cell_style, std::string{"padding-"} + at, length_property(cell_style, "padding"));
        };
        cell.borders = {side("top"), side("right"), side("bottom"), side("left"), {}};
        cell.margins = {pad("left"), pad("top"), pad("right"), pad("bottom")};
        cell.shading = colour_of(property(cell_style, "background-color"));
        const auto vertical = property(cell_style, "vertical-align");
        if (vertical == "middle") cell.vertical = Cell::Vertical::middle;
        if (vertical == "bottom") cell.vertical = Cell::Vertical::bottom;
        Place inner;
        inner.content = place.content;
        for (int at = column; at < column + cell.columns; ++at)
          inner.width += out.columns[static_cast<std::size_t>(at)];
        inner.width -= cell.margins[0] + cell.margins[2];
        ++depth_;
        blocks(one, inner, cell.blocks);
        --depth_;
        row.cells.push_back(std::move(cell));
        column += name == "table-cell" ? 1 : 0;
      }
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace caseletters::document
