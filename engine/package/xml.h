// XML read strictly: as a tree (pugixml) for parts, policies and schools; as a stream (libxml2) for sheets.
//
// pugixml alone accepts ill-formed documents and cannot bear deep ones, so every document is first read through
// libxml2, which refuses what faults.md refuses ("XML"): DOCTYPE and entities, bad UTF-8, control characters, two
// roots, duplicate attributes, undeclared prefixes, a depth over 256. UTF-16 and other known encodings come out UTF-8.
#pragma once

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caseletters::package {

// A tree over a source that it owns. Movable, its nodes stay valid.
class XmlTree {
 public:
  // White space is kept as it stands. Codes: bad-xml (with line), doctype, too-deep, too-many-elements, bad-encoding.
  // `file` and `part` name the place in diagnostics; `part` may be empty for a file that is not a package.
  [[nodiscard]] static Result<XmlTree> parse(std::string_view bytes, const std::string& file, const std::string& part);

  [[nodiscard]] pugi::xml_node root() const;  // the document element
  [[nodiscard]] pugi::xml_document& document() { return *document_; }
  [[nodiscard]] int line_of(pugi::xml_node node) const;  // 1-based line of the node in the source; 0 if made later
  // True where the source began with an XML declaration, and its text ("<?xml … ?>").
  [[nodiscard]] const std::string& declaration() const { return declaration_; }

 private:
  std::unique_ptr<pugi::xml_document> document_;
  std::string declaration_;
  std::vector<std::size_t> line_starts_;
};

// Validates a document against an XSD; each finding has file, line and the schema's complaint put in plain words.
// Code: schema. An XSD that cannot itself be read is our bug and throws std::logic_error.
[[nodiscard]] Diagnostics validate(std::string_view xml, const std::string& file, std::string_view xsd);

// Attribute of a streamed element; views live only during the call.
struct StreamAttribute {
  std::string_view local_name;
  std::string_view namespace_uri;
  std::string_view value;
};

class StreamHandler {
 public:
  virtual ~StreamHandler() = default;
  virtual void start(std::string_view local_name, std::string_view namespace_uri,
                     std::span<const StreamAttribute> attributes) = 0;
  virtual void end(std::string_view local_name, std::string_view namespace_uri) = 0;
  virtual void text(std::string_view characters) = 0;  // may come in several pieces
  // Asked after each piece fed: true stops the reading early and in peace.
  [[nodiscard]] virtual bool done() const { return false; }
};

// Feeds pieces of one document to a handler; memory does not grow with the document.
class XmlStream {
 public:
  // Where the source is known to be UTF-8 (converted already), what its declaration claims is passed over.
  enum class Source { as_declared, utf8 };
  XmlStream(StreamHandler& handler, std::string file, std::string part, Source source = Source::as_declared);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // Same codes as XmlTree::parse. After a failure nothing more may be fed.
  [[nodiscard]] Result<void> feed(std::string_view piece);
  [[nodiscard]] Result<void> finish();

  // While a handler is told of something in a UTF-8 source: how many bytes of what was fed lie behind it. A start tag
  // is told before its '>' or "/>", an end behind its whole tag.
  [[nodiscard]] std::size_t position() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Text and attribute values escaped for XML. Characters that XML 1.0 cannot hold are the caller's to refuse first.
void append_escaped_text(std::string& out, std::string_view text);
void append_escaped_attribute(std::string& out, std::string_view text);

}  // namespace caseletters::package
