#include "letter/links.h"

#include <array>

#include "base/text.h"
#include "letter/lay_out.h"

namespace caseletters::letter {

using document::Tree;

namespace {

int hex_digit(char sign) {
  if (sign >= '0' && sign <= '9') return sign - '0';
  if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
  return sign >= 'A' && sign <= 'F' ? sign - 'A' + 10 : -1;
}

// An address with the marks in it as they were typed: Word writes "%7B%7BSchool%20e-mail%7D%7D".
std::string with_marks(std::string_view target) {
  std::string decoded;
  std::vector<std::size_t> from;  // where each byte of `decoded` begins in `target`
  for (std::size_t at = 0; at < target.size();) {
    from.push_back(at);
    const bool escaped =
        target[at] == '%' && at + 2 < target.size() && hex_digit(target[at + 1]) >= 0 && hex_digit(target[at + 2]) >= 0;
    decoded += escaped ? static_cast<char>(hex_digit(target[at + 1]) * 16 + hex_digit(target[at + 2])) : target[at];
    at += escaped ? 3 : 1;
  }
  from.push_back(target.size());
  std::string out;
  std::size_t done = 0;
  for (const auto& stretch : find_marks(decoded).marks) {
    out += target.substr(from[done], from[stretch.begin] - from[done]);
    out += decoded.substr(stretch.begin, stretch.end - stretch.begin);
    done = stretch.end;
  }
  out += target.substr(from[done]);
  return out;
}

bool is_plain(char sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign == '-' ||
         sign == '.' || sign == '_' || sign == '~' || sign == '@';
}

}  // namespace

std::string as_address(std::string_view value, bool whole, std::string_view scheme) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  constexpr std::string_view kept = ":/?#[]!$&'()*+,;=%";
  constexpr std::array<std::string_view, 4> schemes{"http://", "https://", "mailto:", "tel:"};
  std::string out;
  if (whole) {
    const auto low = to_lower(value);
    bool has_scheme = false;
    for (const auto known : schemes) has_scheme = has_scheme || low.starts_with(known);
    const bool mail = value.find('@') != std::string_view::npos && value.find('/') == std::string_view::npos;
    if (!has_scheme) out = mail ? "mailto:" : scheme.empty() ? "https://" : scheme;
  }
  for (const char sign : value) {
    if (is_plain(sign) || (whole && kept.find(sign) != std::string_view::npos)) {
      out += sign;
      continue;
    }
    const auto byte = static_cast<unsigned char>(sign);
    out += '%';
    out += hex[byte >> 4u];
    out += hex[byte & 15u];
  }
  return out;
}

void uncover_addresses(Tree& tree, const document::Dialect& dialect) {
  const auto visit = [&dialect](const auto& self, document::Node& node) -> void {
    for (auto& attribute : node.attributes) {
      if (!dialect.is_address(node, attribute.name)) continue;
      attribute.value = with_marks(attribute.value);
      // LibreOffice takes an address without a scheme for a file beside the document.
      if (attribute.value.starts_with("../{{")) attribute.value.erase(0, 3);
    }
    for (auto* child : node.children) self(self, *child);
  };
  visit(visit, tree.root());
}

Result<std::optional<PartProgram>> lay_out_links(const std::string& content, const std::string& file,
                                                 const std::string& part, const facts::Vocabulary& vocabulary,
                                                 Findings& findings) {
  std::optional<PartProgram> none;
  const auto low = to_lower(content);
  if (low.find("{{") == std::string::npos && low.find("%7b%7b") == std::string::npos) return none;
  auto tree = Tree::parse(content, file, part, document::relationship_dialect());
  if (!tree) return fail(tree.error());
  bool any = false;
  for (auto* link : tree->root().children) {
    const auto* mode = link->attribute("TargetMode");
    auto* target = link->attribute("Target");
    if (target == nullptr || mode == nullptr || mode->value != "External") continue;
    target->value = with_marks(target->value);
    if (target->value.find("{{") == std::string::npos) continue;
    set_changing(*link);
    any = true;
  }
  if (!any) return none;
  const Woven woven;
  return lay_out(part, *tree, document::relationship_dialect(), woven, {}, vocabulary, findings);
}

}  // namespace caseletters::letter
