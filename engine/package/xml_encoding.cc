#include <fmt/format.h>
#include <libxml/encoding.h>

#include <array>
#include <climits>
#include <string>

#include "base/text.h"
#include "package/xml_guard.h"

namespace caseletters::package {
namespace {

struct FreeBuffer {
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};
using Buffer = std::unique_ptr<xmlBuffer, FreeBuffer>;

tl::unexpected<Diagnostic> refuse(const std::string& file, const std::string& part, std::string_view why) {
  Diagnostic diagnostic =
      error("bad-encoding", fmt::format("{} {}.", part.empty() ? std::string("The file") : "The part " + part, why),
            "Save the file again as UTF-8.");
  diagnostic.file = file;
  return fail(std::move(diagnostic));
}

// The encoding that the first bytes show, by byte order mark or by how "<?xml" lies (XML 1.0, appendix F).
std::string_view shown_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  struct Sign {
    std::string_view start;
    std::string_view name;
  };
  static constexpr std::array kSigns = {
      Sign{"\xEF\xBB\xBF"sv, "UTF-8"},      Sign{"\xFF\xFE\0\0"sv, "UCS-4LE"}, Sign{"\0\0\xFE\xFF"sv, "UCS-4BE"},
      Sign{"\xFE\xFF"sv, "UTF-16BE"},       Sign{"\xFF\xFE"sv, "UTF-16LE"},    Sign{"<\0?\0"sv, "UTF-16LE"},
      Sign{"\0<\0?"sv, "UTF-16BE"},         Sign{"<\0\0\0"sv, "UCS-4LE"},      Sign{"\0\0\0<"sv, "UCS-4BE"},
      Sign{"\x4C\x6F\xA7\x94"sv, "EBCDIC"},
  };
  for (const Sign& sign : kSigns) {
    if (bytes.starts_with(sign.start)) return sign.name;
  }
  return {};
}

bool is_name(std::string_view encoding, std::string_view name) {
  return to_upper(encoding) == name;
}

}  // namespace

std::string_view declaration_of(std::string_view utf8) {
  if (!utf8.starts_with("<?xml") || utf8.size() < 6 ||
      std::string_view(" \t\r\n").find(utf8[5]) == std::string_view::npos) {
    return {};
  }
  const std::size_t end = utf8.find("?>");
  return end == std::string_view::npos ? std::string_view() : utf8.substr(0, end + 2);
}

std::string_view declared_encoding(std::string_view declaration) {
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view() : declaration.substr(open + 1, close - open - 1);
}

bool claims_wide_wrongly(std::string_view start) {
  const std::string encoding = to_upper(declared_encoding(declaration_of(start)));
  return encoding.starts_with("UTF-16") || encoding.starts_with("UCS-2") || encoding.starts_with("ISO-10646-UCS-2");
}

Result<std::string_view> as_utf8(std::string_view bytes, std::string& storage, const std::string& file,
                                 const std::string& part) {
  prepare_libxml2();
  std::string encoding(shown_encoding(bytes));
  if (encoding == "UTF-8") return bytes.substr(3);
  if (encoding.empty()) {
    encoding = declared_encoding(declaration_of(bytes));
    if (encoding.empty() || claims_wide_wrongly(bytes) || is_name(encoding, "UTF-8") || is_name(encoding, "UTF8") ||
        is_name(encoding, "US-ASCII") || is_name(encoding, "ASCII")) {
      return bytes;
    }
  }
  xmlCharEncodingHandler* handler = xmlFindCharEncodingHandler(encoding.c_str());
  if (handler == nullptr) return refuse(file, part, "is written in an encoding that is not known");
  const std::unique_ptr<xmlCharEncodingHandler, int (*)(xmlCharEncodingHandler*)> closed(handler, xmlCharEncCloseFunc);
  if (bytes.size() > INT_MAX / 4) return refuse(file, part, "is too long to be brought to UTF-8");
  const Buffer in{xmlBufferCreateStatic(const_cast<char*>(bytes.data()), bytes.size())};
  const Buffer out{xmlBufferCreateSize(bytes.size() * 2 + 64)};
  if (in == nullptr || out == nullptr) throw std::bad_alloc();
  while (xmlBufferLength(in.get()) > 0) {
    const int left = xmlBufferLength(in.get());
    if (xmlCharEncInFunc(handler, out.get(), in.get()) < 0 || xmlBufferLength(in.get()) == left) {
      return refuse(file, part, fmt::format("holds bytes that are no text in its encoding ({})", encoding));
    }
  }
  storage.assign(reinterpret_cast<const char*>(xmlBufferContent(out.get())),
                 static_cast<std::size_t>(xmlBufferLength(out.get())));
  std::string_view utf8 = storage;
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  return utf8;
}

}  // namespace caseletters::package
