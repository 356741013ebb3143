// Whether the letters stand where the register says, as they were issued.
#pragma once

#include "base/files.h"
#include "register/ledger.h"

namespace caseletters::history {

// Every letter in force against its file. Codes: letter-file-missing, letter-file-changed; unfinished-run where letters
// of an interrupted run wait to be put in their places.
[[nodiscard]] Diagnostics check_letter_files(const Ledger& ledger, const Files& files);

}  // namespace caseletters::history
