// Text as XLSX stores it: the table of shared strings, and one string of runs.
//
// Source: ECMA-376 part 1, 18.4 (shared strings; phonetic runs are readings, no text), 22.9.2.19 (ST_Xstring, _xHHHH_).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "package/archive.h"

namespace caseletters::sheets {

// Replaces _xHHHH_ by the character it stands for.
void unescape(std::string& text);

// Gathers the <t> of one string. White space at the string's ends counts only where xml:space says so.
class StringItem {
 public:
  void begin();
  void begin_text(bool preserve);
  void add(std::string_view characters) { text_.append(characters); }
  void end_text() { end_preserved_ = preserved_; }
  // The whole, valid until the next begin.
  [[nodiscard]] const std::string& finish();
  [[nodiscard]] std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
  bool any_ = false;
  bool preserved_ = false;
  bool start_preserved_ = false;
  bool end_preserved_ = false;
};

class SharedStrings {
 public:
  // Codes: those of package/archive.h and package/xml.h; too-much-text (over 200 MB or 20 million strings).
  [[nodiscard]] static Result<SharedStrings> read(const package::Archive& archive, const std::string& part);
  [[nodiscard]] std::optional<std::string_view> at(std::size_t index) const;
  [[nodiscard]] std::size_t size() const { return ends_.size(); }

 private:
  friend class SharedStringsReader;
  std::string all_;                  // every string, one after the other
  std::vector<std::uint32_t> ends_;  // where each ends in all_
};

}  // namespace caseletters::sheets
