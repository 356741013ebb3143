// cells FILE DIR: every sheet of a workbook as the engine reads it, one CSV a sheet (commands.md).

#include <fmt/core.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "sheets/workbook.h"

namespace {

using caseletters::sheets::Cell;
using caseletters::sheets::RowInfo;

constexpr std::size_t most_padded_cells = 20'000'000;
constexpr std::size_t flush_bytes = 1 << 18;
constexpr std::size_t most_waiting_bytes = 4 << 20;

// RFC 4180: quoted where the cell holds a comma, a quotation mark or a line end. `out` ends with the cell from `begin`.
void quote_csv(std::string& out, std::size_t begin) {
  const auto is_special = [](char letter) {
    return letter == ',' || letter == '"' || letter == '\r' || letter == '\n';
  };
  if (std::none_of(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), is_special)) {
    return;
  }
  const std::string text = out.substr(begin);
  out.resize(begin);
  out.push_back('"');
  for (const char letter : text) {
    out.append(letter == '"' ? 2 : 1, letter);
  }
  out.push_back('"');
}

// One sheet as CSV, from A1 to its last used row and column. How wide it is is known only at its end: a sheet of
// ordinary size waits for that in memory. A larger one is written as it comes, as wide as it has been so far; where a
// later row is wider, it is read a second time.
class SheetWriter {
 public:
  SheetWriter(const caseletters::sheets::Workbook& workbook, int sheet, const std::string& path)
      : workbook_(workbook), sheet_(sheet), path_(path), file_(path, std::ios::binary | std::ios::trunc) {}

  caseletters::Result<void> write() {
    auto read = workbook_.read(sheet_, [&](const RowInfo& info, std::span<const Cell> cells) {
      cells = used(cells);
      if (!cells.empty()) {
        rows_ = std::max(rows_, info.row + 1);
        wider_ = wider_ || (streaming_ && (cells.size() > columns_ || info.row < next_));
        columns_ = std::max(columns_, cells.size());
        take(info.row, cells);
      }
      return true;
    });
    if (!read) {
      return read;
    }
    if (!streaming_) {
      write_waiting();
    } else if (wider_ || !padded()) {
      return write_again();
    }
    flush();
    return {};
  }

  // Whether all of it stands in the file.
  [[nodiscard]] bool close() {
    file_.close();
    return static_cast<bool>(file_);
  }

 private:
  struct Row {
    int row = 0;
    std::size_t cells = 0;
    std::size_t begin = 0, end = 0;  // in text_
  };

  void take(int row, std::span<const Cell> cells) {
    if (streaming_) {
      if (!wider_ && padded()) {
        put(row, cells);
      }
      return;
    }
    const std::size_t begin = text_.size();
    append_cells(text_, cells);
    waiting_.push_back({row, cells.size(), begin, text_.size()});
    if (text_.size() > most_waiting_bytes) {
      if (padded()) {
        write_waiting();
      }
      text_ = {};
      waiting_ = {};
      streaming_ = true;
    }
  }

  void write_waiting() {
    if (!padded()) {
      columns_ = 1;
    }
    const auto by_row = [](const Row& a, const Row& b) { return a.row < b.row; };
    std::stable_sort(waiting_.begin(), waiting_.end(), by_row);
    for (std::size_t at = 0; at < waiting_.size(); ++at) {
      const Row& row = waiting_[at];
      if (at + 1 < waiting_.size() && waiting_[at + 1].row == row.row) {
        continue;  // the same row twice: the later one holds
      }
      pad_to(row.row);
      out_.append(text_, row.begin, row.end - row.begin);
      end_row(row.cells);
    }
    pad_to(rows_);
  }

  caseletters::Result<void> write_again() {
    if (!padded()) {
      columns_ = 1;
    }
    file_.close();
    file_.open(path_, std::ios::binary | std::ios::trunc);
    out_.clear();
    next_ = 0;
    auto read = workbook_.read(sheet_, [&](const RowInfo& info, std::span<const Cell> cells) {
      cells = used(cells);
      if (!cells.empty()) {
        put(info.row, cells);
      }
      return true;
    });
    flush();
    return read;
  }

  static std::span<const Cell> used(std::span<const Cell> cells) {
    while (!cells.empty() && cells.back().kind == caseletters::sheets::CellKind::empty) {
      cells = cells.first(cells.size() - 1);
    }
    return cells;
  }

  static void append_cells(std::string& to, std::span<const Cell> cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) {
        to.push_back(',');
      }
      const std::size_t begin = to.size();
      caseletters::sheets::append_cell_text(to, cells[column]);
      quote_csv(to, begin);
    }
  }

  void put(int row, std::span<const Cell> cells) {
    pad_to(row);
    append_cells(out_, cells);
    end_row(cells.size());
  }

  // A sheet whose one cell stands in its last corner would fill a disk with commas.
  [[nodiscard]] bool padded() const { return static_cast<std::size_t>(rows_) * columns_ <= most_padded_cells; }

  void end_row(std::size_t cells) {
    out_.append(columns_ > cells ? columns_ - std::max<std::size_t>(cells, 1) : 0, ',').append("\r\n");
    ++next_;
    if (out_.size() > flush_bytes) {
      flush();
    }
  }

  void pad_to(int row) {
    while (next_ < row) {
      end_row(0);
    }
  }

  void flush() {
    file_.write(out_.data(), static_cast<std::streamsize>(out_.size()));
    out_.clear();
  }

  const caseletters::sheets::Workbook& workbook_;
  int sheet_;
  std::string path_;
  std::ofstream file_;
  int rows_ = 0;
  std::size_t columns_ = 0;
  std::string text_;
  std::vector<Row> waiting_;
  bool streaming_ = false;
  bool wider_ = false;
  std::string out_;
  int next_ = 0;
};

int run(const std::string& file, const std::string& folder) {
  const auto files = caseletters::disk_files();
  const auto say = [](const caseletters::Diagnostic& diagnostic) {
    fmt::print(stderr, "{}\n", caseletters::to_text(diagnostic));
  };
  auto bytes = files->read(file);
  if (!bytes) {
    say(bytes.error());
    return 3;
  }
  const auto workbook = caseletters::sheets::open_workbook(std::move(*bytes), file);
  if (!workbook) {
    say(workbook.error());
    return 3;
  }
  for (const caseletters::Diagnostic& each : (*workbook)->warnings()) {
    say(each);
  }
  if (auto made = files->make_folder(folder); !made) {
    say(made.error());
    return 4;
  }
  int status = 0;
  for (int sheet = 0; sheet < static_cast<int>((*workbook)->sheets().size()); ++sheet) {
    const std::string path = caseletters::join_path(folder, std::to_string(sheet) + ".csv");
    SheetWriter writer(**workbook, sheet, path);
    if (auto done = writer.write(); !done) {
      say(done.error());
      status = 3;
    } else if (!writer.close()) {
      say(caseletters::error("write-failed", "cannot write " + path + "."));
      return 4;
    }
  }
  return status;
}

}  // namespace

int main(int count, char** words) {
  // Whoever reads what we print may stop reading; what is being written is finished all the same.
  std::signal(SIGPIPE, SIG_IGN);
  if (count == 2 && std::string_view(words[1]) == "--help") {
    fmt::print("cells FILE DIR\n\nWrites each sheet of a workbook into DIR as it is read: 0.csv, 1.csv, …\n");
    return 0;
  }
  if (count != 3) {
    fmt::print(stderr, "cells FILE DIR: writes each sheet of FILE into the folder DIR as 0.csv, 1.csv, …\n");
    return 2;
  }
  try {
    return run(words[1], words[2]);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "cells: {}\n", failure.what());
    return 4;
  }
}
