#include "sheets/xlsx_styles.h"

#include <charconv>
#include <unordered_map>

#include "package/xml.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

// Excel itself stops at 65,490 cell styles.
constexpr std::size_t most_styles = 1'000'000;

int read_id(std::string_view text) {
  int id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

class StylesReader : public package::StreamHandler {
 public:
  std::unordered_map<int, NumberFormat> codes;
  std::vector<int> styles;

  void start(std::string_view name, std::string_view uri,
             std::span<const package::StreamAttribute> attributes) override {
    if (!own_.holds(uri)) {
      return;
    }
    if (name == "numFmts") {
      in_codes_ = true;
    } else if (name == "cellXfs") {
      in_styles_ = true;
    } else if (in_codes_ && name == "numFmt" && codes.size() < most_styles) {
      codes[read_id(attribute(attributes, "numFmtId"))] = read_format(attribute(attributes, "formatCode"));
    } else if (in_styles_ && name == "xf" && styles.size() < most_styles) {
      styles.push_back(read_id(attribute(attributes, "numFmtId")));
    }
  }
  void end(std::string_view name, std::string_view) override {
    if (name == "numFmts") {
      in_codes_ = false;
    } else if (name == "cellXfs") {
      in_styles_ = false;
    }
  }
  void text(std::string_view) override {}

 private:
  OwnNamespace own_;
  bool in_codes_ = false;
  bool in_styles_ = false;
};

}  // namespace

Result<std::vector<NumberFormat>> read_styles(const package::Archive& archive, const std::string& part) {
  StylesReader reader;
  if (auto read = stream_part(archive, part, reader); !read) {
    return fail(read.error());
  }
  std::vector<NumberFormat> formats;
  formats.reserve(reader.styles.size());
  for (const int id : reader.styles) {
    const auto code = reader.codes.find(id);
    formats.push_back(code == reader.codes.end() ? built_in_format(id) : code->second);
  }
  return formats;
}

}  // namespace caseletters::sheets
