// Texts written into a copy of a workbook (XLSX, ODS, CSV), everything else as it was.
//
// Parts of the package that are not touched are copied as they stand compressed; in the part of the sheet only the
// cells named here are changed or put in. The copy is read again and compared with the workbook, cell by cell: a copy
// is right or there is none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "package/archive.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

struct CellText {
  int row = 0, column = 0;  // 0-based
  std::string text;         // lines by '\n'; printable
};

// `heading_row` (0-based): a new cell in it takes the style of its left neighbour. The rows must hold something
// already. Codes: cannot-write-back (JSON, XML, a sheet in another encoding than UTF-8), cell-not-there (a row that is
// not there, a cell that another is merged over or that holds a formula), charset (a text that the file's character set
// cannot hold), copy-differs.
[[nodiscard]] Result<std::string> write_cells(const std::string& workbook, const std::string& file, int sheet,
                                              int heading_row, std::vector<CellText> cells);

// Each by itself, without the comparison. `cells` are sorted by row and column.
using SortedCells = std::vector<CellText>;
[[nodiscard]] Result<std::string> write_xlsx_cells(const package::Archive& archive, int sheet, int heading_row,
                                                   const SortedCells& cells);
[[nodiscard]] Result<std::string> write_ods_cells(const package::Archive& archive, int sheet, int heading_row,
                                                  const SortedCells& cells);
[[nodiscard]] Result<std::string> write_csv_cells(const std::string& bytes, const std::string& file,
                                                  const SortedCells& cells);

// The package with one part's content replaced.
[[nodiscard]] Result<std::string> with_part(const package::Archive& archive, std::string_view part,
                                            std::string_view content);

}  // namespace caseletters::sheets
