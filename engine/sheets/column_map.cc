#include "sheets/column_map.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "package/xml.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

namespace {

MappedSheet read_sheet(pugi::xml_node node, const package::XmlTree& tree) {
  MappedSheet sheet;
  sheet.name = node.attribute("name").value();
  sheet.list = node.attribute("list").value();
  sheet.heading_row = node.attribute("heading-row").as_int();
  sheet.used = std::string_view(node.attribute("use").value()) != "no";
  sheet.line = tree.line_of(node);
  for (const pugi::xml_node each : node.children("column")) {
    sheet.columns.push_back({each.attribute("heading").value(), each.attribute("at").value(),
                             each.attribute("fact").value(), tree.line_of(each)});
  }
  return sheet;
}

// A place that two columns claim would leave the choice to chance.
void refuse_repeats(const MappedSheet& sheet, const std::string& file, Diagnostics& problems) {
  for (std::size_t at = 0; at < sheet.columns.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other) {
      if (to_upper(sheet.columns[at].at) != to_upper(sheet.columns[other].at)) {
        continue;
      }
      Diagnostic twice =
          error("map-twice", fmt::format("two columns of this mapping stand at {}.", sheet.columns[at].at),
                "Take one of them out.");
      twice.file = file;
      twice.line = sheet.columns[at].line;
      problems.push_back(std::move(twice));
      break;
    }
  }
}

void put(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) {
    out.append(" ").append(name).append("=\"");
    package::append_escaped_attribute(out, value);
    out += "\"";
  }
}

void put_sheet(std::string& out, const MappedSheet& sheet) {
  out += "  <sheet";
  put(out, "name", sheet.name);
  put(out, "list", sheet.list);
  if (sheet.heading_row > 0) {
    put(out, "heading-row", std::to_string(sheet.heading_row));
  }
  put(out, "use", sheet.used ? "" : "no");
  if (sheet.columns.empty()) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  for (const MappedColumn& column : sheet.columns) {
    out += "    <column";
    put(out, "at", column.at);
    put(out, "heading", column.heading);
    put(out, "fact", column.fact);
    out += "/>\n";
  }
  out += "  </sheet>\n";
}

}  // namespace

Checked<ColumnMap> read_map(std::string_view xml, const std::string& file, std::string_view schema) {
  auto tree = package::XmlTree::parse(xml, file, "");
  if (!tree) {
    return fail(Diagnostics{tree.error()});
  }
  if (Diagnostics findings = package::validate(xml, file, schema); has_errors(findings)) {
    return fail(std::move(findings));
  }
  ColumnMap map;
  map.file = file;
  Diagnostics problems;
  for (const pugi::xml_node node : tree->root().children("sheet")) {
    map.sheets.push_back(read_sheet(node, *tree));
    refuse_repeats(map.sheets.back(), file, problems);
  }
  for (const pugi::xml_node node : tree->root().child("write-back").children("column")) {
    const auto* const id =
        std::find(issued_ids.begin(), issued_ids.end(), std::string_view(node.attribute("for").value()));
    if (id != issued_ids.end()) {
      map.issued.push_back({static_cast<IssuedField>(id - issued_ids.begin()), node.attribute("heading").value()});
    }
  }
  if (!problems.empty()) {
    return fail(std::move(problems));
  }
  return map;
}

std::string write_map(const ColumnMap& map) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!-- What the headings of a case workbook mean. `fact` may be changed or taken away (the column is then not\n"
      "     used); `heading` and `at` say which column is meant. The option map of each command uses it. -->\n<map>\n";
  for (const MappedSheet& sheet : map.sheets) {
    if (!sheet.undecided) {
      put_sheet(out, sheet);
    }
  }
  for (const MappedSheet& sheet : map.sheets) {
    if (sheet.undecided) {
      out +=
          "  <!-- Not used. Where letters need it, take it out of this comment and say what it holds with\n"
          "       list=\"Children\", list=\"Incidents\" or list=\"Letters sent\"; else with use=\"no\".\n";
      std::string words;
      put_sheet(words, sheet);
      for (std::size_t at = words.find("--"); at != std::string::npos; at = words.find("--", at)) {
        words.replace(at, 2, "&#45;&#45;");
      }
      out += words + "  -->\n";
    }
  }
  if (!map.issued.empty()) {
    out += "  <write-back>\n";
    for (const IssuedColumn& column : map.issued) {
      out += "    <column";
      put(out, "for", issued_ids[static_cast<std::size_t>(column.field)]);
      put(out, "heading", column.heading);
      out += "/>\n";
    }
    out += "  </write-back>\n";
  }
  return out + "</map>\n";
}

std::string column_name(int column) {
  std::string name = cell_name(0, column);
  name.pop_back();
  return name;
}

std::optional<int> column_number(std::string_view name) {
  const auto position = cell_position(std::string(name) + "1");
  return position ? std::optional{position->column} : std::nullopt;
}

}  // namespace caseletters::sheets
