// An ODS workbook over its package: content.xml is read as a stream, once to find the sheets and once a reading.
#pragma once

#include <memory>

#include "package/archive.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// Whether the package is an OpenDocument file of whatever kind.
[[nodiscard]] bool is_opendocument(const package::Archive& archive);

// Codes: password, not-a-workbook, those of package/archive.h, package/xml.h and sheets/ods_sheet.h; warning: mimetype.
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_ods(package::Archive archive);

}  // namespace caseletters::sheets
