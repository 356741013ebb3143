#include "merge/open_cases.h"

#include <algorithm>
#include <array>

namespace caseletters::merge {

Result<std::unique_ptr<sheets::Workbook>> open_workbook_at(const Files& files, const std::string& path,
                                                           const BytesTaker& look) {
  auto bytes = files.read(path);
  if (!bytes) return fail(bytes.error());
  if (look) look(*bytes);
  return sheets::open_workbook(std::move(*bytes), path);
}

Checked<OpenCases> open_cases(const Files& files, const Places& places, const BytesTaker& look) {
  OpenCases opened;
  Diagnostics problems;
  auto workbook = open_workbook_at(files, places.cases, look);
  if (!workbook) problems.push_back(workbook.error());
  auto workplace = Workplace::open(files, places);
  if (!workplace) append(problems, workplace.error());
  if (!problems.empty()) return fail(std::move(problems));
  opened.workbook = std::move(*workbook);
  opened.workplace = std::move(*workplace);
  append(opened.warnings, opened.workplace->policy().warnings);
  append(opened.warnings, remark_open_elsewhere(files, places.cases));
  return opened;
}

bool is_open_elsewhere(const Files& files, const std::string& path) {
  const std::string name = file_name(path);
  const std::array<std::string, 2> locks = {"~$" + name, ".~lock." + name + "#"};
  return std::any_of(locks.begin(), locks.end(),
                     [&](const std::string& lock) { return files.exists(join_path(parent_path(path), lock)); });
}

Diagnostics remark_open_elsewhere(const Files& files, const std::string& path) {
  if (!is_open_elsewhere(files, path)) return {};
  Diagnostic note =
      warning("open-elsewhere", "somebody has this workbook open, and what they have not saved is not in it",
              "Save and close it, then run the command again.");
  note.file = path;
  return {std::move(note)};
}

}  // namespace caseletters::merge
