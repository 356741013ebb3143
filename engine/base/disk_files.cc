#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "base/descriptor.h"
#include "base/disk_batch.h"
#include "base/files.h"

namespace caseletters {
namespace {

// Larger than any workbook or template; small enough to be held twice in the 512 MB that a run may take.
constexpr off_t most_bytes = off_t{150} << 20;

class DiskFiles final : public Files {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  [[nodiscard]] bool exists(const std::string& path) const override {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
  }
  [[nodiscard]] bool is_folder(const std::string& path) const override {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  }
  [[nodiscard]] std::vector<std::string> list(const std::string& folder) const override;
  [[nodiscard]] Result<void> make_folder(const std::string& folder) override;
  [[nodiscard]] Result<void> write_group(const std::vector<std::pair<std::string, std::string_view>>& files) override;
  [[nodiscard]] Result<void> remove(const std::string& path) override {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
    return fail(write_failure(path, errno));
  }
  [[nodiscard]] Result<void> move(const std::string& from, const std::string& to) override {
    if (auto made = make_folder(parent_path(to)); !made) return made;
    if (std::rename(from.c_str(), to.c_str()) == 0) return {};
    return fail(write_failure(to, errno));
  }
  [[nodiscard]] Result<void> write_secret(const std::string& path, std::string_view bytes) override;
  [[nodiscard]] Result<std::unique_ptr<FolderLock>> lock_folder(const std::string& folder) override;
  [[nodiscard]] Result<std::unique_ptr<Batch>> start_batch(const std::string& folder) override {
    return start_disk_batch(*this, folder);
  }
};

// The lock is on the folder itself, so nothing is left behind and a crash frees it.
class HeldFolder final : public FolderLock {
 public:
  explicit HeldFolder(int descriptor) : descriptor_(descriptor) {}

 private:
  Descriptor descriptor_;
};

Result<std::unique_ptr<FolderLock>> DiskFiles::lock_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  Diagnostic diagnostic;
  if (descriptor < 0) {
    diagnostic = error("folder-failed", fmt::format("this folder cannot be opened: {}", std::strerror(errno)),
                       "Check the name and that you may write there.");
  } else if (::access(folder.c_str(), W_OK) != 0) {
    diagnostic = error("folder-failed", "this folder cannot be written to",
                       "Choose another with --out, or ask for the right to write there.");
    ::close(descriptor);
  } else {
    auto held = std::make_unique<HeldFolder>(descriptor);
    // A network share that knows no locks is no reason to refuse a run.
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK)) return held;
    diagnostic = error("in-use", "another run is writing into this folder",
                       "Wait until it has finished, then run the command again.");
  }
  diagnostic.file = folder;
  return fail(std::move(diagnostic));
}

Result<std::string> DiskFiles::read(const std::string& path) const {
  const auto refuse = [&path](std::string code, std::string message, std::string hint) {
    Diagnostic diagnostic = error(std::move(code), std::move(message), std::move(hint));
    diagnostic.file = path;
    return fail(std::move(diagnostic));
  };
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.open()) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return refuse("file-missing", "there is no such file", "Check the name and the folder.");
    }
    return refuse("file-unreadable", fmt::format("this file cannot be opened: {}", std::strerror(errno)),
                  "Check that you may read it and that no other program has locked it.");
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || S_ISDIR(status.st_mode)) {
    return refuse("file-unreadable", "this is a folder, not a file", "Name a file.");
  }
  if (status.st_size > most_bytes) {
    return refuse("file-too-large", "this file is larger than 150 MB", "Check that it is the file you meant.");
  }
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
  char piece[65536];
  while (true) {
    const ssize_t count = ::read(file.get(), piece, sizeof piece);
    if (count == 0) return bytes;
    if (count < 0) {
      if (errno == EINTR) continue;
      return refuse("file-unreadable", fmt::format("reading this file failed: {}", std::strerror(errno)), "Try again.");
    }
    bytes.append(piece, static_cast<std::size_t>(count));
    if (static_cast<off_t>(bytes.size()) > most_bytes) {
      return refuse("file-too-large", "this file is larger than 150 MB", "Check that it is the file you meant.");
    }
  }
}

std::vector<std::string> DiskFiles::list(const std::string& folder) const {
  std::vector<std::string> names;
  DIR* stream = ::opendir(folder.empty() ? "." : folder.c_str());
  if (stream == nullptr) return names;
  while (const dirent* entry = ::readdir(stream)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

Result<void> DiskFiles::make_folder(const std::string& folder) {
  if (folder.empty() || is_folder(folder)) return {};
  const std::string parent = parent_path(folder);
  if (!parent.empty() && parent != folder) {
    if (auto made = make_folder(parent); !made) return made;
  }
  if (::mkdir(folder.c_str(), 0777) == 0 || (errno == EEXIST && is_folder(folder))) return {};
  Diagnostic diagnostic =
      errno == ENOSPC || errno == EDQUOT
          ? write_failure(folder, errno)
          : error("folder-failed", fmt::format("this folder cannot be made: {}", std::strerror(errno)),
                  "Check the name and that you may write there.");
  diagnostic.file = folder;
  return fail(std::move(diagnostic));
}

Result<void> DiskFiles::write_group(const std::vector<std::pair<std::string, std::string_view>>& files) {
  static std::atomic<unsigned> counter{0};
  std::vector<std::string> temporary;
  std::vector<std::string> placed;
  const auto undo = [&](const std::string& path, int reason) {
    for (const auto& name : temporary) ::unlink(name.c_str());
    for (const auto& name : placed) ::unlink(name.c_str());
    return fail(write_failure(path, reason));
  };
  for (const auto& [path, bytes] : files) {
    // The leading dot and the ending keep a file left by a crash from being taken for a letter.
    const std::string name = join_path(parent_path(path), fmt::format(".{}.{}-{}.part", file_name(path).substr(0, 80),
                                                                      ::getpid(), counter.fetch_add(1)));
    Descriptor file{::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (!file.open()) return undo(path, errno);
    temporary.push_back(name);
    if (const int reason = write_all(file.get(), bytes); reason != 0) return undo(path, reason);
    if (::fdatasync(file.get()) != 0) return undo(path, errno);
    if (file.close() != 0) return undo(path, errno);
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool stood_before = exists(files[i].first);
    if (::rename(temporary[i].c_str(), files[i].first.c_str()) != 0) {
      const int reason = errno;
      temporary.erase(temporary.begin(), temporary.begin() + static_cast<std::ptrdiff_t>(i));
      return undo(files[i].first, reason);
    }
    // A letter that was overwritten cannot be brought back, so it is not taken away either.
    if (!stood_before) placed.push_back(files[i].first);
  }
  return {};
}

Result<void> DiskFiles::write_secret(const std::string& path, std::string_view bytes) {
  Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file.open()) return fail(write_failure(path, errno));
  int reason = write_all(file.get(), bytes);
  if (reason == 0 && ::fsync(file.get()) != 0) reason = errno;
  if (file.close() != 0 && reason == 0) reason = errno;
  if (reason == 0) return {};
  ::unlink(path.c_str());
  return fail(write_failure(path, reason));
}

}  // namespace

std::unique_ptr<Files> disk_files() {
  return std::make_unique<DiskFiles>();
}

Date today_by_clock() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  const auto date = Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                                   static_cast<unsigned>(local.tm_mday));
  return date.value_or(Date{});
}

}  // namespace caseletters
