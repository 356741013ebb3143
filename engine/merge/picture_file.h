// A picture file from the school's settings: what kind it is and how large, read from its own header.
#pragma once

#include <string>

#include "base/files.h"
#include "base/result.h"
#include "letter/program.h"

namespace caseletters::merge {

// A picture by its path. SVG is for those who can show it: a PNG of the same name must stand beside it, and gives the
// size. Codes: those of Files::read, not-a-picture, damaged, svg-alone.
[[nodiscard]] Result<letter::Picture> load_picture(const Files& files, const std::string& path,
                                                   std::string alternative);

// PNG (ISO/IEC 15948, 11.2.2) and JPEG (ITU-T T.81, B.2.2). Codes: not-a-picture, damaged.
[[nodiscard]] Result<letter::Picture> read_picture(std::string bytes, const std::string& file, std::string alternative);

}  // namespace caseletters::merge
