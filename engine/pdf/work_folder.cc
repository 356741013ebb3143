#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/descriptor.h"
#include "pdf/process.h"

namespace caseletters::pdf {

Result<WorkFolder> WorkFolder::make() {
  const char* named = std::getenv("TMPDIR");
  std::string path = std::string{named != nullptr && *named != '\0' ? named : "/tmp"} + "/caseletters-pdf-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr)
    return fail(error("folder-failed",
                      fmt::format("no folder for temporary files could be made: {}", std::strerror(errno)),
                      "Free space on the disk, or name another folder in TMPDIR."));
  return WorkFolder{std::move(path)};
}

WorkFolder::~WorkFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
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
