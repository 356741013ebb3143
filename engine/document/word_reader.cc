#include "document/word_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/word_layout.h"

namespace caseletters::document {
namespace {

constexpr int deepest_boxes = 6;

// Holds what it holds and means nothing of its own here.
bool is_wrapper(std::string_view name) {
  return name == "ins" || name == "moveTo" || name == "smartTag" || name == "sdtContent" || name == "customXml" ||
         name == "bdo" || name == "dir" || name == "ruby" || name == "rubyBase";
}

// The form of an AlternateContent that a modern program reads.
pugi::xml_node preferred(pugi::xml_node alternatives) {
  if (const auto choice = child(alternatives, "Choice")) return choice;
  return child(alternatives, "Fallback");
}

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
      {0x6C, "●"}, {0x9F, "•"}, {0x9E, "·"}, {0xF0, "⇨"}, {0x28, "☎"}, {0x2A, "✉"}, {0x4A, "☺"}, {0xA1, "○"}};
  const auto& table = wingdings ? dingbats : symbols;
  const auto found = table.find(code);
  if (found != table.end()) return found->second;
  if (font == "Symbol" || wingdings || font == "Webdings") return {};
  return utf8_of(code);
}

void WordReader::not_set(const std::string& what, const std::string& hint) {
  if (!said_.insert(what).second) return;
  Diagnostic finding = error("pdf-not-set", "the PDF cannot show " + what, hint);
  finding.file = document_.file();
  out_.findings.push_back(std::move(finding));
}

void WordReader::set_otherwise(const std::string& what) {
  if (!said_.insert(what).second) return;
  Diagnostic finding = warning("pdf-set-otherwise", what);
  finding.file = document_.file();
  out_.findings.push_back(std::move(finding));
}

void WordReader::blocks(pugi::xml_node parent, const WordPlace& place, std::vector<Block>& out,
                        const std::function<void(pugi::xml_node)>& section_ends) {
  for (const auto node : parent.children()) {
    const auto name = local(node);
    if (name == "p") {
      const auto properties = child(node, "pPr");
      Paragraph made = paragraph(node, place);
      const auto mark = child(properties, "rPr");
      const bool hidden_end = [&] {
        const auto vanish = child(mark, "vanish");
        return vanish && is_on(vanish) && made.runs.empty();
      }();
      if (const auto framed = child(properties, "framePr"); framed && value(framed, "dropCap").empty()) {
        frame(framed, std::move(made), out);
      } else {
        last_frame_.clear();
        if (!hidden_end) out.emplace_back(std::move(made));
      }
      if (const auto section = child(properties, "sectPr"); section && section_ends) section_ends(section);
    } else if (name == "tbl") {
      last_frame_.clear();
      out.emplace_back(table(node, place));
    } else if (name == "sdt") {
      blocks(child(node, "sdtContent"), place, out, section_ends);
    } else if (name == "AlternateContent") {
      blocks(preferred(node), place, out, section_ends);
    } else if (is_wrapper(name)) {
      blocks(node, place, out, section_ends);
    } else if (name == "oMathPara" || name == "oMath") {
      not_set("an equation", "Write it as words, or as a picture with alternative text.");
    } else if (name == "altChunk") {
      not_set("another document that is held whole in this one",
              "Open it in Word and save it again, so that the content becomes its own.");
    }
  }
}

void WordReader::add(Line& line, Run run) const {
  if (run.link.empty()) run.link = link();
  auto& runs = line.paragraph.runs;
  if (run.kind == Run::Kind::text) {
    if (run.text.empty()) return;
    if (!runs.empty() && runs.back().kind == Run::Kind::text && runs.back().style == run.style &&
        runs.back().link == run.link) {
      runs.back().text += run.text;
      return;
    }
  }
  runs.push_back(std::move(run));
}

void WordReader::number_line(const ParagraphProperties& direct, const std::string& style, ParagraphProperties& computed,
                             Line& line) {
  if (!computed.list || *computed.list == 0) return;
  const int list = *computed.list;
  const auto& named = styles_.paragraph(style);
  const bool from_style = !direct.list && named.paragraph.list.has_value();
  const int at = direct.level                           ? *direct.level
                 : from_style && !named.paragraph.level ? numbering_.level_of_style(list, style)
                                                        : computed.level.value_or(0);
  const auto* level = numbering_.level(list, at);
  if (level == nullptr) return;
  // The list's indents stand over the style's, unless the style that names the list states its own.
  if (!from_style || !named.indents_stated) {
    if (level->paragraph.left) computed.left = level->paragraph.left;
    if (level->paragraph.first) computed.first = level->paragraph.first;
  }
  if (direct.left) computed.left = direct.left;
  if (direct.first) computed.first = direct.first;
  for (const auto& [position, stop] : level->paragraph.tabs) computed.tabs.emplace(position, stop);

  Label label;
  label.text = numbering_.next(list, at);
  label.bullet = level->format == "bullet";
  label.after = level->after;
  label.align = level->align;
  label.list = numbering_.family(list);
  label.level = at;
  RunProperties properties = line.base;
  properties.underline.reset();
  properties.put(level->run);
  label.style = properties.computed();
  if (label.bullet && !label.text.empty()) {
    std::string shown;
    const std::string_view text = label.text;
    // One sign in the private area: U+F020 to U+F0FF are three bytes, EF 80 xx to EF 83 xx.
    const auto byte = [&](std::size_t index) { return static_cast<unsigned>(static_cast<unsigned char>(text[index])); };
    const bool is_private = text.size() == 3 && byte(0) == 0xEF && byte(1) >= 0x80 && byte(1) <= 0x83;
    const unsigned code = is_private ? ((byte(1) & 3U) << 6) | (byte(2) & 0x3FU) : byte(0);
    const bool symbolic = label.style.font == "Symbol" || label.style.font.starts_with("Wingdings");
    if (is_private || (symbolic && text.size() == 1)) {
      shown = symbol_as_unicode(code, label.style.font);
      label.text = shown.empty() ? "•" : shown;
    }
  }
  if (!level->text.empty() || level->format == "bullet" || !label.text.empty()) line.paragraph.label = std::move(label);
}

void WordReader::start_line(pugi::xml_node properties, const WordPlace& place, Line& line) {
  const auto direct = ParagraphProperties::read(properties);
  const auto& named = styles_.paragraph(direct.style);
  ParagraphProperties computed = styles_.default_paragraph();
  computed.put(place.table_paragraph);
  computed.put(named.paragraph);
  computed.put(direct);
  line.base = styles_.default_run();
  line.base.put(place.table_run);
  line.base.put(named.run);
  const auto mark = RunProperties::read(child(properties, "rPr"), styles_.theme());
  RunProperties mark_properties = line.base;
  if (const auto* character = styles_.character(mark.style)) mark_properties.put_toggling(*character);
  mark_properties.put(mark);
  line.paragraph.mark = mark_properties.computed();
  // A number looks like the end of its paragraph.
  Line numbered;
  numbered.base = mark_properties;
  number_line(direct, direct.style, computed, numbered);
  line.paragraph.label = std::move(numbered.paragraph.label);
  line.paragraph.style = computed.computed();
  line.paragraph.style.id = direct.style.empty() ? styles_.default_style() : direct.style;
  if (line.paragraph.mark.language.empty()) line.paragraph.mark.language = out_.language;
}

Paragraph WordReader::paragraph(pugi::xml_node node, const WordPlace& place) {
  Line line;
  start_line(child(node, "pPr"), place, line);
  inlines(node, place, line);
  return std::move(line.paragraph);
}

void WordReader::inlines(pugi::xml_node parent, const WordPlace& place, Line& line) {
  for (const auto node : parent.children()) {
    const auto name = local(node);
    if (name == "r") {
      run(node, place, line);
    } else if (name == "hyperlink") {
      Field field;
      field.in_code = false;
      for (const auto& relationship : *place.relationships)
        if (relationship.external && relationship.id == value(node, "id")) field.link = relationship.target;
      fields_.push_back(field);
      inlines(node, place, line);
      fields_.pop_back();
    } else if (name == "fldSimple") {
      Field field;
      field.code = value(node, "instr");
      field.in_code = false;
      RunProperties properties = line.base;
      if (const auto first = child(node, "r")) {
        const auto own = RunProperties::read(child(first, "rPr"), styles_.theme());
        if (const auto* character = styles_.character(own.style)) properties.put_toggling(*character);
        properties.put(own);
      }
      if (hidden_by_field()) continue;
      field.replaced = answer_field(field, properties.computed(), line);
      fields_.push_back(field);
      inlines(node, place, line);
      fields_.pop_back();
    } else if (name == "sdt") {
      inlines(child(node, "sdtContent"), place, line);
    } else if (name == "AlternateContent") {
      inlines(preferred(node), place, line);
    } else if (is_wrapper(name)) {
      inlines(node, place, line);
    } else if (name == "oMath" || name == "oMathPara") {
      not_set("an equation", "Write it as words, or as a picture with alternative text.");
    }
  }
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
    made.text = std::move(text);
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
    for (const auto one : preferred(node).children()) piece(one, place, line, properties, style);
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

// Neighbours with the same frame stand in it together.
void WordReader::frame(pugi::xml_node properties, Paragraph paragraph, std::vector<Block>& out) {
  std::string key;
  for (const auto attribute : properties.attributes())
    key += fmt::format("{}={} ", attribute.name(), attribute.value());
  if (key == last_frame_ && !out.empty()) {
    auto* holder = std::get_if<Paragraph>(&out.back());
    if (holder != nullptr && holder->runs.size() == 1 && holder->runs.front().anchored) {
      holder->runs.front().anchored->blocks.emplace_back(std::move(paragraph));
      return;
    }
  }
  last_frame_ = key;
  auto box = std::make_shared<Anchored>();
  const auto from = [](std::string_view word) {
    return word == "page" ? Anchored::From::page : word == "margin" ? Anchored::From::margin : Anchored::From::text;
  };
  box->horizontal_from = from(value(properties, "hAnchor"));
  box->vertical_from = has(properties, "vAnchor") ? from(value(properties, "vAnchor")) : Anchored::From::text;
  box->horizontal_align = value(properties, "xAlign") == "center" ? "centre" : std::string{value(properties, "xAlign")};
  box->vertical_align = value(properties, "yAlign") == "center" ? "centre" : std::string{value(properties, "yAlign")};
  box->x = twips(value(properties, "x"));
  box->y = twips(value(properties, "y"));
  box->width = twips(value(properties, "w"));
  box->height = twips(value(properties, "h"));
  box->grows = value(properties, "hRule") != "exact";
  box->flow = Anchored::Flow::around;
  box->blocks.emplace_back(std::move(paragraph));
  Paragraph holder;
  holder.style.line_rule = LineRule::exact;
  holder.style.line = 0;
  Run made;
  made.kind = Run::Kind::anchored;
  made.anchored = std::move(box);
  holder.runs.push_back(std::move(made));
  out.emplace_back(std::move(holder));
}

Result<StyledDocument> read_word_layout(const Document& document) {
  return WordReader{document}.read();
}

}  // namespace caseletters::document
