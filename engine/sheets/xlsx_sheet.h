// One worksheet read row by row.
//
// Source: ECMA-376 part 1, 18.3.1 (sheetData, row, c): <row r hidden><c r s t><f/><v/><is/></c></row>; r may be absent
// (the next place), t is n, s, str, inlineStr, b, e or d.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "package/xml.h"
#include "sheets/number_format.h"
#include "sheets/workbook.h"
#include "sheets/xlsx_part.h"
#include "sheets/xlsx_strings.h"

namespace caseletters::sheets {

class SheetReader : public package::StreamHandler {
 public:
  // All outlive the reader.
  SheetReader(const SharedStrings& strings, const std::vector<NumberFormat>& formats, bool starts_1904,
              const RowTaker& take);

  void start(std::string_view name, std::string_view uri,
             std::span<const package::StreamAttribute> attributes) override;
  void end(std::string_view name, std::string_view uri) override;
  void text(std::string_view characters) override;
  [[nodiscard]] bool done() const override { return stopped_; }

  // Set where the sheet cannot be gone on with: bad-cell-reference, too-much-text.
  [[nodiscard]] const std::optional<Diagnostic>& trouble() const { return trouble_; }

 private:
  enum class Kind { number, shared, string, inline_string, boolean, error, date };
  void begin_row(std::span<const package::StreamAttribute> attributes);
  void begin_cell(std::span<const package::StreamAttribute> attributes);
  void end_cell();
  void end_row();
  void fill(Cell& cell);
  void fill_number(Cell& cell, std::string_view value);
  void set_text(Cell& cell, std::string_view text);
  void stop(std::string code, std::string message, std::string hint);

  const SharedStrings& strings_;
  const std::vector<NumberFormat>& formats_;
  const bool starts_1904_;
  const RowTaker& take_;

  OwnNamespace own_;
  int skipping_ = 0;  // depth inside an element that holds nothing for us
  bool in_data_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_text_ = false;
  bool stopped_ = false;
  std::optional<Diagnostic> trouble_;

  RowInfo row_{-1, false, 0};
  std::vector<Cell> cells_;
  std::vector<int> touched_;  // columns of this row that are to be cleared
  int width_ = 0;
  int column_ = -1;
  std::size_t row_bytes_ = 0;

  Kind kind_ = Kind::number;
  std::size_t style_ = 0;
  bool has_value_ = false;
  bool has_formula_ = false;
  bool has_inline_ = false;
  std::string value_;
  StringItem item_;
};

// Gathers the merged ranges of a sheet.
class MergeReader : public package::StreamHandler {
 public:
  std::vector<std::string> ranges;

  void start(std::string_view name, std::string_view uri,
             std::span<const package::StreamAttribute> attributes) override;
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

 private:
  OwnNamespace own_;
};

}  // namespace caseletters::sheets
