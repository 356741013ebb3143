// An XML case file as a workbook. schemas/cases.xsd says what it may hold; values are text, as in a CSV file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sheets/workbook.h"

namespace caseletters::sheets {

// The text of schemas/cases.xsd, built in: a case file is opened far from where schemas are found.
[[nodiscard]] std::string_view cases_schema();

// Codes: schema (with the line), file-too-large, not-a-workbook (another root element), and those of package/xml.h.
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_xml(const std::string& bytes, const std::string& file);

}  // namespace caseletters::sheets
