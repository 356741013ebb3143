// Text of another character set as UTF-8, by the C library's own tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caseletters {

// `bytes` in the character set of that name ("UTF-16LE", "WINDOWS-1252") as UTF-8. Nothing where a byte means nothing
// there, where the last character is cut off, or where the C library does not know the set.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, const char* charset);

// UTF-8 text in that character set. Nothing where the set has no such character.
[[nodiscard]] std::optional<std::string> from_utf8(std::string_view text, const char* charset);

}  // namespace caseletters
