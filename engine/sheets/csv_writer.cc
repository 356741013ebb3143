// Cells put into a CSV file: same character set, delimiter, quotation marks and line ends; rows that are not touched
// stay byte for byte.
#include <algorithm>
#include <map>

#include "base/charset.h"
#include "base/text.h"
#include "sheets/csv_text.h"
#include "sheets/text_edits.h"
#include "sheets/write_cells.h"

namespace caseletters::sheets {

namespace {

std::string quoted(std::string_view content, char delimiter) {
  const bool plain = content.find_first_of("\"\r\n") == std::string::npos &&
                     content.find(delimiter) == std::string::npos && trim(content).size() == content.size();
  if (plain) {
    return std::string(content);
  }
  std::string out = "\"";
  for (const char letter : content) {
    out.append(letter == '"' ? "\"\"" : std::string(1, letter));
  }
  return out + "\"";
}

struct Field {
  std::size_t begin = 0, end = 0;
};

// The fields of the record that begins at `at`; `at` goes to its end, before the line end. Quotation marks are known to
// be closed.
std::vector<Field> fields_of(std::string_view text, std::size_t& at, char delimiter) {
  std::vector<Field> fields;
  while (true) {
    Field field{at, at};
    if (at < text.size() && text[at] == '"') {
      ++at;
      while (at < text.size() && (text[at] != '"' || text.substr(at + 1).starts_with('"'))) {
        at += text[at] == '"' ? 2 : 1;
      }
      at = std::min(at + 1, text.size());
    }
    while (at < text.size() && text[at] != delimiter && text[at] != '\r' && text[at] != '\n') {
      ++at;
    }
    field.end = at;
    fields.push_back(field);
    if (at >= text.size() || text[at] != delimiter) {
      return fields;
    }
    ++at;
  }
}

std::string edited(std::string_view text, char delimiter, const SortedCells& cells) {
  std::map<int, std::vector<const CellText*>> rows;
  for (const CellText& each : cells) {
    rows[each.row].push_back(&each);
  }
  TextEdits edits;
  std::size_t at = separator_line(text).size();
  for (int row = 0; at < text.size(); ++row) {
    const std::vector<Field> fields = fields_of(text, at, delimiter);
    if (const auto found = rows.find(row); found != rows.end()) {
      auto width = static_cast<int>(fields.size());
      std::string more;
      for (const CellText* cell : found->second) {
        if (cell->column < static_cast<int>(fields.size())) {
          const Field& field = fields[static_cast<std::size_t>(cell->column)];
          edits.replace(field.begin, field.end - field.begin, quoted(cell->text, delimiter));
          continue;
        }
        more.append(static_cast<std::size_t>(cell->column) - static_cast<std::size_t>(width) + 1, delimiter);
        more += quoted(cell->text, delimiter);
        width = cell->column + 1;
      }
      edits.insert(fields.back().end, std::move(more));
    }
    if (at < text.size()) {
      at += text.substr(at).starts_with("\r\n") ? 2 : 1;
    }
  }
  return edits.apply(text);
}

}  // namespace

Result<std::string> write_csv_cells(const std::string& bytes, const std::string& file, const SortedCells& cells) {
  const std::string_view view = bytes;
  auto plain = decode_text(bytes, file);
  if (!plain) {
    return fail(plain.error());
  }
  const std::string text = edited(plain->text, find_delimiter(plain->text), cells);
  std::string mark;
  const char* charset = "UTF-8";
  if (plain->guessed_charset) {
    charset = "WINDOWS-1252";
  } else if (view.starts_with("\xEF\xBB\xBF")) {
    mark = "\xEF\xBB\xBF";
  } else if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
    mark = view.substr(0, 2);
    charset = view.starts_with("\xFF\xFE") ? "UTF-16LE" : "UTF-16BE";
  } else if (!is_utf8(view) || view.find('\0') != std::string_view::npos) {
    charset = view.size() > 1 && view[0] == '\0' ? "UTF-16BE" : "UTF-16LE";
  }
  const auto encoded = from_utf8(text, charset);
  if (!encoded) {
    return fail(error("charset", "what was issued holds a letter that this file's character set (Windows-1252) lacks.",
                      "Save the file again as \"CSV UTF-8\"."));
  }
  return mark + *encoded;
}

}  // namespace caseletters::sheets
