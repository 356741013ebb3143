#include "sheets/xml_workbook.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "package/xml.h"
#include "sheets/case_tables.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

using Attributes = std::span<const package::StreamAttribute>;

constexpr std::size_t most_value_bytes = 64u << 20;
// The schema's own reading builds a tree of ten times the file: a larger file has only the checks of the reader, which
// are the same and know no more than the line.
constexpr std::size_t most_validated_bytes = 16u << 20;

class CaseReader : public package::StreamHandler {
 public:
  CaseReader(CaseTables& tables, const int& line) : tables_(tables), line_(line) {}

  [[nodiscard]] const std::optional<Diagnostic>& trouble() const { return trouble_; }
  [[nodiscard]] bool done() const override { return trouble_.has_value(); }

  void start(std::string_view name, std::string_view uri, Attributes attributes) override {
    if (trouble_) {
      return;
    }
    const Level above = level_;
    level_ = uri.empty() ? level_of(name) : Level::none;
    levels_.push_back(above);
    if (level_ == Level::none || !may_stand(above)) {
      refuse("<" + std::string(name) + "> may not stand here.");
      return;
    }
    begin(name, attributes);
  }

  void end(std::string_view, std::string_view) override {
    if (trouble_) {
      return;
    }
    if (level_ == Level::value) {
      end_value();
    } else if (level_ == Level::item) {
      tables_.end_item();
    } else if (level_ == Level::one_case || level_ == Level::row) {
      tables_.end_row();
    }
    level_ = levels_.back();
    levels_.pop_back();
  }

  void text(std::string_view characters) override {
    if (trouble_) {
      return;
    }
    if (level_ != Level::value) {
      if (!trim(characters).empty()) {
        refuse("words stand outside any <value>.");
      }
      return;
    }
    value_.append(characters);
    if (value_.size() > most_value_bytes) {
      refuse("\"" + heading_ + "\" holds more text than any letter could.");
    }
  }

 private:
  enum class Level { none, file, one_case, sheet, row, item, value };

  [[nodiscard]] static Level level_of(std::string_view name) {
    return name == "value"                                           ? Level::value
           : name == "case"                                          ? Level::one_case
           : name == "child" || name == "incident" || name == "item" ? Level::item
           : name == "row"                                           ? Level::row
           : name == "sheet"                                         ? Level::sheet
           : name == "cases"                                         ? Level::file
                                                                     : Level::none;
  }

  [[nodiscard]] bool may_stand(Level above) {
    switch (level_) {
      case Level::file:
        return above == Level::none;
      case Level::one_case:
      case Level::sheet:
        if (kind_ == Level::none) {
          kind_ = level_;
        }
        return above == Level::file && kind_ == level_;
      case Level::row:
        return above == Level::sheet;
      case Level::item:
        return above == Level::one_case;
      case Level::value:
        return above == Level::one_case || above == Level::row || above == Level::item;
      case Level::none:
        break;
    }
    return false;
  }

  void begin(std::string_view name, Attributes attributes) {
    if (level_ == Level::one_case) {
      tables_.begin_row(tables_.sheet("Cases"), line_);
    } else if (level_ == Level::sheet) {
      sheet_ = tables_.add_sheet();
      tables_.name_sheet(sheet_, needed(attributes, "name"));
      if (is_true(trim(attribute(attributes, "hidden")))) {
        tables_.hide_sheet(sheet_);
      }
    } else if (level_ == Level::row) {
      tables_.begin_row(sheet_, line_);
    } else if (level_ == Level::item) {
      const std::string sheet = name == "child"      ? "Children"
                                : name == "incident" ? "Incidents"
                                                     : needed(attributes, "sheet");
      if (!trouble_ && !tables_.begin_item(sheet, line_)) {
        refuse("items may not have the sheet \"" + sheet + "\", which is that of the cases themselves.");
      }
    } else if (level_ == Level::value) {
      heading_ = needed(attributes, "heading");
      value_.clear();
    }
  }

  std::string needed(Attributes attributes, std::string_view name) {
    const std::string_view found = attribute(attributes, name);
    if (trim(found).empty()) {
      refuse("the attribute " + std::string(name) + " is missing or blank.");
    }
    return std::string(found);
  }

  void end_value() {
    Cell cell;
    cell.kind = trim(value_).empty() ? CellKind::empty : CellKind::text;
    if (cell.kind == CellKind::text) {
      cell.text = value_;
    }
    switch (tables_.put(heading_, cell)) {
      case CaseTables::Trouble::none:
        return;
      case CaseTables::Trouble::twice:
        refuse("\"" + heading_ + "\" stands twice in the same place.");
        return;
      case CaseTables::Trouble::too_many:
        refuse("there are more headings, rows or values than a spreadsheet could hold.");
        return;
    }
  }

  void refuse(std::string message) {
    if (!trouble_) {
      trouble_ = error("schema", std::move(message), "schemas/cases.xsd says what an XML case file may hold.");
      trouble_->line = line_;
    }
  }

  CaseTables& tables_;
  const int& line_;
  std::optional<Diagnostic> trouble_;
  Level level_ = Level::none;
  std::vector<Level> levels_;  // those above
  Level kind_ = Level::none;   // cases or sheets
  std::size_t sheet_ = 0;
  std::string heading_;
  std::string value_;
};

// What the root element is called, from a first look.
class RootReader : public package::StreamHandler {
 public:
  std::string root;
  void start(std::string_view name, std::string_view, Attributes) override {
    if (root.empty()) {
      root = name;
    }
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
  [[nodiscard]] bool done() const override { return !root.empty(); }
};

// Feeds the bytes line by line, so that the handler knows where it is.
Result<void> feed_lines(std::string_view bytes, const std::string& file, package::StreamHandler& handler, int& line) {
  constexpr std::size_t most_piece = 64 << 10;
  package::XmlStream stream(handler, file, "");
  for (std::size_t at = 0; at < bytes.size() && !handler.done();) {
    const std::string_view rest = bytes.substr(at, most_piece);
    const std::size_t feed = rest.find('\n');
    const std::string_view piece = rest.substr(0, feed == std::string_view::npos ? feed : feed + 1);
    if (auto fed = stream.feed(piece); !fed) {
      return fed;
    }
    line += feed == std::string_view::npos ? 0 : 1;
    at += piece.size();
  }
  return handler.done() ? Result<void>() : stream.finish();
}

}  // namespace

Result<std::unique_ptr<Workbook>> open_xml(const std::string& bytes, const std::string& file) {
  const auto of_file = [&](Diagnostic diagnostic) {
    diagnostic.file = file;
    return diagnostic;
  };
  if (auto fits = CaseTables::check_size(bytes.size(), file); !fits) {
    return fail(fits.error());
  }
  if (trim(bytes).empty()) {
    return fail(of_file(error("empty-file", "the file is empty.", "Export the cases again.")));
  }
  int line = 1;
  RootReader first;
  if (auto read = feed_lines(bytes, file, first, line); !read) {
    return fail(read.error());
  }
  if (first.root != "cases") {
    return fail(of_file(error("not-a-workbook", "this XML file holds <" + first.root + ">, not <cases>.",
                              "Save the workbook as .xlsx, .ods or .csv, or export the cases as schemas/cases.xsd "
                              "says.")));
  }
  if (bytes.size() <= most_validated_bytes) {
    if (Diagnostics findings = package::validate(bytes, file, cases_schema()); !findings.empty()) {
      return fail(std::move(findings.front()));
    }
  }
  line = 1;
  CaseTables tables;
  CaseReader reader(tables, line);
  if (auto read = feed_lines(bytes, file, reader, line); !read) {
    return fail(read.error());
  }
  if (reader.trouble()) {
    return fail(of_file(*reader.trouble()));
  }
  return std::move(tables).finish(file, {});
}

}  // namespace caseletters::sheets
