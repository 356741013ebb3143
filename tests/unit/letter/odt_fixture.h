// Small OpenDocument texts beside the small Word documents of letter_fixture.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter_fixture.h"

namespace caseletters::letter {

inline constexpr std::string_view kOpenNamespaces =
    R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
    R"(xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" )"
    R"(xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" )"
    R"(xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" )"
    R"(xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" )"
    R"(xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" )"
    R"(xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" )"
    R"(xmlns:xlink="http://www.w3.org/1999/xlink" )"
    R"(xmlns:dc="http://purl.org/dc/elements/1.1/" )"
    R"(xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" )"
    R"(office:version="1.3")";

inline constexpr std::string_view kOpenType = "application/vnd.oasis.opendocument.text";

inline std::string manifest(const std::vector<PartText>& parts, std::string_view type = kOpenType) {
  std::string out =
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
      "manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" +
      std::string{type} + "\"/>";
  for (const auto& part : parts)
    out += "<manifest:file-entry manifest:full-path=\"" + part.name + "\" manifest:media-type=\"text/xml\"/>";
  return out + "</manifest:manifest>";
}

inline std::string open_pack(std::string_view type, const std::vector<PartText>& parts) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> packed{package::Compressor::store("mimetype", type)};
  for (const auto& part : parts) packed.push_back(compressor.pack(part.name, part.content));
  packed.push_back(compressor.pack("META-INF/manifest.xml", manifest(parts, type)));
  std::vector<const package::PackedPart*> all;
  for (const auto& part : packed) all.push_back(&part);
  return package::write_archive(all);
}

inline std::string open_content(std::string_view body, std::string_view styles = {}) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " + std::string{kOpenNamespaces} +
         "><office:automatic-styles>" + std::string{styles} + "</office:automatic-styles><office:body><office:text>" +
         std::string{body} + "</office:text></office:body></office:document-content>";
}

// What a page style says above and below the words of its pages: whole style:header and style:footer elements.
inline std::string open_styles(std::string_view margins) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles " + std::string{kOpenNamespaces} +
         "><office:styles/><office:master-styles><style:master-page style:name=\"Standard\">" + std::string{margins} +
         "</style:master-page></office:master-styles></office:document-styles>";
}

inline std::string open_file(std::string_view body, const std::vector<PartText>& extra = {},
                             std::string_view styles = {}) {
  std::vector<PartText> parts{{"content.xml", open_content(body, styles)}};
  parts.insert(parts.end(), extra.begin(), extra.end());
  return open_pack(kOpenType, parts);
}

inline std::string p(std::string_view content) {
  return "<text:p>" + std::string{content} + "</text:p>";
}
inline std::string ps(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += p(text);
  return out;
}
inline std::string item(std::string_view content) {
  return "<text:list-item>" + std::string{content} + "</text:list-item>";
}
inline std::string items(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += item(p(text));
  return out;
}
inline std::string list(std::string_view content) {
  return "<text:list>" + std::string{content} + "</text:list>";
}
inline std::string open_cell(std::string_view content) {
  return "<table:table-cell>" + std::string{content} + "</table:table-cell>";
}
inline std::string open_row(const std::vector<std::string>& cells) {
  std::string out = "<table:table-row>";
  for (const auto& text : cells) out += open_cell(p(text));
  return out + "</table:table-row>";
}
inline std::string open_table(std::string_view rows) {
  return "<table:table><table:table-column/>" + std::string{rows} + "</table:table>";
}

class OpenLetterTest : public LetterTest {
 protected:
  // What stands in the body of the finished letter, or the findings.
  [[nodiscard]] std::string body(std::string_view content) {
    auto whole = part_of(open_file(content), "content.xml");
    const auto begin = whole.find("<office:text>"), end = whole.rfind("</office:text>");
    return begin == std::string::npos ? whole : whole.substr(begin + 13, end - begin - 13);
  }
  [[nodiscard]] std::string open_words(const std::vector<std::string>& texts) { return words(open_file(ps(texts))); }
};

}  // namespace caseletters::letter
