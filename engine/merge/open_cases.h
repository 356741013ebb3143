// The workbook of cases, and what its letters are made from: opened alike by every command that reads cases.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "merge/workplace.h"
#include "sheets/workbook.h"

namespace caseletters::merge {

struct OpenCases {
  std::unique_ptr<Workplace> workplace;
  std::unique_ptr<sheets::Workbook> workbook;
  Diagnostics warnings;  // the policy's, and open-elsewhere
};

// Told the workbook's bytes before they are understood; may be empty.
using BytesTaker = std::function<void(const std::string&)>;

// Everything that is wrong with the workbook, the settings and the policy, at once. Codes: those of Workplace::open,
// open_workbook and base/files.h.
[[nodiscard]] Checked<OpenCases> open_cases(const Files& files, const Places& places, const BytesTaker& look = {});

// The workbook by itself.
[[nodiscard]] Result<std::unique_ptr<sheets::Workbook>> open_workbook_at(const Files& files, const std::string& path,
                                                                         const BytesTaker& look = {});

// Whether Excel or LibreOffice keeps a lock file beside the workbook: somebody has it open.
[[nodiscard]] bool is_open_elsewhere(const Files& files, const std::string& path);
// Warning: open-elsewhere, where that is so.
[[nodiscard]] Diagnostics remark_open_elsewhere(const Files& files, const std::string& path);

}  // namespace caseletters::merge
