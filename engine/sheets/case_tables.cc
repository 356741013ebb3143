#include "sheets/case_tables.h"

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::string_view id_heading = "Case ID";
constexpr std::size_t most_cells = 10'000'000;

}  // namespace

class TablesWorkbook : public Workbook {
 public:
  TablesWorkbook(std::string file, std::vector<CaseTables::Table> tables, std::string text, Diagnostics warnings)
      : file_(std::move(file)), tables_(std::move(tables)), text_(std::move(text)), warnings_(std::move(warnings)) {
    for (const CaseTables::Table& table : tables_) {
      sheets_.push_back({table.name, table.hidden});
    }
  }

  [[nodiscard]] const std::string& file() const override { return file_; }
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  [[nodiscard]] const Diagnostics& warnings() const override { return warnings_; }
  [[nodiscard]] Result<std::vector<std::string>> merged(int) const override { return std::vector<std::string>{}; }

  [[nodiscard]] Result<void> read(int sheet, const RowTaker& take) const override {
    const CaseTables::Table& table = tables_[static_cast<std::size_t>(sheet)];
    std::vector<Cell> cells(table.headings.size());
    for (std::size_t column = 0; column < cells.size(); ++column) {
      cells[column].kind = CellKind::text;
      cells[column].text = table.headings[column];
    }
    if (cells.empty() || !take({0, false, 0}, cells)) {
      return {};
    }
    for (Cell& cell : cells) {
      cell.clear();
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::size_t first = table.rows[row].first;
      const std::size_t end = row + 1 < table.rows.size() ? table.rows[row + 1].first : table.cells.size();
      for (std::size_t at = first; at < end; ++at) {
        CaseTables::read_cell(text_, table.cells[at], cells[table.cells[at].column]);
      }
      const bool go_on = end == first || take({static_cast<int>(row) + 1, false, table.rows[row].line}, cells);
      for (std::size_t at = first; at < end; ++at) {
        cells[table.cells[at].column].clear();
      }
      if (!go_on) {
        break;
      }
    }
    return {};
  }

 private:
  std::string file_;
  std::vector<CaseTables::Table> tables_;
  std::string text_;
  std::vector<SheetInfo> sheets_;
  Diagnostics warnings_;
};

Result<void> CaseTables::check_size(std::size_t bytes, const std::string& file) {
  if (bytes <= most_file_bytes) {
    return {};
  }
  Diagnostic diagnostic = error("file-too-large", "this file of cases is larger than 128 MB.",
                                "Export fewer cases at a time, or save them as a workbook (.xlsx, .ods).");
  diagnostic.file = file;
  return fail(std::move(diagnostic));
}

std::size_t CaseTables::sheet(std::string_view name) {
  for (std::size_t at = 0; at < sheets_.size(); ++at) {
    if (sheets_[at].name == name) {
      return at;
    }
  }
  const std::size_t made = add_sheet();
  sheets_[made].name = name;
  return made;
}

std::size_t CaseTables::add_sheet() {
  sheets_.emplace_back();
  return sheets_.size() - 1;
}

void CaseTables::begin_row(std::size_t sheet, int line) {
  row_sheet_ = sheet;
  open_row(sheets_[sheet], line);
}

void CaseTables::open_row(Table& table, int line) {
  full_ = table.rows.size() + 1 >= static_cast<std::size_t>(most_rows);  // the headings are a row too
  if (!full_) {
    table.rows.push_back({table.cells.size(), line});
  }
}

bool CaseTables::begin_item(std::string_view name, int line) {
  item_sheet_ = sheet(name);
  if (item_sheet_ == row_sheet_) {
    return false;
  }
  in_item_ = true;
  Table& table = sheets_[item_sheet_];
  open_row(table, line);
  if (put_into(table, id_heading, Cell{}) == Trouble::none) {
    waiting_.emplace_back(item_sheet_, table.cells.size() - 1);
  }
  return true;
}

void CaseTables::end_item() {
  in_item_ = false;
}

void CaseTables::end_row() {
  if (waiting_.empty()) {
    return;
  }
  const Table& table = sheets_[row_sheet_];
  const std::size_t first = table.rows.back().first;
  Stored id;
  for (std::size_t at = first; at < table.cells.size(); ++at) {
    const bool named = fold_heading(table.headings[table.cells[at].column]) == fold_heading(id_heading);
    if (at == first || named) {
      id = table.cells[at];
    }
    if (named) {
      break;
    }
  }
  for (const auto& [sheet, cell] : waiting_) {
    Stored& stored = sheets_[sheet].cells[cell];
    const std::uint16_t column = stored.column;
    stored = id;
    stored.column = column;
  }
  waiting_.clear();
}

CaseTables::Trouble CaseTables::put(std::string_view heading, const Cell& cell) {
  return put_into(sheets_[in_item_ ? item_sheet_ : row_sheet_], heading, cell);
}

CaseTables::Trouble CaseTables::put_into(Table& table, std::string_view heading, const Cell& cell) {
  if (full_ || cells_ == most_cells) {
    return Trouble::too_many;
  }
  const auto [known, is_new] =
      table.columns.emplace(std::string(heading), static_cast<std::uint16_t>(table.headings.size()));
  const std::uint16_t column = known->second;
  if (is_new) {
    if (table.headings.size() == static_cast<std::size_t>(most_columns)) {
      return Trouble::too_many;
    }
    table.headings.emplace_back(heading);
    table.last_row.push_back(0);
  }
  if (table.last_row[column] == table.rows.size()) {
    return Trouble::twice;
  }
  table.last_row[column] = table.rows.size();
  Stored stored;
  stored.column = column;
  stored.kind = cell.kind;
  stored.number = cell.number;
  stored.begin = static_cast<std::uint32_t>(text_.size());
  stored.size = static_cast<std::uint32_t>(cell.text.size());
  text_.append(cell.text);
  table.cells.push_back(stored);
  ++cells_;
  return Trouble::none;
}

void CaseTables::read_cell(const std::string& text, const Stored& stored, Cell& cell) {
  cell.clear();
  cell.kind = stored.kind;
  cell.number = stored.number;
  cell.text.assign(text, stored.begin, stored.size);
}

std::unique_ptr<Workbook> CaseTables::finish(std::string file, Diagnostics warnings) && {
  return std::make_unique<TablesWorkbook>(std::move(file), std::move(sheets_), std::move(text_), std::move(warnings));
}

}  // namespace caseletters::sheets
