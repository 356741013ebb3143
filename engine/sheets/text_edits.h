// Small changes to a long text of which everything else stays as it is, byte for byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace caseletters::sheets {

class TextEdits {
 public:
  // Edits come in any order; those at one place stand in the order in which they came. None may overlap.
  void replace(std::size_t at, std::size_t length, std::string text) {
    edits_.push_back({at, length, std::move(text)});
  }
  void insert(std::size_t at, std::string text) { replace(at, 0, std::move(text)); }
  [[nodiscard]] std::string apply(std::string_view to) const;

 private:
  struct Edit {
    std::size_t at, length;
    std::string text;
  };
  std::vector<Edit> edits_;
};

// Attributes of a start tag as they stand ("<c r="A1" …", without its '>'); the tag is known to be well-formed.
struct RawAttribute {
  std::string_view name;   // with its prefix
  std::string_view value;  // not unescaped; a view of the tag
};
[[nodiscard]] std::vector<RawAttribute> raw_attributes(std::string_view tag);
// The value of the attribute of that name; nothing where there is none.
[[nodiscard]] std::optional<std::string_view> raw_attribute(std::string_view tag, std::string_view name);
// "x:row" of "<x:row r="1"", and "x:" of it.
[[nodiscard]] std::string_view raw_name(std::string_view tag);
[[nodiscard]] std::string_view raw_prefix(std::string_view tag);

// An XML part without its byte order mark, where it is UTF-8. Code: cannot-write-back.
[[nodiscard]] Result<std::string_view> plain_utf8(std::string_view part);

}  // namespace caseletters::sheets
