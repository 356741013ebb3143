#include "sheets/ods_sheet.h"

#include <algorithm>
#include <charconv>

namespace caseletters::sheets {

namespace {

constexpr std::int64_t most_expanded_cells = 10'000'000;
constexpr std::size_t most_row_bytes = 64u << 20;  // as for XLSX
constexpr std::size_t most_merges = 1'000'000;

using Attributes = std::span<const package::StreamAttribute>;

OdsCell::Type type_named(std::string_view name) {
  using Type = OdsCell::Type;
  return name == "float" || name == "percentage" || name == "currency" ? Type::number
         : name == "string"                                            ? Type::string
         : name == "date"                                              ? Type::date
         : name == "time"                                              ? Type::time
         : name == "boolean"                                           ? Type::boolean
                                                                       : Type::none;
}

}  // namespace

std::int64_t read_count(std::string_view text) {
  constexpr std::int64_t most = 1'000'000'000;
  std::int64_t count = 0;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), count);
  if (done.ec == std::errc::result_out_of_range) {
    return most;
  }
  return done.ec == std::errc{} && done.ptr == text.data() + text.size() ? std::clamp<std::int64_t>(count, 1, most) : 1;
}

std::string_view ods_attribute(Attributes attributes, std::string_view uri, std::string_view name) {
  for (const package::StreamAttribute& each : attributes) {
    if (each.local_name == name && each.namespace_uri == uri) {
      return each.value;
    }
  }
  return {};
}

bool begins_sheet(std::string_view uri, std::string_view name, Attributes attributes) {
  if (uri != ods_table || name != "table") {
    return false;
  }
  const std::string_view title = ods_attribute(attributes, ods_table, "name");
  return !(title.starts_with('\'') && title.find("'#$") != std::string_view::npos);
}

void OdsSheetReader::start(std::string_view name, std::string_view uri, Attributes attributes) {
  if (stopped_) {
    return;
  }
  if (skipping_ > 0) {
    ++skipping_;
    return;
  }
  const bool of_table = uri == ods_table;
  if (!in_table_) {
    if (begins_sheet(uri, name, attributes)) {
      in_table_ = tables_++ == wanted_;
      skipping_ = in_table_ ? 0 : 1;
    } else if (of_table && (name == "table" || name == "dde-links")) {
      skipping_ = 1;
    }
    return;
  }
  if (in_cell_) {
    begin_text(name, uri, attributes);
  } else if (in_row_) {
    if (of_table && (name == "table-cell" || name == "covered-table-cell")) {
      begin_cell(attributes);
    } else {
      skipping_ = 1;
    }
  } else if (of_table && name == "table-row") {
    begin_row(attributes);
  } else if (!of_table || (name != "table-header-rows" && name != "table-rows" && name != "table-row-group")) {
    skipping_ = 1;  // columns, drawings, forms
  }
}

void OdsSheetReader::end(std::string_view name, std::string_view uri) {
  if (stopped_) {
    return;
  }
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  if (!in_table_) {
    return;
  }
  if (in_cell_) {
    if (uri == ods_table) {
      end_cell();
    } else if (uri == ods_text && name == "p") {
      in_paragraph_ = false;
    }
  } else if (in_row_) {
    end_row();
  } else if (uri == ods_table && name == "table") {
    stopped_ = true;  // the first pass has proved the rest of the part
  }
}

void OdsSheetReader::text(std::string_view characters) {
  if (stopped_ || skipping_ > 0 || !in_paragraph_) {
    return;
  }
  stored_.text.append(characters);
  add_text(0, ' ');
}

// What stands in a cell: paragraphs, and in them spans and fields, which are their text. Notes and drawings are none.
void OdsSheetReader::begin_text(std::string_view name, std::string_view uri, Attributes attributes) {
  if (uri != ods_text) {
    skipping_ = 1;
    return;
  }
  if (!in_paragraph_) {
    if (name != "p") {
      skipping_ = 1;
      return;
    }
    in_paragraph_ = true;
    add_text(stored_.paragraphs++ == 0 ? 0 : 1, '\n');
  } else if (name == "s") {
    add_text(static_cast<std::size_t>(read_count(ods_attribute(attributes, ods_text, "c"))), ' ');
  } else if (name == "tab") {
    add_text(1, '\t');
  } else if (name == "line-break") {
    add_text(1, '\n');
  } else if (name == "ruby-text" || name == "note") {
    skipping_ = 1;
  }
}

void OdsSheetReader::add_text(std::size_t count, char letter) {
  if (count > most_row_bytes || stored_.text.size() + count > most_row_bytes) {
    stop("too-much-text",
         "cell " + cell_name(static_cast<int>(row_), static_cast<int>(column_)) +
             " holds more text than any letter could.",
         "Shorten the cell.");
    return;
  }
  stored_.text.append(count, letter);
}

void OdsSheetReader::begin_row(Attributes attributes) {
  in_row_ = true;
  row_repeats_ = read_count(ods_attribute(attributes, ods_table, "number-rows-repeated"));
  const std::string_view visibility = ods_attribute(attributes, ods_table, "visibility");
  hidden_ = visibility == "collapse" || visibility == "filter";
  column_ = 0;
  width_ = 0;
  row_bytes_ = 0;
}

void OdsSheetReader::begin_cell(Attributes attributes) {
  in_cell_ = true;
  in_paragraph_ = false;
  column_repeats_ = 1;
  stored_.clear();
  std::int64_t columns = 1;
  std::int64_t rows = 1;
  for (const package::StreamAttribute& each : attributes) {
    if (each.namespace_uri == ods_table) {
      if (each.local_name == "number-columns-repeated") {
        column_repeats_ = read_count(each.value);
      } else if (each.local_name == "number-columns-spanned") {
        columns = read_count(each.value);
      } else if (each.local_name == "number-rows-spanned") {
        rows = read_count(each.value);
      } else if (each.local_name == "formula") {
        stored_.formula = true;
      }
    } else if (each.namespace_uri == ods_office) {
      if (each.local_name == "value-type") {
        stored_.type = type_named(each.value);
      } else if (each.local_name.ends_with("value")) {
        stored_.has_value = true;
        stored_.value = each.value;
      }
    } else if (each.local_name == "value-type" && each.value == "error") {
      stored_.error = true;
    }
  }
  if (columns > 1 || rows > 1) {
    keep_merged(columns, rows);
  }
}

void OdsSheetReader::keep_merged(std::int64_t columns, std::int64_t rows) {
  if (merged_.size() >= most_merges || row_ >= most_rows || column_ >= most_columns) {
    return;
  }
  const auto last_row = static_cast<int>(std::min<std::int64_t>(row_ + rows, most_rows) - 1);
  const auto last_column = static_cast<int>(std::min<std::int64_t>(column_ + columns, most_columns) - 1);
  merged_.push_back(cell_name(static_cast<int>(row_), static_cast<int>(column_)) + ":" +
                    cell_name(last_row, last_column));
}

void OdsSheetReader::end_cell() {
  in_cell_ = in_paragraph_ = false;
  const std::int64_t first = column_;
  column_ += column_repeats_;
  Cell cell;
  stored_.understand(cell);
  if (cell.kind == CellKind::empty && !cell.formula_without_value) {
    return;
  }
  if (first >= most_columns || row_ >= most_rows) {
    stop("bad-cell-reference", "the sheet holds a cell beyond the last row or column of any sheet (XFD1048576).",
         "Open the workbook in LibreOffice and save it again.");
    return;
  }
  const auto count = static_cast<std::size_t>(std::min<std::int64_t>(column_, most_columns) - first);
  expanded_ += static_cast<std::int64_t>(count) - 1;
  row_bytes_ += cell.text.size() * count;
  if (row_bytes_ > most_row_bytes) {
    stop("too-much-text", "row " + std::to_string(row_ + 1) + " holds more text than 64 MB.", "Shorten its cells.");
    return;
  }
  const auto begin = static_cast<std::size_t>(first);
  width_ = begin + count;
  if (width_ > cells_.size()) {
    cells_.resize(width_);
  }
  for (std::size_t column = begin; column + 1 < width_; ++column) {
    cells_[column] = cell;
    touched_.push_back(column);
  }
  cells_[width_ - 1] = std::move(cell);
  touched_.push_back(width_ - 1);
}

void OdsSheetReader::end_row() {
  in_row_ = false;
  const std::int64_t first = row_;
  row_ += row_repeats_;
  if (width_ > 0) {
    const std::int64_t last = std::min<std::int64_t>(row_, most_rows);
    expanded_ += (last - first - 1) * static_cast<std::int64_t>(width_);
    if (expanded_ > most_expanded_cells) {
      stop("too-many-cells", "the sheet repeats its rows and cells into more than 10 million cells.",
           "Delete the rows and columns that only fill the sheet, and save it again.");
    }
    for (std::int64_t row = first; row < last && !stopped_; ++row) {
      const RowInfo info{static_cast<int>(row), hidden_, 0};
      stopped_ = !take_(info, std::span<const Cell>(cells_.data(), width_));
    }
  }
  for (const std::size_t column : touched_) {
    cells_[column].clear();
    if (cells_[column].text.capacity() > 4096) {
      cells_[column].text = std::string();  // one long cell here and there must not pile up
    }
  }
  touched_.clear();
}

void OdsSheetReader::stop(std::string code, std::string message, std::string hint) {
  stopped_ = true;
  if (!trouble_) {
    trouble_ = error(std::move(code), std::move(message), std::move(hint));
  }
}

}  // namespace caseletters::sheets
