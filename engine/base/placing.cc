#include "base/placing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/descriptor.h"

namespace caseletters {
namespace {

// The same file under a second name where the disk can do that, else a copy. 0, or the errno of the failure.
int keep(const std::string& path, const std::string& kept) {
  if (::link(path.c_str(), kept.c_str()) == 0) return 0;
  std::error_code failure;
  std::filesystem::copy(path, kept, std::filesystem::copy_options::copy_symlinks, failure);
  if (!failure) return 0;
  ::unlink(kept.c_str());
  return failure.value();
}

}  // namespace

Placing::~Placing() {
  for (auto each = placed_.rbegin(); each != placed_.rend(); ++each) {
    if (each->kept.empty()) {
      ::unlink(each->path.c_str());
    } else {
      std::rename(each->kept.c_str(), each->path.c_str());
    }
  }
}

Result<void> Placing::place(const std::string& from, const std::string& to, const std::string& kept) {
  // In one step where nothing stands there; a disk that does not know this way, a network share perhaps, gets the
  // other.
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
    placed_.push_back({to, {}});
    return {};
  }
  struct stat status {};
  Placed next{to, {}};
  if (::lstat(to.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return fail(write_failure(to, EISDIR));
    if (const int reason = keep(to, kept); reason != 0) return fail(write_failure(to, reason));
    next.kept = kept;
  }
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    const int reason = errno;
    if (!next.kept.empty()) ::unlink(next.kept.c_str());
    return fail(write_failure(to, reason));
  }
  placed_.push_back(std::move(next));
  return {};
}

void Placing::settle() {
  for (const auto& each : placed_) {
    if (!each.kept.empty()) ::unlink(each.kept.c_str());
  }
  placed_.clear();
}

}  // namespace caseletters
