#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace caseletters {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* memory) const { std::free(memory); }
};

std::string map_utf8(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &out, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner{out};
  if (size < 0 || out == nullptr) return std::string{text};
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

// Decodes one character; returns its length in bytes, 1 with a negative `code` for an ill-formed byte.
std::size_t decode(std::string_view text, utf8proc_int32_t& code) {
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length > 0) return static_cast<std::size_t>(length);
  code = -1;
  return 1;
}

void encode(std::string& out, utf8proc_int32_t code) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(code, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_invisible(utf8proc_int32_t code) {
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x2060 && code <= 0x2064) || code == 0xFEFF || code == 0x00AD ||
         (code >= 0x202A && code <= 0x202E);
}

bool is_space(utf8proc_int32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

utf8proc_int32_t straighten(utf8proc_int32_t code) {
  switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x60:
    case 0xB4:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
      return '-';
    case '_':
      return ' ';
    default:
      return code;
  }
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// How alike two words are: edits (insert, delete, change, swap of neighbours) from one to the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(text, code);
    if (code < 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte >= 0x20 && byte < 0x7F) {
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(text, code);
    const bool line_or_tab = code == '\t' || code == '\n' || code == '\r';
    if (code < 0 || (code < 0x20 && !line_or_tab) || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF)
      return false;
    text.remove_prefix(length);
  }
  return true;
}

namespace {

// What fold_name does, for the plain text that nearly every cell and name is.
std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (char c : text) {
    if (c == ' ' || c == '_' || (c >= '\t' && c <= '\r')) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    if (c == '`') c = '\'';
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return out;
}

}  // namespace

std::string fold_name(std::string_view text) {
  if (is_plain_ascii(text)) return fold_ascii(text);
  if (!is_utf8(text)) return std::string{text};
  // Accents above a space come out of NFKC as separate marks; quotes are straightened first so that they do not.
  std::string straight;
  for (std::string_view rest = text; !rest.empty();) {
    utf8proc_int32_t code = 0;
    rest.remove_prefix(decode(rest, code));
    if (!is_invisible(code)) encode(straight, is_space(code) ? ' ' : straighten(code));
  }
  const std::string source =
      map_utf8(straight, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  std::string out;
  out.reserve(source.size());
  bool space = false;
  for (std::string_view rest = source; !rest.empty();) {
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(rest, code);
    code = straighten(code);
    if (is_space(code)) {
      space = true;
    } else if (!is_invisible(code)) {
      if (space && !out.empty()) out += ' ';
      space = false;
      if (code >= 'A' && code <= 'Z') code += 'a' - 'A';
      encode(out, code);
    }
    rest.remove_prefix(length);
  }
  return out;
}

std::string fold_heading(std::string_view text) {
  if (is_plain_ascii(text)) {
    std::string plain;
    plain.reserve(text.size());
    for (const char c : text) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
      if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c + ('a' - 'A'));
    }
    return plain;
  }
  if (!is_utf8(text)) return std::string{text};
  const std::string folded = map_utf8(fold_name(text), UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
  std::string out;
  for (std::string_view rest = folded; !rest.empty();) {
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(rest, code);
    const auto category = code < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(code);
    const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const bool digit = category == UTF8PROC_CATEGORY_ND;
    if (letter || digit) out.append(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7F; };
  if (!text.empty() && plain(text.front()) && plain(text.back())) return text;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(text, code);
    if (!is_space(code) && !is_invisible(code)) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    utf8proc_int32_t code = 0;
    decode(text.substr(begin), code);
    if (!is_space(code) && !is_invisible(code)) break;
    text = text.substr(0, begin);
  }
  return text;
}

namespace {

template <class Change>
std::string change_case(std::string_view text, Change change) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const std::size_t length = decode(text, code);
    if (code < 0) {
      out.append(text.substr(0, length));
    } else {
      encode(out, change(code));
    }
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace

std::string to_upper(std::string_view text) {
  return change_case(text, [](utf8proc_int32_t code) { return utf8proc_toupper(code); });
}

std::string to_lower(std::string_view text) {
  return change_case(text, [](utf8proc_int32_t code) { return utf8proc_tolower(code); });
}

std::string to_sentence(std::string_view text) {
  bool first = true;
  return change_case(text, [&first](utf8proc_int32_t code) {
    if (!first || is_space(code)) return code;
    first = false;
    return utf8proc_toupper(code);
  });
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    text.remove_prefix(decode(text, code));
    ++count;
  }
  return count;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (true) {
    const auto at = text.find(separator);
    pieces.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::string join_words(std::span<const std::string> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::string wanted = fold_name(word);
  std::string best;
  std::size_t best_distance = 0;
  for (const auto& candidate : candidates) {
    const std::string folded = fold_name(candidate);
    const std::size_t shorter = std::min(wanted.size(), folded.size()), longer = std::max(wanted.size(), folded.size());
    const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
    // Each letter too many costs one; and a whole page of a heading would take minutes to compare.
    if (longer - shorter > allowed) continue;
    const std::size_t distance = edit_distance(wanted, folded);
    if (distance <= allowed && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace caseletters
