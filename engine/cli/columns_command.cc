#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/columns.h"
#include "merge/report.h"

namespace caseletters::cli {
namespace {

using merge::Exit;
using sheets::SurveyedColumn;

// A table with columns as wide as their widest cell; the last one is left as it is.
class Table {
 public:
  void add(std::vector<std::string> cells) {
    widths_.resize(std::max(widths_.size(), cells.size()));
    for (std::size_t at = 0; at < cells.size(); ++at) widths_[at] = std::max(widths_[at], character_count(cells[at]));
    rows_.push_back(std::move(cells));
  }
  void print(std::ostream& out) const {
    for (const auto& row : rows_) {
      std::string line = " ";
      for (std::size_t at = 0; at < row.size(); ++at) {
        line += " " + row[at];
        if (at + 1 < row.size()) line.append(widths_[at] - character_count(row[at]) + 1, ' ');
      }
      fmt::print(out, "{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
    }
  }

 private:
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

// Headings may be long sentences; a table shows their beginning.
std::string short_heading(const std::string& heading) {
  constexpr std::size_t most = 40;
  if (heading.size() <= most) return heading;
  std::string words = heading.substr(0, most);
  while (!is_utf8(words)) words.pop_back();
  return words + "…";
}

std::string below(const SurveyedColumn& column, bool show_values) {
  std::string words = column.kinds.empty() ? "blank" : fmt::format("{}", fmt::join(column.kinds, ", "));
  if (column.not_understood > 0) words += fmt::format("; {} not understood", column.not_understood);
  if (show_values && !column.samples.empty()) words += fmt::format(" ({})", fmt::join(column.samples, " | "));
  return words;
}

void print_text(const merge::ColumnsOutcome& outcome, bool show_values, std::ostream& out) {
  for (const auto& sheet : outcome.survey.sheets) {
    fmt::print(out, "{}, sheet {}: headings in row {}, {}{}\n", outcome.file, sheet.name, sheet.heading_row + 1,
               counted(sheet.rows, sheet.list.empty() ? "case" : "row"),
               sheet.list.empty() ? "" : fmt::format(" ({})", sheet.list));
    Table table;
    for (const auto& column : sheet.columns) {
      const auto& match = column.match;
      const std::string meaning = !match.fact.empty()   ? match.fact
                                  : !match.near.empty() ? fmt::format("not used: did you mean {}?", match.near)
                                                        : "not used";
      table.add({sheets::cell_name(match.cell.row, match.cell.column), short_heading(match.heading), meaning,
                 match.fact.empty() ? "" : std::string(sheets::how_word(match.how)), below(column, show_values)});
    }
    table.print(out);
    fmt::print(out, "\n");
  }
  if (outcome.lacking.empty()) {
    fmt::print(out, "Every letter of {} has the headings it needs.\n", outcome.policy);
    return;
  }
  fmt::print(out, "Missing for letters of {}:\n", outcome.policy);
  for (const auto& lacks : outcome.lacking) {
    std::string words = fmt::format("{}", fmt::join(lacks.always, ", "));
    if (!lacks.sometimes.empty()) {
      words += fmt::format("{}{} (for some cases)", words.empty() ? "" : "; ", fmt::join(lacks.sometimes, ", "));
    }
    fmt::print(out, "  {}: {}\n", lacks.letter, words);
  }
}

nlohmann::ordered_json to_json(const merge::ColumnsOutcome& outcome, bool show_values) {
  nlohmann::ordered_json json;
  json["file"] = outcome.file;
  json["policy"] = outcome.policy;
  json["sheets"] = nlohmann::ordered_json::array();
  for (const auto& sheet : outcome.survey.sheets) {
    nlohmann::ordered_json columns = nlohmann::ordered_json::array();
    for (const auto& column : sheet.columns) {
      const auto& match = column.match;
      nlohmann::ordered_json one{{"cell", sheets::cell_name(match.cell.row, match.cell.column)},
                                 {"heading", match.heading}};
      if (!match.fact.empty()) {
        one["fact"] = match.fact;
        one["how"] = sheets::how_word(match.how);
      }
      if (!match.near.empty()) one["near"] = match.near;
      one["filled"] = column.filled;
      one["kinds"] = column.kinds;
      one["notUnderstood"] = column.not_understood;
      if (show_values) one["samples"] = column.samples;
      columns.push_back(std::move(one));
    }
    nlohmann::ordered_json one{{"name", sheet.name}, {"headingRow", sheet.heading_row + 1}, {"rows", sheet.rows}};
    if (!sheet.list.empty()) one["list"] = sheet.list;
    if (!sheet.read) one["read"] = false;
    one["columns"] = std::move(columns);
    json["sheets"].push_back(std::move(one));
  }
  json["missing"] = nlohmann::ordered_json::array();
  for (const auto& lacks : outcome.lacking) {
    json["missing"].push_back({{"letter", lacks.letter}, {"always", lacks.always}, {"sometimes", lacks.sometimes}});
  }
  if (!outcome.written.empty()) json["written"] = outcome.written;
  json["diagnostics"] = merge::to_json(outcome.run.diagnostics);
  return json;
}

}  // namespace

Exit run_columns(const Arguments& arguments, Surroundings& surroundings) {
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  merge::ColumnsOptions options;
  options.places = std::move(*places);
  options.places.cases = arguments.operands.front();
  options.sheet = sheet_of(arguments);
  options.write = arguments.one("write");
  options.overwrite = arguments.has("overwrite");
  if (arguments.has("write") && file_ending(options.write) != "xml") {
    return refuse_usage(error("usage", fmt::format("--write takes the name of an .xml file, not '{}'", options.write),
                              "A mapping is kept as XML, such as cases.map.xml."),
                        surroundings);
  }
  // The mapping that was read may be replaced by its better self.
  const auto& named = options.places.school;
  const std::string school = named.empty() ? join_path(parent_path(options.places.cases), "school.xml") : named;
  if (arguments.has("write")) {
    auto replaces_none =
        check_replaces_none("the mapping", options.write, {options.places.cases, school}, surroundings);
    if (!replaces_none) return refuse_usage(replaces_none.error(), surroundings);
  }
  const auto outcome = merge::columns(options, surroundings.files);
  if (arguments.has("json")) {
    print_json(surroundings.out, to_json(outcome, options.sheet.show_values));
    return outcome.run.exit;
  }
  print_diagnostics(surroundings.err, outcome.run.diagnostics);
  if (!outcome.survey.sheets.empty() && !arguments.has("quiet")) {
    print_text(outcome, options.sheet.show_values, surroundings.out);
    if (!outcome.written.empty()) fmt::print(surroundings.out, "The mapping is kept in {}.\n", outcome.written);
  }
  return outcome.run.exit;
}

}  // namespace caseletters::cli
