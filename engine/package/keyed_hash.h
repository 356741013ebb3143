// What cannot be guessed or forged without a secret: random bytes, and a hash under a key.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caseletters::package {

// HMAC (RFC 2104) with SHA-256, as 64 hexadecimal digits.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view bytes);

// So many bytes from the system's generator, as twice as many hexadecimal digits.
[[nodiscard]] std::string random_hex(std::size_t bytes);

}  // namespace caseletters::package
