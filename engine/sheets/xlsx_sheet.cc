#include "sheets/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sheets/serial.h"

namespace caseletters::sheets {

namespace {

// Excel holds 32,767 characters a cell; a row that holds more than this is an attack or an accident.
constexpr std::size_t most_row_bytes = 64u << 20;
constexpr std::size_t most_merges = 1'000'000;

std::string_view trim_space(std::string_view text) {
  if (!text.empty() && text.front() > ' ' && text.back() > ' ') {
    return text;  // nearly always
  }
  constexpr std::string_view space = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::optional<std::size_t> read_index(std::string_view text) {
  std::size_t index = 0;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), index);
  if (done.ec != std::errc{} || done.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return index;
}

}  // namespace

SheetReader::SheetReader(const SharedStrings& strings, const std::vector<NumberFormat>& formats, bool starts_1904,
                         const RowTaker& take)
    : strings_(strings), formats_(formats), starts_1904_(starts_1904), take_(take) {}

void SheetReader::start(std::string_view name, std::string_view uri,
                        std::span<const package::StreamAttribute> attributes) {
  if (stopped_) {
    return;
  }
  if (skipping_ > 0) {
    ++skipping_;
    return;
  }
  if (!own_.holds(uri)) {
    skipping_ = 1;
    return;
  }
  if (!in_data_) {
    in_data_ = name == "sheetData";
    return;
  }
  if (!in_cell_) {
    if (name == "c") {
      begin_cell(attributes);
    } else if (name == "row") {
      begin_row(attributes);
    } else {
      skipping_ = 1;
    }
    return;
  }
  if (name == "v") {
    in_value_ = has_value_ = true;
  } else if (name == "t") {
    bool preserve = false;
    for (const package::StreamAttribute& each : attributes) {
      preserve = preserve || (each.local_name == "space" && each.value == "preserve");
    }
    item_.begin_text(preserve);
    in_text_ = true;
  } else if (name == "is") {
    has_inline_ = true;
  } else if (name == "f") {
    has_formula_ = true;
  } else if (name == "rPh" || name == "extLst") {
    skipping_ = 1;
  }
}

void SheetReader::end(std::string_view name, std::string_view) {
  if (stopped_) {
    return;
  }
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  if (!in_data_) {
    return;
  }
  if (name == "v") {
    in_value_ = false;
  } else if (name == "c") {
    end_cell();
  } else if (name == "t") {
    in_text_ = false;
    item_.end_text();
  } else if (name == "row") {
    end_row();
  } else if (name == "sheetData") {
    in_data_ = false;  // the rest is still read, so that the part's check sum is proved
  }
}

void SheetReader::text(std::string_view characters) {
  if (stopped_ || skipping_ > 0) {
    return;
  }
  if (in_value_) {
    value_.append(characters);
  } else if (in_text_) {
    item_.add(characters);
  } else {
    return;
  }
  if (value_.size() + item_.size() > most_row_bytes) {
    stop("too-much-text", "cell " + cell_name(row_.row, column_) + " holds more text than any letter could.",
         "Shorten the cell.");
  }
}

void SheetReader::begin_row(std::span<const package::StreamAttribute> attributes) {
  row_.hidden = false;
  ++row_.row;
  for (const package::StreamAttribute& each : attributes) {
    if (!each.namespace_uri.empty()) {
      continue;
    }
    if (each.local_name == "r") {
      if (const auto index = read_index(trim_space(each.value)); index && *index >= 1) {
        row_.row = *index <= most_rows ? static_cast<int>(*index) - 1 : most_rows;
      }
    } else if (each.local_name == "hidden") {
      row_.hidden = is_true(each.value);
    }
  }
  if (row_.row >= most_rows) {
    stop("bad-cell-reference", "the sheet holds a row beyond the last row of any sheet (1,048,576).",
         "Open the workbook in Excel and save it again.");
  }
  column_ = -1;
  width_ = 0;
  row_bytes_ = 0;
}

void SheetReader::begin_cell(std::span<const package::StreamAttribute> attributes) {
  in_cell_ = true;
  ++column_;
  kind_ = Kind::number;
  style_ = 0;
  has_value_ = has_formula_ = has_inline_ = false;
  value_.clear();
  item_.begin();
  for (const package::StreamAttribute& each : attributes) {
    if (each.local_name.size() != 1 || !each.namespace_uri.empty()) {
      continue;
    }
    switch (each.local_name.front()) {
      case 'r':
        // The row is the <row>'s; a reference that names none leaves the cell in the next place.
        if (const auto position = cell_position(each.value)) {
          column_ = position->column;
        }
        break;
      case 's':
        style_ = read_index(each.value).value_or(0);
        break;
      case 't':
        kind_ = each.value == "s"           ? Kind::shared
                : each.value == "str"       ? Kind::string
                : each.value == "inlineStr" ? Kind::inline_string
                : each.value == "b"         ? Kind::boolean
                : each.value == "e"         ? Kind::error
                : each.value == "d"         ? Kind::date
                                            : Kind::number;
        break;
      default:
        break;
    }
  }
  if (column_ >= most_columns) {
    stop("bad-cell-reference", "the sheet holds a cell beyond the last column of any sheet (XFD).",
         "Open the workbook in Excel and save it again.");
  }
}

void SheetReader::end_cell() {
  in_cell_ = in_value_ = in_text_ = false;
  if (!has_value_ && !has_formula_ && !has_inline_) {
    return;
  }
  const auto column = static_cast<std::size_t>(column_);
  if (column >= cells_.size()) {
    cells_.resize(column + 1);
  }
  Cell& cell = cells_[column];
  cell.clear();
  touched_.push_back(column_);
  cell.formula = has_formula_;
  fill(cell);
  if (cell.kind != CellKind::empty || cell.formula_without_value) {
    width_ = std::max(width_, column_ + 1);
  }
}

void SheetReader::fill(Cell& cell) {
  const bool blank = !has_value_ || trim_space(value_).empty();
  if (has_formula_ && (kind_ == Kind::string ? !has_value_ && !has_inline_ : blank && !has_inline_)) {
    cell.formula_without_value = true;
    return;
  }
  switch (kind_) {
    case Kind::shared: {
      const std::string_view value = trim_space(value_);
      if (value.empty()) {
        return;
      }
      const auto index = read_index(value);
      const auto text = index ? strings_.at(*index) : std::nullopt;
      if (!text) {
        cell.kind = CellKind::error;
        cell.text = shared_string_range;
        return;
      }
      set_text(cell, *text);
      return;
    }
    case Kind::inline_string:
      if (has_inline_) {
        set_text(cell, item_.finish());
        return;
      }
      [[fallthrough]];
    case Kind::string:
      unescape(value_);
      set_text(cell, value_);
      return;
    case Kind::boolean: {
      const std::string_view value = trim_space(value_);
      if (!value.empty()) {
        cell.kind = CellKind::boolean;
        cell.number = is_true(value) || value == "TRUE" ? 1 : 0;
      }
      return;
    }
    case Kind::error: {
      const std::string_view value = trim_space(value_);
      if (!value.empty()) {
        cell.kind = CellKind::error;
        cell.text = value;
      }
      return;
    }
    case Kind::date:
      if (const std::string_view value = trim_space(value_); !value.empty() && !understand_iso(cell, value)) {
        fill_number(cell, value);
      }
      return;
    case Kind::number:
      if (has_inline_ && !has_value_) {
        set_text(cell, item_.finish());
        return;
      }
      fill_number(cell, trim_space(value_));
      return;
  }
}

void SheetReader::fill_number(Cell& cell, std::string_view value) {
  if (value.empty()) {
    return;
  }
  double number = 0;
  const auto done = std::from_chars(value.data(), value.data() + value.size(), number);
  if (done.ec != std::errc{} || done.ptr != value.data() + value.size() || !std::isfinite(number)) {
    set_text(cell, value);
    return;
  }
  const NumberFormat format = style_ < formats_.size() ? formats_[style_] : NumberFormat{};
  cell.text = value;
  if (format.date || format.time) {
    understand_serial(cell, number, format, starts_1904_);
    return;
  }
  cell.kind = CellKind::number;
  cell.number = number;
  cell.digits = format.digits;
}

void SheetReader::set_text(Cell& cell, std::string_view text) {
  if (text.empty()) {
    return;
  }
  row_bytes_ += text.size();
  if (row_bytes_ > most_row_bytes) {
    stop("too-much-text", "row " + std::to_string(row_.row + 1) + " holds more text than 64 MB.", "Shorten its cells.");
    return;
  }
  cell.kind = CellKind::text;
  cell.text = text;
}

void SheetReader::end_row() {
  if (!stopped_ && width_ > 0 && !take_(row_, std::span<const Cell>(cells_.data(), static_cast<std::size_t>(width_)))) {
    stopped_ = true;
  }
  for (const int column : touched_) {
    Cell& cell = cells_[static_cast<std::size_t>(column)];
    cell.clear();
    if (cell.text.capacity() > 4096) {
      cell.text = std::string();  // one long cell here and there must not pile up
    }
  }
  touched_.clear();
}

void SheetReader::stop(std::string code, std::string message, std::string hint) {
  stopped_ = true;
  if (!trouble_) {
    trouble_ = error(std::move(code), std::move(message), std::move(hint));
  }
}

void MergeReader::start(std::string_view name, std::string_view uri,
                        std::span<const package::StreamAttribute> attributes) {
  if (own_.holds(uri) && name == "mergeCell" && ranges.size() < most_merges) {
    ranges.emplace_back(attribute(attributes, "ref"));
  }
}

}  // namespace caseletters::sheets
