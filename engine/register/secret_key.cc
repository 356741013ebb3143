#include "register/secret_key.h"

#include <algorithm>

#include "base/text.h"
#include "package/archive.h"
#include "package/keyed_hash.h"

namespace caseletters::history {
namespace {

constexpr std::size_t key_bytes = 32;

SecretKey key_of(std::string secret) {
  std::string id = package::sha256("caseletters register key 1\n" + secret).substr(0, 16);
  return {std::move(secret), std::move(id)};
}

}  // namespace

std::string key_path(const std::string& register_path) {
  const std::string name = file_name(register_path);
  return join_path(parent_path(register_path), name.substr(0, name.rfind('.')) + ".key");
}

Result<std::optional<SecretKey>> read_key(const Files& files, const std::string& path) {
  if (!files.exists(path)) return std::optional<SecretKey>{};
  auto bytes = files.read(path);
  if (!bytes) return fail(bytes.error());
  std::string secret{trim(*bytes)};
  const bool ours = secret.size() == 2 * key_bytes && std::all_of(secret.begin(), secret.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                    });
  if (ours) return std::optional{key_of(std::move(secret))};
  Diagnostic problem =
      error("register-key", "this file is not the key of a register, or it is damaged",
            "Put back the copy that was kept with the register. If there is none, move the file away: a "
            "new key is made, and only the fact hashes of earlier letters can no longer be compared.");
  problem.file = path;
  return fail(std::move(problem));
}

Result<SecretKey> make_key(Files& files, const std::string& path) {
  SecretKey key = key_of(package::random_hex(key_bytes));
  if (auto written = files.write_secret(path, key.secret + "\n"); !written) return fail(written.error());
  return key;
}

}  // namespace caseletters::history
