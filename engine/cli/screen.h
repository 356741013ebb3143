// What a person at a terminal sees: a line a letter, what is wrong, a total.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "merge/outcome.h"

namespace caseletters::cli {

// Errors and warnings, one after the other, each with place, words and remedy.
void print_diagnostics(std::ostream& out, const Diagnostics& diagnostics);

// What --json prints. Bytes that are no UTF-8 (a name on the command line) become U+FFFD.
void print_json(std::ostream& out, const nlohmann::ordered_json& json);

// "OAK-001  ban-1  written  OAK-001/ban-1-2026-11-03.docx", with its diagnostics below.
void print_letter(std::ostream& out, const merge::LetterOutcome& letter, bool dry_run);

// "34 letters: 30 written, 3 refused, 1 there already".
[[nodiscard]] std::string total_line(const merge::Totals& totals, bool dry_run);

// "1 entry", "2 entries".
[[nodiscard]] std::string counted_entries(std::int64_t count);

// "1 letter", "2 letters".
[[nodiscard]] std::string counted(int count, const std::string& thing);

}  // namespace caseletters::cli
