// What is known of a case's earlier letters, whatever remembers them: every story that asks goes through here.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "merge/outcome.h"
#include "merge/workplace.h"
#include "register/history.h"
#include "register/ledger.h"
#include "register/standing.h"

namespace caseletters::merge {

// Where the register stands: as the command names it, else as school.xml does, else beside the workbook.
[[nodiscard]] std::string register_path(const Workplace& workplace, const Places& places);

// The register, read and proved; null where there is none yet. Codes: as history::Ledger; its findings are errors here:
// what cannot be trusted decides nothing.
[[nodiscard]] Checked<std::shared_ptr<const history::Ledger>> read_register(const Files& files,
                                                                            const std::string& path);

// The same with its findings in it, for whoever tells them; the file is there. `key` may be null.
[[nodiscard]] Result<history::Ledger> load_register(const std::string& path, const history::SecretKey* key);

// What of each letter goes on into a new run of the process, by the policy's letters.
[[nodiscard]] std::vector<history::Stand> standing_letters(const policy::Policy& policy);

// The workbook's columns, joined with the register where there is one (`ledger` may be null). `workplace` outlives it.
[[nodiscard]] std::unique_ptr<history::History> history_over(const Workplace& workplace,
                                                             std::shared_ptr<const history::Ledger> ledger);

// Both at once. Only reads.
[[nodiscard]] Checked<std::unique_ptr<history::History>> open_history(const Files& files, const Workplace& workplace,
                                                                      const Places& places);

// A register that cannot be used is an input that cannot be used; one that cannot be written, or is in use, an output
// that failed.
[[nodiscard]] Exit exit_for_register(const Diagnostics& problems);

}  // namespace caseletters::merge
