// A JSON case file as a workbook. schemas/cases.schema.json says what it may hold:
//
//     {"cases": [{"Case ID": "A1", "Sections": ["3.1a", "3.2b"], "Children": [{"name": "Ann"}]}]}
//     {"sheets": [{"name": "Cases", "rows": [{"Case ID": "A1"}]}, {"name": "Children", "rows": [ … ]}]}
//
// or the list of cases alone. Names are headings as in a spreadsheet. A list of words is one cell, a line each; a list
// of objects is the sheet of its name. Source: RFC 8259.
#pragma once

#include <memory>
#include <string>

#include "sheets/workbook.h"

namespace caseletters::sheets {

// Codes: bad-json, schema (both with the line), file-too-large, bad-encoding, empty-file; warning: check-accents.
[[nodiscard]] Result<std::unique_ptr<Workbook>> open_json(std::string bytes, const std::string& file);

}  // namespace caseletters::sheets
