// Small ODS files for the tests of the sheets room.
#pragma once

#include <string>
#include <vector>

#include "package/archive.h"

namespace caseletters::sheets {

struct SmallOdsSheet {
  std::string name;
  std::string rows;  // what stands in <table:table>
  bool hidden = false;
};

struct SmallOds {
  std::vector<SmallOdsSheet> sheets;
  std::string manifest = {};
  std::string mimetype = "application/vnd.oasis.opendocument.spreadsheet";
  bool mimetype_first = true;
  std::string body = "spreadsheet";

  [[nodiscard]] std::string content() const {
    const std::string names = "urn:oasis:names:tc:opendocument:xmlns:";
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"" + names +
                      "office:1.0\" xmlns:table=\"" + names + "table:1.0\" xmlns:text=\"" + names +
                      "text:1.0\" xmlns:style=\"" + names + "style:1.0\" xmlns:draw=\"" + names +
                      "drawing:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:"
                      "calcext:1.0\"><office:automatic-styles><style:style style:name=\"shown\" "
                      "style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>"
                      "<style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties "
                      "table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:" +
                      body + ">";
    for (const SmallOdsSheet& sheet : sheets) {
      xml += "<table:table table:name=\"" + sheet.name + "\" table:style-name=\"" +
             (sheet.hidden ? "hidden" : "shown") + "\"><table:table-column/>" + sheet.rows + "</table:table>";
    }
    return xml + "</office:" + body + "></office:body></office:document-content>";
  }

  [[nodiscard]] std::string bytes() const {
    std::vector<package::PackedPart> parts;
    const package::Compressor compressor;
    parts.push_back(compressor.pack("content.xml", content()));
    if (!manifest.empty()) parts.push_back(compressor.pack("META-INF/manifest.xml", manifest));
    if (!mimetype.empty()) {
      parts.insert(mimetype_first ? parts.begin() : parts.end(), package::Compressor::store("mimetype", mimetype));
    }
    std::vector<const package::PackedPart*> all;
    for (const auto& part : parts) all.push_back(&part);
    return package::write_archive(all);
  }
};

inline std::string ods_row(const std::string& cells, const std::string& attributes = "") {
  return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}
// A cell with these attributes, and what stands in it.
inline std::string ods_cell(const std::string& attributes, const std::string& inside = "") {
  return "<table:table-cell " + attributes + ">" + inside + "</table:table-cell>";
}
// A cell of text.
inline std::string ods_text_cell(const std::string& inside, const std::string& attributes = "") {
  return ods_cell("office:value-type=\"string\" " + attributes, "<text:p>" + inside + "</text:p>");
}

}  // namespace caseletters::sheets
