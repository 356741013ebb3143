#include "policy/element.h"

#include <charconv>
#include <cstring>

#include "base/text.h"

namespace caseletters::policy {

std::string collapse(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out += c;
    }
  }
  return out;
}

std::string attribute(pugi::xml_node element, const char* name) {
  return collapse(element.attribute(name).value());
}

bool yes_attribute(pugi::xml_node element, const char* name, bool otherwise) {
  const std::string value = attribute(element, name);
  return value.empty() ? otherwise : value == "yes";
}

std::string raw_text_of(pugi::xml_node element) {
  std::string text;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

std::string words_of(pugi::xml_node element) {
  return collapse(raw_text_of(element));
}

std::vector<std::string> comma_list(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string& part : split(text, ',')) {
    std::string words = collapse(part);
    if (!words.empty()) parts.push_back(std::move(words));
  }
  return parts;
}

std::optional<int> parse_count(std::string_view text) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::optional<std::pair<int, facts::Unit>> parse_period(std::string_view text) {
  const std::string words = fold_name(text);
  const std::size_t space = words.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const std::optional<int> count = parse_count(std::string_view{words}.substr(0, space));
  if (!count || *count < 1) return std::nullopt;
  std::string unit = words.substr(space + 1);
  if (unit.ends_with('s')) unit.pop_back();
  static constexpr std::pair<std::string_view, facts::Unit> units[] = {{"day", facts::Unit::days},
                                                                       {"working day", facts::Unit::working_days},
                                                                       {"week", facts::Unit::weeks},
                                                                       {"month", facts::Unit::months},
                                                                       {"year", facts::Unit::years}};
  for (const auto& [name, value] : units) {
    if (unit == name) return std::pair{*count, value};
  }
  return std::nullopt;
}

}  // namespace caseletters::policy
