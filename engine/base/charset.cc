#include "base/charset.h"

#include <iconv.h>

#include <array>
#include <cerrno>

namespace caseletters {

namespace {

class Converter {
 public:
  Converter(const char* to, const char* from) : descriptor_(iconv_open(to, from)) {}
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

std::optional<std::string> convert(std::string_view bytes, const char* to_charset, const char* from_charset) {
  const Converter converter(to_charset, from_charset);
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

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, const char* charset) {
  return convert(bytes, "UTF-8", charset);
}

std::optional<std::string> from_utf8(std::string_view text, const char* charset) {
  return convert(text, charset, "UTF-8");
}

}  // namespace caseletters
