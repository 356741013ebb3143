// A spreadsheet file as sheets of typed cells, streamed row by row: XLSX, ODS, CSV, JSON and XML.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace caseletters::sheets {

enum class CellKind { empty, text, number, date, time, moment, boolean, error };

// A cell as stored. For dates, times and moments the number format said so; `number` keeps the serial.
struct Cell {
  CellKind kind = CellKind::empty;
  std::string text;         // text, error ("#REF!"), and the number as stored in the file
  double number = 0;        // number, date, time, moment (serial as stored), boolean (1, 0)
  Date date;                // date, moment
  int seconds = 0;          // time, moment: since midnight; an elapsed time ([h]:mm) may hold more than a day
  bool clock = false;       // moment: its format shows the time of day only
  std::uint8_t digits = 0;  // number: the format shows at least so many digits ("0000"); 0 where it does not
  bool formula = false;     // what the cell holds was worked out by a formula
  bool formula_without_value = false;  // a formula whose result the file does not hold

  // Empty again, keeping the text's memory for the next row.
  void clear();
};

// The text of an error cell that points outside the table of shared strings.
inline constexpr std::string_view shared_string_range = "shared-string-range";

// The shortest text that gives the same number back: 15, 0.1, 1e-07; whole numbers without ".0".
[[nodiscard]] std::string number_text(double number);

// A cell as `build/cells` shows it: numbers as number_text, dates "2026-11-03", moments "2026-11-03 09:30:00"
// (midnight: the date alone), times "09:30:00", TRUE and FALSE, errors as their text.
void append_cell_text(std::string& out, const Cell& cell);
[[nodiscard]] std::string cell_text(const Cell& cell);

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

struct RowInfo {
  int row = 0;  // 0-based
  bool hidden = false;
  int line = 0;  // 1-based line of a text file (CSV) where the row begins; 0 for other files
};

// Cells of one row from column A; trailing empty cells may be missing. They live only during the call. Return false to
// stop.
using RowTaker = std::function<bool(const RowInfo&, std::span<const Cell>)>;

struct CellPosition {
  int row = 0, column = 0;  // 0-based
};
struct CellRange {
  CellPosition first, last;  // both within
};

// Cells that a spreadsheet program sorts and filters together.
struct SortedRange {
  std::string table;  // its name; empty for a filter
  CellRange range;    // its headings among them
};

class Workbook {
 public:
  virtual ~Workbook() = default;
  [[nodiscard]] virtual const std::string& file() const = 0;
  [[nodiscard]] virtual const std::vector<SheetInfo>& sheets() const = 0;  // in workbook order
  // Rows as the file gives them: in order in every file that Excel wrote. Rows that hold nothing may be left out.
  // Memory does not grow with the rows.
  [[nodiscard]] virtual Result<void> read(int sheet, const RowTaker& take) const = 0;
  // Merged ranges of a sheet, as A1 references; used to name the cell of an ambiguous heading.
  [[nodiscard]] virtual Result<std::vector<std::string>> merged(int sheet) const = 0;
  // The tables and filters of a sheet; a text file has none.
  [[nodiscard]] virtual Result<std::vector<SortedRange>> sorted_ranges(int /*sheet*/) const {
    return std::vector<SortedRange>{};
  }
  [[nodiscard]] virtual const Diagnostics& warnings() const = 0;
};

// By content first, then by ending. Codes: those of package/archive.h; not-a-workbook, csv-quote, csv-nul, empty-file,
// shared-string-range …
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_workbook(std::string bytes, const std::string& file);

// "B7" for row 6, column 1.
[[nodiscard]] std::string cell_name(int row, int column);

// The position "B7" or "$B$7" names, within the bounds of a sheet (1,048,576 rows, 16,384 columns).
[[nodiscard]] std::optional<CellPosition> cell_position(std::string_view name);

// "B7:C9", or "B7" alone.
[[nodiscard]] std::optional<CellRange> cell_range(std::string_view name);

inline constexpr int most_rows = 1048576;
inline constexpr int most_columns = 16384;

}  // namespace caseletters::sheets
