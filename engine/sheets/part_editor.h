// A part of a package read as a stream that says where each tag stands, so that cells can be put in between while
// everything else stays as it is, byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "package/archive.h"
#include "package/xml.h"
#include "sheets/text_edits.h"

namespace caseletters::sheets {

class PartEditor : public package::StreamHandler {
 public:
  // Whether every cell that was to be written found its place.
  [[nodiscard]] virtual bool all_there() const = 0;
  void text(std::string_view) override {}

 protected:
  // The start tag that is being told, without its end; a view of the part.
  [[nodiscard]] std::string_view tag() const;
  // Where the stream stands: behind what it tells.
  [[nodiscard]] std::size_t here() const { return stream_->position(); }
  [[nodiscard]] std::size_t place_of(std::string_view piece) const {
    return static_cast<std::size_t>(piece.data() - part_.data());
  }
  [[nodiscard]] std::string_view part() const { return part_; }
  TextEdits edits_;

 private:
  friend Result<std::string> edit_part(const package::Archive& archive, std::string_view part, PartEditor& editor,
                                       const Diagnostic& not_there);
  std::string_view part_;
  const package::XmlStream* stream_ = nullptr;
};

// The package with this part as `editor` leaves it; a byte order mark stays. `not_there` is the failure where the
// editor did not find every place. Codes: its own, cannot-write-back, those of package/archive.h and package/xml.h.
[[nodiscard]] Result<std::string> edit_part(const package::Archive& archive, std::string_view part, PartEditor& editor,
                                            const Diagnostic& not_there);

}  // namespace caseletters::sheets
