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
#include <filesystem>

#include "base/descriptor.h"
#include "base/disk_batch.h"
#include "base/files.h"
#include "base/placing.h"

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
  [[nodiscard]] bool same_file(const std::string& one, const std::string& other) const override;
  [[nodiscard]] Result<void> replace(const std::string& path, std::string_view bytes,
                                     const std::string& backup) override;
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

 private:
  struct Put {
    std::string path;
    std::string_view bytes;
    std::string like;  // the file whose rights it takes over, where there is one
  };
  [[nodiscard]] Result<void> put(const std::vector<Put>& puts);
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
  if (folder.empty() || ::mkdir(folder.c_str(), 0777) == 0) return {};
  if (errno == ENOENT) {
    const std::string parent = parent_path(folder);
    if (!parent.empty() && parent != folder) {
      if (auto made = make_folder(parent); !made) return made;
    }
    if (::mkdir(folder.c_str(), 0777) == 0) return {};
  }
  const int reason = errno;
  if (is_folder(folder)) return {};  // there already, or on a disk that lets nothing be made
  Diagnostic diagnostic =
      reason == ENOSPC || reason == EDQUOT
          ? write_failure(folder, reason)
          : error("folder-failed", fmt::format("this folder cannot be made: {}", std::strerror(reason)),
                  "Check the name and that you may write there.");
  diagnostic.file = folder;
  return fail(std::move(diagnostic));
}

bool DiskFiles::same_file(const std::string& one, const std::string& other) const {
  std::error_code failure;
  if (std::filesystem::equivalent(one, other, failure)) return true;
  const auto whole = [&failure](const std::string& name) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(name, failure), failure);
  };
  const auto name = one.empty() ? std::filesystem::path{} : whole(one);
  return !name.empty() && !other.empty() && name == whole(other);
}

// Who may read and write what stands at `like` may do so with `file` too; where its group cannot be handed on, the
// group gets no more than everybody else. 0, or the errno of the failure.
int hand_on_rights(const struct stat& like, int file) {
  mode_t rights = like.st_mode & 07777;
  const bool handed_on =
      ::fchown(file, like.st_uid, like.st_gid) == 0 || ::fchown(file, static_cast<uid_t>(-1), like.st_gid) == 0;
  if (!handed_on) rights = (rights & 07707) | ((rights & 07) << 3);
  return ::fchmod(file, rights) == 0 ? 0 : errno;
}

Result<void> DiskFiles::write_group(const std::vector<std::pair<std::string, std::string_view>>& files) {
  std::vector<Put> puts;
  for (const auto& [path, bytes] : files) puts.push_back({path, bytes, path});
  return put(puts);
}

Result<void> DiskFiles::replace(const std::string& path, std::string_view bytes, const std::string& backup) {
  const auto before = read(path);
  if (!before) return fail(before.error());
  return put({{backup, *before, path}, {path, bytes, path}});
}

Result<void> DiskFiles::put(const std::vector<Put>& puts) {
  static std::atomic<unsigned> counter{0};
  struct Waiting {
    std::string name, target;
  };
  std::vector<Waiting> waiting;
  const auto clear = [&waiting] {
    for (const auto& each : waiting) ::unlink(each.name.c_str());
  };
  for (const auto& [path, bytes, like] : puts) {
    const auto undo = [&, at = path](int reason) {
      clear();
      return fail(write_failure(at, reason));
    };
    std::error_code none;
    const bool link = std::filesystem::is_symlink(path, none);
    const std::string target = link ? std::filesystem::weakly_canonical(path, none).string() : path;
    // The leading dot and the ending keep a file left by a crash from being taken for a letter.
    const std::string name =
        join_path(parent_path(target),
                  fmt::format(".{}.{}-{}.part", file_name(target).substr(0, 80), ::getpid(), counter.fetch_add(1)));
    struct stat status {};
    const bool stands = ::stat(like.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    Descriptor file{
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, stands ? status.st_mode & 0700 : mode_t{0666})};
    if (!file.open()) return undo(errno);
    waiting.push_back({name, target});
    if (const int reason = write_all(file.get(), bytes); reason != 0) return undo(reason);
    if (stands) {
      if (const int reason = hand_on_rights(status, file.get()); reason != 0) return undo(reason);
    }
    if (::fdatasync(file.get()) != 0) return undo(errno);
    if (file.close() != 0) return undo(errno);
  }
  Placing placing;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (auto placed = placing.place(waiting[i].name, waiting[i].target, waiting[i].name + "-kept"); !placed) {
      clear();
      Diagnostic problem = placed.error();
      problem.file = puts[i].path;
      return fail(std::move(problem));
    }
  }
  placing.settle();
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
