// Where a workbook's tables and filters lie: what a spreadsheet program sorts as one.
//
// Source: ECMA-376 part 1, 18.3.1.2 (autoFilter), 18.5.1.2 (table); OpenDocument 1.2 part 1, 9.4.15 (database ranges),
// part 2, 5.8 (references).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "package/archive.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// Of the worksheet in `part`. Codes: those of package/archive.h and package/xml.h.
[[nodiscard]] Result<std::vector<SortedRange>> find_xlsx_ranges(const package::Archive& archive,
                                                                const std::string& part);
// Of the table called `sheet` in content.xml.
[[nodiscard]] Result<std::vector<SortedRange>> find_ods_ranges(const package::Archive& archive,
                                                               const std::string& sheet);

// The range that "$'My sheet'.A5:.M40" names, where it is one of `sheet`.
[[nodiscard]] std::optional<CellRange> ods_range(std::string_view address, std::string_view sheet);

}  // namespace caseletters::sheets
