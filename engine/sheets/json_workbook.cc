#include "sheets/json_workbook.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "sheets/case_tables.h"
#include "sheets/csv_text.h"
#include "sheets/json_trouble.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t most_value_bytes = 64u << 20;

// Text that knows on which line its reader stands.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  int* line = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    *line += *at == '\n' ? 1 : 0;
    ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.at != b.at; }
};

// Where the reader stands; a stack of these is the way there.
enum class Place { top, sheets, sheet, rows, row, list, items, item, item_list };

class CaseReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  CaseReader(CaseTables& tables, std::string_view text, const int& line) : tables_(tables), text_(text), line_(line) {}

  [[nodiscard]] const std::optional<Diagnostic>& trouble() const { return trouble_; }

  bool null() override { return value(Cell{}); }
  bool boolean(bool yes) override {
    Cell cell;
    cell.kind = CellKind::boolean;
    cell.number = yes ? 1 : 0;
    cell.text = yes ? "TRUE" : "FALSE";
    return value(cell);
  }
  bool number_integer(number_integer_t number) override {
    return this->number(static_cast<double>(number), std::to_string(number));
  }
  bool number_unsigned(number_unsigned_t number) override {
    return this->number(static_cast<double>(number), std::to_string(number));
  }
  bool number_float(number_float_t number, const string_t& text) override { return this->number(number, text); }
  bool string(string_t& text) override {
    Cell cell;
    cell.kind = text.empty() ? CellKind::empty : CellKind::text;
    cell.text = std::move(text);
    return value(cell);
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override {
    if (places_.empty()) {
      return enter(Place::top);
    }
    switch (places_.back()) {
      case Place::sheets:
        sheet_ = tables_.add_sheet();
        sheet_name_.clear();
        return enter(Place::sheet);
      case Place::rows:
        tables_.begin_row(sheet_, line_);
        return enter(Place::row);
      case Place::list:
        if (!joined_.empty() || in_sheets_) {
          break;
        }
        places_.back() = Place::items;
        [[fallthrough]];
      case Place::items:
        if (!tables_.begin_item(key_, line_)) {
          return refuse("the list \"" + key_ + "\" has the name of the cases themselves.");
        }
        return enter(Place::item);
      default:
        break;
    }
    return refuse(
        "braces { } stand where a word, a number or a list belongs.",
        "Write the words straight after the name. Children and incidents are lists: \"Children\": [ { … } ].");
  }

  bool key(string_t& name) override {
    if (places_.back() == Place::item) {
      item_key_ = std::move(name);
      return true;
    }
    key_ = std::move(name);
    const bool top = places_.back() == Place::top;
    const bool sheet = places_.back() == Place::sheet;
    if ((top && key_ != "cases" && key_ != "sheets" && key_ != "$schema") ||
        (sheet && key_ != "name" && key_ != "rows" && key_ != "hidden")) {
      return refuse("the name \"" + key_ + "\" is not known here.",
                    top ? "At the outermost level stands \"cases\", a list of cases, or \"sheets\"."
                        : "A sheet has a \"name\", \"rows\", and may be \"hidden\".");
    }
    if (top && key_ != "$schema" && std::exchange(content_, true)) {
      return refuse("there may be one \"cases\" or one \"sheets\", not both.");
    }
    return true;
  }

  bool end_object() override {
    const Place left = places_.back();
    places_.pop_back();
    if (left == Place::row) {
      tables_.end_row();
    } else if (left == Place::item) {
      tables_.end_item();
    } else if (left == Place::sheet && sheet_name_.empty()) {
      return refuse("a sheet has no \"name\".");
    } else if (left == Place::top && !content_) {
      return refuse("there are neither \"cases\" nor \"sheets\".", "Put the cases in a list: { \"cases\": [ … ] }.");
    }
    return true;
  }

  bool start_array(std::size_t) override {
    if (places_.empty()) {
      return enter_cases();
    }
    switch (places_.back()) {
      case Place::top:
        if (key_ == "cases") {
          return enter_cases();
        }
        in_sheets_ = true;
        return key_ == "sheets" ? enter(Place::sheets) : refuse("\"" + key_ + "\" may not be a list.");
      case Place::sheet:
        return key_ == "rows" ? enter(Place::rows) : refuse("\"" + key_ + "\" may not be a list.");
      case Place::row:
        joined_.clear();
        return enter(Place::list);
      case Place::item:
        joined_.clear();
        return enter(Place::item_list);
      default:
        return refuse("a list stands where a case, a row or a word belongs.",
                      "Each case stands in braces: [ { \"Case ID\": … }, { … } ].");
    }
  }

  bool end_array() override {
    const Place left = places_.back();
    places_.pop_back();
    if (left != Place::list && left != Place::item_list) {
      return true;
    }
    Cell cell;
    cell.kind = joined_.empty() ? CellKind::empty : CellKind::text;
    cell.text = std::move(joined_);
    joined_.clear();
    return cell.kind == CellKind::empty || put(cell);
  }

  // `read` counts the byte that could not be read.
  bool parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& why) override {
    if (!trouble_) {
      const bool out_of_range = dynamic_cast<const nlohmann::json::out_of_range*>(&why) != nullptr;
      trouble_ = json_trouble(text_, out_of_range || read == 0 ? text_.size() : read - 1);
      if (out_of_range) {
        trouble_->message = "a number is larger than any that can be reckoned with.";
        trouble_->hint = "Put it in quotation marks, if it is no number but a name.";
        trouble_->line = line_;
      }
    }
    return false;
  }

 private:
  bool enter(Place place) {
    places_.push_back(place);
    return true;
  }
  bool enter_cases() {
    content_ = true;
    sheet_ = tables_.sheet("Cases");
    return enter(Place::rows);
  }

  bool number(double number, std::string text) {
    Cell cell;
    cell.kind = CellKind::number;
    cell.number = number;
    cell.text = std::move(text);
    return value(cell);
  }

  bool value(const Cell& cell) {
    if (places_.empty()) {
      return refuse("the file holds a single value, and no cases.", "Put the cases in a list: { \"cases\": [ … ] }.");
    }
    switch (places_.back()) {
      case Place::row:
      case Place::item:
        return put(cell);
      case Place::list:
      case Place::item_list:
        if (cell.text.size() + joined_.size() > most_value_bytes) {
          return refuse("the list holds more text than any letter could.");
        }
        if (cell.kind != CellKind::empty) {
          joined_.append(joined_.empty() ? "" : "\n").append(cell.text);
        }
        return true;
      case Place::sheet:
        if (key_ == "name" && cell.kind == CellKind::text) {
          sheet_name_ = cell.text;
          tables_.name_sheet(sheet_, sheet_name_);
          return true;
        }
        if (key_ == "hidden" && cell.kind == CellKind::boolean) {
          if (cell.number != 0) {
            tables_.hide_sheet(sheet_);
          }
          return true;
        }
        return refuse("\"" + key_ + "\" cannot be this.");
      case Place::top:
        return key_ == "$schema" || refuse("\"" + key_ + "\" must be a list.");
      default:
        return refuse("a single value stands where a case, a row or a sheet belongs.",
                      "Each case stands in braces: [ { \"Case ID\": … }, { … } ].");
    }
  }

  bool put(const Cell& cell) {
    const bool in_item = places_.back() == Place::item;
    const std::string& heading = in_item ? item_key_ : key_;
    if (cell.text.size() > most_value_bytes) {
      return refuse("\"" + heading + "\" holds more text than any letter could.");
    }
    switch (tables_.put(heading, cell)) {
      case CaseTables::Trouble::none:
        return true;
      case CaseTables::Trouble::twice:
        return in_item && fold_heading(heading) == "caseid"
                   ? refuse("a child, an incident or another item has a \"Case ID\" of its own.",
                            "Take it out: an item belongs to the case that it stands in.")
                   : refuse("\"" + heading + "\" stands twice in the same place.", "Take one of the two out.");
      case CaseTables::Trouble::too_many:
        break;
    }
    return refuse("there are more names, rows or values than a spreadsheet could hold.");
  }

  bool refuse(std::string message,
              std::string hint = "schemas/cases.schema.json says what a JSON case file may hold.") {
    if (!trouble_) {
      trouble_ = error("schema", std::move(message), std::move(hint));
      trouble_->line = line_;
    }
    return false;
  }

  CaseTables& tables_;
  std::string_view text_;
  const int& line_;
  std::optional<Diagnostic> trouble_;
  std::vector<Place> places_;
  bool content_ = false;
  bool in_sheets_ = false;
  std::size_t sheet_ = 0;
  std::string sheet_name_;
  std::string key_;
  std::string item_key_;
  std::string joined_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_json(std::string bytes, const std::string& file) {
  const auto of_file = [&](Diagnostic diagnostic) {
    diagnostic.file = file;
    return diagnostic;
  };
  if (auto fits = CaseTables::check_size(bytes.size(), file); !fits) {
    return fail(fits.error());
  }
  auto decoded = decode_text(std::move(bytes), file);
  if (!decoded) {
    return fail(decoded.error());
  }
  if (trim(decoded->text).empty()) {
    return fail(of_file(error("empty-file", "the file is empty.", "Export the cases again.")));
  }
  Diagnostics warnings;
  if (decoded->guessed_charset) {
    warnings.push_back(of_file(warning("check-accents", "the file is not UTF-8; it was read as Windows-1252.",
                                       "Check names with accents, or save the file as UTF-8.")));
  }
  CaseTables tables;
  int line = 1;
  CaseReader reader(tables, decoded->text, line);
  const char* const begin = decoded->text.data();
  const bool read = nlohmann::json::sax_parse(CountingIterator{begin, &line},
                                              CountingIterator{begin + decoded->text.size(), &line}, &reader);
  if (!read || reader.trouble()) {
    return fail(of_file(reader.trouble().value_or(error("bad-json", "the file is not JSON."))));
  }
  return std::move(tables).finish(file, std::move(warnings));
}

}  // namespace caseletters::sheets
