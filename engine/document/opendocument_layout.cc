// The whole of an OpenDocument text: its parts, page styles and sections.
#include "document/opendocument_layout.h"

#include <algorithm>

#include "base/text.h"
#include "document/opendocument_reader.h"
#include "document/styled_findings.h"
#include "document/word_layout.h"

namespace caseletters::document {
namespace {

struct Layout {
  PageSetup page;
  double gap_below_header = 0, gap_above_footer = 0;
};

double stated(pugi::xml_node node, std::string_view name, double otherwise) {
  return odf_length(value(node, name), otherwise);
}

// The page's margins end where header and footer begin; those have heights of their own (clause 16.5).
Layout read_layout_of(pugi::xml_node layout, bool header, bool footer) {
  Layout out;
  auto& page = out.page;
  const auto properties = child(layout, "page-layout-properties");
  const double all = stated(properties, "margin", 56.7);
  page.width = std::clamp(stated(properties, "page-width", page.width), 36.0, 3200.0);
  page.height = std::clamp(stated(properties, "page-height", page.height), 36.0, 3200.0);
  page.left = stated(properties, "margin-left", all);
  page.right = stated(properties, "margin-right", all);
  page.top = page.header = stated(properties, "margin-top", all);
  page.bottom = page.footer = stated(properties, "margin-bottom", all);
  // Lines round the page stand at its margins; header, text and footer stand within them.
  page.from_the_edge = true;
  const auto line = [&](const char* side, Border& border, double& margin, double* edge) {
    const std::string name = std::string{"border-"} + side;
    border = odf_border(value(properties, has(properties, name) ? name : std::string{"border"}));
    border.space = margin;
    margin +=
        border.width + stated(properties, (std::string{"padding-"} + side).c_str(), stated(properties, "padding", 0));
    if (edge != nullptr) *edge = margin;
  };
  line("left", page.borders.left, page.left, nullptr);
  line("right", page.borders.right, page.right, nullptr);
  line("top", page.borders.top, page.top, &page.header);
  line("bottom", page.borders.bottom, page.bottom, &page.footer);
  if (const auto columns = child(properties, "columns")) {
    page.columns = std::clamp(static_cast<int>(number(value(columns, "column-count"), 1)), 1, 10);
    page.column_gap = stated(columns, "column-gap", 0);
  }
  if (const auto format = value(properties, "num-format");
      format == "i" || format == "I" || format == "a" || format == "A")
    page.number_format = format;
  const auto above = child(child(layout, "header-style"), "header-footer-properties");
  const auto below = child(child(layout, "footer-style"), "header-footer-properties");
  if (header && above) {
    out.gap_below_header = stated(above, "margin-bottom", 0);
    const double height = std::max(stated(above, "min-height", 0), stated(above, "height", 0));
    page.top += std::max(height, out.gap_below_header);
  }
  if (footer && below) {
    out.gap_above_footer = stated(below, "margin-top", 0);
    const double height = std::max(stated(below, "min-height", 0), stated(below, "height", 0));
    page.bottom += std::max(height, out.gap_above_footer);
  }
  return out;
}

bool shows(pugi::xml_node story) {
  return story && value(story, "display") != "false";
}

Result<package::XmlTree> part_of(const Document& document, const std::string& part) {
  const auto bytes = document.archive().read(part);
  if (!bytes) return fail(bytes.error());
  return package::XmlTree::parse(*bytes, document.file(), part);
}

}  // namespace

// The room between a header and the text is part of the header; that above a footer, of the footer.
void OdfReader::edge(pugi::xml_node story, double width, double gap_below, double gap_above, std::vector<Block>& out) {
  if (!shows(story)) return;
  Place place;
  place.content = false;
  place.width = width;
  const bool outer = std::exchange(in_body_, false);
  const auto outer_story = std::exchange(story_, "a header or footer");
  const int outer_paragraph = std::exchange(paragraph_, 0);
  blocks(story, place, out);
  story_ = outer_story;
  paragraph_ = outer_paragraph;
  in_body_ = outer;
  if (out.empty()) return;
  if (auto* last = std::get_if<Paragraph>(&out.back())) last->style.after += gap_below;
  if (auto* first = std::get_if<Paragraph>(&out.front())) first->style.before += gap_above;
}

void OdfReader::section_of(const std::string& name, Section& section) {
  auto first = styles_.master_page(name);
  if (!first) first = styles_.master_page("Standard");
  const std::string next_name{value(first, "next-style-name")};
  auto rest = next_name.empty() || next_name == name ? first : styles_.master_page(next_name);
  if (!rest) rest = first;
  const auto layout_of = [&](pugi::xml_node master) {
    return read_layout_of(styles_.page_layout(value(master, "page-layout-name")), shows(child(master, "header")),
                          shows(child(master, "footer")));
  };
  const auto usual = layout_of(rest);
  section.page = usual.page;
  const double width = usual.page.width - usual.page.left - usual.page.right;
  const auto take = [&](pugi::xml_node master, const char* ending, const Layout& layout, std::vector<Block>& head,
                        std::vector<Block>& foot) {
    edge(child(master, std::string{"header"} + ending), width, layout.gap_below_header, 0, head);
    edge(child(master, std::string{"footer"} + ending), width, 0, layout.gap_above_footer, foot);
  };
  take(rest, "", usual, section.headers.odd, section.footers.odd);
  if (shows(child(rest, "header-left")) || shows(child(rest, "footer-left"))) {
    section.even_differs = true;
    take(rest, "-left", usual, section.headers.even, section.footers.even);
  }
  if (first != rest) {
    const auto own = layout_of(first);
    section.first_differs = true;
    section.first_page = FirstPage{own.page.top, own.page.bottom, own.page.header, own.page.footer};
    take(first, "", own, section.headers.first, section.footers.first);
  } else if (child(first, "header-first") || child(first, "footer-first")) {
    section.first_differs = true;
    take(first, "-first", usual, section.headers.first, section.footers.first);
  }
}

void OdfReader::finish_section() {
  Section section;
  const auto counters = counters_;
  section_of(master_, section);
  counters_ = counters;
  section.blocks = std::move(body_);
  body_.clear();
  out_.sections.push_back(std::move(section));
}

Result<StyledDocument> OdfReader::read() {
  const auto content = part_of(document_, "content.xml");
  if (!content) return fail(content.error());
  Result<package::XmlTree> common = fail(error("part-missing", ""));
  if (document_.archive().find("styles.xml") != nullptr) {
    common = part_of(document_, "styles.xml");
    if (!common) return fail(common.error());
  }
  styles_.read(common ? common->root() : pugi::xml_node{}, content->root());
  out_.tab_distance = styles_.tab_distance();
  // LibreOffice adds the two distances unless the document says otherwise.
  out_.spaces_add_up = true;
  if (document_.archive().find("settings.xml") != nullptr) {
    const auto settings = part_of(document_, "settings.xml");
    if (!settings) return fail(settings.error());
    for (const auto set : child(settings->root(), "settings").children()) {
      for (const auto item : set.children()) {
        const std::string_view told = trim(item.text().get());
        if (value(item, "name") == "AddParaTableSpacing") out_.spaces_add_up = told == "true";
        if (value(item, "name") == "TabOverMargin") out_.tabs_over_margin = told == "true";
        if (value(item, "name") == "TabsRelativeToIndent") tabs_from_indent_ = told == "true";
      }
    }
  }
  if (document_.archive().find("meta.xml") != nullptr) {
    const auto meta = part_of(document_, "meta.xml");
    if (!meta) return fail(meta.error());
    const auto told = child(meta->root(), "meta");
    out_.title = trim(child(told, "title").text().get());
    out_.created = trim(child(told, "creation-date").text().get());
    if (const std::string language{trim(child(told, "language").text().get())}; !language.empty())
      out_.language = language;
  }
  const auto text = child(child(content->root(), "body"), "text");
  master_ = "Standard";
  {
    const auto page =
        read_layout_of(styles_.page_layout(value(styles_.master_page(master_), "page-layout-name")), false, false);
    body_width_ = page.page.width - page.page.left - page.page.right;
  }
  Place place;
  place.width = body_width_;
  in_body_ = true;
  for (const auto node : text.children()) block(node, place, body_);
  for (auto& note : endnotes_)
    for (auto& one : note) body_.push_back(std::move(one));
  finish_section();
  return std::move(out_);
}

Result<StyledDocument> read_opendocument_layout(const Document& document) {
  return OdfReader{document}.read();
}

Result<StyledDocument> read_layout(const Document& document) {
  auto read =
      document.format() == DocumentFormat::odt ? read_opendocument_layout(document) : read_word_layout(document);
  if (read) find_set_otherwise(*read, document.file());
  return read;
}

}  // namespace caseletters::document
