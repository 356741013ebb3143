// One sheet of an ODS workbook read row by row.
//
// Source: OpenDocument 1.2 part 1, 9.1 (tables), 19.385 (office:value-type), 19.675 (repeats), 6.1 (text); calcext is
// LibreOffice's own namespace. Namespaces are compared by their names, so that any prefix reads alike.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "package/xml.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

inline constexpr std::string_view ods_office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
inline constexpr std::string_view ods_table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
inline constexpr std::string_view ods_text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
inline constexpr std::string_view ods_style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";

// The value of an attribute of that namespace; empty where there is none.
[[nodiscard]] std::string_view ods_attribute(std::span<const package::StreamAttribute> attributes, std::string_view uri,
                                             std::string_view name);

// Whether this element begins a sheet. LibreOffice also keeps what other files held as tables named "'file:…'#$Sheet1":
// those are no sheets of this workbook.
[[nodiscard]] bool begins_sheet(std::string_view uri, std::string_view name,
                                std::span<const package::StreamAttribute> attributes);

// A count of repeats or spans, from 1 to a thousand million: 1 where it is missing or no number.
[[nodiscard]] std::int64_t read_count(std::string_view text);

// What one <table:table-cell> says before it is understood.
struct OdsCell {
  enum class Type { none, number, date, time, boolean, string };
  Type type = Type::none;
  bool error = false;      // calcext:value-type="error"
  bool formula = false;    // table:formula
  bool has_value = false;  // an office:…-value attribute
  std::string value;       // and what it holds
  int paragraphs = 0;      // <text:p>
  std::string text;        // what they hold, joined by a new line

  void clear();
  // Fills an empty `cell`. What has no type, or a value that its type cannot be, is the text that the cell shows.
  void understand(Cell& cell) const;
};

class OdsSheetReader : public package::StreamHandler {
 public:
  // `sheet` counts the tables of content.xml from 0; `take` outlives the reader.
  OdsSheetReader(int sheet, const RowTaker& take) : wanted_(sheet), take_(take) {}

  void start(std::string_view name, std::string_view uri,
             std::span<const package::StreamAttribute> attributes) override;
  void end(std::string_view name, std::string_view uri) override;
  void text(std::string_view characters) override;
  [[nodiscard]] bool done() const override { return stopped_; }

  // Set where the sheet cannot be gone on with: too-many-cells, too-much-text, bad-cell-reference.
  [[nodiscard]] const std::optional<Diagnostic>& trouble() const { return trouble_; }
  // The merged ranges met so far.
  [[nodiscard]] const std::vector<std::string>& merged() const { return merged_; }

 private:
  void begin_row(std::span<const package::StreamAttribute> attributes);
  void begin_cell(std::span<const package::StreamAttribute> attributes);
  void begin_text(std::string_view name, std::string_view uri, std::span<const package::StreamAttribute> attributes);
  void add_text(std::size_t count, char letter);
  void end_cell();
  void end_row();
  void keep_merged(std::int64_t columns, std::int64_t rows);
  void stop(std::string code, std::string message, std::string hint);

  const int wanted_;
  const RowTaker& take_;
  int tables_ = 0;
  int skipping_ = 0;  // depth inside an element that holds nothing for us
  bool in_table_ = false;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_paragraph_ = false;
  bool stopped_ = false;
  std::optional<Diagnostic> trouble_;

  bool hidden_ = false;
  std::int64_t row_ = 0;
  std::int64_t row_repeats_ = 0;
  std::int64_t column_ = 0;
  std::int64_t column_repeats_ = 0;
  std::int64_t expanded_ = 0;  // cells that stand in the sheet and not in the file
  std::size_t row_bytes_ = 0;
  OdsCell stored_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> touched_;  // columns of this row that are to be cleared
  std::size_t width_ = 0;
  std::vector<std::string> merged_;
};

}  // namespace caseletters::sheets
