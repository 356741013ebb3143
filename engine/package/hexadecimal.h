// Bytes as people and files write them down.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace caseletters::package {

// Two digits a byte, in small letters.
[[nodiscard]] inline std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace caseletters::package
