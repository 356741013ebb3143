// The register open for writing: one run at a time, and what a killed run left unfinished is finished first.
//
// A batch of letters goes: files staged and flushed; `advance` with what is intended, one commit; files renamed into
// their places; the next `advance` (after the next flush) makes them entries of the chain. From the first commit on,
// the letters will be there whatever happens: the next run finds them staged or placed, and completes both.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "register/ledger.h"

namespace caseletters::history {

class RegisterFile {
 public:
  // Made where it is missing. Waits `seconds` for a run that holds it. Codes: as Ledger and Database, register-key; and
  // the ledger's findings where there are any: nothing is added to a register that cannot be trusted.
  [[nodiscard]] static Checked<std::unique_ptr<RegisterFile>> open(Files& files, const std::string& path, int seconds);

  // As it was when it was opened, after what was unfinished has been settled.
  [[nodiscard]] const std::shared_ptr<const Ledger>& ledger() const { return ledger_; }
  // What a clerk should know (warnings): of the opening register-key-lost, letters-completed, letter-lost; then
  // register-not-packed.
  [[nodiscard]] const Diagnostics& notes() const { return notes_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const SecretKey& key() const { return key_; }

  struct Intention {
    Entry entry;                      // its number is given here
    std::vector<std::string> staged;  // paths of the finished files, in the order of the entry's; none for a withdrawal
    std::int64_t group = 0;
  };
  // One commit. The letters of the last call are in their places and become entries, but for those whose place in that
  // call's list `failed` names; `next` is what will be put in its place now.
  [[nodiscard]] Result<void> advance(const std::vector<std::size_t>& failed, std::vector<Intention> next);
  // Entries without a file of their own, in one commit.
  [[nodiscard]] Result<void> append(std::vector<Entry> entries);
  // What identifies the case, away from the disk as far as the disk allows; the chain stays. Gives how many entries
  // went. Where only the room they took stays, that is a note.
  [[nodiscard]] Result<int> forget(const std::string& case_id);

  [[nodiscard]] std::string head() const { return head_; }
  [[nodiscard]] std::int64_t last_number() const { return last_number_; }
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  RegisterFile(Files& files, Database database, std::string path);
  [[nodiscard]] Result<void> prepare(bool fresh);
  [[nodiscard]] Result<void> load();
  [[nodiscard]] Result<void> recover();
  struct Waiting {
    std::string from, to, sha256;
    bool staged = false;  // whole at `from`
  };
  [[nodiscard]] bool holds(const std::string& path, const std::string& sha256) const;
  [[nodiscard]] bool is_entered(const std::string& path, const std::string& sha256) const;
  [[nodiscard]] std::vector<Waiting> files_waiting(const Pending& pending) const;
  // Whether all letters of a group are whole, and now in their places.
  [[nodiscard]] Result<bool> settle_group(const std::vector<const Pending*>& group) const;
  [[nodiscard]] Result<void> append_and_drop(std::vector<Entry> entries, const std::vector<std::int64_t>& dropped);
  [[nodiscard]] Result<void> write_head(std::int64_t number, const std::string& head) const;
  void note(std::string code, std::string message, std::string hint);

  Files& files_;
  Database database_;
  std::string path_, folder_;
  SecretKey key_;
  std::shared_ptr<const Ledger> ledger_;
  Diagnostics notes_;
  std::string head_;
  std::int64_t last_number_ = 0;  // of the chain
  std::int64_t next_number_ = 1;
  std::vector<Entry> intended_;
  bool changed_ = false;
};

}  // namespace caseletters::history
