#include "sheets/xlsx_strings.h"

#include "package/xml.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t most_text = 200u << 20;
constexpr std::size_t most_strings = 20'000'000;
constexpr std::string_view xml_space = " \t\r\n";

// The number of "_xHHHH_" at `at`, or -1.
int escaped_unit(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') {
    return -1;
  }
  int unit = 0;
  for (std::size_t digit = at + 2; digit < at + 6; ++digit) {
    const char letter = text[digit];
    const int value = letter >= '0' && letter <= '9'   ? letter - '0'
                      : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                      : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                       : -1;
    if (value < 0) {
      return -1;
    }
    unit = unit * 16 + value;
  }
  return unit;
}

void append_character(std::string& out, unsigned code) {
  const auto tail = [&](unsigned shift) { out.push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3F))); };
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code >> 6)));
    tail(0);
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (code >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (code >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

void unescape(std::string& text) {
  std::size_t at = text.find("_x");
  if (at == std::string::npos) {
    return;
  }
  std::string out = text.substr(0, at);
  while (at < text.size()) {
    const int unit = escaped_unit(text, at);
    if (unit < 0) {
      out.push_back(text[at++]);
      continue;
    }
    at += 7;
    auto code = static_cast<unsigned>(unit);
    const int second = code >= 0xD800 && code < 0xDC00 ? escaped_unit(text, at) : -1;
    if (second >= 0xDC00 && second < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<unsigned>(second) - 0xDC00);
      at += 7;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;  // half a pair
    }
    append_character(out, code);
  }
  text = std::move(out);
}

void StringItem::begin() {
  text_.clear();
  any_ = preserved_ = start_preserved_ = end_preserved_ = false;
}

void StringItem::begin_text(bool preserve) {
  preserved_ = preserve;
  if (!any_) {
    start_preserved_ = preserve;
    any_ = true;
  }
}

const std::string& StringItem::finish() {
  if (!end_preserved_) {
    text_.erase(text_.find_last_not_of(xml_space) + 1);
  }
  if (!start_preserved_) {
    text_.erase(0, text_.find_first_not_of(xml_space));
  }
  unescape(text_);
  return text_;
}

class SharedStringsReader : public package::StreamHandler {
 public:
  explicit SharedStringsReader(SharedStrings& strings) : strings_(strings) {}

  void start(std::string_view name, std::string_view uri,
             std::span<const package::StreamAttribute> attributes) override {
    if (skipping_ > 0) {
      ++skipping_;
    } else if (!own_.holds(uri) || name == "rPh") {
      skipping_ = 1;
    } else if (name == "si") {
      item_.begin();
    } else if (name == "t") {
      item_.begin_text(preserves_space(attributes));
      in_text_ = true;
    }
  }
  void end(std::string_view name, std::string_view) override {
    if (skipping_ > 0) {
      --skipping_;
    } else if (name == "t") {
      item_.end_text();
      in_text_ = false;
    } else if (name == "si") {
      strings_.all_.append(item_.finish());
      strings_.ends_.push_back(static_cast<std::uint32_t>(strings_.all_.size()));
    }
  }
  void text(std::string_view characters) override {
    if (in_text_ && skipping_ == 0) {
      item_.add(characters);
    }
  }
  [[nodiscard]] bool done() const override {
    return strings_.all_.size() + item_.size() > most_text || strings_.ends_.size() > most_strings;
  }

 private:
  static bool preserves_space(std::span<const package::StreamAttribute> attributes) {
    for (const package::StreamAttribute& each : attributes) {
      if (each.local_name == "space") {
        return each.value == "preserve";
      }
    }
    return false;
  }
  SharedStrings& strings_;
  OwnNamespace own_;
  StringItem item_;
  int skipping_ = 0;
  bool in_text_ = false;
};

Result<SharedStrings> SharedStrings::read(const package::Archive& archive, const std::string& part) {
  SharedStrings strings;
  SharedStringsReader reader(strings);
  if (auto read = stream_part(archive, part, reader); !read) {
    return fail(read.error());
  }
  if (reader.done()) {
    Diagnostic diagnostic = error("too-much-text", "the workbook holds more text than 200 MB.",
                                  "Save the sheets of cases in a workbook of their own.");
    diagnostic.file = archive.file();
    return fail(diagnostic);
  }
  return strings;
}

std::optional<std::string_view> SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) {
    return std::nullopt;
  }
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(all_).substr(begin, ends_[index] - begin);
}

}  // namespace caseletters::sheets
