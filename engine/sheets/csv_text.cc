#include "sheets/csv_text.h"

#include <algorithm>
#include <array>

#include "base/charset.h"
#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t sample_bytes = 64 << 10;
constexpr int sample_rows = 20;

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
  const auto bad = [&](std::string message, int line) {
    Diagnostic diagnostic = error("bad-encoding", std::move(message), "Save it again as \"CSV UTF-8\".");
    diagnostic.file = file;
    diagnostic.line = line;
    return fail(diagnostic);
  };
  if (order != Guess::none) {
    auto text = to_utf8(view.substr(mark), order == Guess::big ? "UTF-16BE" : "UTF-16LE");
    if (!text) {
      return bad("this file begins as UTF-16 but does not go on so.", 0);
    }
    plain.text = std::move(*text);
    return plain;
  }
  if (is_utf8(view.substr(mark))) {
    plain.text = std::move(bytes);
    plain.text.erase(0, mark);
    return plain;
  }
  auto text = to_utf8(view.substr(mark), "WINDOWS-1252");
  if (!text) {
    const std::size_t at = std::min(view.find_first_of("\x81\x8D\x8F\x90\x9D", mark), view.size());
    const auto line =
        static_cast<int>(1 + std::count(view.begin(), view.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    return bad("line " + std::to_string(line) +
                   " holds a byte that means nothing in UTF-8, nor in Windows-1252 (Western European).",
               line);
  }
  plain.text = std::move(*text);
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
  constexpr std::string_view candidates = ",;\t|";
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
    // A bar between headings divides; one within a cell here and there does not.
    if (most == 0 || (candidate == '|' && counts.front() == 0)) {
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
