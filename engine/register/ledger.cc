#include "register/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace caseletters::history {
namespace {

// A number as SQLite would give it; 0 where it is none.
std::int64_t to_number(const std::string& text) {
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || text.size() > 15) return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

Result<Ledger> Ledger::load(const Database& database, const SecretKey* key) {
  if (auto form = check_form(database); !form) return fail(form.error());
  Ledger ledger;
  ledger.path_ = database.path();
  if (key != nullptr) ledger.key_ = *key;
  auto moment = Transaction::begin(database, false);
  if (!moment) return fail(moment.error());
  if (auto read = ledger.read_chain(database); !read) return fail(read.error());
  ledger.prove_chain();
  if (auto read = ledger.read_entries(database); !read) return fail(read.error());
  if (auto read = ledger.read_head(database, key); !read) return fail(read.error());
  ledger.settle();
  return ledger;
}

void Ledger::find(std::string code, std::string message) {
  Diagnostic finding = error(std::move(code), std::move(message),
                             "Put back the latest whole copy of the register, together with its .key file.");
  finding.file = path_;
  findings_.push_back(std::move(finding));
}

Result<void> Ledger::read_chain(const Database& database) {
  auto rows = database.prepare("SELECT number, previous, commitment, hash FROM chain ORDER BY number");
  if (!rows) return fail(rows.error());
  while (true) {
    const auto row = rows->step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    chain_.push_back({rows->number(0), rows->text(1), rows->text(2), rows->text(3)});
  }
}

void Ledger::prove_chain() {
  std::string previous{first_previous};
  for (const auto& link : chain_) {
    if (link.hash != hash_of(link)) {
      find("register-changed", fmt::format("entry {} of the register was changed", link.number));
    } else if (link.previous != previous) {
      find("register-entry-missing",
           fmt::format("what stood before entry {} of the register is missing or was changed", link.number));
    }
    previous = link.hash;
  }
}

Result<void> Ledger::read_entries(const Database& database) {
  std::map<std::int64_t, Pending> pending;
  auto waiting = database.prepare("SELECT number, staged, letter_group FROM pending ORDER BY number");
  if (!waiting) return fail(waiting.error());
  while (true) {
    const auto row = waiting->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    pending[waiting->number(0)] = {{}, waiting->text(1), waiting->number(2)};
  }
  auto rows = database.prepare(fmt::format("SELECT {} FROM entry ORDER BY number", entry_column_list()));
  if (!rows) return fail(rows.error());
  std::vector<Entry> entries;
  while (true) {
    const auto row = rows->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    Entry entry;
    entry.number = rows->number(0);
    int column = 1;
    for (const auto& each : entry_columns()) entry.*each.member = rows->text(column++);
    entries.push_back(std::move(entry));
  }
  // What waits for its files is no entry yet.
  for (auto& [number, one] : pending) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [wanted = number](const Entry& entry) { return entry.number == wanted; });
    if (found == entries.end()) {
      find("register-entry-missing", fmt::format("entry {}, which waits for its file, is missing", number));
      continue;
    }
    one.entry = std::move(*found);
    entries.erase(found);
    pending_.push_back(std::move(one));
  }
  prove_entries(std::move(entries));
  return {};
}

void Ledger::prove_entries(std::vector<Entry> entries) {
  std::map<std::int64_t, Entry> by_number;
  for (auto& entry : entries) by_number.emplace(entry.number, std::move(entry));
  std::set<std::int64_t> forgotten;
  for (const auto& [number, entry] : by_number) {
    if (entry.event != "forgotten") continue;
    for (const auto& each : split(entry.facts, ',')) forgotten.insert(to_number(each));
  }
  for (const auto& link : chain_) {
    const auto found = by_number.find(link.number);
    if (found == by_number.end()) {
      if (forgotten.count(link.number) == 0)
        find("register-entry-missing", fmt::format("what entry {} of the register said is missing", link.number));
      continue;
    }
    if (commitment_of(found->second) != link.commitment)
      find("register-changed", fmt::format("what entry {} of the register says was changed", link.number));
    lines_.push_back({std::move(found->second), Standing::in_force, {}});
    by_number.erase(found);
  }
  for (const auto& [number, entry] : by_number) {
    find("register-changed", fmt::format("entry {} was added to the register by hand, or its link is missing", number));
  }
}

Result<void> Ledger::read_head(const Database& database, const SecretKey* key) {
  auto rows = database.prepare("SELECT number, hash, key_id, seal FROM head");
  if (!rows) return fail(rows.error());
  const auto row = rows->step();
  if (!row) return fail(row.error());
  if (!*row) {
    find("register-cut-off", "the register does not say how far it goes");
    return {};
  }
  key_id_ = rows->text(2);
  if (rows->number(0) != last_number() || rows->text(1) != head()) {
    find("register-cut-off",
         fmt::format("the register goes to entry {}, and should go to entry {}", last_number(), rows->number(0)));
  } else if (key != nullptr && key->id != key_id_) {
    find("register-changed", "the register is sealed with another key than the one that stands beside it");
  } else if (key != nullptr && rows->text(3) != seal_of(*key, last_number(), head())) {
    find("register-changed", "the seal at the end of the register is not its own");
  }
  return {};
}

void Ledger::settle() {
  std::map<std::int64_t, Line*> by_number;
  for (auto& line : lines_) by_number[line.entry.number] = &line;
  for (auto& line : lines_) {
    const auto found = by_number.find(to_number(line.entry.refers_to));
    if (line.entry.refers_to.empty() || found == by_number.end()) continue;
    const bool withdrawal = line.entry.event == "withdrawn";
    found->second->standing = withdrawal ? Standing::withdrawn : Standing::replaced;
    if (withdrawal) found->second->withdrawn_on = line.entry.letter_date;
  }
  for (const auto& line : lines_) {
    if (line.entry.event == "issued") by_case_[line.entry.case_key()].push_back(&line);
  }
}

const std::vector<const Ledger::Line*>& Ledger::of_case(const std::string& case_id) const {
  static const std::vector<const Line*> none;
  const auto found = by_case_.find(fold_name(case_id));
  return found == by_case_.end() ? none : found->second;
}

bool Ledger::has_head(const std::string& hash) const {
  return hash == first_previous ||
         std::any_of(chain_.begin(), chain_.end(), [&hash](const Link& link) { return link.hash == hash; });
}

}  // namespace caseletters::history
