#include "sheets/csv_workbook.h"

#include <csv.h>

#include <algorithm>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "sheets/csv_text.h"

namespace caseletters::sheets {

namespace {

Diagnostic at_line(Diagnostic diagnostic, const std::string& file, int line) {
  diagnostic.file = file;
  diagnostic.line = line;
  return diagnostic;
}

// libcsv's callbacks gather one row at a time.
class RowGatherer {
 public:
  RowGatherer(const RowTaker& take, int first_line) : take_(take), line_(first_line), row_line_(first_line) {}

  void field(std::string_view text) {
    if (width_ == most_columns) {
      too_wide_ = true;
      return;
    }
    if (width_ == cells_.size()) {
      cells_.emplace_back();
    }
    Cell& cell = cells_[width_++];
    cell.clear();
    if (!text.empty()) {
      cell.kind = CellKind::text;
      cell.text = text;
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '\n' || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n'))) {
        ++line_;
      }
    }
    open_ = true;
  }

  // `ending` is the character that ended the row, or -1 at the end of the file.
  void end_row(int ending) {
    // The line feed of a CR LF pair arrives as an empty row of its own.
    if (ending == '\n' && last_ending_ == '\r' && !open_) {
      last_ending_ = ending;
      return;
    }
    last_ending_ = ending;
    if (!stopped_ && open_ && !take_({row_, false, row_line_}, {cells_.data(), width_})) {
      stopped_ = true;
    }
    ++row_;
    row_line_ = ++line_;
    width_ = 0;
    open_ = false;
  }

  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] bool too_wide() const { return too_wide_; }
  [[nodiscard]] int row_line() const { return row_line_; }

 private:
  const RowTaker& take_;
  std::vector<Cell> cells_;
  std::size_t width_ = 0;
  int row_ = 0;
  int line_;
  int row_line_;
  int last_ending_ = 0;
  bool open_ = false;
  bool stopped_ = false;
  bool too_wide_ = false;
};

void on_field(void* text, std::size_t size, void* gatherer) {
  static_cast<RowGatherer*>(gatherer)->field({static_cast<const char*>(text), size});
}
void on_row(int ending, void* gatherer) {
  static_cast<RowGatherer*>(gatherer)->end_row(ending);
}
int never_space(unsigned char) {
  return 0;
}

struct ParserGuard {
  csv_parser parser{};
  explicit ParserGuard(unsigned char options) {
    if (csv_init(&parser, options) != 0) {
      throw std::bad_alloc();
    }
  }
  ~ParserGuard() { csv_free(&parser); }
  ParserGuard(const ParserGuard&) = delete;
  ParserGuard& operator=(const ParserGuard&) = delete;
};

class CsvWorkbook : public Workbook {
 public:
  CsvWorkbook(std::string file, std::string text) : file_(std::move(file)), text_(std::move(text)) {
    std::string name = file_name(file_);
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0) {
      name.erase(dot);
    }
    sheets_.push_back({std::move(name), false});
    delimiter_ = find_delimiter(text_);
    skipped_ = separator_line(text_).size();
  }

  [[nodiscard]] const std::string& file() const override { return file_; }
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  [[nodiscard]] const Diagnostics& warnings() const override { return warnings_; }
  [[nodiscard]] Result<std::vector<std::string>> merged(int) const override { return std::vector<std::string>{}; }

  // libcsv forgives a quotation mark that is never closed; nobody who lost half a table would.
  [[nodiscard]] Result<void> check_quotes() const {
    const int first = skipped_ == 0 ? 0 : 1;
    const int line = first + unclosed_quote_line(std::string_view(text_).substr(skipped_), delimiter_);
    if (line == first) {
      return {};
    }
    return fail(at_line(
        error("csv-quote", "a quotation mark opened on line " + std::to_string(line) + " is never rightly closed.",
              "Close it before the next delimiter, or write it twice (\"\") where it belongs to the words."),
        file_, line));
  }

  [[nodiscard]] Result<void> read(int, const RowTaker& take) const override {
    // Unquoted spaces are kept, and empty lines are rows too.
    ParserGuard guard(CSV_REPALL_NL);
    csv_set_delim(&guard.parser, static_cast<unsigned char>(delimiter_));
    csv_set_space_func(&guard.parser, never_space);
    RowGatherer gatherer(take, skipped_ == 0 ? 1 : 2);
    constexpr std::size_t piece_size = 64 << 10;
    for (std::size_t at = skipped_; at < text_.size() && !gatherer.stopped(); at += piece_size) {
      const std::string_view piece = std::string_view(text_).substr(at, piece_size);
      if (csv_parse(&guard.parser, piece.data(), piece.size(), on_field, on_row, &gatherer) != piece.size()) {
        throw std::bad_alloc();
      }
      if (gatherer.too_wide()) {
        return fail(at_line(error("csv-wide", "this row holds more cells than any spreadsheet has columns (16,384).",
                                  "Check that the file is a CSV file of cases."),
                            file_, gatherer.row_line()));
      }
    }
    if (!gatherer.stopped()) {
      csv_fini(&guard.parser, on_field, on_row, &gatherer);
    }
    return {};
  }

  void warn(Diagnostic diagnostic) {
    diagnostic.file = file_;
    warnings_.push_back(std::move(diagnostic));
  }

 private:
  std::string file_;
  std::string text_;
  std::vector<SheetInfo> sheets_;
  Diagnostics warnings_;
  char delimiter_ = ',';
  std::size_t skipped_ = 0;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_csv(std::string bytes, const std::string& file) {
  auto plain = decode_text(std::move(bytes), file);
  if (!plain) {
    return fail(plain.error());
  }
  if (plain->text.empty()) {
    return fail(
        at_line(error("empty-file", "the file is empty.", "Give the case workbook, saved as .xlsx or .csv."), file, 0));
  }
  if (const std::size_t nul = plain->text.find('\0'); nul != std::string::npos) {
    const auto line = 1 + std::count(plain->text.begin(), plain->text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
    return fail(
        at_line(error("csv-nul", "line " + std::to_string(line) + " holds a NUL character: this is no text file.",
                      "Open the workbook in its own program and save it again as \"CSV UTF-8\"."),
                file, static_cast<int>(line)));
  }
  auto workbook = std::make_unique<CsvWorkbook>(file, std::move(plain->text));
  if (plain->guessed_charset) {
    workbook->warn(warning("check-accents", "the file is not UTF-8; it was read as Windows-1252 (Western European).",
                           "Check the accents in names, or save the file again as \"CSV UTF-8\"."));
  }
  if (auto closed = workbook->check_quotes(); !closed) {
    return fail(closed.error());
  }
  return workbook;
}

}  // namespace caseletters::sheets
