// The secret beside the register: facts cannot be guessed from their hashes without it.
#pragma once

#include <optional>
#include <string>

#include "base/files.h"

namespace caseletters::history {

struct SecretKey {
  std::string secret;  // 64 hexadecimal digits
  std::string id;      // tells one key from another, and nothing of the secret
};

// "register.sqlite" → "register.key".
[[nodiscard]] std::string key_path(const std::string& register_path);

// Nothing where there is no such file. Codes: register-key (no key of ours), and those of reading.
[[nodiscard]] Result<std::optional<SecretKey>> read_key(const Files& files, const std::string& path);
// A new one, in a file that only its owner may read. Codes: as Files::write_secret.
[[nodiscard]] Result<SecretKey> make_key(Files& files, const std::string& path);

}  // namespace caseletters::history
