// The number formats of a workbook's cell styles.
//
// Source: ECMA-376 part 1, 18.8 (cellXfs, numFmts).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "package/archive.h"
#include "sheets/number_format.h"

namespace caseletters::sheets {

// By the index a cell's `s` attribute gives.
[[nodiscard]] Result<std::vector<NumberFormat>> read_styles(const package::Archive& archive, const std::string& part);

}  // namespace caseletters::sheets
