// A CSV file as a workbook of one sheet; every cell is text.
//
// Source: RFC 4180, and what Excel and LibreOffice write and read beyond it (semicolons, tabs, "sep=;").
#pragma once

#include <memory>
#include <string>

#include "sheets/workbook.h"

namespace caseletters::sheets {

// Codes: empty-file, csv-nul, csv-quote (both with the line), bad-encoding, csv-wide; warning: check-accents.
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_csv(std::string bytes, const std::string& file);

}  // namespace caseletters::sheets
