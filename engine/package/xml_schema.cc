// libxml2 proves a document against a schema; here its complaints are put in words that a person who edits policies can
// act on. Its messages have been the same for two decades, and one that is not recognised is handed on as it is.
#include <fmt/format.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#include <algorithm>
#include <climits>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "base/text.h"
#include "package/xml.h"
#include "package/xml_guard.h"

namespace caseletters::package {
namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeSchemaParser {
  void operator()(xmlSchemaParserCtxt* parser) const { xmlSchemaFreeParserCtxt(parser); }
};
struct FreeSchema {
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
struct FreeValidator {
  void operator()(xmlSchemaValidCtxt* validator) const { xmlSchemaFreeValidCtxt(validator); }
};

// What stands between two marks of a message, or nothing.
std::optional<std::string> between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t start = text.find(before);
  if (start == std::string_view::npos) return std::nullopt;
  const std::size_t from = start + before.size();
  const std::size_t end = text.find(after, from);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(text.substr(from, end - from));
}

std::string or_words(std::vector<std::string> words) {
  for (std::string& word : words) word = fmt::format("<{}>", trim(word));
  if (words.empty()) return {};
  std::string last = std::move(words.back());
  words.pop_back();
  if (words.empty()) return last;
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text + " or " + last;
}

// "Expected is one of ( a, b )." or "Expected is ( a )."
std::string expected_words(std::string_view message) {
  const std::optional<std::string> list = between(message, "( ", " )");
  return list ? or_words(split(*list, ',')) : std::string();
}

// "{'text', 'date'}" to the words in it.
std::vector<std::string> set_words(std::string_view set) {
  std::vector<std::string> words;
  std::size_t open = set.find('\'');
  while (open != std::string_view::npos) {
    const std::size_t close = set.find('\'', open + 1);
    if (close == std::string_view::npos) break;
    words.emplace_back(set.substr(open + 1, close - open - 1));
    open = set.find('\'', close + 1);
  }
  return words;
}

std::string type_words(std::string_view type) {
  if (type.find("date") != std::string_view::npos) return "a date such as 2026-11-03";
  if (type.find("nteger") != std::string_view::npos || type.ends_with("Int")) return "a whole number";
  if (type.find("boolean") != std::string_view::npos) return "true or false";
  return {};
}

struct Place {
  std::string element;    // "<fact>"
  std::string attribute;  // "type", or nothing
  [[nodiscard]] std::string words() const {
    return attribute.empty() ? element : fmt::format("the attribute {} of {}", attribute, element);
  }
};

Place place_of(std::string_view message) {
  Place place;
  place.element = fmt::format("<{}>", between(message, "Element '", "'").value_or("?"));
  place.attribute = between(message, "', attribute '", "'").value_or("");
  return place;
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

struct Words {
  std::string message;
  std::string hint;
};

Words enumeration_words(const Place& place, std::string_view message) {
  const std::string value = between(message, "The value '", "' is not an element").value_or("");
  const std::vector<std::string> allowed = set_words(between(message, "of the set {", "}").value_or(""));
  const std::string near = nearest(value, allowed);
  std::string list;
  for (const std::string& word : allowed) list += (list.empty() ? "" : ", ") + word;
  return {capital(fmt::format("{} cannot be “{}”.", place.words(), value)),
          near.empty() ? fmt::format("It may be: {}.", list)
                       : fmt::format("Did you mean “{}”? It may be: {}.", near, list)};
}

Words in_plain_words(int code, std::string_view message) {
  const Place place = place_of(message);
  switch (code) {
    case XML_SCHEMAV_CVC_ELT_1:
      if (const auto space = between(message, "Element '{", "}")) {
        return {
            fmt::format("The outermost element stands in a namespace ({}), and this kind of file has none.", *space),
            "Take its xmlns=\"…\" out."};
      }
      return {fmt::format("The outermost element {} is not one this kind of file begins with.", place.element), {}};
    case XML_SCHEMAV_ELEMENT_CONTENT: {
      const std::string expected = expected_words(message);
      if (message.find("Missing child") != std::string_view::npos) {
        return {fmt::format("{} lacks something it must hold.", place.element),
                expected.empty() ? std::string() : fmt::format("Add {}.", expected)};
      }
      return {fmt::format("{} does not belong here.", place.element),
              expected.empty()
                  ? std::string(
                        "Check its spelling, and where it stands: what comes before it may not be closed, or may be "
                        "all that belongs here.")
                  : fmt::format("Here may stand: {}.", expected)};
    }
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
      return {fmt::format("{} takes no attribute {}.", place.element, place.attribute),
              "Check its spelling, or take it out."};
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
      return {fmt::format("{} needs the attribute {}.", place.element,
                          between(message, "The attribute '", "'").value_or("?")),
              fmt::format("Write {}=\"…\" in it.", between(message, "The attribute '", "'").value_or("?"))};
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
      return {fmt::format("{} holds text or elements that it may not hold.", place.element),
              "Words stand only in the innermost elements, and elements only where the schema has them."};
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
      return enumeration_words(place, message);
    case XML_SCHEMAV_CVC_PATTERN_VALID:
      return {capital(fmt::format("{} cannot be “{}”.", place.words(),
                                  between(message, "The value '", "' is not accepted").value_or(""))),
              {}};
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3: {
      const std::string wanted = type_words(between(message, " type '", "'").value_or(""));
      const std::string value = between(message, ": '", "' is not a valid value").value_or("");
      return {capital(fmt::format("{} cannot be “{}”.", place.words(), value)),
              wanted.empty() ? std::string() : fmt::format("It must be {}.", wanted)};
    }
    case XML_SCHEMAV_CVC_IDC: {
      const std::string key = between(message, "key-sequence ['", "']").value_or("");
      if (message.find("Duplicate") != std::string_view::npos) {
        return {fmt::format("“{}” stands twice where each must differ ({}).", key, place.element),
                "Take one of the two out, or call it something else."};
      }
      if (message.find("No match") != std::string_view::npos) {
        return {fmt::format("{} refers to “{}”, which is nowhere in the file.", place.element, key), {}};
      }
      return {std::string(message), {}};
    }
    default:
      return {std::string(message), {}};
  }
}

bool is_facet(int code) {
  return code >= XML_SCHEMAV_CVC_LENGTH_VALID && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID;
}
bool is_type(int code) {
  return code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && code <= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3;
}

struct Findings {
  std::string file;
  Diagnostics list;
  int last_code = 0;
  int last_line = 0;
  Place last_place;

  void add(const xmlError& problem) {
    const std::string_view message = trim(problem.message == nullptr ? "" : problem.message);
    const Place place = place_of(message);
    // After the reason (a facet) libxml2 says once more that the value does not suit the type.
    const bool repeats = is_type(problem.code) && is_facet(last_code) && problem.line == last_line &&
                         place.words() == last_place.words();
    last_code = problem.code;
    last_line = problem.line;
    last_place = place;
    if (repeats) return;
    Words words = in_plain_words(problem.code, message);
    Diagnostic finding = error("schema", std::move(words.message), std::move(words.hint));
    finding.file = file;
    finding.line = problem.line;
    list.push_back(std::move(finding));
  }
};

struct Schema {
  std::unique_ptr<xmlDoc, FreeDocument> source;  // the rules below point into it
  std::unique_ptr<xmlSchema, FreeSchema> rules;
};

std::unique_ptr<xmlDoc, FreeDocument> read_document(std::string_view utf8) {
  if (utf8.size() > INT_MAX) throw std::length_error("a document over 2 GB");
  return std::unique_ptr<xmlDoc, FreeDocument>{
      xmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8",
                    kStrictOptions | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES)};
}

Schema parse_schema(std::string_view xsd) {
  std::string complaint = "it is not XML";
  Schema schema;
  schema.source = read_document(xsd);
  if (schema.source != nullptr) {
    const std::unique_ptr<xmlSchemaParserCtxt, FreeSchemaParser> parser{xmlSchemaNewDocParserCtxt(schema.source.get())};
    if (parser == nullptr) throw std::bad_alloc();
    complaint.clear();
    xmlSchemaSetParserStructuredErrors(
        parser.get(),
        [](void* data, xmlErrorPtr problem) {
          auto& text = *static_cast<std::string*>(data);
          if (text.empty() && problem->message != nullptr)
            text = fmt::format("line {}: {}", problem->line, problem->message);
        },
        &complaint);
    schema.rules.reset(xmlSchemaParse(parser.get()));
  }
  if (schema.rules == nullptr) throw std::logic_error(fmt::format("the schema itself cannot be read: {}", complaint));
  return schema;
}

}  // namespace

Diagnostics validate(std::string_view xml, const std::string& file, std::string_view xsd) {
  prepare_libxml2();
  std::string storage;
  const Result<std::string_view> source = as_utf8(xml, storage, file, {});
  if (!source) return {source.error()};
  if (auto checked = check_strictly(*source, file, {}); !checked) return {std::move(checked.error())};

  // libxml2 fills the tables of the built-in types on first use, without a lock of its own.
  static std::once_flag types_made;
  std::call_once(types_made, [] { xmlSchemaInitTypes(); });
  const Schema schema = parse_schema(xsd);
  const std::unique_ptr<xmlDoc, FreeDocument> document = read_document(*source);
  const std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator{xmlSchemaNewValidCtxt(schema.rules.get())};
  if (document == nullptr || validator == nullptr) throw std::bad_alloc();
  Findings findings;
  findings.file = file;
  xmlSchemaSetValidStructuredErrors(
      validator.get(), [](void* data, xmlErrorPtr problem) { static_cast<Findings*>(data)->add(*problem); }, &findings);
  const int result = xmlSchemaValidateDoc(validator.get(), document.get());
  if (result != 0 && findings.list.empty()) throw std::logic_error("the schema could not be applied");
  return findings.list;
}

}  // namespace caseletters::package
