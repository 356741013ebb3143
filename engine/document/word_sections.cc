// The whole document: its parts, settings, notes, sections with their headers and footers.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr const char* relationship_of_notes[] = {"footnotes", "endnotes"};

PageSetup read_page(pugi::xml_node properties) {
  PageSetup page;
  if (const auto size = child(properties, "pgSz")) {
    page.width = std::clamp(twips(value(size, "w"), page.width), 36.0, 3200.0);
    page.height = std::clamp(twips(value(size, "h"), page.height), 36.0, 3200.0);
  }
  if (const auto margins = child(properties, "pgMar")) {
    const double top = twips(value(margins, "top"), page.top);
    const double bottom = twips(value(margins, "bottom"), page.bottom);
    page.top = std::abs(top);
    page.bottom = std::abs(bottom);
    page.fixed_top = top < 0;
    page.fixed_bottom = bottom < 0;
    page.left = twips(value(margins, "left"), page.left) + twips(value(margins, "gutter"));
    page.right = twips(value(margins, "right"), page.right);
    page.header = twips(value(margins, "header"), page.header);
    page.footer = twips(value(margins, "footer"), page.footer);
  }
  if (const auto columns = child(properties, "cols")) {
    page.columns = std::clamp(static_cast<int>(number(value(columns, "num"), 1)), 1, 10);
    page.column_gap = twips(value(columns, "space"), page.column_gap);
  }
  if (const auto numbers = child(properties, "pgNumType")) {
    if (has(numbers, "start")) page.first_number = static_cast<int>(number(value(numbers, "start"), 1));
    const auto format = value(numbers, "fmt");
    if (format == "lowerRoman") page.number_format = "i";
    if (format == "upperRoman") page.number_format = "I";
    if (format == "lowerLetter") page.number_format = "a";
    if (format == "upperLetter") page.number_format = "A";
  }
  if (const auto round = child(properties, "pgBorders")) {
    page.from_the_edge = value(round, "offsetFrom") == "page";
    for (const auto& [name, border] : {std::pair{"top", &page.borders.top},
                                       {"right", &page.borders.right},
                                       {"bottom", &page.borders.bottom},
                                       {"left", &page.borders.left}})
      if (const auto one = child(round, name)) *border = read_border(one);
  }
  return page;
}

}  // namespace

const Relationship* WordReader::main_relationship(std::string_view type) {
  for (const auto& one : relationships_of(document_.main_part()))
    if (short_type(one) == type && !one.external) return &one;
  return nullptr;
}

const std::vector<Relationship>& WordReader::relationships_of(const std::string& part) {
  const auto found = relationships_.find(part);
  if (found != relationships_.end()) return found->second;
  auto read = read_relationships(document_.archive(), part);
  return relationships_.emplace(part, read ? std::move(*read) : std::vector<Relationship>{}).first->second;
}

pugi::xml_node WordReader::root_of(const std::string& part) {
  const auto found = trees_.find(part);
  if (found != trees_.end()) return found->second.root();
  const auto bytes = document_.archive().read(part);
  if (!bytes) return {};
  auto tree = package::XmlTree::parse(*bytes, document_.file(), part);
  if (!tree) return {};
  return trees_.emplace(part, std::move(*tree)).first->second.root();
}

void WordReader::read_settings(pugi::xml_node settings) {
  if (const auto distance = child(settings, "defaultTabStop"))
    out_.tab_distance = std::max(1.0, twips(value(distance), out_.tab_distance));
  if (const auto even = child(settings, "evenAndOddHeaders")) even_differs_ = is_on(even);
  const auto compatibility = child(settings, "compat");
  for (const auto setting : compatibility.children()) {
    if (local(setting) == "compatSetting" && value(setting, "name") == "compatibilityMode")
      compatibility_ = static_cast<int>(number(value(setting), compatibility_));
  }
  // Word's own layout takes the larger of two distances only for HTML's sake; that is also LibreOffice's reading.
  out_.spaces_add_up = false;
  if (const auto plain = child(compatibility, "doNotUseHTMLParagraphAutoSpacing")) out_.spaces_add_up = is_on(plain);
}

void WordReader::read_core() {
  const auto top = read_relationships(document_.archive(), "");
  if (!top) return;
  for (const auto& one : *top) {
    if (short_type(one) != "core-properties" || one.external || document_.archive().find(one.target) == nullptr)
      continue;
    const auto core = root_of(one.target);
    out_.title = trim(child(core, "title").text().get());
    out_.created = trim(child(core, "created").text().get());
    if (const std::string language{trim(child(core, "language").text().get())}; !language.empty())
      out_.language = language;
  }
}

Result<void> WordReader::read_notes(const std::string& type, std::map<std::string, pugi::xml_node>& notes,
                                    std::string& part) {
  const auto* relationship = main_relationship(type);
  if (relationship == nullptr || document_.archive().find(relationship->target) == nullptr) return {};
  part = relationship->target;
  const auto bytes = document_.archive().read(part);
  if (!bytes) return fail(bytes.error());
  auto tree = package::XmlTree::parse(*bytes, document_.file(), part);
  if (!tree) return fail(tree.error());
  const auto& kept = trees_.emplace(part, std::move(*tree)).first->second;
  for (const auto note : kept.root().children())
    if (value(note, "type").empty() || value(note, "type") == "normal") notes[std::string{value(note, "id")}] = note;
  return {};
}

Result<void> WordReader::open() {
  out_.tabs_over_margin = true;
  read_core();
  const auto part_of = [this](std::string_view type) {
    const auto* relationship = main_relationship(type);
    return relationship == nullptr ? std::string{} : relationship->target;
  };
  auto styles = WordStyles::read(document_.archive(), part_of("styles"), part_of("theme"));
  if (!styles) return fail(styles.error());
  styles_ = std::move(*styles);
  auto numbering = WordNumbering::read(document_.archive(), part_of("numbering"), styles_.theme());
  if (!numbering) return fail(numbering.error());
  numbering_ = std::move(*numbering);
  if (const auto settings = part_of("settings"); !settings.empty()) read_settings(root_of(settings));
  if (auto read = read_notes(relationship_of_notes[0], footnotes_, footnotes_part_); !read) return read;
  return read_notes(relationship_of_notes[1], endnotes_, endnotes_part_);
}

void WordReader::story(const std::string& part, double width, std::vector<Block>& out) {
  const auto root = root_of(part);
  WordPlace place;
  place.part = part;
  place.relationships = &relationships_of(part);
  place.width = width;
  const auto outer = std::move(fields_);
  fields_.clear();
  const auto outer_story = std::exchange(story_, "a header or footer");
  const int outer_paragraph = std::exchange(paragraph_, 0);
  blocks(root, place, out);
  story_ = outer_story;
  paragraph_ = outer_paragraph;
  fields_ = outer;
}

void WordReader::edges(pugi::xml_node properties, const Section& section, std::string_view reference, Edges& edges) {
  const double width = section.page.width - section.page.left - section.page.right;
  for (const auto node : properties.children()) {
    if (local(node) != reference) continue;
    for (const auto& relationship : relationships_of(document_.main_part())) {
      if (relationship.id != value(node, "id") || relationship.external ||
          document_.archive().find(relationship.target) == nullptr)
        continue;
      const auto type = value(node, "type");
      auto& stories = type == "first" ? edges.first : type == "even" ? edges.even : edges.odd;
      stories.clear();
      story(relationship.target, width, stories);
    }
  }
}

// The settings of a section stand at its end; what it does not say of headers it takes over from the one before.
void WordReader::end_section(pugi::xml_node properties, std::vector<Block>& body) {
  Section section;
  section.page = read_page(properties);
  const auto type = value(child(properties, "type"));
  if (type == "continuous" || type == "nextColumn") section.start = Section::Start::continuous;
  if (type == "oddPage") section.start = Section::Start::odd_page;
  if (type == "evenPage") section.start = Section::Start::even_page;
  if (const auto first = child(properties, "titlePg")) section.first_differs = is_on(first);
  section.even_differs = even_differs_;
  if (!out_.sections.empty()) {
    section.headers = out_.sections.back().headers;
    section.footers = out_.sections.back().footers;
  }
  edges(properties, section, "headerReference", section.headers);
  edges(properties, section, "footerReference", section.footers);
  section.blocks = std::move(body);
  body.clear();
  out_.sections.push_back(std::move(section));
}

void WordReader::endnotes(std::vector<Block>& out) {
  WordPlace place;
  place.part = endnotes_part_;
  place.relationships = &relationships_of(endnotes_part_);
  place.width = body_width_;
  for (std::size_t i = 0; i < endnotes_told_.size(); ++i) {
    const auto [id, label] = endnotes_told_[i];
    place.note_label = label;
    blocks(endnotes_.at(id), place, out);
  }
}

Result<StyledDocument> WordReader::read() {
  if (auto opened = open(); !opened) return fail(opened.error());
  const auto bytes = document_.archive().read(document_.main_part());
  if (!bytes) return fail(bytes.error());
  auto tree = package::XmlTree::parse(*bytes, document_.file(), document_.main_part());
  if (!tree) return fail(tree.error());
  const auto& kept = trees_.emplace(document_.main_part(), std::move(*tree)).first->second;
  const auto body = child(kept.root(), "body");
  WordPlace place;
  place.part = document_.main_part();
  place.relationships = &relationships_of(document_.main_part());
  const auto last = child(body, "sectPr");
  const auto page = read_page(last);
  place.width = body_width_ = page.width - page.left - page.right;
  std::vector<Block> out;
  blocks(body, place, out, [&](pugi::xml_node properties) { end_section(properties, out); });
  if (!endnotes_told_.empty()) endnotes(out);
  end_section(last, out);
  return std::move(out_);
}

}  // namespace caseletters::document
