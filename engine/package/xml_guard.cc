#include "package/xml_guard.h"

#include <fmt/format.h>
#include <libxml/xmlerror.h>

#include <climits>
#include <cstring>

#include "base/text.h"
#include "package/xml.h"

namespace caseletters::package {
namespace {

std::string_view words_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string quoted(const char* text) {
  const std::string_view words = words_of(text).substr(0, 80);
  return is_utf8(words) ? std::string(words) : std::string("?");
}

constexpr const char* kSaveAgain = "Open the file in its own program, save it again and use that copy.";

// For files that people write by hand: what they will have meant.
std::string hint_for(const xmlError& problem) {
  const std::string_view said = words_of(problem.message);
  switch (problem.code) {
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return said.find("ntityRef") != std::string_view::npos ? "Write &amp; for an \"&\" among words."
                                                             : "Write &lt; for a \"<\" among words.";
    case XML_ERR_LT_IN_ATTRIBUTE:
      return "Write &lt; for a \"<\" among words; see also that the quotation mark before it is closed.";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return "Write name=\"value\" with straight quotation marks, not curly ones.";
    case XML_ERR_SPACE_REQUIRED:
      return "Put a space between one attribute and the next.";
    case XML_ERR_RESERVED_XML_NAME:
      return "Take out what stands before <?xml, empty lines too.";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return "Write the letter itself. XML knows only &amp;, &lt;, &gt;, &quot; and &apos;.";
    case XML_ERR_HYPHEN_IN_COMMENT:
      return "Take the two hyphens in the comment apart.";
    default:
      return kSaveAgain;
  }
}

// The commonest complaints in words of our own; the rest as libxml2 puts them.
std::string plain_words(const xmlError& problem, bool inside_an_element) {
  switch (problem.code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return "there is nothing in it, or it does not begin with an XML element";
    case XML_ERR_DOCUMENT_END:
      return inside_an_element ? "it breaks off before all elements are closed"
                               : "something follows the end of its outermost element, or that element is missing";
    case XML_ERR_TAG_NAME_MISMATCH:
      return fmt::format("<{}> (line {}) is closed by </{}>", quoted(problem.str1), problem.int1, quoted(problem.str2));
    case XML_ERR_TAG_NOT_FINISHED:
      return problem.str1 == nullptr ? "it breaks off before all elements are closed"
                                     : fmt::format("it breaks off before <{}> is closed", quoted(problem.str1));
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
      return fmt::format("the attribute {} stands twice in one element", quoted(problem.str1));
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return fmt::format("the prefix {} is used but never declared", quoted(problem.str1));
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return fmt::format("it uses the entity &{};, which XML does not know", quoted(problem.str1));
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return words_of(problem.message).find("ntityRef") != std::string_view::npos
                 ? "an \"&\" stands in it that begins no entity"
                 : "a \"<\" stands in it that begins no element";
    case XML_ERR_LT_IN_ATTRIBUTE:
      return "a \"<\" stands in the value of an attribute";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return "the value of an attribute does not stand in straight quotation marks";
    case XML_ERR_SPACE_REQUIRED:
      return "a space is missing between two attributes";
    case XML_ERR_RESERVED_XML_NAME:
      return "something stands before <?xml, which must be the very first of the file";
    case XML_ERR_HYPHEN_IN_COMMENT:
      return "a comment holds two hyphens in a row";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
      return "it holds a character that XML does not allow";
    default: {
      std::string words = quoted(problem.message);
      while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
      return words.empty() ? "it is not well-formed XML" : words;
    }
  }
}

// Read in pieces, libxml2 says of bytes that are no UTF-8 only that it cannot go on; so look at where it stands.
bool stands_at_bad_bytes(const xmlError& problem) {
  if (problem.code != XML_ERR_INTERNAL_ERROR || problem.ctxt == nullptr) return false;
  const xmlParserInput* input = static_cast<const xmlParserCtxt*>(problem.ctxt)->input;
  return input != nullptr && input->cur < input->end && *input->cur >= 0x80;
}

bool concerns_encoding(const xmlError& problem) {
  return stands_at_bad_bytes(problem) || problem.code == XML_ERR_INVALID_ENCODING ||
         problem.code == XML_ERR_UNSUPPORTED_ENCODING || problem.code == XML_ERR_UNKNOWN_ENCODING ||
         problem.code == XML_I18N_CONV_FAILED || problem.code == XML_I18N_NO_HANDLER ||
         (problem.code == XML_ERR_INVALID_CHAR && words_of(problem.message).find("encoding") != std::string_view::npos);
}

// A namespace whose address is odd is no fault: only prefixes and attributes that clash are.
bool matters(const xmlError& problem) {
  if (problem.level < XML_ERR_ERROR) return false;
  if (problem.domain != XML_FROM_NAMESPACE) return true;
  return problem.code == XML_NS_ERR_UNDEFINED_NAMESPACE || problem.code == XML_NS_ERR_ATTRIBUTE_REDEFINED ||
         problem.code == XML_NS_ERR_QNAME || problem.code == XML_NS_ERR_COLON;
}

// Keeps nothing: what counts is that the reading comes to its end, and not too late.
class Count : public StreamHandler {
 public:
  void start(std::string_view, std::string_view, std::span<const StreamAttribute>) override { ++elements_; }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
  [[nodiscard]] bool done() const override { return elements_ > kMostElementsInTree; }

 private:
  int elements_ = 0;
};

}  // namespace

void prepare_libxml2() {
  static const bool prepared = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(prepared);
}

void XmlGuard::refuse(std::string code, std::string message, std::string hint, int line) {
  if (failed_) return;
  failed_ = true;
  problem_ = error(std::move(code), std::move(message), std::move(hint));
  problem_.file = file_;
  problem_.line = line;
}

void XmlGuard::complain(const xmlError& problem) {
  if (failed_ || !matters(problem)) return;
  const std::string what = part_.empty() ? std::string("The file") : fmt::format("The part {}", part_);
  if (concerns_encoding(problem)) {
    refuse("bad-encoding", fmt::format("{} is not written in the encoding it claims, or in none that is known.", what),
           "Save the file again as UTF-8.", problem.line);
  } else if (words_of(problem.message).find("xcessive depth") != std::string_view::npos) {
    refuse("too-deep", fmt::format("{} nests elements more than {} deep.", what, kDeepestElement), kSaveAgain,
           problem.line);
  } else {
    refuse("bad-xml", fmt::format("{} is not sound XML: {}.", what, plain_words(problem, depth_ > 0)),
           part_.empty() ? hint_for(problem) : kSaveAgain, problem.line);
  }
}

void XmlGuard::refuse_doctype(xmlParserCtxt* parser) {
  const std::string what = part_.empty() ? std::string("The file") : fmt::format("The part {}", part_);
  refuse("doctype", fmt::format("{} has a DOCTYPE, which could bring in entities from outside.", what),
         "Remove the line that begins with <!DOCTYPE.", xmlSAX2GetLineNumber(parser));
  xmlStopParser(parser);
}

bool XmlGuard::enter(xmlParserCtxt* parser) {
  if (++depth_ <= kDeepestElement) return true;
  const std::string what = part_.empty() ? std::string("The file") : fmt::format("The part {}", part_);
  refuse("too-deep", fmt::format("{} nests elements more than {} deep.", what, kDeepestElement), kSaveAgain,
         xmlSAX2GetLineNumber(parser));
  xmlStopParser(parser);
  return false;
}

Result<void> XmlGuard::verdict(const xmlParserCtxt& parser) {
  if (!failed_ && parser.wellFormed == 0) {
    const std::string what = part_.empty() ? std::string("The file") : fmt::format("The part {}", part_);
    refuse("bad-xml", fmt::format("{} is not sound XML.", what), kSaveAgain, 0);
  }
  if (failed_) return fail(problem_);
  return {};
}

Result<void> check_strictly(std::string_view utf8, const std::string& file, const std::string& part) {
  if (utf8.empty()) {
    XmlGuard guard(file, part);
    guard.refuse("bad-xml", part.empty() ? "The file is empty." : fmt::format("The part {} is empty.", part),
                 kSaveAgain, 0);
    return fail(guard.problem());
  }
  Count count;
  XmlStream stream(count, file, part, XmlStream::Source::utf8);
  auto read = stream.feed(utf8).and_then([&stream] { return stream.finish(); });
  if (!read || !count.done()) return read;
  Diagnostic problem =
      error("too-many-elements",
            fmt::format("{} holds more than {} million XML elements, more than can be held in memory.",
                        part.empty() ? std::string("The file") : fmt::format("The part {}", part),
                        kMostElementsInTree / 1'000'000),
            "Check that it is the file you meant. If it is, make it smaller, or save it in another format.");
  problem.file = file;
  return fail(std::move(problem));
}

}  // namespace caseletters::package
