#include <algorithm>

#include "package/xml.h"
#include "package/xml_guard.h"

namespace caseletters::package {
namespace {

// White space stays as it stands; comments, instructions and CDATA sections too. The declaration is kept apart and a
// DOCTYPE never gets this far.
constexpr unsigned int kTreeOptions = pugi::parse_pi | pugi::parse_comments | pugi::parse_cdata | pugi::parse_escapes |
                                      pugi::parse_eol | pugi::parse_wconv_attribute | pugi::parse_ws_pcdata;

// Once converted, a document is UTF-8 whatever it was before, and its declaration has to say so.
std::string as_declared(std::string_view declaration) {
  std::string text(declaration);
  const std::string_view encoding = declared_encoding(text);
  if (!encoding.empty()) {
    text.replace(static_cast<std::size_t>(encoding.data() - text.data()), encoding.size(), "UTF-8");
  }
  return text;
}

}  // namespace

Result<XmlTree> XmlTree::parse(std::string_view bytes, const std::string& file, const std::string& part) {
  std::string storage;
  const Result<std::string_view> source = as_utf8(bytes, storage, file, part);
  if (!source) return fail(source.error());
  if (auto checked = check_strictly(*source, file, part); !checked) return fail(std::move(checked.error()));

  XmlTree tree;
  tree.document_ = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result parsed =
      tree.document_->load_buffer(source->data(), source->size(), kTreeOptions, pugi::encoding_utf8);
  if (!parsed) {
    Diagnostic diagnostic = error("bad-xml", std::string("The XML cannot be read: ") + parsed.description() + ".");
    diagnostic.file = file;
    return fail(std::move(diagnostic));
  }
  const std::string_view declaration = declaration_of(*source);
  tree.declaration_ = storage.empty() ? std::string(declaration) : as_declared(declaration);
  tree.line_starts_.push_back(0);
  for (std::size_t at = source->find('\n'); at != std::string_view::npos; at = source->find('\n', at + 1)) {
    tree.line_starts_.push_back(at + 1);
  }
  return tree;
}

pugi::xml_node XmlTree::root() const {
  return document_->document_element();
}

int XmlTree::line_of(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  if (offset < 0) return 0;
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), static_cast<std::size_t>(offset));
  return static_cast<int>(after - line_starts_.begin());
}

}  // namespace caseletters::package
