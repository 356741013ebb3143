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
constexpr std::size_t flush_bytes = 1 << 20;
constexpr std::size_t most_waiting_bytes = 64 << 20;

// RFC 4180: quoted where the cell holds a comma, a quotation mark or a line end.
void append_csv(std::string& out, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out.append(text);
    return;
  }
  out.push_back('"');
  for (const char letter : text) {
    out.append(letter == '"' ? 2 : 1, letter);
  }
  out.push_back('"');
}

// One sheet as CSV, from A1 to its last used row and column. How wide it is is known only at its end: a sheet of
// ordinary size waits for that in memory, a larger one is read a second time.
class SheetWriter {
 public:
  SheetWriter(const caseletters::sheets::Workbook& workbook, int sheet, std::ofstream& file)
      : workbook_(workbook), sheet_(sheet), file_(file) {}

  caseletters::Result<void> write() {
    if (auto gathered = gather(); !gathered) {
      return gathered;
    }
    if (!padded()) {
      columns_ = 1;
    }
    if (!too_large_) {
      write_waiting();
      return {};
    }
    return write_again();
  }

 private:
  struct Row {
    int row = 0;
    std::size_t cells = 0;
    std::size_t begin = 0, end = 0;  // in text_
  };

  caseletters::Result<void> gather() {
    return workbook_.read(sheet_, [&](const RowInfo& info, std::span<const Cell> cells) {
      cells = used(cells);
      if (cells.empty()) {
        return true;
      }
      rows_ = std::max(rows_, info.row + 1);
      columns_ = std::max(columns_, cells.size());
      if (!too_large_) {
        const std::size_t begin = text_.size();
        append_cells(text_, cells);
        waiting_.push_back({info.row, cells.size(), begin, text_.size()});
        too_large_ = text_.size() > most_waiting_bytes;
      }
      return true;
    });
  }

  void write_waiting() {
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
    flush();
  }

  caseletters::Result<void> write_again() {
    text_.clear();
    text_.shrink_to_fit();
    waiting_.clear();
    auto read = workbook_.read(sheet_, [&](const RowInfo& info, std::span<const Cell> cells) {
      cells = used(cells);
      if (!cells.empty()) {
        pad_to(info.row);
        append_cells(out_, cells);
        end_row(cells.size());
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

  void append_cells(std::string& to, std::span<const Cell> cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) {
        to.push_back(',');
      }
      cell_.clear();
      caseletters::sheets::append_cell_text(cell_, cells[column]);
      append_csv(to, cell_);
    }
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
  std::ofstream& file_;
  int rows_ = 0;
  std::size_t columns_ = 0;
  std::string text_;
  std::vector<Row> waiting_;
  bool too_large_ = false;
  std::string out_;
  std::string cell_;
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
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (auto done = SheetWriter(**workbook, sheet, out).write(); !done) {
      say(done.error());
      status = 3;
    } else if (out.close(); !out) {
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
