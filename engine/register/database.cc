#include "register/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace caseletters::history {
namespace {

Diagnostic failure(int code, const char* words, const std::string& path) {
  Diagnostic problem;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      problem = error("in-use", "another run is using the register", "Wait until it has finished, then try again.");
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      problem = error("register-damaged", "this file is no register, or it is damaged",
                      "Put back the latest whole copy of it, together with the .key file beside it; do not mend it by "
                      "hand.");
      break;
    case SQLITE_FULL:
      problem = error("disk-full", "the disk is full", "Free some space, then run the command again.");
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      problem = error("register-unwritable", fmt::format("the register cannot be opened or written here: {}", words),
                      "Ask for the right to write into this folder, or name another place with --register.");
      break;
    default:
      problem = error("register-failed", fmt::format("the register could not be read or written: {}", words),
                      "Check the disk or the network share, then run the command again.");
  }
  problem.file = path;
  return problem;
}

}  // namespace

void Statement::Finalise::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fail(failure(code, sqlite3_errmsg(sqlite3_db_handle(statement_.get())), path_));
}

Result<void> Statement::run() {
  const auto stepped = step();
  sqlite3_reset(statement_.get());
  if (!stepped) return fail(stepped.error());
  return {};
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

void Database::Close::operator()(sqlite3* connection) const {
  sqlite3_close(connection);
}

Result<Database> Database::open(const std::string& path, Use use, int seconds) {
  // A read-only connection could not undo what a killed writer left half done, so reading opens for writing too where
  // that is allowed.
  const int wanted = use == Use::creating ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  // Named as a path: a name such as "file:x" or ":memory:" is none of SQLite's own.
  const std::string name = path.starts_with('/') ? path : "./" + path;
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &raw, wanted | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database{raw, path};
  if (code != SQLITE_OK) return fail(failure(code, raw != nullptr ? sqlite3_errmsg(raw) : "no memory", path));
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, seconds * 1000);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  const bool writes = use != Use::reading;
  if (writes && sqlite3_db_readonly(raw, "main") == 1) {
    return fail(failure(SQLITE_READONLY, "it may only be read", path));
  }
  std::string settings =
      "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;";
  if (writes) settings += "PRAGMA locking_mode=EXCLUSIVE;";
  if (auto set = database.run(settings); !set) return fail(set.error());
  if (!writes) return database;
  // The lock is taken here and kept: in this mode a commit does not give it back.
  if (auto set = database.run("BEGIN EXCLUSIVE; COMMIT; PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"); !set) {
    return fail(set.error());
  }
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return fail(failure(code, sqlite3_errmsg(connection_.get()), path_));
  return Statement{statement, path_};
}

Result<void> Database::run(const std::string& sql) const {
  const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(failure(code, sqlite3_errmsg(connection_.get()), path_));
  return {};
}

Result<std::int64_t> Database::ask_number(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return fail(statement.error());
  const auto row = statement->step();
  if (!row) return fail(row.error());
  return *row ? statement->number(0) : 0;
}

Result<Transaction> Transaction::begin(const Database& database, bool to_write) {
  if (auto begun = database.run(to_write ? "BEGIN IMMEDIATE" : "BEGIN"); !begun) return fail(begun.error());
  return Transaction{database};
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK"));
}

Result<void> Transaction::commit() {
  auto committed = database_->run("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace caseletters::history
