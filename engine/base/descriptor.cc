#include "base/descriptor.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace caseletters {

Descriptor::~Descriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int Descriptor::close() {
  const int result = ::close(descriptor_);
  descriptor_ = -1;
  return result;
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Diagnostic write_failure(const std::string& path, int reason) {
  Diagnostic diagnostic =
      reason == ENOSPC || reason == EDQUOT
          ? error("disk-full", "there is no space left to write this file",
                  "Free some space and run the same command again.")
          : error("write-failed", fmt::format("this file cannot be written: {}", std::strerror(reason)),
                  "Check that the folder exists and that you may write to it.");
  diagnostic.file = path;
  return diagnostic;
}

}  // namespace caseletters
