#include "base/charset.h"

#include <iconv.h>

#include <array>
#include <cerrno>

namespace caseletters {

namespace {

class Converter {
 public:
  explicit Converter(const char* charset) : descriptor_(iconv_open("UTF-8", charset)) {}
  ~Converter() {
    if (is_open()) {
      iconv_close(descriptor_);
    }
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ != reinterpret_cast<iconv_t>(-1); }
  [[nodiscard]] iconv_t get() const { return descriptor_; }

 private:
  iconv_t descriptor_;
};

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, const char* charset) {
  const Converter converter(charset);
  if (!converter.is_open()) {
    return std::nullopt;
  }
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<char, 16384> piece{};
  char* from = const_cast<char*>(bytes.data());  // iconv reads it only
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = piece.data();
    std::size_t room = piece.size();
    const std::size_t done = iconv(converter.get(), &from, &left, &to, &room);
    const int trouble = errno;
    out.append(piece.data(), piece.size() - room);
    if (done == static_cast<std::size_t>(-1) && trouble != E2BIG) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace caseletters
