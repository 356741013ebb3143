#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/descriptor.h"
#include "pdf/cleared_away.h"
#include "pdf/process.h"

namespace caseletters::pdf {
namespace {

constexpr std::string_view name_start = "caseletters-pdf-";
constexpr const char* lock_name = "/.in-use";
constexpr std::time_t longest_making = 600;  // seconds

// Folders of ours that a run which was killed left behind: nobody holds their locks any more.
void clear_leftovers(const std::string& parent) {
  std::error_code failed;
  for (std::filesystem::directory_iterator one{parent, failed}, end; !failed && one != end; one.increment(failed)) {
    if (!one->path().filename().string().starts_with(name_start)) continue;
    const std::string path = one->path().string();
    struct stat entry {};
    if (::lstat(path.c_str(), &entry) != 0 || !S_ISDIR(entry.st_mode) || entry.st_uid != ::geteuid()) continue;
    const Descriptor lock{::open((path + lock_name).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    std::error_code ignored;
    // Without a lock it is being made, or a typesetter that outlived its run wrote into it as it was cleared away.
    const bool unused = lock.open() ? ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0
                                    : std::time(nullptr) - entry.st_mtime > longest_making;
    if (unused) std::filesystem::remove_all(path, ignored);
  }
}

}  // namespace

Result<WorkFolder> WorkFolder::make() {
  const char* named = std::getenv("TMPDIR");
  const std::string parent{named != nullptr && *named != '\0' ? named : "/tmp"};
  clear_leftovers(parent);
  std::string path = parent + "/" + std::string{name_start} + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr)
    return fail(error("folder-failed",
                      fmt::format("no folder for temporary files could be made: {}", std::strerror(errno)),
                      "Free space on the disk, or name another folder in TMPDIR."));
  clear_away_at_end(path);
  auto lock =
      std::make_unique<Descriptor>(::open((path + lock_name).c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (lock->open()) ::flock(lock->get(), LOCK_EX | LOCK_NB);
  return WorkFolder{std::move(path), std::move(lock)};
}

WorkFolder::WorkFolder(std::string path, std::unique_ptr<Descriptor> lock)
    : path_(std::move(path)), lock_(std::move(lock)) {}

WorkFolder::WorkFolder(WorkFolder&& other) noexcept : path_(std::move(other.path_)), lock_(std::move(other.lock_)) {
  other.path_.clear();
}

WorkFolder::~WorkFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
  is_cleared_away(path_);
}

Result<void> WorkFolder::put(const std::string& name, std::string_view bytes) const {
  const std::string path = path_ + "/" + name;
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return fail(write_failure(path, errno));
  return {};
}

Result<std::string> WorkFolder::get(const std::string& name) const {
  std::ifstream in{path_ + "/" + name, std::ios::binary};
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return fail(error("file-missing", fmt::format("{} was not made", name)));
  return text.str();
}

void WorkFolder::drop(const std::string& name) const {
  std::error_code ignored;
  std::filesystem::remove_all(path_ + "/" + name, ignored);
}

}  // namespace caseletters::pdf
