// The first look at a file that ought to be a zip package: what it is instead, in words a clerk can act on.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace caseletters::package {

// Nothing where the bytes begin and end as a zip does. Codes: empty-file, password, old-format, not-a-package,
// junk-before, truncated. Source: APPNOTE.TXT 4.3; [MS-CFB] 2.2 and 2.6 for the OLE container.
[[nodiscard]] Result<void> check_container(std::string_view bytes, const std::string& file);

}  // namespace caseletters::package
