// Cells put into a worksheet: its part is read as a stream that says where each tag stands, and the new cells go in
// between, as inline strings. Nothing else of the package changes.
//
// Source: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.73 (row: r, spans), 18.3.1.35 (dimension), 22.9.2.19 (_xHHHH_).
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "package/xml.h"
#include "sheets/part_editor.h"
#include "sheets/write_cells.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

using package::StreamAttribute;

bool is_hex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

// "_x000D_" typed by somebody is not a return: its first underscore is escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view here = text.substr(at, 7);
    const bool looks_escaped = here.size() == 7 && here.starts_with("_x") && here.back() == '_' &&
                               std::all_of(here.begin() + 2, here.end() - 1, is_hex);
    if (looks_escaped) {
      out += "_x005F_";
    } else {
      package::append_escaped_text(out, text.substr(at, 1));
    }
  }
  return out;
}

class SheetEditor : public PartEditor {
 public:
  SheetEditor(int heading_row, const SortedCells& cells) : heading_row_(heading_row) {
    for (const CellText& each : cells) {
      rows_[each.row].push_back(&each);
      width_ = std::max(width_, each.column + 1);
    }
  }

  void start(std::string_view name, std::string_view uri, std::span<const StreamAttribute> attributes) override {
    ++depth_;
    if (!own_.holds(uri) || skipping_ > 0) {
      skipping_ = skipping_ > 0 ? skipping_ : depth_;
      return;
    }
    if (name == "dimension" && !in_data_) {
      stretch_dimension();
    } else if (name == "sheetData") {
      in_data_ = true;
    } else if (in_data_ && name == "row") {
      begin_row(attributes);
    } else if (in_data_ && name == "c" && row_cells_ != nullptr) {
      begin_cell(attributes);
    }
  }

  void end(std::string_view name, std::string_view) override {
    if (skipping_ > 0) {
      skipping_ = skipping_ == depth_ ? 0 : skipping_;
      --depth_;
      return;
    }
    --depth_;
    if (!in_data_) {
      return;
    }
    if (name == "c" && row_cells_ != nullptr) {
      end_cell();
    } else if (name == "row") {
      end_row();
    } else if (name == "sheetData") {
      in_data_ = false;
    }
  }

  [[nodiscard]] bool all_there() const override { return met_ == rows_.size(); }

 private:
  void stretch_dimension() {
    const auto ref = raw_attribute(tag(), "ref");
    const auto range = ref ? cell_range(*ref) : std::nullopt;
    if (!range || range->last.column + 1 >= width_) {
      return;
    }
    const std::string wider =
        cell_name(range->first.row, range->first.column) + ":" + cell_name(range->last.row, width_ - 1);
    edits_.replace(place_of(*ref), ref->size(), wider);
  }

  void begin_row(std::span<const StreamAttribute> attributes) {
    ++row_;
    const std::string_view number = attribute(attributes, "r");
    int index = 0;
    const auto done = std::from_chars(number.data(), number.data() + number.size(), index);
    if (!number.empty() && done.ec == std::errc{} && index >= 1) {
      row_ = index - 1;
    }
    column_ = -1;
    left_style_.clear();
    row_style_ = is_true(attribute(attributes, "customFormat")) ? std::string(attribute(attributes, "s")) : "";
    const auto found = rows_.find(row_);
    row_cells_ = found == rows_.end() || found->second.empty() ? nullptr : &found->second;
    if (row_cells_ == nullptr) {
      return;
    }
    ++met_;
    next_ = 0;
    const std::string_view row_tag = tag();
    prefix_ = raw_prefix(row_tag);
    const std::size_t end = place_of(row_tag) + row_tag.size();
    closed_at_once_ = part()[end] == '/';
    last_end_ = closed_at_once_ ? end : end + 1;
    stretch_spans(row_tag);
  }

  void stretch_spans(std::string_view row_tag) {
    const auto spans = raw_attribute(row_tag, "spans");
    const std::size_t colon = spans ? spans->find(':') : std::string_view::npos;
    if (colon == std::string_view::npos || spans->find(' ') != std::string_view::npos) {
      return;
    }
    const std::string_view last = spans->substr(colon + 1);
    int number = 0;
    std::from_chars(last.data(), last.data() + last.size(), number);
    const int width = row_cells_->back()->column + 1;
    if (number < width) {
      edits_.replace(place_of(last), last.size(), std::to_string(width));
    }
  }

  void begin_cell(std::span<const StreamAttribute> attributes) {
    ++column_;
    if (const auto position = cell_position(attribute(attributes, "r"))) {
      column_ = position->column;
    }
    const std::size_t begin = place_of(tag());
    while (next_ < row_cells_->size() && (*row_cells_)[next_]->column < column_) {
      edits_.insert(begin, new_cell(*(*row_cells_)[next_++], new_style()));
    }
    replacing_ = next_ < row_cells_->size() && (*row_cells_)[next_]->column == column_;
    cell_begin_ = begin;
    left_style_ = attribute(attributes, "s");
  }

  void end_cell() {
    last_end_ = here();
    if (replacing_) {
      edits_.replace(cell_begin_, last_end_ - cell_begin_, new_cell(*(*row_cells_)[next_++], left_style_));
      replacing_ = false;
    }
  }

  void end_row() {
    if (row_cells_ == nullptr) {
      return;
    }
    std::string cells;
    while (next_ < row_cells_->size()) {
      cells += new_cell(*(*row_cells_)[next_++], new_style());
    }
    if (!cells.empty() && closed_at_once_) {
      edits_.replace(last_end_, 2, ">" + cells + "</" + prefix_ + "row>");
    } else if (!cells.empty()) {
      edits_.insert(last_end_, std::move(cells));
    }
    row_cells_ = nullptr;
  }

  // A new heading looks like its neighbour; any other new cell like its row.
  [[nodiscard]] const std::string& new_style() const { return row_ == heading_row_ ? left_style_ : row_style_; }

  [[nodiscard]] std::string new_cell(const CellText& cell, const std::string& style) const {
    std::string out = fmt::format("<{}c r=\"{}\"", prefix_, cell_name(cell.row, cell.column));
    if (!style.empty()) {
      out += fmt::format(" s=\"{}\"", style);
    }
    return out + fmt::format(" t=\"inlineStr\"><{0}is><{0}t xml:space=\"preserve\">{1}</{0}t></{0}is></{0}c>", prefix_,
                             escaped(cell.text));
  }

  const int heading_row_;
  std::map<int, std::vector<const CellText*>> rows_;
  int width_ = 0;
  std::size_t met_ = 0;

  OwnNamespace own_;
  int depth_ = 0;
  int skipping_ = 0;  // the depth of an element of somebody else's
  bool in_data_ = false;
  int row_ = -1;
  int column_ = -1;
  const std::vector<const CellText*>* row_cells_ = nullptr;
  std::size_t next_ = 0;
  std::size_t last_end_ = 0;  // of the row's last cell, or of its start tag
  std::size_t cell_begin_ = 0;
  bool replacing_ = false;
  bool closed_at_once_ = false;
  std::string prefix_, left_style_, row_style_;
};

}  // namespace

Result<std::string> write_xlsx_cells(const package::Archive& archive, int sheet, int heading_row,
                                     const SortedCells& cells) {
  auto parts = find_parts(archive);
  if (!parts) {
    return fail(parts.error());
  }
  SheetEditor editor(heading_row, cells);
  return edit_part(archive, parts->sheets[static_cast<std::size_t>(sheet)].part, editor,
                   error("cell-not-there", "a row that was read is not in the sheet.",
                         "Open the workbook in Excel, save it and try again."));
}

}  // namespace caseletters::sheets
