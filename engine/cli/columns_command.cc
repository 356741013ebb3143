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

// What stands below a heading counts where something is wrong with it, or where nobody knows what it means.
std::string below(const SurveyedColumn& column, bool show_values) {
  std::string words;
  if (column.kinds.empty()) {
    words = "blank";
  } else if (column.match.fact.empty()) {
    words = fmt::format("{}", fmt::join(column.kinds, ", "));
  } else if (column.not_understood > 0) {
    words = fmt::format("{} of {} cells not understood", column.not_understood, column.filled);
  }
  if (show_values && !column.samples.empty()) words += fmt::format(" ({})", fmt::join(column.samples, " | "));
  return words;
}

// How a heading came to its meaning, where its own words do not tell.
std::string_view by(sheets::How how) {
  switch (how) {
    case sheets::How::grouped:
      return "by the heading above it";
    case sheets::How::beside:
      return "by the column beside it";
    case sheets::How::mapped:
      return "by the mapping";
    default:
      return "";
  }
}

std::string meaning_of(const sheets::HeadingMatch& match) {
  if (match.fact.empty()) {
    return match.near.empty() ? "not used" : fmt::format("not used: did you mean {}?", match.near);
  }
  const std::string_view how = by(match.how);
  return how.empty() ? match.fact : fmt::format("{} ({})", match.fact, how);
}

void print_sheet(const sheets::SurveyedSheet& sheet, const std::string& file, bool show_values, std::ostream& out) {
  const auto understood = std::count_if(sheet.columns.begin(), sheet.columns.end(),
                                        [](const SurveyedColumn& each) { return !each.match.fact.empty(); });
  fmt::print(out, "{}, sheet {}: {} of {} understood, in row {}; {}{}\n", file, sheet.name, understood,
             counted(static_cast<int>(sheet.columns.size()), "heading"), sheet.heading_row + 1,
             counted(sheet.rows, sheet.list.empty() ? "case" : "row"),
             sheet.list.empty() ? "" : fmt::format(" ({})", sheet.list));
  Table table;
  for (const auto& column : sheet.columns) {
    const auto& match = column.match;
    table.add({sheets::cell_name(match.cell.row, match.cell.column),
               short_heading(match.group.empty() ? match.heading : match.group + " › " + match.heading),
               meaning_of(match), below(column, show_values)});
  }
  table.print(out);
  fmt::print(out, "\n");
}

// What is missing may stand under one of them.
void print_unused(const sheets::Survey& survey, std::ostream& out) {
  std::vector<std::string> unused;
  for (const auto& column : survey.sheets.front().columns) {
    if (column.match.fact.empty() && column.filled > 0) unused.push_back(fmt::format("\"{}\"", column.match.heading));
  }
  if (!unused.empty()) {
    fmt::print(out,
               "Perhaps it stands under a heading that was not used: {}. Give it the missing name, or say so in a "
               "mapping.\n",
               join_words(unused));
  }
}

// Where nobody asks for a letter, any of the policy may be wanted.
void print_lacking(const merge::ColumnsOutcome& outcome, std::ostream& out) {
  if (outcome.lacking.empty()) {
    fmt::print(out, "Every letter of {} has the headings it needs.\n", outcome.policy);
    return;
  }
  const auto& asked = outcome.survey.letters_asked;
  const bool any_asked = std::any_of(asked.begin(), asked.end(), [](bool each) { return each; });
  const auto shown = [&](const merge::LetterLacks& lacks) { return lacks.asked || !any_asked; };
  const auto count = std::count_if(outcome.lacking.begin(), outcome.lacking.end(), shown);
  if (count == 0) {
    fmt::print(out, "Every letter that is asked for has the headings it needs.\n");
  } else {
    fmt::print(out, "Missing for letters {}, each thing between semicolons (of \"or\", one is enough):\n",
               any_asked ? "that are asked for" : "of " + outcome.policy);
  }
  for (const auto& lacks : outcome.lacking) {
    if (!shown(lacks)) continue;
    std::vector<std::string> words = lacks.always;
    for (const auto& each : lacks.sometimes) words.push_back(each + " (in some cases)");
    fmt::print(out, "  {}: {}\n", lacks.letter, fmt::join(words, "; "));
  }
  if (count > 0) print_unused(outcome.survey, out);
  if (const auto others = outcome.lacking.size() - static_cast<std::size_t>(count); others > 0) {
    fmt::print(out, "{} that nobody asks for here {} headings too; --json lists them.\n",
               counted(static_cast<int>(others), "letter"), others == 1 ? "lacks" : "lack");
  }
}

void print_text(const merge::ColumnsOutcome& outcome, bool show_values, std::ostream& out) {
  for (const auto& sheet : outcome.survey.sheets) {
    if (sheet.read) print_sheet(sheet, outcome.file, show_values, out);
  }
  print_lacking(outcome, out);
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
