#include "document/word_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/word_layout.h"

namespace caseletters::document {
namespace {

// Holds what it holds and means nothing of its own here.
bool is_wrapper(std::string_view name) {
  return name == "ins" || name == "moveTo" || name == "smartTag" || name == "sdtContent" || name == "customXml" ||
         name == "bdo" || name == "dir" || name == "ruby" || name == "rubyBase";
}

}  // namespace

void WordReader::not_set(const std::string& what, const std::string& hint) {
  if (!said_.insert(what).second) return;
  Diagnostic finding =
      error("pdf-not-set", fmt::format("the PDF cannot show {} (paragraph {} of {})", what, paragraph_, story_),
            hint.empty() ? "Put it into the document as a picture with alternative text, or leave it out." : hint);
  finding.file = document_.file();
  out_.findings.push_back(std::move(finding));
}

void WordReader::set_otherwise(const std::string& what) {
  if (!said_.insert(what).second) return;
  Diagnostic finding =
      warning("pdf-set-otherwise", fmt::format("{} (paragraph {} of {})", what, paragraph_, story_),
              "Look at the PDF. If it does not look right, put the drawing into the document as a picture.");
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
      const auto framed = child(properties, "framePr");
      const auto dropped = value(framed, "dropCap");
      made.style.drop_cap = dropped == "drop" || dropped == "margin";
      if (framed && !made.style.drop_cap) {
        frame(framed, std::move(made), out);
      } else {
        last_frame_.clear();
        // An empty paragraph that only ends a section takes no room, as in LibreOffice.
        const bool only_ends =
            section_ends && child(properties, "sectPr") && made.runs.empty() && !made.label && !out.empty();
        if (!hidden_end && !only_ends) out.emplace_back(std::move(made));
      }
      if (const auto section = child(properties, "sectPr"); section && section_ends) section_ends(section);
    } else if (name == "tbl") {
      last_frame_.clear();
      out.emplace_back(table(node, place));
    } else if (name == "sdt") {
      blocks(child(node, "sdtContent"), place, out, section_ends);
    } else if (name == "AlternateContent") {
      blocks(preferred_form(node), place, out, section_ends);
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
  if (depth_ == 0) ++paragraph_;
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
      inlines(preferred_form(node), place, line);
    } else if (is_wrapper(name)) {
      inlines(node, place, line);
    } else if (name == "oMath" || name == "oMathPara") {
      not_set("an equation", "Write it as words, or as a picture with alternative text.");
    }
  }
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
