#include "base/disk_batch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "base/descriptor.h"
#include "base/placing.h"

namespace caseletters {
namespace {

constexpr const char* staging_name = ".caseletters-unfinished";

class DiskBatch final : public Batch {
 public:
  DiskBatch(Files& files, const std::string& folder)
      : files_(files),
        staging_(join_path(folder, staging_name)),
        folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
  DiskBatch(const DiskBatch&) = delete;
  DiskBatch& operator=(const DiskBatch&) = delete;
  ~DiskBatch() override {
    clear();
    ::rmdir(staging_.c_str());
  }

  [[nodiscard]] Result<void> start() {
    if (auto made = files_.make_folder(staging_); !made) return made;
    clear();
    return {};
  }

  [[nodiscard]] Result<Staged> stage(std::string_view bytes) override;
  [[nodiscard]] Result<void> flush() override;
  [[nodiscard]] std::string path_of(Staged staged) const override { return name_of(staged); }
  [[nodiscard]] Result<void> place(const std::vector<std::pair<Staged, std::string>>& group) override;

 private:
  [[nodiscard]] std::string name_of(Staged staged) const { return join_path(staging_, std::to_string(staged)); }
  // What a run that was killed left behind.
  void clear() {
    for (const auto& name : files_.list(staging_)) ::unlink(join_path(staging_, name).c_str());
  }

  Files& files_;
  std::string staging_;
  Descriptor folder_;
  std::atomic<Staged> count_{0};
};

Result<Batch::Staged> DiskBatch::stage(std::string_view bytes) {
  const Staged staged = count_.fetch_add(1);
  const std::string name = name_of(staged);
  Descriptor file{::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
  int reason = file.open() ? write_all(file.get(), bytes) : errno;
  if (reason == 0 && file.close() != 0) reason = errno;
  if (reason == 0) return staged;
  ::unlink(name.c_str());
  return fail(write_failure(name, reason));
}

Result<void> DiskBatch::flush() {
  if (!folder_.open() || ::syncfs(folder_.get()) != 0) return fail(write_failure(staging_, errno));
  return {};
}

Result<void> DiskBatch::place(const std::vector<std::pair<Staged, std::string>>& group) {
  Placing placing;
  for (const auto& [staged, path] : group) {
    const std::string parent = parent_path(path);
    if (!files_.is_folder(parent)) {
      if (auto made = files_.make_folder(parent); !made) return made;
    }
    // Among what is staged, so that nothing is left behind by a run that is killed here.
    if (auto placed = placing.place(name_of(staged), path, name_of(staged) + "-kept"); !placed) return placed;
  }
  placing.settle();
  return {};
}

}  // namespace

Result<std::unique_ptr<Batch>> start_disk_batch(Files& files, const std::string& folder) {
  auto batch = std::make_unique<DiskBatch>(files, folder);
  if (auto started = batch->start(); !started) return fail(started.error());
  return batch;
}

}  // namespace caseletters
