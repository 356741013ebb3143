#include "sheets/write_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/files.h"
#include "sheets/ods_workbook.h"

namespace caseletters::sheets {

namespace {

using Position = std::pair<int, int>;

// A row's cells but for some, as one number; 0 where nothing is left.
std::size_t sum_of(const RowInfo& info, std::span<const Cell> cells, const std::set<Position>& but) {
  std::size_t sum = 0;
  std::string text;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const Cell& cell = cells[column];
    if ((cell.kind == CellKind::empty && !cell.formula_without_value) ||
        but.count({info.row, static_cast<int>(column)}) != 0) {
      continue;
    }
    text = cell_text(cell);
    text.append("\x1f").append(std::to_string(static_cast<int>(cell.kind))).append(cell.formula ? "f" : "v");
    sum = sum * 1099511628211u + std::hash<std::string>{}(text) + column * 31u + 1u;
  }
  return sum == 0 ? 0 : sum + (info.hidden ? 1u : 0u);
}

// A cell that another is merged over is not shown; one with a formula may be what other cells' formulas are shared
// from.
Result<void> check_places(const Workbook& workbook, int sheet, const SortedCells& cells) {
  const auto refuse = [](int row, int column, std::string_view what, std::string hint) {
    Diagnostic refused =
        error("cell-not-there", fmt::format("cell {} {}.", cell_name(row, column), what), std::move(hint));
    refused.cell = cell_name(row, column);
    return fail(std::move(refused));
  };
  const auto first_of = [&](int row) {
    return std::partition_point(cells.begin(), cells.end(), [row](const CellText& each) { return each.row < row; });
  };
  const auto merged = workbook.merged(sheet);
  if (!merged) {
    return fail(merged.error());
  }
  for (const std::string& name : *merged) {
    const auto range = cell_range(name);
    for (auto at = range ? first_of(range->first.row) : cells.end(); at != cells.end() && at->row <= range->last.row;
         ++at) {
      const bool shown = at->row == range->first.row && at->column == range->first.column;
      if (!shown && at->column >= range->first.column && at->column <= range->last.column) {
        return refuse(at->row, at->column, fmt::format("is merged with others ({}), so nothing in it is shown", name),
                      "Unmerge the cells below the headings for what is issued, or give those headings other columns.");
      }
    }
  }
  const CellText* formula = nullptr;
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> row) {
    for (auto at = first_of(info.row); at != cells.end() && at->row == info.row; ++at) {
      const auto column = static_cast<std::size_t>(at->column);
      if (column < row.size() && row[column].formula) {
        formula = &*at;
      }
    }
    return formula == nullptr;
  });
  if (!read) {
    return fail(read.error());
  }
  if (formula != nullptr) {
    return refuse(formula->row, formula->column, "holds a formula",
                  "Clear the cell, or give the headings for what is issued other columns.");
  }
  return {};
}

// Whether `copy` holds what `original` holds in every sheet, but for the cells, which hold their texts.
Result<bool> is_right_copy(const Workbook& original, const Workbook& copy, int sheet, const SortedCells& cells) {
  if (original.sheets().size() != copy.sheets().size()) {
    return false;
  }
  std::map<Position, const CellText*> wanted;
  for (const CellText& each : cells) {
    wanted.emplace(Position{each.row, each.column}, &each);
  }
  for (int at = 0; at < static_cast<int>(original.sheets().size()); ++at) {
    std::set<Position> but;
    if (at == sheet) {
      for (const auto& [position, text] : wanted) {
        but.insert(position);
      }
    }
    std::map<int, std::size_t> sums;
    auto first = original.read(at, [&](const RowInfo& info, std::span<const Cell> row) {
      if (const std::size_t sum = sum_of(info, row, but); sum != 0) {
        sums.emplace(info.row, sum);
      }
      return true;
    });
    if (!first) {
      if (at == sheet) {
        return fail(first.error());
      }
      continue;  // a sheet that cannot be read was copied as it stands
    }
    bool same = true;
    std::size_t rows = 0;
    std::size_t found = 0;
    auto second = copy.read(at, [&](const RowInfo& info, std::span<const Cell> row) {
      if (const std::size_t sum = sum_of(info, row, but); sum != 0) {
        const auto known = sums.find(info.row);
        same = same && known != sums.end() && known->second == sum;
        ++rows;
      }
      for (std::size_t column = 0; at == sheet && column < row.size(); ++column) {
        const auto place = wanted.find({info.row, static_cast<int>(column)});
        if (place != wanted.end() && row[column].kind == CellKind::text) {
          std::string text = row[column].text;
          std::erase(text, '\r');
          same = same && text == place->second->text;
          ++found;
        }
      }
      return same;
    });
    if (!second) {
      return fail(second.error());
    }
    if (!same || rows != sums.size() || (at == sheet && found != wanted.size())) {
      return false;
    }
  }
  return true;
}

// A spreadsheet program would work out what begins like a formula in a CSV file.
void make_harmless(std::string& text) {
  if (text.size() > 1 && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) {
    text.insert(0, "'");
  }
}

}  // namespace

Result<std::string> with_part(const package::Archive& archive, std::string_view part, std::string_view content) {
  std::vector<package::PackedPart> parts;
  parts.reserve(archive.entries().size());
  for (const package::Entry& entry : archive.entries()) {
    if (entry.name == part) {
      parts.push_back(package::Compressor().pack(entry.name, content));
      continue;
    }
    auto bytes = archive.read_compressed(entry.name);
    if (!bytes) {
      return fail(bytes.error());
    }
    package::PackedPart packed;
    packed.name = entry.name;
    packed.bytes = std::move(*bytes);
    packed.size = entry.size;
    packed.crc = entry.crc;
    packed.method = entry.method;
    parts.push_back(std::move(packed));
  }
  std::vector<const package::PackedPart*> all;
  for (const package::PackedPart& each : parts) {
    all.push_back(&each);
  }
  return package::write_archive(all);
}

Result<std::string> write_cells(const std::string& workbook, const std::string& file, int sheet, int heading_row,
                                std::vector<CellText> cells) {
  std::sort(cells.begin(), cells.end(), [](const CellText& a, const CellText& b) {
    return std::pair(a.row, a.column) < std::pair(b.row, b.column);
  });
  const auto original = open_workbook(workbook, file);
  if (!original) {
    return fail(original.error());
  }
  if (auto writable = check_places(**original, sheet, cells); !writable) {
    writable.error().file = file;
    return fail(writable.error());
  }
  Result<std::string> written;
  if (workbook.starts_with("PK")) {
    auto archive = package::Archive::open(workbook, file);
    if (!archive) {
      return fail(archive.error());
    }
    written = is_opendocument(*archive) ? write_ods_cells(*archive, sheet, heading_row, cells)
                                        : write_xlsx_cells(*archive, sheet, heading_row, cells);
  } else {
    const std::string ending = file_ending(file);
    if (ending == "json" || ending == "xml") {
      Diagnostic cannot = error("cannot-write-back", "what was issued cannot be written into a JSON or XML file.",
                                "Use a workbook (.xlsx, .ods) or a CSV file, or --report.");
      cannot.file = file;
      return fail(std::move(cannot));
    }
    for (CellText& each : cells) {
      make_harmless(each.text);
    }
    written = write_csv_cells(workbook, file, cells);
  }
  if (!written) {
    written.error().file = file;
    return written;
  }
  const auto copy = open_workbook(*written, file);
  if (!copy) {
    return fail(copy.error());
  }
  const auto right = is_right_copy(**original, **copy, sheet, cells);
  if (!right) {
    return fail(right.error());
  }
  if (!*right) {
    Diagnostic differs = error(
        "copy-differs", "a copy of this workbook would not hold all that the workbook holds, so none was written.",
        "Open the workbook in Excel or LibreOffice, save it, and try again.");
    differs.file = file;
    return fail(std::move(differs));
  }
  return written;
}

}  // namespace caseletters::sheets
