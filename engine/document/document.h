// A DOCX or ODT package read as stories: body, headers, footers, notes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/dialect.h"
#include "package/archive.h"
#include "package/xml.h"

namespace caseletters::document {

enum class DocumentFormat { docx, odt };

enum class StoryKind {
  body,
  header,
  footer,
  footnotes,
  endnotes,
  properties,
  margins,  // headers and footers in one part (OpenDocument)
};

struct Story {
  std::string part;  // "word/document.xml"
  StoryKind kind = StoryKind::body;
};

[[nodiscard]] const Dialect& dialect_of(DocumentFormat format, StoryKind kind);
// "docx", "odt".
[[nodiscard]] std::string_view ending_of(DocumentFormat format);

class Document {
 public:
  // Finds the stories by content types and relationships, never by usual paths alone. Codes: those of
  // package/archive.h and package/xml.h; not-a-document, strict-format, has-macros, old-format, password, part-missing.
  [[nodiscard]] static Result<Document> open(std::string bytes, const std::string& file);

  [[nodiscard]] DocumentFormat format() const { return format_; }
  [[nodiscard]] const std::string& file() const { return archive_.file(); }
  [[nodiscard]] const package::Archive& archive() const { return archive_; }
  // In the order of reading: headers, body, footers, footnotes, endnotes, properties.
  [[nodiscard]] const std::vector<Story>& stories() const { return stories_; }
  [[nodiscard]] const std::string& main_part() const { return main_part_; }
  [[nodiscard]] const Diagnostics& warnings() const { return warnings_; }
  // Of the whole file, in hexadecimal.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  [[nodiscard]] static Result<Document> open_word(package::Archive archive);
  [[nodiscard]] static Result<Document> open_opendocument(package::Archive archive);
  Document(DocumentFormat format, package::Archive archive) : format_(format), archive_(std::move(archive)) {}
  DocumentFormat format_;
  package::Archive archive_;
  std::vector<Story> stories_;
  std::string main_part_;
  std::string sha256_;
  Diagnostics warnings_;
};

// The words of a document, one line a paragraph, stories in order: headers, body, footers, notes. Tabs and line breaks
// are spaces; hidden text is left out; a text box is read once, after the paragraph it hangs on.
[[nodiscard]] Result<std::string> words_of(const Document& document);
// The same without headers and footers, which stand on page after page.
[[nodiscard]] Result<std::string> words_without_edges(const Document& document);

}  // namespace caseletters::document
