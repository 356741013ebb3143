#include "package/keyed_hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "package/hexadecimal.h"

namespace caseletters::package {

namespace {

// To look the function up and to take a key in costs several times what a short message does, and one run has one key.
class KeyedHash {
 public:
  KeyedHash() {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> function{EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                                     &EVP_MAC_free};
    if (function) context_.reset(EVP_MAC_CTX_new(function.get()));
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
    if (!context_ || EVP_MAC_CTX_set_params(context_.get(), parameters.data()) != 1) not_available();
  }

  std::string of(std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    std::size_t length = 0;
    const bool same_key = has_key_ && key == key_;
    key_ = key;
    has_key_ = true;
    if (EVP_MAC_init(context_.get(), same_key ? nullptr : bytes_of(key), same_key ? 0 : key.size(), nullptr) != 1 ||
        EVP_MAC_update(context_.get(), bytes_of(bytes), bytes.size()) != 1 ||
        EVP_MAC_final(context_.get(), digest.data(), &length, digest.size()) != 1)
      not_available();
    return hexadecimal({digest.data(), length});
  }

 private:
  static const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  }
  [[noreturn]] static void not_available() { throw std::runtime_error("HMAC with SHA-256 is not available"); }

  std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context_{nullptr, &EVP_MAC_CTX_free};
  std::string key_;
  bool has_key_ = false;
};

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  thread_local KeyedHash hash;
  return hash.of(key, bytes);
}

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> random(bytes);
  if (RAND_bytes(random.data(), static_cast<int>(bytes)) != 1) {
    throw std::runtime_error("the system gives no random bytes");
  }
  return hexadecimal(random);
}

}  // namespace caseletters::package
