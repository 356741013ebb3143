// Cells put into a table of content.xml: rows and cells that stand for many are divided where one of them changes.
// Nothing else of the package changes.
//
// Source: OpenDocument 1.2 part 1, 9.1.3 (table-row), 9.1.4 (table-cell), 19.675 and 19.677 (repeats), 6.1.3 (text:s).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "package/xml.h"
#include "sheets/ods_sheet.h"
#include "sheets/part_editor.h"
#include "sheets/write_cells.h"

namespace caseletters::sheets {

namespace {

using package::StreamAttribute;

int repeats_of(std::span<const StreamAttribute> attributes, std::string_view name) {
  return static_cast<int>(read_count(ods_attribute(attributes, ods_table, name)));
}

// Where what follows begins. No cell that is written to lies as far out as a thousand million, so further on all is one
// place, and the sum of two such numbers is still an int.
int place_after(int place, int count) {
  return std::min(place + count, 1'000'000'000);
}

// One <table:table-cell> as it stands, by offsets in the part.
struct Span {
  std::size_t begin = 0, tag_end = 0, end = 0;  // tag_end: before its '>' or "/>"
  int column = 0, repeats = 1;
  bool covered = false;
  std::vector<std::pair<std::size_t, std::size_t>> kept = {};  // what stands in it beside its text: notes, drawings
};

// What a document calls the namespaces that a new cell needs.
struct Prefixes {
  std::string table, office, text;  // with their colon
  std::string declared;             // those that the root does not declare
};

class TableEditor : public PartEditor {
 public:
  TableEditor(int sheet, int heading_row, const SortedCells& cells) : wanted_(sheet), heading_row_(heading_row) {
    for (const CellText& each : cells) {
      rows_[each.row].push_back(&each);
    }
  }

  void start(std::string_view name, std::string_view uri, std::span<const StreamAttribute> attributes) override {
    if (++depth_ == 1) {
      read_prefixes();
    }
    const bool of_table = uri == ods_table;
    if (of_table && name == "table" && table_depth_ == 0) {
      in_table_ = begins_sheet(uri, name, attributes) && tables_++ == wanted_;
      table_depth_ = depth_;
      row_ = 0;
    } else if (in_table_ && row_depth_ == 0 && of_table && name == "table-row") {
      begin_row(attributes);
    } else if (row_depth_ != 0 && targeted_ && depth_ == row_depth_ + 1) {
      begin_cell(name, uri, attributes);
    } else if (row_depth_ != 0 && targeted_ && depth_ == row_depth_ + 2 && !spans_.empty()) {
      child_begin_ = place_of(tag());
      child_is_text_ = uri == ods_text && name == "p";
    }
  }

  void end(std::string_view, std::string_view) override {
    const std::size_t at = here();
    if (row_depth_ != 0 && targeted_ && depth_ == row_depth_ + 2 && !spans_.empty()) {
      if (!child_is_text_) {
        spans_.back().kept.emplace_back(child_begin_, at);
      }
    } else if (row_depth_ != 0 && targeted_ && depth_ == row_depth_ + 1 && in_cell_) {
      spans_.back().end = at;
      in_cell_ = false;
    } else if (row_depth_ == depth_) {
      end_row(at);
    } else if (table_depth_ == depth_) {
      table_depth_ = 0;
      in_table_ = false;
    }
    --depth_;
  }

  [[nodiscard]] bool all_there() const override { return met_ == rows_.size() && !merged_over_; }

 private:
  void read_prefixes() {
    const auto prefix_of = [&](std::string_view uri, const std::string& ours) {
      for (const RawAttribute& each : raw_attributes(tag())) {
        if (each.value == uri && each.name.starts_with("xmlns:")) {
          return std::string(each.name.substr(6)) + ":";
        }
      }
      prefixes_.declared += fmt::format(" xmlns:{}=\"{}\"", ours, uri);
      return ours + ":";
    };
    prefixes_.table = prefix_of(ods_table, "cltable");
    prefixes_.office = prefix_of(ods_office, "cloffice");
    prefixes_.text = prefix_of(ods_text, "cltext");
  }

  void begin_row(std::span<const StreamAttribute> attributes) {
    row_depth_ = depth_;
    row_repeats_ = repeats_of(attributes, "number-rows-repeated");
    const auto first = rows_.lower_bound(row_);
    targeted_ = first != rows_.end() && first->first < row_ + row_repeats_;
    spans_.clear();
    column_ = 0;
    row_begin_ = place_of(tag());
    row_tag_end_ = here();
  }

  void begin_cell(std::string_view name, std::string_view uri, std::span<const StreamAttribute> attributes) {
    if (uri != ods_table || (name != "table-cell" && name != "covered-table-cell")) {
      return;
    }
    Span span;
    span.begin = place_of(tag());
    span.tag_end = here();
    span.column = column_;
    span.repeats = repeats_of(attributes, "number-columns-repeated");
    span.covered = name == "covered-table-cell";
    column_ = place_after(column_, span.repeats);
    spans_.push_back(std::move(span));
    in_cell_ = true;
  }

  void end_row(std::size_t end) {
    row_depth_ = 0;
    if (targeted_) {
      std::string rows;
      int row = row_;
      while (row < row_ + row_repeats_) {
        const auto next = rows_.lower_bound(row);
        const bool edited = next != rows_.end() && next->first == row;
        const int until = edited                                                      ? row + 1
                          : next == rows_.end() || next->first >= row_ + row_repeats_ ? row_ + row_repeats_
                                                                                      : next->first;
        rows += edited_row(end, until - row, edited ? &next->second : nullptr);
        met_ += edited ? 1 : 0;
        row = until;
      }
      edits_.replace(row_begin_, end - row_begin_, std::move(rows));
    }
    row_ = place_after(row_, row_repeats_);
  }

  // A start tag that stands for `count` rows or cells.
  [[nodiscard]] std::string repeated(std::string_view tag_text, std::string_view name, int count) const {
    const std::string attribute = prefixes_.table + std::string(name);
    std::string out(tag_text);
    if (const auto value = raw_attribute(tag_text, attribute)) {
      const auto at = static_cast<std::size_t>(value->data() - tag_text.data());
      if (count > 1) {
        out.replace(at, value->size(), std::to_string(count));
      } else {
        const std::size_t begin = tag_text.rfind(attribute, at);
        out.erase(begin - 1, at + value->size() + 1 - (begin - 1));
      }
    } else if (count > 1) {
      out += fmt::format(" {}=\"{}\"", attribute, count);
    }
    return out;
  }

  [[nodiscard]] std::string edited_row(std::size_t end, int repeats, const std::vector<const CellText*>* cells) {
    std::string out = repeated(part().substr(row_begin_, row_tag_end_ - row_begin_), "number-rows-repeated", repeats);
    if (cells == nullptr) {
      return out.append(part().substr(row_tag_end_, end - row_tag_end_));
    }
    const bool closed_at_once = part()[row_tag_end_] == '/';
    std::size_t done = closed_at_once ? row_tag_end_ : row_tag_end_ + 1;
    out += ">";
    std::size_t next = 0;
    std::string left_style;
    for (const Span& span : spans_) {
      const int last = span.column + span.repeats;
      out.append(part().substr(done, span.begin - done));
      done = span.end;
      int column = span.column;
      while (column < last) {
        const bool ours = next < cells->size() && (*cells)[next]->column == column;
        const int until = ours                                                    ? column + 1
                          : next < cells->size() && (*cells)[next]->column < last ? (*cells)[next]->column
                                                                                  : last;
        if (ours) {
          merged_over_ = merged_over_ || span.covered;
          const bool blank =
              !raw_attribute(part().substr(span.begin, span.tag_end - span.begin), prefixes_.office + "value-type");
          out += new_cell(*(*cells)[next++], &span, blank ? left_style : "");
        } else {
          out +=
              repeated(part().substr(span.begin, span.tag_end - span.begin), "number-columns-repeated", until - column);
          out.append(part().substr(span.tag_end, span.end - span.tag_end));
        }
        column = until;
      }
      const auto style =
          raw_attribute(part().substr(span.begin, span.tag_end - span.begin), prefixes_.table + "style-name");
      left_style = style ? std::string(*style) : "";
    }
    int column = spans_.empty() ? 0 : spans_.back().column + spans_.back().repeats;
    while (next < cells->size()) {
      const CellText& cell = *(*cells)[next++];
      if (const int gap = cell.column - column; gap > 0) {
        out += repeated(fmt::format("<{}table-cell", prefixes_.table), "number-columns-repeated", gap) + "/>";
      }
      out += new_cell(cell, nullptr, left_style);
      column = cell.column + 1;
    }
    return closed_at_once ? out + fmt::format("</{}table-row>", prefixes_.table)
                          : out.append(part().substr(done, end - done));
  }

  // A heading takes the style of its left neighbour where it has none of its own.
  [[nodiscard]] std::string new_cell(const CellText& cell, const Span* old, const std::string& left_style) const {
    std::string out = fmt::format("<{}table-cell", prefixes_.table);
    bool styled = false;
    if (old != nullptr) {
      constexpr std::array<std::string_view, 9> dropped = {"value-type", "value",         "date-value",
                                                           "time-value", "boolean-value", "string-value",
                                                           "currency",   "formula",       "number-columns-repeated"};
      for (const RawAttribute& each : raw_attributes(part().substr(old->begin, old->tag_end - old->begin))) {
        const std::string_view local = each.name.substr(each.name.find(':') + 1);
        if (std::find(dropped.begin(), dropped.end(), local) != dropped.end()) {
          continue;
        }
        styled = styled || local == "style-name";
        out += fmt::format(" {}={}{}{}", each.name, *(each.value.data() - 1), each.value, *(each.value.data() - 1));
      }
    }
    if (!styled && cell.row == heading_row_ && !left_style.empty()) {
      out += fmt::format(" {}style-name=\"{}\"", prefixes_.table, left_style);
    }
    out += fmt::format(" {}value-type=\"string\"{}>", prefixes_.office, prefixes_.declared);
    if (old != nullptr) {
      for (const auto& [begin, end] : old->kept) {
        out.append(part().substr(begin, end - begin));
      }
    }
    for (const std::string& line : split(cell.text, '\n')) {
      out += fmt::format("<{0}p>{1}</{0}p>", prefixes_.text, spaced(line));
    }
    return out + fmt::format("</{}table-cell>", prefixes_.table);
  }

  // Spaces beyond the first of a run, and at the ends, are elements: white space is collapsed.
  [[nodiscard]] std::string spaced(std::string_view line) const {
    std::string out;
    for (std::size_t at = 0; at < line.size(); ++at) {
      const bool alone = at > 0 && line[at - 1] != ' ' && at + 1 < line.size();
      if (line[at] == ' ' && !alone) {
        out += fmt::format("<{}s/>", prefixes_.text);
      } else {
        package::append_escaped_text(out, line.substr(at, 1));
      }
    }
    return out;
  }

  const int wanted_;
  const int heading_row_;
  std::map<int, std::vector<const CellText*>> rows_;
  std::size_t met_ = 0;
  bool merged_over_ = false;
  Prefixes prefixes_;

  int depth_ = 0;
  int tables_ = 0;
  int table_depth_ = 0;  // 0: outside
  bool in_table_ = false;
  int row_depth_ = 0;
  int row_ = 0;
  int row_repeats_ = 1;
  bool targeted_ = false;
  std::size_t row_begin_ = 0, row_tag_end_ = 0;
  int column_ = 0;
  bool in_cell_ = false;
  std::vector<Span> spans_;
  std::size_t child_begin_ = 0;
  bool child_is_text_ = false;
};

}  // namespace

Result<std::string> write_ods_cells(const package::Archive& archive, int sheet, int heading_row,
                                    const SortedCells& cells) {
  TableEditor editor(sheet, heading_row, cells);
  return edit_part(
      archive, "content.xml", editor,
      error("cell-not-there", "a cell that is to be written is merged with another, or its row is not there.",
            "Unmerge the cells below the headings for what is issued, or give those headings other columns."));
}

}  // namespace caseletters::sheets
