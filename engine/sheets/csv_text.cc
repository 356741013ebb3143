#include "sheets/csv_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t sample_bytes = 64 << 10;
constexpr int sample_rows = 20;

void append_utf8(std::string& out, std::uint32_t code) {
  const auto push = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | (code >> 6));
    push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | (code >> 12));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | (code >> 18));
    push(0x80 | ((code >> 12) & 0x3F));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  }
}

std::uint32_t unit_at(std::string_view bytes, std::size_t at, bool big) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return big ? static_cast<std::uint32_t>(first << 8 | second) : static_cast<std::uint32_t>(second << 8 | first);
}

bool from_utf16(std::string_view bytes, bool big, std::string& out) {
  if (bytes.size() % 2 != 0) {
    return false;
  }
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t code = unit_at(bytes, at, big);
    if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
      const std::uint32_t second = unit_at(bytes, at + 2, big);
      if (second < 0xDC00 || second >= 0xE000) {
        return false;
      }
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
      at += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      return false;
    }
    append_utf8(out, code);
  }
  return true;
}

// Windows-1252 from 0x80 to 0x9F (the WHATWG Encoding standard); the rest is Latin-1.
constexpr std::array<std::uint16_t, 32> windows_1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
  }
  return out;
}

// UTF-16 without a mark: in Western text every other byte is NUL.
enum class Guess { none, little, big };
Guess guess_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 2000);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t at = 0; at < sample.size(); ++at) {
    nuls[at % 2] += sample[at] == '\0' ? 1 : 0;
  }
  const std::size_t half = sample.size() / 2;
  if (half < 2 || bytes.size() % 2 != 0) {
    return Guess::none;
  }
  if (nuls[1] > half * 3 / 5 && nuls[0] == 0) {
    return Guess::little;
  }
  return nuls[0] > half * 3 / 5 && nuls[1] == 0 ? Guess::big : Guess::none;
}

}  // namespace

Result<PlainText> decode_text(std::string bytes, const std::string& file) {
  PlainText plain;
  const std::string_view view = bytes;
  Guess order = Guess::none;
  std::size_t mark = 0;
  if (view.starts_with("\xEF\xBB\xBF")) {
    mark = 3;
  } else if (view.starts_with("\xFF\xFE")) {
    order = Guess::little;
    mark = 2;
  } else if (view.starts_with("\xFE\xFF")) {
    order = Guess::big;
    mark = 2;
  } else {
    order = guess_utf16(view);
  }
  if (order != Guess::none) {
    if (!from_utf16(view.substr(mark), order == Guess::big, plain.text)) {
      Diagnostic diagnostic =
          error("bad-encoding", "this file begins as UTF-16 but does not go on so.", "Save it again as \"CSV UTF-8\".");
      diagnostic.file = file;
      return fail(diagnostic);
    }
    return plain;
  }
  if (is_utf8(view.substr(mark))) {
    plain.text = std::move(bytes);
    plain.text.erase(0, mark);
    return plain;
  }
  plain.text = from_windows_1252(view.substr(mark));
  plain.guessed_charset = true;
  return plain;
}

std::string_view separator_line(std::string_view text) {
  if (text.size() < 5 || fold_name(text.substr(0, 4)) != "sep=") {
    return {};
  }
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos ? text.size() != 5 : end != 5) {
    return {};
  }
  return text.substr(0, text.substr(5).starts_with("\r\n") ? 7 : std::min<std::size_t>(6, text.size()));
}

char find_delimiter(std::string_view text) {
  if (!separator_line(text).empty()) {
    return text[4];
  }
  constexpr std::string_view candidates = ",;\t";
  const std::string_view sample = text.substr(0, sample_bytes);
  char best = ',';
  std::size_t best_rows = 0;
  std::size_t best_count = 0;
  for (const char candidate : candidates) {
    std::vector<std::size_t> counts;
    std::size_t count = 0;
    bool quoted = false;
    bool blank = true;
    bool at_start = true;
    const auto end_row = [&] {
      if (!blank) {
        counts.push_back(count);
      }
      count = 0;
      blank = at_start = true;
    };
    for (std::size_t at = 0; at < sample.size() && counts.size() < sample_rows; ++at) {
      const char letter = sample[at];
      if (quoted) {
        quoted = letter != '"';
      } else if (letter == '"' && (at_start || (at > 0 && sample[at - 1] == '"'))) {
        quoted = true;
        blank = at_start = false;
      } else if (letter == candidate) {
        ++count;
        blank = false;
        at_start = true;
      } else if (letter == '\n' || letter == '\r') {
        end_row();
      } else if (letter != ' ') {
        blank = at_start = false;
      }
    }
    end_row();
    // How many rows hold as many as the fullest row does, so that commas within sentences do not win.
    std::size_t most = 0;
    for (const std::size_t each : counts) {
      most = std::max(most, each);
    }
    std::size_t rows = 0;
    for (const std::size_t each : counts) {
      rows += each == most ? 1u : 0u;
    }
    if (most == 0) {
      continue;
    }
    if (best_count == 0 || rows > best_rows || (rows == best_rows && most > best_count)) {
      best = candidate;
      best_rows = rows;
      best_count = most;
    }
  }
  return best;
}

int unclosed_quote_line(std::string_view text, char delimiter) {
  int line = 1;
  int opened = 0;
  bool quoted = false;
  bool at_start = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '\n' || (letter == '\r' && !text.substr(at + 1).starts_with('\n'))) {
      ++line;
    }
    if (quoted) {
      if (letter != '"') {
        continue;
      }
      if (text.substr(at + 1).starts_with('"')) {
        ++at;
        continue;
      }
      if (at + 1 < text.size() && text[at + 1] != delimiter && text[at + 1] != '\r' && text[at + 1] != '\n') {
        return opened;
      }
      quoted = false;
      at_start = false;
    } else if (letter == '"' && at_start) {
      quoted = true;
      opened = line;
    } else {
      at_start = letter == delimiter || letter == '\n' || letter == '\r';
    }
  }
  return quoted ? opened : 0;
}

}  // namespace caseletters::sheets
