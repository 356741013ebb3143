// All that the register holds, read once and proved: entries in order, what became of each, and what is wrong.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/entry.h"
#include "register/secret_key.h"

namespace caseletters::history {

enum class Standing { in_force, replaced, withdrawn };

// A letter whose files a run was about to put in their places when it ended.
struct Pending {
  Entry entry;
  std::string staged;      // where the finished files wait, as Entry::files
  std::int64_t group = 0;  // letters of one group go together
};

class Ledger {
 public:
  struct Line {
    Entry entry;
    Standing standing = Standing::in_force;
    std::string withdrawn_on;  // the day that its withdrawal tells; empty where there is none
  };

  Ledger(Ledger&&) = default;
  Ledger& operator=(Ledger&&) = default;
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Reads and proves everything. What makes the file no register at all is a failure (codes: as Database; and
  // register-foreign, register-newer); what makes it one that cannot be trusted is a finding. `key` may be null: the
  // seal of the head is then not looked at.
  [[nodiscard]] static Result<Ledger> load(const Database& database, const SecretKey* key);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
  // Letters of one case, oldest first; empty where there is none.
  [[nodiscard]] const std::vector<const Line*>& of_case(const std::string& case_id) const;
  [[nodiscard]] const std::vector<Pending>& pending() const { return pending_; }
  [[nodiscard]] const std::vector<Link>& chain() const { return chain_; }
  [[nodiscard]] std::string head() const { return chain_.empty() ? std::string{first_previous} : chain_.back().hash; }
  [[nodiscard]] std::int64_t last_number() const { return chain_.empty() ? 0 : chain_.back().number; }
  // The key under which the head was sealed; empty for a register without entries.
  [[nodiscard]] const std::string& key_id() const { return key_id_; }
  // The key beside it, where it is there.
  [[nodiscard]] const std::optional<SecretKey>& key() const { return key_; }
  // Codes: register-changed, register-entry-missing, register-cut-off.
  [[nodiscard]] const Diagnostics& findings() const { return findings_; }
  [[nodiscard]] bool has_head(const std::string& hash) const;

 private:
  Ledger() = default;
  [[nodiscard]] Result<void> read_chain(const Database& database);
  [[nodiscard]] Result<void> read_entries(const Database& database);
  [[nodiscard]] Result<void> read_head(const Database& database, const SecretKey* key);
  void prove_chain();
  void prove_entries(std::vector<Entry> entries);
  void settle();
  void find(std::string code, std::string message);

  std::string path_;
  std::vector<Link> chain_;
  std::vector<Line> lines_;
  std::vector<Pending> pending_;
  std::map<std::string, std::vector<const Line*>> by_case_;
  std::string key_id_;
  std::optional<SecretKey> key_;
  Diagnostics findings_;
};

// The tables of a register, made in an open transaction.
[[nodiscard]] Result<void> make_tables(const Database& database);
// Whether the file is a register of this form. Codes: register-foreign, register-newer, and those of Database.
[[nodiscard]] Result<void> check_form(const Database& database);
// "number, salt, event, …" of the table `entry`.
[[nodiscard]] const std::string& entry_column_list();
// What is sealed with the key: how far the chain goes.
[[nodiscard]] std::string seal_of(const SecretKey& key, std::int64_t number, const std::string& hash);

}  // namespace caseletters::history
