// The register as somebody looks at it: what it lists, shows, exports and proves. No name, address or narrative is in
// it.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "merge/outcome.h"
#include "policy/policy.h"
#include "register/ledger.h"

namespace caseletters::merge {

// Which file is meant by what was typed: a register, a case file (then the one that belongs to it), or nothing (the one
// of this folder).
[[nodiscard]] std::string find_register(const Files& files, const std::string& typed, const std::string& school_file,
                                        const policy::Library& library);

// The register with whatever is wrong with it: its findings are for the caller to tell. Codes: file-missing, and those
// of history::Ledger.
[[nodiscard]] Checked<std::shared_ptr<const history::Ledger>> look_into_register(const Files& files,
                                                                                 const std::string& path);

// "in force", "replaced", "withdrawn"; "forgotten" for the entry that says so.
[[nodiscard]] std::string standing_of(const history::Ledger::Line& line);

[[nodiscard]] nlohmann::ordered_json to_json(const history::Ledger::Line& line);

// A table of all entries that a spreadsheet program opens without taking any cell for a formula.
[[nodiscard]] std::string to_csv(const history::Ledger& ledger);

// All that can be proved: the chain, the end (`head` as it was once printed; empty: not asked), the letters' files.
// Codes: those of Ledger::findings and history::check_letter_files; register-cut-off where the chain does not know the
// head.
[[nodiscard]] Diagnostics verify_register(const history::Ledger& ledger, const Files& files, const std::string& head);

}  // namespace caseletters::merge
