#include "document/opendocument_field.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace caseletters::document {
namespace {

std::string told(const Node& node, std::string_view attribute) {
  const auto* found = node.attribute(attribute);
  return found == nullptr ? std::string{} : found->value;
}

std::string words_in(const Node& node) {
  std::string out = node.type == Node::Type::element ? std::string{} : node.text;
  for (const auto* child : node.children) out += words_in(*child);
  return out;
}

// A placeholder shows its name between angle brackets.
std::string without_brackets(std::string words) {
  if (words.size() > 2 && words.front() == '<' && words.back() == '>') return words.substr(1, words.size() - 2);
  return words;
}

// Fields of a date or a time that another moment gives than that of the letter (7.3.2 to 7.3.4, 7.5.7 to 7.5.12).
bool is_clock(std::string_view local) {
  constexpr std::array<std::string_view, 9> fields{
      "date",       "time",       "creation-date",   "creation-time", "modification-date", "modification-time",
      "print-date", "print-time", "editing-duration"};
  return std::find(fields.begin(), fields.end(), local) != fields.end();
}

NativeField value(std::string name) {
  NativeField field;
  if (!name.empty()) field.kind = NativeField::Kind::value;
  field.name = std::move(name);
  return field;
}

NativeField condition(std::string what, std::string instead) {
  NativeField field;
  field.kind = NativeField::Kind::condition;
  field.what = std::move(what);
  field.instead = std::move(instead);
  return field;
}

std::string inline_mark(const std::string& yes, const std::string& no) {
  return "{{if …}}" + yes + (no.empty() ? "" : "{{else}}" + no) + "{{end if}}";
}

}  // namespace

NativeField opendocument_field(const Node& node) {
  const auto local = local_name(node.name);
  if (node.kind == Kind::group && local == "section" && !told(node, "condition").empty())
    return condition("a section that is hidden by a condition",
                     "{{if …}} in a paragraph of its own before the section, and {{end if}} in one after it");
  if (node.kind != Kind::visible) return {};
  if (is_clock(local) && told(node, "fixed") != "true") {
    NativeField field;
    field.kind = NativeField::Kind::clock;
    return field;
  }
  if (local == "database-display") {
    auto field = value(told(node, "column-name"));
    field.fetched = true;
    return field;
  }
  if (local == "user-field-get" || local == "variable-get" || local == "user-defined") return value(told(node, "name"));
  if (local == "text-input") return value(told(node, "description"));
  if (local == "placeholder") return value(without_brackets(words_in(node)));
  if (local == "conditional-text")
    return condition("conditional text",
                     inline_mark(told(node, "string-value-if-true"), told(node, "string-value-if-false")));
  if (local == "hidden-text") return condition("hidden text", inline_mark(told(node, "string-value"), {}));
  if (local == "hidden-paragraph")
    return condition("a paragraph that is hidden by a condition",
                     "{{if …}} in a paragraph of its own before it, and {{end if}} in one after it");
  if (local == "database-row-number") return condition("the number of a record", "{{Case ID}}, or nothing");
  if (local == "database-next" || local == "database-row-select")
    return condition(
        "a field that goes to the next record",
        "nothing: each case gets letters of its own, and {{for each …}} repeats what stands in one letter");
  return {};
}

}  // namespace caseletters::document
