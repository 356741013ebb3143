// Runs and what stands in them: words, breaks, fields, notes.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr int deepest_boxes = 6;

std::string utf8_of(unsigned code) {
  std::string out;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

}  // namespace

// The form of an AlternateContent that a modern program reads.
pugi::xml_node preferred_form(pugi::xml_node alternatives) {
  if (const auto choice = child(alternatives, "Choice")) return choice;
  return child(alternatives, "Fallback");
}

// Symbol fonts hold their signs at places of their own; these are the ones that lists and forms use, as Unicode names
// them.
std::string symbol_as_unicode(unsigned code, std::string_view font) {
  if (code >= 0xF000 && code <= 0xF0FF) code -= 0xF000;
  const bool wingdings = font.starts_with("Wingdings");
  static const std::map<unsigned, const char*> symbols{{0xB7, "•"}, {0x2D, "−"}, {0xDE, "⇒"}, {0xAE, "→"},
                                                       {0xB0, "°"}, {0xD7, "⋅"}, {0xA3, "≤"}, {0xB3, "≥"},
                                                       {0xB1, "±"}, {0xA8, "♦"}, {0xAA, "♠"}, {0xD3, "©"}};
  static const std::map<unsigned, const char*> dingbats{
      {0xA7, "▪"}, {0x6E, "■"}, {0x6F, "□"}, {0xA8, "◻"}, {0xFC, "✓"}, {0xFB, "✗"}, {0xFD, "☒"}, {0xFE, "☑"},
      {0x71, "❑"}, {0x72, "❒"}, {0x75, "⬥"}, {0x76, "❖"}, {0x77, "⬩"}, {0xD8, "➢"}, {0xE0, "→"}, {0xE8, "➔"},
      {0x6C, "●"}, {0x9F, "•"}, {0x9E, "·"}, {0xF0, "⇨"}, {0x28, "☎"}, {0x2A, "✉"}, {0x4A, "☺"}, {0xA1, "○"},
      {0x21, "✏"}, {0x22, "✂"}, {0x23, "✁"}, {0x36, "⌛"}, {0x3F, "✍"}, {0x41, "✌"}, {0x45, "☜"}, {0x46, "☞"},
      {0x47, "☝"}, {0x48, "☟"}, {0x4C, "☹"}, {0x52, "☼"}, {0x54, "❄"}, {0x73, "◆"}, {0x74, "◆"}, {0xA4, "◉"},
      {0xA5, "◎"}, {0xAA, "✦"}, {0xAB, "★"}, {0xDF, "←"}, {0xE1, "↑"}, {0xE2, "↓"}, {0xE7, "←"}, {0xEF, "⇦"},
      {0x81, "①"}, {0x82, "②"}, {0x83, "③"}, {0x84, "④"}, {0x85, "⑤"}, {0x86, "⑥"}, {0x87, "⑦"}, {0x88, "⑧"}};
  const auto& table = wingdings ? dingbats : symbols;
  const auto found = table.find(code);
  if (found != table.end()) return found->second;
  if (font == "Symbol" || wingdings || font == "Webdings") return {};
  return utf8_of(code);
}

std::string signs_as_unicode(std::string_view text, std::string_view font) {
  font = font.substr(0, font.find(';'));
  if (font != "Symbol" && !font.starts_with("Wingdings")) return std::string{text};
  std::string out;
  const auto byte = [&](std::size_t index) { return static_cast<unsigned>(static_cast<unsigned char>(text[index])); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    // Three bytes: EF 80 xx to EF 83 xx.
    if (byte(at) == 0xEF && at + 2 < text.size() && byte(at + 1) >= 0x80 && byte(at + 1) <= 0x83) {
      const auto shown = symbol_as_unicode((byte(at + 1) & 3U) << 6 | (byte(at + 2) & 0x3FU), font);
      out += shown.empty() ? std::string{text.substr(at, 3)} : shown;
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

void WordReader::run(pugi::xml_node node, const WordPlace& place, Line& line) {
  const auto own = RunProperties::read(child(node, "rPr"), styles_.theme());
  RunProperties properties = line.base;
  if (const auto* character = styles_.character(own.style)) properties.put_toggling(*character);
  properties.put(own);
  TextStyle style = properties.computed();
  if (style.language.empty()) style.language = out_.language;
  for (const auto one : node.children()) piece(one, place, line, properties, style);
}

void WordReader::piece(pugi::xml_node node, const WordPlace& place, Line& line, const RunProperties& properties,
                       const TextStyle& style) {
  const auto name = local(node);
  if (name == "fldChar") {
    field_character(node, style, line);
    return;
  }
  if (name == "instrText") {
    if (!fields_.empty() && fields_.back().in_code) fields_.back().code += node.text().get();
    return;
  }
  if (hidden_by_field()) return;
  if (properties.hidden.value_or(false)) {
    if (name == "t") out_.hidden.append(node.text().get()).append(" ");
    return;
  }
  Run made;
  made.style = style;
  if (name == "t") {
    std::string text;
    for (const auto part : node.children()) text += part.value();
    for (char& letter : text)
      if (letter == '\n' || letter == '\t' || letter == '\r') letter = ' ';
    if (value(node, "space") != "preserve") {
      const auto first = text.find_first_not_of(' ');
      text = first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(' ') - first + 1);
    }
    made.text = signs_as_unicode(text, style.font);
    // Both forms are the document's: the one that is read, and the one that is shown.
    if (made.text != text) out_.hidden.append(text).append(" ");
  } else if (name == "tab") {
    made.kind = Run::Kind::tab;
  } else if (name == "ptab") {
    made.kind = Run::Kind::tab;
    made.text = value(node, "alignment");  // "center" and "right" go by the margins
  } else if (name == "br") {
    const auto type = value(node, "type");
    made.kind = type == "page"     ? Run::Kind::page_break
                : type == "column" ? Run::Kind::column_break
                                   : Run::Kind::line_break;
  } else if (name == "cr") {
    made.kind = Run::Kind::line_break;
  } else if (name == "noBreakHyphen") {
    made.text = "\u2011";
  } else if (name == "softHyphen") {
    made.text = "\u00AD";
  } else if (name == "sym") {
    unsigned code = 0;
    for (const char digit : value(node, "char")) {
      const unsigned worth = digit >= '0' && digit <= '9'   ? static_cast<unsigned>(digit - '0')
                             : digit >= 'A' && digit <= 'F' ? static_cast<unsigned>(digit - 'A' + 10)
                             : digit >= 'a' && digit <= 'f' ? static_cast<unsigned>(digit - 'a' + 10)
                                                            : 0U;
      code = (code << 4 | worth) & 0xFFFFU;
    }
    made.text = symbol_as_unicode(code, value(node, "font"));
    if (made.text.empty()) not_set(fmt::format("a sign of the font {}", value(node, "font")));
  } else if (name == "pgNum") {
    made.kind = Run::Kind::page_number;
  } else if (name == "drawing") {
    drawing(node, place, style, line);
    return;
  } else if (name == "pict" || name == "object") {
    legacy_picture(node, place, style, line);
    return;
  } else if (name == "footnoteReference" || name == "endnoteReference") {
    note_reference(node, name == "footnoteReference", style, line);
    return;
  } else if (name == "footnoteRef" || name == "endnoteRef") {
    made.kind = Run::Kind::note_label;
    made.text = place.note_label;
  } else if (name == "AlternateContent") {
    for (const auto one : preferred_form(node).children()) piece(one, place, line, properties, style);
    return;
  } else {
    return;
  }
  add(line, std::move(made));
}

bool WordReader::hidden_by_field() const {
  return std::any_of(fields_.begin(), fields_.end(),
                     [](const Field& field) { return field.in_code || field.replaced; });
}

std::string WordReader::link() const {
  for (auto field = fields_.rbegin(); field != fields_.rend(); ++field)
    if (!field->link.empty()) return field->link;
  return {};
}

// Fields that count pages are ours to answer; of the others the result that stands there is shown.
bool WordReader::answer_field(Field& field, const TextStyle& style, Line& line) {
  std::string word{trim(field.code)};
  const auto end = word.find_first_of(" \t\\");
  const std::string rest = end == std::string::npos ? std::string{} : word.substr(end);
  word = to_upper(word.substr(0, end));
  Run made;
  made.style = style;
  if (word == "PAGE") {
    made.kind = Run::Kind::page_number;
  } else if (word == "NUMPAGES" || word == "SECTIONPAGES") {
    made.kind = Run::Kind::page_count;
  } else {
    if (word == "HYPERLINK") {
      const auto open = rest.find('"');
      const auto close = open == std::string::npos ? open : rest.find('"', open + 1);
      if (close != std::string::npos && rest.find("\\l") == std::string::npos)
        field.link = rest.substr(open + 1, close - open - 1);
    }
    return false;
  }
  add(line, std::move(made));
  return true;
}

void WordReader::field_character(pugi::xml_node node, const TextStyle& style, Line& line) {
  const auto type = value(node, "fldCharType");
  if (type == "begin") {
    fields_.emplace_back();
  } else if (type == "separate" && !fields_.empty()) {
    Field field = std::move(fields_.back());
    fields_.pop_back();
    field.in_code = false;
    if (!hidden_by_field()) field.replaced = answer_field(field, style, line);
    fields_.push_back(std::move(field));
  } else if (type == "end" && !fields_.empty()) {
    Field field = std::move(fields_.back());
    fields_.pop_back();
    if (field.in_code && !hidden_by_field()) (void)answer_field(field, style, line);
  }
}

void WordReader::note_reference(pugi::xml_node node, bool foot, const TextStyle& style, Line& line) {
  const std::string id{value(node, "id")};
  const auto& notes = foot ? footnotes_ : endnotes_;
  const auto found = notes.find(id);
  if (found == notes.end()) return;
  Run made;
  made.style = style;
  if (foot) {
    auto note = std::make_shared<Note>();
    note->label = std::to_string(++footnotes_told_);
    if (depth_ < deepest_boxes) {
      ++depth_;
      WordPlace place;
      place.part = footnotes_part_;
      place.relationships = &relationships_of(footnotes_part_);
      place.note_label = note->label;
      place.width = body_width_;
      const auto outer = std::move(fields_);
      fields_.clear();
      blocks(found->second, place, note->blocks);
      fields_ = outer;
      --depth_;
    }
    made.kind = Run::Kind::footnote;
    made.text = note->label;
    made.note = std::move(note);
  } else {
    made.kind = Run::Kind::note_label;
    made.text = format_number(static_cast<int>(endnotes_told_.size()) + 1, "lowerRoman");
    endnotes_told_.emplace_back(id, made.text);
  }
  add(line, std::move(made));
}

}  // namespace caseletters::document
