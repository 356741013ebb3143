// Tables that grow while a case file without columns (JSON, XML) is read, and the workbook they make.
//
// Headings become the first row of their sheet, in the order in which they are met. A list within a case becomes rows
// of a sheet of its own, whose first column is "Case ID": the value a case has under that heading, or else its first
// value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sheets/workbook.h"

namespace caseletters::sheets {

class CaseTables {
 public:
  // A larger file is none that a school exports; what is gathered of a file of this size stays small in memory.
  static constexpr std::size_t most_file_bytes = 128u << 20;
  // Code: file-too-large.
  [[nodiscard]] static Result<void> check_size(std::size_t bytes, const std::string& file);

  // The sheet of that name, made where there is none.
  [[nodiscard]] std::size_t sheet(std::string_view name);
  // A new sheet, without a name as yet.
  [[nodiscard]] std::size_t add_sheet();
  void name_sheet(std::size_t sheet, std::string_view name) { sheets_[sheet].name = name; }
  void hide_sheet(std::size_t sheet) { sheets_[sheet].hidden = true; }

  // One row at a time, and within it rows of lists, one at a time. `line` is where it begins in the file. False where
  // the list's sheet is the case's own.
  void begin_row(std::size_t sheet, int line);
  [[nodiscard]] bool begin_item(std::string_view sheet, int line);
  void end_item();
  void end_row();

  enum class Trouble { none, twice, too_many };
  // Puts a value into the open item, or else into the open row: twice where the heading has one already, too_many where
  // there are more rows or columns than a sheet has, or over 10 million cells. The cell's own text is what it holds; a
  // blank text is kept as an empty cell.
  [[nodiscard]] Trouble put(std::string_view heading, const Cell& cell);

  // What was gathered, as a workbook. Nothing may be added after.
  [[nodiscard]] std::unique_ptr<Workbook> finish(std::string file, Diagnostics warnings) &&;

 private:
  friend class TablesWorkbook;
  struct Stored {
    double number = 0;
    std::uint32_t begin = 0;  // of its text
    std::uint32_t size = 0;
    std::uint16_t column = 0;
    CellKind kind = CellKind::empty;
  };
  struct Row {
    std::size_t first = 0;  // cell
    int line = 0;
  };
  struct Table {
    std::string name;
    bool hidden = false;
    std::vector<std::string> headings;
    std::unordered_map<std::string, std::uint16_t> columns;  // by heading
    std::vector<std::size_t> last_row;                       // by column: rows so far when it was filled last
    std::vector<Row> rows;
    std::vector<Stored> cells;
  };
  [[nodiscard]] Trouble put_into(Table& table, std::string_view heading, const Cell& cell);
  void open_row(Table& table, int line);
  static void read_cell(const std::string& text, const Stored& stored, Cell& cell);

  std::vector<Table> sheets_;
  std::string text_;  // of every cell, one after the other
  std::size_t cells_ = 0;
  bool full_ = false;
  std::size_t row_sheet_ = 0;
  std::size_t item_sheet_ = 0;
  bool in_item_ = false;
  std::vector<std::pair<std::size_t, std::size_t>> waiting_;  // sheet and cell that wait for the ID of the open case
};

}  // namespace caseletters::sheets
