// The seam to the outside: files and the day's date. Everything above asks here, so tests need no disk and no clock.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace caseletters {

// Held for the time of a run; the folder is free again when it goes.
class FolderLock {
 public:
  virtual ~FolderLock() = default;
};

// Many files written together: staged one by one (from any thread), flushed to the disk at once, then put in their
// places group by group. What is staged and never placed leaves nothing behind, not even after a crash: the next batch
// in the same folder clears it away.
class Batch {
 public:
  using Staged = int;
  virtual ~Batch() = default;
  // Codes of these: disk-full, write-failed, folder-failed.
  [[nodiscard]] virtual Result<Staged> stage(std::string_view bytes) = 0;
  [[nodiscard]] virtual Result<void> flush() = 0;
  // Where a staged file waits, so that a later run can finish what this one could not.
  [[nodiscard]] virtual std::string path_of(Staged staged) const = 0;
  // All of these, or everything stands as it stood; makes the folders they need. A file that stands there is replaced.
  [[nodiscard]] virtual Result<void> place(const std::vector<std::pair<Staged, std::string>>& group) = 0;
};

class Files {
 public:
  virtual ~Files() = default;

  // The whole file. Codes: file-missing, file-unreadable, file-too-large (over 150 MB).
  [[nodiscard]] virtual Result<std::string> read(const std::string& path) const = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
  [[nodiscard]] virtual bool is_folder(const std::string& path) const = 0;
  // Names (not paths) of the entries of a folder, sorted; empty where there is none.
  [[nodiscard]] virtual std::vector<std::string> list(const std::string& folder) const = 0;
  // Whether both names lead to one file, however they are spelled ("./x", a link). Neither need exist.
  [[nodiscard]] virtual bool same_file(const std::string& one, const std::string& other) const = 0;

  // Makes the folder and its parents. Code: folder-failed.
  [[nodiscard]] virtual Result<void> make_folder(const std::string& folder) = 0;
  // Writes a temporary file beside each target, flushes them, then renames them into place: after this either all
  // are there whole or (on failure) all stands as it stood. What is replaced hands on who may read and write it; a link
  // stays, and the file it leads to is replaced. Codes: disk-full, write-failed.
  [[nodiscard]] virtual Result<void> write_group(
      const std::vector<std::pair<std::string, std::string_view>>& files) = 0;
  [[nodiscard]] Result<void> write(const std::string& path, std::string_view bytes) {
    return write_group({{path, bytes}});
  }
  // The same for one file, which then stands as it was at `backup`, for the same people to read. Codes: also as read.
  [[nodiscard]] virtual Result<void> replace(const std::string& path, std::string_view bytes,
                                             const std::string& backup) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
  // Makes the folder it needs and replaces what stands there. Codes: as place.
  [[nodiscard]] virtual Result<void> move(const std::string& from, const std::string& to) = 0;
  // A file that only its owner may read; flushed, and never in the place of another. Codes: disk-full, write-failed.
  [[nodiscard]] virtual Result<void> write_secret(const std::string& path, std::string_view bytes) = 0;
  // One run at a time writes into a folder. Codes: in-use, folder-failed.
  [[nodiscard]] virtual Result<std::unique_ptr<FolderLock>> lock_folder(const std::string& folder) = 0;
  // For writing below `folder`, which the caller holds.
  [[nodiscard]] virtual Result<std::unique_ptr<Batch>> start_batch(const std::string& folder) = 0;
};

[[nodiscard]] std::unique_ptr<Files> disk_files();

// Files held in memory, for tests.
class MemoryFiles : public Files {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  [[nodiscard]] bool exists(const std::string& path) const override;
  [[nodiscard]] bool is_folder(const std::string& path) const override;
  [[nodiscard]] std::vector<std::string> list(const std::string& folder) const override;
  [[nodiscard]] bool same_file(const std::string& one, const std::string& other) const override;
  [[nodiscard]] Result<void> make_folder(const std::string& folder) override;
  [[nodiscard]] Result<void> write_group(const std::vector<std::pair<std::string, std::string_view>>& files) override;
  [[nodiscard]] Result<void> replace(const std::string& path, std::string_view bytes,
                                     const std::string& backup) override;
  [[nodiscard]] Result<void> remove(const std::string& path) override;
  [[nodiscard]] Result<void> move(const std::string& from, const std::string& to) override;
  [[nodiscard]] Result<void> write_secret(const std::string& path, std::string_view bytes) override;
  [[nodiscard]] Result<std::unique_ptr<FolderLock>> lock_folder(const std::string& folder) override;
  [[nodiscard]] Result<std::unique_ptr<Batch>> start_batch(const std::string& folder) override;

  std::map<std::string, std::string> contents;  // by path
  std::set<std::string> refused;                // paths where nothing can be written
};

// The day's date of this machine, in local time. The only clock the program reads.
[[nodiscard]] Date today_by_clock();

// Path pieces, with '/' as the separator.
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);
[[nodiscard]] std::string parent_path(std::string_view path);  // "" where there is none
[[nodiscard]] std::string file_name(std::string_view path);
[[nodiscard]] std::string file_ending(std::string_view path);  // "docx": after the last dot, lower case

// `path` as it is seen from `folder`, so that both can move together: "letters/A/x.docx", "../out/x.docx". Neither need
// exist.
[[nodiscard]] std::string path_from(const std::string& folder, const std::string& path);

// A name that any of Windows, macOS and Linux accepts as one path piece: separators, control characters and reserved
// names replaced, at most 120 characters; `changed` tells whether anything had to be replaced.
[[nodiscard]] std::string safe_file_name(std::string_view name, bool* changed = nullptr);

}  // namespace caseletters
