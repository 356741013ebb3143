// Files staged in one hidden folder beside their places, flushed with one call, renamed into place.
//
// One flush for hundreds of letters instead of one each: flushing every letter by itself costs more than making it.
#pragma once

#include <memory>
#include <string>

#include "base/files.h"

namespace caseletters {

// `folder` exists and nobody else is writing below it. Codes: folder-failed, disk-full, write-failed.
[[nodiscard]] Result<std::unique_ptr<Batch>> start_disk_batch(Files& files, const std::string& folder);

}  // namespace caseletters
