// What the commands that make PDFs have in common.
#pragma once

#include <functional>

#include "cli/command.h"
#include "pdf/pdf_batch.h"

namespace caseletters::cli {

// --pdf-engine and --pdf-standard. Code: usage.
[[nodiscard]] Result<pdf::BatchOptions> pdf_options_of(const Arguments& arguments, const Surroundings& surroundings);

// Whether --print names a PDF and stands with an engine that can. Code: usage.
[[nodiscard]] Result<void> check_print(const Arguments& arguments);

// Shows on a terminal how many are done; nothing elsewhere.
[[nodiscard]] std::function<void(std::size_t)> pdf_progress(const Arguments& arguments,
                                                            const Surroundings& surroundings);

}  // namespace caseletters::cli
