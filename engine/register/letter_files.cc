#include "register/letter_files.h"

#include <fmt/format.h>

#include "package/archive.h"

namespace caseletters::history {

Diagnostics check_letter_files(const Ledger& ledger, const Files& files) {
  Diagnostics findings;
  const std::string folder = parent_path(ledger.path());
  for (const auto& line : ledger.lines()) {
    const Entry& entry = line.entry;
    if (entry.event != "issued" || line.standing != Standing::in_force) continue;
    for (const auto& [file, sha256] : files_of(entry)) {
      const std::string path = place_of(folder, file);
      const auto bytes = files.read(path);
      if (bytes && package::sha256(*bytes) == sha256) continue;
      Diagnostic finding;
      if (bytes) {
        finding = error(
            "letter-file-changed",
            fmt::format("{} of case {} is not as it was issued on {}", entry.letter, entry.case_id, entry.letter_date),
            "Somebody changed or replaced the file. Put the issued one back, or write it again with generate "
            "--overwrite.");
      } else if (!files.exists(path)) {
        finding = error("letter-file-missing",
                        fmt::format("{} of case {} was issued on {}, and its file is not there", entry.letter,
                                    entry.case_id, entry.letter_date),
                        "Put the file back, or write the letter again with generate --overwrite.");
      } else {
        finding = bytes.error();
      }
      finding.file = path;
      finding.letter = entry.letter;
      findings.push_back(std::move(finding));
    }
  }
  if (!ledger.pending().empty()) {
    Diagnostic finding =
        error("unfinished-run",
              fmt::format("a run was interrupted while it put {} letters in their places", ledger.pending().size()),
              "Run generate again: it finishes what was begun.");
    finding.file = ledger.path();
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace caseletters::history
