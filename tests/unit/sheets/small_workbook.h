// Small XLSX files, built part by part, for the tests of the sheets room.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "package/archive.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

inline const std::string main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline const std::string office_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

inline std::string zip(const std::map<std::string, std::string>& parts) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> packed;
  for (const auto& [name, content] : parts) packed.push_back(compressor.pack(name, content));
  std::vector<const package::PackedPart*> all;
  for (const auto& part : packed) all.push_back(&part);
  return package::write_archive(all);
}

struct SmallSheet {
  std::string name;
  std::string rows;        // what stands in <sheetData>
  std::string after = {};  // what stands behind it: <mergeCells> …
  std::string state = {};  // hidden, veryHidden
};

struct SmallWorkbook {
  std::vector<SmallSheet> sheets;
  std::vector<std::string> strings = {};  // each what stands in <si>
  std::string styles = {};                // what stands in <styleSheet>; none: no part
  bool starts_1904 = false;
  std::string spreadsheet = main_namespace;
  std::string office = office_namespace;

  [[nodiscard]] std::map<std::string, std::string> parts() const {
    std::map<std::string, std::string> parts;
    const std::string relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    parts["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    parts["_rels/.rels"] = "<Relationships xmlns=\"" + relationships + "\"><Relationship Id=\"rId1\" Type=\"" + office +
                           "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    std::string list;
    std::string links;
    for (std::size_t at = 0; at < sheets.size(); ++at) {
      const std::string number = std::to_string(at + 1);
      list += "<sheet name=\"" + sheets[at].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
              (sheets[at].state.empty() ? "" : " state=\"" + sheets[at].state + "\"") + "/>";
      links += "<Relationship Id=\"rId" + number + "\" Type=\"" + office + "/worksheet\" Target=\"worksheets/sheet" +
               number + ".xml\"/>";
      parts["xl/worksheets/sheet" + number + ".xml"] = "<worksheet xmlns=\"" + spreadsheet + "\"><sheetData>" +
                                                       sheets[at].rows + "</sheetData>" + sheets[at].after +
                                                       "</worksheet>";
    }
    parts["xl/workbook.xml"] = "<workbook xmlns=\"" + spreadsheet + "\" xmlns:r=\"" + office + "\"><workbookPr" +
                               (starts_1904 ? " date1904=\"1\"" : "") + "/><sheets>" + list + "</sheets></workbook>";
    if (!strings.empty()) {
      std::string table;
      for (const std::string& each : strings) table += "<si>" + each + "</si>";
      parts["xl/sharedStrings.xml"] = "<sst xmlns=\"" + spreadsheet + "\">" + table + "</sst>";
      links += "<Relationship Id=\"s\" Type=\"" + office + "/sharedStrings\" Target=\"sharedStrings.xml\"/>";
    }
    if (!styles.empty()) {
      parts["xl/styles.xml"] = "<styleSheet xmlns=\"" + spreadsheet + "\">" + styles + "</styleSheet>";
      links += "<Relationship Id=\"t\" Type=\"" + office + "/styles\" Target=\"styles.xml\"/>";
    }
    parts["xl/_rels/workbook.xml.rels"] =
        "<Relationships xmlns=\"" + relationships + "\">" + links + "</Relationships>";
    return parts;
  }
  [[nodiscard]] std::string bytes() const { return zip(parts()); }
};

// A row of inline strings; "=x" gives the raw cell <c …>x, "" no cell.
inline std::string row(int number, const std::vector<std::string>& cells, const std::string& attributes = "") {
  std::string xml = "<row r=\"" + std::to_string(number) + "\" " + attributes + ">";
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string name = cell_name(number - 1, static_cast<int>(column));
    if (cells[column].starts_with('=')) {
      xml += "<c r=\"" + name + "\" " + cells[column].substr(1) + "</c>";
    } else if (!cells[column].empty()) {
      xml += "<c r=\"" + name + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + cells[column] + "</t></is></c>";
    }
  }
  return xml + "</row>";
}

inline std::unique_ptr<Workbook> opened(std::string bytes, const std::string& file = "cases.xlsx") {
  auto workbook = open_workbook(std::move(bytes), file);
  EXPECT_TRUE(workbook.has_value()) << (workbook ? "" : to_text(workbook.error()));
  return workbook ? std::move(*workbook) : nullptr;
}

// The sheet as text: cells by "|", rows by their number.
inline std::vector<std::string> shown(const Workbook& workbook, int sheet = 0) {
  std::vector<std::string> rows;
  const auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    std::string line = std::to_string(info.row + 1) + (info.hidden ? "h" : "") + ":";
    for (const Cell& cell : cells) {
      line += "|";
      line += cell.formula_without_value ? "(formula)" : cell_text(cell);
    }
    rows.push_back(line);
    return true;
  });
  EXPECT_TRUE(read.has_value()) << (read ? "" : to_text(read.error()));
  return rows;
}

}  // namespace caseletters::sheets
