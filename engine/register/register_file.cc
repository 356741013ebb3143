#include "register/register_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "package/archive.h"
#include "package/keyed_hash.h"

namespace caseletters::history {
namespace {

constexpr std::size_t salt_bytes = 16;

std::string insert_statement() {
  std::string marks = "?";
  for (std::size_t i = 0; i < entry_columns().size(); ++i) marks += ", ?";
  return fmt::format("INSERT INTO entry ({}) VALUES ({})", entry_column_list(), marks);
}

// The statements of one transaction, prepared once.
class Writer {
 public:
  [[nodiscard]] static Result<Writer> prepare(const Database& database) {
    auto insert = database.prepare(insert_statement());
    if (!insert) return fail(insert.error());
    auto link = database.prepare("INSERT INTO chain (number, previous, commitment, hash) VALUES (?, ?, ?, ?)");
    if (!link) return fail(link.error());
    auto drop = database.prepare("DELETE FROM entry WHERE number = ?");
    if (!drop) return fail(drop.error());
    return Writer{std::move(*insert), std::move(*link), std::move(*drop)};
  }

  [[nodiscard]] Result<void> insert(const Entry& entry) {
    insert_.bind(1, entry.number);
    int parameter = 2;
    for (const auto& column : entry_columns()) insert_.bind(parameter++, entry.*column.member);
    return insert_.run();
  }

  // Puts the entry at the end of the chain, which `head` then names.
  [[nodiscard]] Result<void> link(const Entry& entry, std::string& head) {
    const Link next = link_to(head, entry);
    link_.bind(1, next.number).bind(2, next.previous).bind(3, next.commitment).bind(4, next.hash);
    head = next.hash;
    return link_.run();
  }

  [[nodiscard]] Result<void> drop(std::int64_t number) { return drop_.bind(1, number).run(); }

 private:
  Writer(Statement insert, Statement link, Statement drop)
      : insert_(std::move(insert)), link_(std::move(link)), drop_(std::move(drop)) {}
  Statement insert_, link_, drop_;
};

}  // namespace

RegisterFile::RegisterFile(Files& files, Database database, std::string path)
    : files_(files),
      database_(std::move(database)),
      path_(std::move(path)),
      folder_(parent_path(path_)),
      head_(first_previous) {}

void RegisterFile::note(std::string code, std::string message, std::string hint) {
  Diagnostic problem = warning(std::move(code), std::move(message), std::move(hint));
  problem.file = path_;
  notes_.push_back(std::move(problem));
}

Checked<std::unique_ptr<RegisterFile>> RegisterFile::open(Files& files, const std::string& path, int seconds) {
  if (auto made = files.make_folder(parent_path(path)); !made) return fail(Diagnostics{made.error()});
  auto database = Database::open(path, Database::Use::creating, seconds);
  if (!database) return fail(Diagnostics{database.error()});
  const auto tables = database->ask_number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return fail(Diagnostics{tables.error()});
  const auto application = database->ask_number("PRAGMA application_id");
  if (!application) return fail(Diagnostics{application.error()});
  std::unique_ptr<RegisterFile> opened{new RegisterFile(files, std::move(*database), path)};
  if (auto ready = opened->prepare(*tables == 0 && *application == 0); !ready) return fail(Diagnostics{ready.error()});
  if (auto loaded = opened->load(); !loaded) return fail(Diagnostics{loaded.error()});
  if (has_errors(opened->ledger_->findings())) return fail(opened->ledger_->findings());
  if (opened->ledger_->pending().empty()) return opened;
  if (auto recovered = opened->recover(); !recovered) return fail(Diagnostics{recovered.error()});
  if (auto loaded = opened->load(); !loaded) return fail(Diagnostics{loaded.error()});
  return opened;
}

// The key comes first: a register without one would have an end that nothing seals.
Result<void> RegisterFile::prepare(bool fresh) {
  const std::string key_file = key_path(path_);
  auto key = read_key(files_, key_file);
  if (!key) return fail(key.error());
  if (!fresh) {
    if (auto form = check_form(database_); !form) return form;
  }
  const bool found = key->has_value();
  if (found) {
    key_ = std::move(**key);
  } else {
    auto made = make_key(files_, key_file);
    if (!made) return fail(made.error());
    key_ = std::move(*made);
  }
  if (!fresh) {
    if (!found) {
      // What the old key sealed cannot be looked at any more; from here on the new one seals.
      auto ledger = Ledger::load(database_, nullptr);
      if (!ledger) return fail(ledger.error());
      if (!has_errors(ledger->findings())) {
        if (auto sealed = write_head(ledger->last_number(), ledger->head()); !sealed) return sealed;
      }
      note("register-key-lost",
           fmt::format("the key of the register, {}, was not there, so a new one was made", key_file),
           "If you have a copy of the old key, put it back. Letters, dates and the chain are as they were; only the "
           "fact "
           "hashes of earlier letters can no longer be compared.");
    }
    return {};
  }
  auto transaction = Transaction::begin(database_, true);
  if (!transaction) return fail(transaction.error());
  if (auto made = make_tables(database_); !made) return made;
  if (auto written = write_head(0, std::string{first_previous}); !written) return written;
  return transaction->commit();
}

Result<void> RegisterFile::load() {
  auto ledger = Ledger::load(database_, &key_);
  if (!ledger) return fail(ledger.error());
  ledger_ = std::make_shared<const Ledger>(std::move(*ledger));
  head_ = ledger_->head();
  last_number_ = ledger_->last_number();
  next_number_ = last_number_ + 1;
  for (const auto& waiting : ledger_->pending()) next_number_ = std::max(next_number_, waiting.entry.number + 1);
  return {};
}

bool RegisterFile::holds(const std::string& path, const std::string& sha256) const {
  const auto bytes = files_.read(path);
  return bytes && package::sha256(*bytes) == sha256;
}

std::vector<RegisterFile::Waiting> RegisterFile::files_waiting(const Pending& pending) const {
  std::vector<Waiting> waiting;
  const auto staged = split(pending.staged, '\n');
  const auto targets = files_of(pending.entry);
  for (std::size_t i = 0; i < targets.size() && i < staged.size(); ++i) {
    const auto& [file, sha256] = targets[i];
    waiting.push_back({place_of(folder_, staged[i]), place_of(folder_, file), sha256, false});
    waiting.back().staged = holds(waiting.back().from, sha256);
  }
  return waiting;
}

// Of letters that go together all are there or none is: one whose companion is nowhere was not issued either, and what
// stands of it is taken away, unless it is an earlier letter's file as well.
Result<bool> RegisterFile::settle_group(const std::vector<const Pending*>& group) const {
  std::vector<Waiting> waiting;
  for (const auto* pending : group) {
    for (auto& one : files_waiting(*pending)) waiting.push_back(std::move(one));
  }
  const bool whole = std::all_of(waiting.begin(), waiting.end(),
                                 [this](const Waiting& one) { return one.staged || holds(one.to, one.sha256); });
  for (const auto& one : waiting) {
    if (whole && one.staged) {
      if (auto moved = files_.move(one.from, one.to); !moved) return fail(moved.error());
    } else if (!whole && holds(one.to, one.sha256) && !is_entered(one.to, one.sha256)) {
      if (auto removed = files_.remove(one.to); !removed) return fail(removed.error());
    }
  }
  return whole;
}

bool RegisterFile::is_entered(const std::string& path, const std::string& sha256) const {
  for (const auto& line : ledger_->lines()) {
    for (const auto& [file, sum] : files_of(line.entry)) {
      if (sum == sha256 && files_.same_file(place_of(folder_, file), path)) return true;
    }
  }
  return false;
}

// A run was killed after it had said what it would put in place. What is staged goes there now; a letter that is
// nowhere (its folder was moved away) was never issued, and neither were those that go with it.
Result<void> RegisterFile::recover() {
  std::map<std::int64_t, std::vector<const Pending*>> groups;
  std::set<std::string> staging;
  for (const auto& waiting : ledger_->pending()) {
    // What is only said of a letter waits for no file, and no other letter waits for it.
    if (waiting.staged.empty()) {
      groups[-waiting.entry.number].push_back(&waiting);
      continue;
    }
    staging.insert(parent_path(place_of(folder_, split(waiting.staged, '\n').front())));
    groups[waiting.group].push_back(&waiting);
  }
  std::vector<const Pending*> there, lost;
  for (const auto& [number, group] : groups) {
    const auto whole = settle_group(group);
    if (!whole) return fail(whole.error());
    auto& to = *whole ? there : lost;
    to.insert(to.end(), group.begin(), group.end());
  }
  const auto by_number = [](const Pending* a, const Pending* b) { return a->entry.number < b->entry.number; };
  std::sort(there.begin(), there.end(), by_number);
  std::sort(lost.begin(), lost.end(), by_number);
  for (const auto& folder : staging) {
    if (!files_.is_folder(parent_path(folder))) continue;
    auto batch = files_.start_batch(parent_path(folder));
    if (!batch) return fail(batch.error());
    if (auto flushed = (*batch)->flush(); !flushed) return flushed;
  }
  auto transaction = Transaction::begin(database_, true);
  if (!transaction) return fail(transaction.error());
  std::string head = head_;
  std::int64_t last = last_number_;
  auto writer = Writer::prepare(database_);
  if (!writer) return fail(writer.error());
  for (const Pending* waiting : there) {
    if (auto linked = writer->link(waiting->entry, head); !linked) return linked;
    last = waiting->entry.number;
  }
  for (const Pending* waiting : lost) {
    if (auto dropped = writer->drop(waiting->entry.number); !dropped) return dropped;
  }
  if (auto cleared = database_.run("DELETE FROM pending"); !cleared) return cleared;
  if (auto written = write_head(last, head); !written) return written;
  if (auto committed = transaction->commit(); !committed) return committed;
  changed_ = true;
  if (!there.empty()) {
    note("letters-completed",
         fmt::format("an earlier run was interrupted; {} of its letters {} put in place and entered", there.size(),
                     there.size() == 1 ? "was" : "were"),
         "");
  }
  for (const Pending* waiting : lost) {
    note("letter-lost",
         fmt::format("an interrupted run was about to write {} of case {}, and it, or a letter that goes with it, is "
                     "nowhere: it counts as not issued",
                     waiting->entry.letter, waiting->entry.case_id),
         "If it is still wanted, ask for it again.");
  }
  return {};
}

Result<void> RegisterFile::write_head(std::int64_t number, const std::string& head) const {
  auto statement =
      database_.prepare("INSERT OR REPLACE INTO head (one, number, hash, key_id, seal) VALUES (1, ?, ?, ?, ?)");
  if (!statement) return fail(statement.error());
  return statement->bind(1, number).bind(2, head).bind(3, key_.id).bind(4, seal_of(key_, number, head)).run();
}

Result<void> RegisterFile::advance(const std::vector<std::size_t>& failed, std::vector<Intention> next) {
  if (intended_.empty() && next.empty()) return {};
  auto transaction = Transaction::begin(database_, true);
  if (!transaction) return fail(transaction.error());
  std::string head = head_;
  std::int64_t last = last_number_;
  auto writer = Writer::prepare(database_);
  if (!writer) return fail(writer.error());
  for (std::size_t i = 0; i < intended_.size(); ++i) {
    const Entry& entry = intended_[i];
    if (std::find(failed.begin(), failed.end(), i) != failed.end()) {
      if (auto dropped = writer->drop(entry.number); !dropped) return dropped;
      continue;
    }
    if (auto linked = writer->link(entry, head); !linked) return linked;
    last = entry.number;
  }
  if (auto cleared = database_.run("DELETE FROM pending"); !cleared) return cleared;
  if (last != last_number_) {
    if (auto written = write_head(last, head); !written) return written;
  }
  auto wait = database_.prepare("INSERT INTO pending (number, staged, letter_group) VALUES (?, ?, ?)");
  if (!wait) return fail(wait.error());
  std::vector<Entry> intended;
  std::int64_t number = next_number_;
  for (auto& one : next) {
    one.entry.number = number++;
    one.entry.salt = package::random_hex(salt_bytes);
    if (auto inserted = writer->insert(one.entry); !inserted) return inserted;
    std::string staged;
    for (const auto& path : one.staged) staged += (staged.empty() ? "" : "\n") + path_from(folder_, path);
    wait->bind(1, one.entry.number).bind(2, staged).bind(3, one.group);
    if (auto waits = wait->run(); !waits) return waits;
    intended.push_back(std::move(one.entry));
  }
  if (auto committed = transaction->commit(); !committed) return committed;
  changed_ = changed_ || last != last_number_;
  head_ = head;
  last_number_ = last;
  next_number_ = number;
  intended_ = std::move(intended);
  return {};
}

Result<void> RegisterFile::append(std::vector<Entry> entries) {
  return append_and_drop(std::move(entries), {});
}

Result<void> RegisterFile::append_and_drop(std::vector<Entry> entries, const std::vector<std::int64_t>& dropped) {
  if (entries.empty()) return {};
  auto transaction = Transaction::begin(database_, true);
  if (!transaction) return fail(transaction.error());
  auto writer = Writer::prepare(database_);
  if (!writer) return fail(writer.error());
  std::string head = head_;
  std::int64_t number = next_number_;
  for (auto& entry : entries) {
    entry.number = number++;
    entry.salt = package::random_hex(salt_bytes);
    if (auto inserted = writer->insert(entry); !inserted) return inserted;
    if (auto linked = writer->link(entry, head); !linked) return linked;
  }
  for (const std::int64_t each : dropped) {
    if (auto gone = writer->drop(each); !gone) return gone;
  }
  if (auto written = write_head(number - 1, head); !written) return written;
  if (auto committed = transaction->commit(); !committed) return committed;
  changed_ = true;
  head_ = head;
  last_number_ = number - 1;
  next_number_ = number;
  return {};
}

Result<int> RegisterFile::forget(const std::string& case_id) {
  Entry said;
  said.case_id = case_id;
  const std::string key = said.case_key();
  std::vector<std::int64_t> gone;
  for (const auto& line : ledger_->lines()) {
    if (line.entry.event != "forgotten" && line.entry.case_key() == key) gone.push_back(line.entry.number);
  }
  if (gone.empty()) return 0;
  said = {};
  said.event = "forgotten";
  said.facts = fmt::format("{}", fmt::join(gone, ","));
  if (auto done = append_and_drop({std::move(said)}, gone); !done) return fail(done.error());
  // What was there is overwritten already (secure_delete); the empty pages go too, where there is room to work.
  if (auto packed = database_.run("VACUUM"); !packed) {
    note("register-not-packed",
         fmt::format("the case is forgotten, but the file could not be made smaller: {}", packed.error().message),
         "Nothing of the case is left in it. The next 'register forget' makes it smaller.");
  }
  return static_cast<int>(gone.size());
}

}  // namespace caseletters::history
