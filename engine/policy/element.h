// What stands in an element of policy.xml or school.xml, as a reader of the file would say it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/condition.h"
#include "package/xml.h"

namespace caseletters::policy {

// Every run of white space made one space, ends trimmed: XML's tokens.
[[nodiscard]] std::string collapse(std::string_view text);

// The collapsed attribute; empty where there is none.
[[nodiscard]] std::string attribute(pugi::xml_node element, const char* name);
// True for "yes", false for "no"; `otherwise` where there is none.
[[nodiscard]] bool yes_attribute(pugi::xml_node element, const char* name, bool otherwise);

// All text directly in the element: collapsed, or as it stands.
[[nodiscard]] std::string words_of(pugi::xml_node element);
[[nodiscard]] std::string raw_text_of(pugi::xml_node element);

// "a, b" as its parts, collapsed, without empty ones.
[[nodiscard]] std::vector<std::string> comma_list(std::string_view text);

// "6 months", "1 year", "20 working days": at least 1.
[[nodiscard]] std::optional<std::pair<int, facts::Unit>> parse_period(std::string_view text);

// A whole number without anything around it, from 0.
[[nodiscard]] std::optional<int> parse_count(std::string_view text);

}  // namespace caseletters::policy
