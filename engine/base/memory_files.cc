#include <algorithm>
#include <filesystem>
#include <mutex>

#include "base/files.h"

namespace caseletters {
namespace {

class MemoryBatch final : public Batch {
 public:
  explicit MemoryBatch(MemoryFiles& files) : files_(files) {}
  [[nodiscard]] Result<Staged> stage(std::string_view bytes) override {
    const std::lock_guard guard{lock_};
    staged_.emplace_back(bytes);
    return static_cast<Staged>(staged_.size()) - 1;
  }
  [[nodiscard]] Result<void> flush() override { return {}; }
  [[nodiscard]] std::string path_of(Staged staged) const override { return std::to_string(staged); }
  [[nodiscard]] Result<void> place(const std::vector<std::pair<Staged, std::string>>& group) override {
    std::vector<std::pair<std::string, std::string_view>> files;
    for (const auto& [staged, path] : group) files.emplace_back(path, staged_[static_cast<std::size_t>(staged)]);
    return files_.write_group(files);
  }

 private:
  MemoryFiles& files_;
  std::mutex lock_;
  std::vector<std::string> staged_;
};

}  // namespace

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

bool MemoryFiles::same_file(const std::string& one, const std::string& other) const {
  return std::filesystem::path{one}.lexically_normal() == std::filesystem::path{other}.lexically_normal();
}

Result<void> MemoryFiles::make_folder(const std::string&) {
  return {};
}

Result<void> MemoryFiles::write_group(const std::vector<std::pair<std::string, std::string_view>>& files) {
  for (const auto& [path, bytes] : files) {
    if (refused.count(path) == 0) continue;
    Diagnostic diagnostic = error("write-failed", "this file cannot be written");
    diagnostic.file = path;
    return fail(std::move(diagnostic));
  }
  for (const auto& [path, bytes] : files) contents[path] = std::string{bytes};
  return {};
}

Result<void> MemoryFiles::replace(const std::string& path, std::string_view bytes, const std::string& backup) {
  const auto before = read(path);
  if (!before) return fail(before.error());
  return write_group({{backup, *before}, {path, bytes}});
}

Result<void> MemoryFiles::remove(const std::string& path) {
  contents.erase(path);
  return {};
}

Result<void> MemoryFiles::move(const std::string& from, const std::string& to) {
  auto bytes = read(from);
  if (!bytes) return fail(bytes.error());
  contents.erase(from);
  contents[to] = std::move(*bytes);
  return {};
}

Result<void> MemoryFiles::write_secret(const std::string& path, std::string_view bytes) {
  if (contents.emplace(path, bytes).second) return {};
  Diagnostic diagnostic = error("write-failed", "a file of this name is there already");
  diagnostic.file = path;
  return fail(std::move(diagnostic));
}

Result<std::unique_ptr<FolderLock>> MemoryFiles::lock_folder(const std::string&) {
  return std::make_unique<FolderLock>();
}

Result<std::unique_ptr<Batch>> MemoryFiles::start_batch(const std::string&) {
  return std::make_unique<MemoryBatch>(*this);
}

}  // namespace caseletters
