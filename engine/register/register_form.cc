// The form of the file, version 1:
//
// clang-format off
//   chain    one row an entry, for ever: number, hash of the row before, commitment, hash (see entry.h)
//   entry    what the commitment was made of: the salt and the columns of entry.h; the row goes with a forgotten case
//   pending  entries without a row in `chain` yet: their files wait to be put in their places
//   head     one row: how far the chain goes, sealed with the key that stands beside the file
// clang-format on
//
// PRAGMA application_id says that it is a register, user_version which form.
#include <fmt/format.h>

#include "package/keyed_hash.h"
#include "register/ledger.h"

namespace caseletters::history {
namespace {

constexpr std::int64_t application_id = 0x43534C52;  // "CSLR"
constexpr std::int64_t form_version = 1;

const std::vector<std::pair<std::string, std::string>>& tables() {
  static const std::vector<std::pair<std::string, std::string>> all = [] {
    std::string columns;
    for (const auto& column : entry_columns()) columns += fmt::format(", {} TEXT NOT NULL", column.name);
    return std::vector<std::pair<std::string, std::string>>{
        {"chain",
         "CREATE TABLE chain (number INTEGER PRIMARY KEY, previous TEXT NOT NULL, commitment TEXT NOT NULL, hash TEXT "
         "NOT "
         "NULL) STRICT"},
        {"entry", fmt::format("CREATE TABLE entry (number INTEGER PRIMARY KEY{}) STRICT", columns)},
        {"head",
         "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, hash TEXT NOT NULL, "
         "key_id TEXT NOT NULL, seal TEXT NOT NULL) STRICT"},
        {"pending",
         "CREATE TABLE pending (number INTEGER PRIMARY KEY, staged TEXT NOT NULL, letter_group INTEGER NOT NULL) "
         "STRICT"},
    };
  }();
  return all;
}

Diagnostic foreign(const std::string& path, std::string message) {
  Diagnostic problem = error("register-foreign", std::move(message),
                             "Name the right file with --register, or put back the latest whole copy of it.");
  problem.file = path;
  return problem;
}

}  // namespace

const std::string& entry_column_list() {
  static const std::string list = [] {
    std::string names = "number";
    for (const auto& column : entry_columns()) names += fmt::format(", {}", column.name);
    return names;
  }();
  return list;
}

std::string seal_of(const SecretKey& key, std::int64_t number, const std::string& hash) {
  return package::hmac_sha256(key.secret, fmt::format("caseletters register head 1\n{}\n{}\n", number, hash));
}

Result<void> make_tables(const Database& database) {
  for (const auto& [name, sql] : tables()) {
    if (auto made = database.run(sql); !made) return made;
  }
  return database.run(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id, form_version));
}

Result<void> check_form(const Database& database) {
  const auto application = database.ask_number("PRAGMA application_id");
  if (!application) return fail(application.error());
  if (*application != application_id) {
    return fail(foreign(database.path(), "this is a database of another program, no register of letters"));
  }
  const auto version = database.ask_number("PRAGMA user_version");
  if (!version) return fail(version.error());
  if (*version != form_version) {
    Diagnostic problem = error("register-newer", "this register was written by a newer version of the program",
                               "Use that version; this one could not keep what it does not know.");
    problem.file = database.path();
    return fail(std::move(problem));
  }
  auto whole = database.prepare("PRAGMA quick_check(1)");
  if (!whole) return fail(whole.error());
  const auto row = whole->step();
  if (!row) return fail(row.error());
  if (whole->text(0) != "ok") {
    Diagnostic problem = error("register-damaged", "the register is damaged",
                               "Put back the latest whole copy of it, together with the .key file beside it.");
    problem.file = database.path();
    return fail(std::move(problem));
  }
  auto schema = database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name");
  if (!schema) return fail(schema.error());
  std::vector<std::pair<std::string, std::string>> found;
  while (true) {
    const auto more = schema->step();
    if (!more) return fail(more.error());
    if (!*more) break;
    found.emplace_back(schema->text(0), schema->text(1));
  }
  if (found != tables()) {
    return fail(foreign(database.path(), "the tables of this register were changed by hand or by another program"));
  }
  return {};
}

}  // namespace caseletters::history
