// What every reading of XML in this room shares: the strict libxml2 pass, its complaints in plain words, and the source
// brought to UTF-8.
#pragma once

#include <libxml/parser.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caseletters::package {

constexpr int kDeepestElement = 256;  // no real document of 2,468 goes deeper (architecture.md)

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};
using Parser = std::unique_ptr<xmlParserCtxt, FreeParser>;

// libxml2's global tables, made once, whichever thread comes first.
void prepare_libxml2();

// Substitutes &amp; and the like in attribute values (without NOENT libxml2 hands on "&#38;" for "&amp;"); there are no
// other entities to substitute, for a DOCTYPE ends the reading.
constexpr int kStrictOptions = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

// The first thing that is wrong with a document, kept while libxml2 reads it.
class XmlGuard {
 public:
  XmlGuard(std::string file, std::string part) : file_(std::move(file)), part_(std::move(part)) {}

  // What libxml2's handlers hand on to: its structured errors, a DOCTYPE.
  void complain(const xmlError& problem);
  void refuse_doctype(xmlParserCtxt* parser);
  // Counts elements; false where the document has gone too deep and the reading stops.
  [[nodiscard]] bool enter(xmlParserCtxt* parser);
  void leave() { --depth_; }
  void refuse(std::string code, std::string message, std::string hint, int line);

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] const Diagnostic& problem() const { return problem_; }
  // The document is closed and nothing was wrong; otherwise the diagnostic.
  [[nodiscard]] Result<void> verdict(const xmlParserCtxt& parser);

 private:
  std::string file_;
  std::string part_;
  Diagnostic problem_;
  bool failed_ = false;
  int depth_ = 0;
};

// In a tree each element costs some 200 bytes, and a run may take 512 MB (faults.md). Real letters have thousands.
constexpr int kMostElementsInTree = 1'000'000;

// Reads the whole document strictly, keeping nothing of it, before it is read as a tree. `utf8` is UTF-8 whatever its
// declaration says.
[[nodiscard]] Result<void> check_strictly(std::string_view utf8, const std::string& file, const std::string& part);

// The document in UTF-8, without a byte order mark: a view of `bytes`, or of `storage` where it had to be converted.
// Code: bad-encoding.
[[nodiscard]] Result<std::string_view> as_utf8(std::string_view bytes, std::string& storage, const std::string& file,
                                               const std::string& part);

// "<?xml … ?>" at the start of the document, or nothing.
[[nodiscard]] std::string_view declaration_of(std::string_view utf8);
// The encoding that a declaration names, or nothing.
[[nodiscard]] std::string_view declared_encoding(std::string_view declaration);

// True of eight-bit text whose declaration says UTF-16: programs that write XML to a string in memory leave that there.
[[nodiscard]] bool claims_wide_wrongly(std::string_view start);

}  // namespace caseletters::package
