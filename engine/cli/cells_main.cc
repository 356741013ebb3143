// cells FILE DIR: every sheet of a workbook as the engine reads it, one CSV a sheet (commands.md).

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <map>
#include <string>

#include "base/files.h"
#include "sheets/workbook.h"

namespace {

using caseletters::sheets::Cell;
using caseletters::sheets::RowInfo;

constexpr std::size_t most_padded_cells = 20'000'000;
constexpr std::size_t flush_bytes = 1 << 20;

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

struct Extent {
  int rows = 0;
  std::size_t columns = 0;
  bool in_order = true;
};

caseletters::Result<Extent> measure(const caseletters::sheets::Workbook& workbook, int sheet) {
  Extent extent;
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    std::size_t width = cells.size();
    while (width > 0 && cells[width - 1].kind == caseletters::sheets::CellKind::empty) {
      --width;
    }
    if (width > 0) {
      extent.in_order = extent.in_order && info.row >= extent.rows;
      extent.rows = std::max(extent.rows, info.row + 1);
      extent.columns = std::max(extent.columns, width);
    }
    return true;
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  return extent;
}

// Written piece by piece: a sheet may be larger than memory.
caseletters::Result<void> write_sheet(const caseletters::sheets::Workbook& workbook, int sheet, std::ofstream& file) {
  const auto extent = measure(workbook, sheet);
  if (!extent) {
    return tl::unexpected(extent.error());
  }
  const bool padded = static_cast<std::size_t>(extent->rows) * extent->columns <= most_padded_cells;
  const std::size_t columns = padded ? extent->columns : 1;
  std::string out;
  std::string text;
  std::map<int, std::string> late;  // rows of a sheet whose rows are not in order
  int next = 0;
  const auto append_row = [&](std::string& to, std::span<const Cell> cells) {
    for (std::size_t column = 0; column < std::max(columns, cells.size()); ++column) {
      if (column > 0) {
        to.push_back(',');
      }
      if (column < cells.size()) {
        text.clear();
        caseletters::sheets::append_cell_text(text, cells[column]);
        append_csv(to, text);
      }
    }
    to.append("\r\n");
  };
  const auto flush = [&] {
    file.write(out.data(), static_cast<std::streamsize>(out.size()));
    out.clear();
  };
  const auto pad_to = [&](int row) {
    for (; next < row; ++next) {
      append_row(out, {});
      if (out.size() > flush_bytes) {
        flush();
      }
    }
  };
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row >= extent->rows) {
      return true;
    }
    cells = cells.subspan(0, std::min(cells.size(), extent->columns));
    if (!extent->in_order) {
      std::string& line = late[info.row];
      line.clear();
      append_row(line, cells);
      return true;
    }
    pad_to(info.row);
    append_row(out, cells);
    ++next;
    if (out.size() > flush_bytes) {
      flush();
    }
    return true;
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  for (const auto& [row, line] : late) {
    pad_to(row);
    out.append(line);
    ++next;
  }
  pad_to(extent->rows);
  flush();
  return {};
}

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
    if (auto done = write_sheet(**workbook, sheet, out); !done) {
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
