#include <algorithm>

#include "base/files.h"

namespace caseletters {

Result<std::string> MemoryFiles::read(const std::string& path) const {
  if (const auto found = contents.find(path); found != contents.end()) return found->second;
  Diagnostic diagnostic = error("file-missing", "there is no such file", "Check the name and the folder.");
  diagnostic.file = path;
  return fail(std::move(diagnostic));
}

bool MemoryFiles::exists(const std::string& path) const {
  return contents.count(path) != 0 || is_folder(path);
}

bool MemoryFiles::is_folder(const std::string& path) const {
  const std::string prefix = path.ends_with('/') ? path : path + "/";
  const auto found = contents.lower_bound(prefix);
  return found != contents.end() && found->first.starts_with(prefix);
}

std::vector<std::string> MemoryFiles::list(const std::string& folder) const {
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  std::vector<std::string> names;
  for (auto at = contents.lower_bound(prefix); at != contents.end() && at->first.starts_with(prefix); ++at) {
    const std::string rest = at->first.substr(prefix.size());
    const std::string name = rest.substr(0, rest.find('/'));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<void> MemoryFiles::make_folder(const std::string&) {
  return {};
}

Result<void> MemoryFiles::write_group(const std::vector<std::pair<std::string, std::string_view>>& files) {
  for (const auto& [path, bytes] : files) contents[path] = std::string{bytes};
  return {};
}

Result<void> MemoryFiles::remove(const std::string& path) {
  contents.erase(path);
  return {};
}

Result<std::unique_ptr<FolderLock>> MemoryFiles::lock_folder(const std::string&) {
  return std::make_unique<FolderLock>();
}

}  // namespace caseletters
