// A thin hand on SQLite: one connection, prepared statements, failures as values.
//
// Rollback journal and synchronous FULL, so that it is safe on a network share and after a power cut; a writer keeps
// the file to itself until it closes, and the system frees it when a process is killed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace caseletters::history {

// One statement, run as often as needed. Parameters and columns count from 1 and from 0, as SQLite has them.
class Statement {
 public:
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  // Whether a row is there. Codes: as Database.
  [[nodiscard]] Result<bool> step();
  // Runs it for its effect, and makes it ready for the next parameters.
  [[nodiscard]] Result<void> run();
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;

 private:
  friend class Database;
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, std::string path) : statement_(statement), path_(std::move(path)) {}
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
  std::string path_;
};

class Database {
 public:
  enum class Use {
    reading,   // the file is there
    writing,   // the file is there, and nobody else may read or write it until this goes
    creating,  // as writing; made where it is missing
  };
  // Waits `seconds` for another program that holds the file. Codes of all: in-use; register-damaged (no database, or a
  // broken one); disk-full; register-unwritable (may not be opened or written); register-failed (anything else).
  [[nodiscard]] static Result<Database> open(const std::string& path, Use use, int seconds);

  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  // Statements without rows or parameters.
  [[nodiscard]] Result<void> run(const std::string& sql) const;
  [[nodiscard]] Result<std::int64_t> ask_number(std::string_view sql) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  Database(sqlite3* connection, std::string path) : connection_(connection), path_(std::move(path)) {}
  std::unique_ptr<sqlite3, Close> connection_;
  std::string path_;
};

// Undone where it goes before `commit`.
class Transaction {
 public:
  // What is read in one is all of one moment.
  [[nodiscard]] static Result<Transaction> begin(const Database& database, bool to_write);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;
};

}  // namespace caseletters::history
