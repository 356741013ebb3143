// A picture file from the school's settings: what kind it is and how large, read from its own header.
#pragma once

#include <string>

#include "base/result.h"
#include "letter/program.h"

namespace caseletters::merge {

// PNG (ISO/IEC 15948, 11.2.2) and JPEG (ITU-T T.81, B.2.2). Codes: not-a-picture, damaged.
[[nodiscard]] Result<letter::Picture> read_picture(std::string bytes, const std::string& file, std::string alternative);

}  // namespace caseletters::merge
