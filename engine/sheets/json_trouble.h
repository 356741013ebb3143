// Why a text is no JSON, for somebody who wrote it by hand.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/diagnostic.h"

namespace caseletters::sheets {

// What is wrong where the reading of `text` stopped: `at` is the last byte that was read, or the text's size.
// The line, what, and how to mend it (code: bad-json); nothing of what the text says.
[[nodiscard]] Diagnostic json_trouble(std::string_view text, std::size_t at);

}  // namespace caseletters::sheets
