#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "package/archive.h"
#include "package/hexadecimal.h"

namespace caseletters::package {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return hexadecimal({digest.data(), length});
}

}  // namespace caseletters::package
