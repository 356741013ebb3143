#include "package/xml.h"

namespace caseletters::package {
namespace {

void append_escaped(std::string& out, std::string_view text, std::string_view special) {
  while (true) {
    const std::size_t at = text.find_first_of(special);
    if (at == std::string_view::npos) break;
    out += text.substr(0, at);
    switch (text[at]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out += "&#13;";
        break;
    }
    text.remove_prefix(at + 1);
  }
  out += text;
}

}  // namespace

// A carriage return would be read back as a new line, and white space in an attribute as a space, if left as they are.
void append_escaped_text(std::string& out, std::string_view text) {
  append_escaped(out, text, "&<>\r");
}
void append_escaped_attribute(std::string& out, std::string_view text) {
  append_escaped(out, text, "&<>\"\t\n\r");
}

}  // namespace caseletters::package
