// An XLSX workbook over its package.
#pragma once

#include <memory>

#include "package/archive.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// Codes: those of sheets/xlsx_part.h and sheets/xlsx_strings.h.
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_xlsx(package::Archive archive);

}  // namespace caseletters::sheets
