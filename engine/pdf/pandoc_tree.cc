#include "pdf/pandoc_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "pdf/pandoc_blocks.h"
#include "pdf/story_height.h"

namespace caseletters::pdf {
namespace {

using document::Section;

// Pages of the same kind: the section goes on where the one before stopped.
bool goes_on(const Section& above, const Section& below) {
  auto page = below.page;
  page.columns = above.page.columns;
  page.column_gap = above.page.column_gap;
  page.first_number = above.page.first_number;
  return below.start == Section::Start::continuous && page == above.page;
}

// Those that may reach into the text, and those whose place must be known because something in them stands by the page.
std::string tall_stories(const Section& section, const StoryHeight& heights) {
  const auto& page = section.page;
  const double width = page.width - page.left - page.right;
  std::string out;
  const auto ask = [&](const char* name, const std::vector<document::Block>& story, double room) {
    const bool at_foot = std::string_view{name}.starts_with("foot");
    const bool fixed = at_foot ? page.fixed_bottom : page.fixed_top;
    if (story.empty()) return;
    if ((!fixed && heights.of(story, width).most > room) || (at_foot && has_anchored(story)))
      out += name + std::string{" "};
  };
  const auto own = section.first_page.value_or(document::FirstPage{page.top, page.bottom, page.header, page.footer});
  ask("head-odd", section.headers.odd, page.top - page.header);
  ask("foot-odd", section.footers.odd, page.bottom - page.footer);
  if (section.first_differs) ask("foot-first", section.footers.first, own.bottom - own.footer);
  if (section.even_differs) {
    ask("head-even", section.headers.even, page.top - page.header);
    ask("foot-even", section.footers.even, page.bottom - page.footer);
  }
  return out;
}

bool same_columns(const document::PageSetup& one, const document::PageSetup& other) {
  return one.columns == other.columns && (one.columns == 1 || one.column_gap == other.column_gap);
}

// Text of one number of columns. `goes_on`: text of another number follows on the same page.
void add_flow(const document::PageSetup& page, PandocBlocks& writer, const std::vector<document::Block>& blocks,
              bool goes_on, Json& out) {
  const double column = (page.width - page.left - page.right - page.column_gap * (page.columns - 1)) / page.columns;
  Json made = writer.blocks(blocks, {column, false});
  if (goes_on && !blocks.empty()) {
    const auto* last = std::get_if<document::Paragraph>(&blocks.back());
    if (last != nullptr && last->style.after > 0.001)
      made.push_back(div("gap", {{"h", length(last->style.after)}}, Json::array()));
  }
  if (page.columns == 1) {
    out.push_back(div("flow", {}, std::move(made)));
    return;
  }
  // Columns cannot be left for the next page from within.
  Attributes told{{"columns", std::to_string(page.columns)}, {"gutter", length(page.column_gap)}};
  Json piece = Json::array();
  for (auto& block : made) {
    if (block["c"][0][1][0] == "page-break") {
      out.push_back(div("flow", told, std::exchange(piece, Json::array())));
      out.push_back(div("flow", {}, Json::array({std::move(block)})));
    } else {
      piece.push_back(std::move(block));
    }
  }
  if (goes_on) told.emplace_back("balanced", "1");
  out.push_back(div("flow", told, std::move(piece)));
}

}  // namespace

std::set<std::string> PandocTree::add(const std::string& name, const document::StyledDocument& letter,
                                      const std::vector<std::string>& pictures) {
  PandocBlocks writer{styles_, letter, pictures};
  Json sections = Json::array();
  for (std::size_t i = 0; i < letter.sections.size();) {
    const auto& section = letter.sections[i];
    const auto& page = section.page;
    std::size_t end = i + 1;
    while (end < letter.sections.size() && goes_on(section, letter.sections[end])) ++end;
    const double width = page.width - page.left - page.right;
    Attributes told;
    std::string numbers;
    for (const double one :
         {page.width, page.height, page.left, page.right, page.top, page.bottom, page.header, page.footer})
      numbers += length(one) + ' ';
    told.emplace_back("page", numbers);
    if (page.fixed_top) told.emplace_back("fixed-top", "1");
    if (page.fixed_bottom) told.emplace_back("fixed-bottom", "1");
    if (section.first_differs) told.emplace_back("first", "1");
    if (section.even_differs) told.emplace_back("even", "1");
    if (section.first_page) {
      const auto& own = *section.first_page;
      told.emplace_back("own", fmt::format("{} {} {} {}", length(own.top), length(own.bottom), length(own.header),
                                           length(own.footer)));
    }
    if (page.first_number || i == 0) told.emplace_back("start", std::to_string(page.first_number.value_or(1)));
    if (i == 0 && end == letter.sections.size() && page.first_number.value_or(1) == 1) told.emplace_back("once", "1");
    if (page.borders.any()) {
      const auto& lines = page.borders;
      const auto away = [&](const document::Border& line, double margin) {
        return page.from_the_edge ? line.space : margin - line.space;
      };
      const double x = away(lines.left, page.left), y = away(lines.top, page.top);
      told.emplace_back("frame", fmt::format("{} {} {} {}", length(x), length(y),
                                             length(page.width - x - away(lines.right, page.right)),
                                             length(page.height - y - away(lines.bottom, page.bottom))));
      add_borders(told, lines);
    }
    if (page.number_format != "1") told.emplace_back("number", page.number_format);
    told.emplace_back("letter", name);
    if (end == letter.sections.size()) told.emplace_back("last", "1");
    if (i > 0 && section.start == Section::Start::odd_page) told.emplace_back("to", "odd");
    if (i > 0 && section.start == Section::Start::even_page) told.emplace_back("to", "even");
    if (const auto tall = tall_stories(section, StoryHeight{styles_}); !tall.empty()) told.emplace_back("tall", tall);
    Json inner = Json::array();
    const auto edge = [&](const char* which, const std::vector<document::Block>& story) {
      if (!story.empty()) inner.push_back(div("edge", {{"name", which}}, writer.blocks(story, {width, true})));
    };
    if (section.first_differs) {
      edge("head-first", section.headers.first);
      edge("foot-first", section.footers.first);
    }
    edge("head-odd", section.headers.odd);
    edge("foot-odd", section.footers.odd);
    if (section.even_differs) {
      edge("head-even", section.headers.even);
      edge("foot-even", section.footers.even);
    }
    for (std::size_t one = i; one < end;) {
      std::size_t next = one + 1;
      while (next < end && same_columns(letter.sections[one].page, letter.sections[next].page)) ++next;
      std::vector<document::Block> flow;
      for (; one < next; ++one)
        flow.insert(flow.end(), letter.sections[one].blocks.begin(), letter.sections[one].blocks.end());
      add_flow(letter.sections[next - 1].page, writer, flow, next < end, inner);
    }
    sections.push_back(div("section", told, std::move(inner)));
    i = end;
  }
  Attributes told{{"n", name}};
  const auto dash = letter.language.find('-');
  const std::string language = to_lower(letter.language.substr(0, dash));
  const bool known = (language.size() == 2 || language.size() == 3) &&
                     std::all_of(language.begin(), language.end(), [](char one) { return one >= 'a' && one <= 'z'; });
  told.emplace_back("lang", known ? language : "en");
  const auto is_capital = [](char one) { return one >= 'A' && one <= 'Z'; };
  const std::string region = dash == std::string::npos ? "" : to_upper(letter.language.substr(dash + 1));
  if (known && region.size() == 2 && is_capital(region[0]) && is_capital(region[1]))
    told.emplace_back("region", to_upper(letter.language.substr(dash + 1)));
  letters_.push_back(div("letter", told, std::move(sections)));
  return styles_.take_shown();
}

std::string PandocTree::finish() {
  Json blocks = Json::array({div("styles", {}, styles_.blocks())});
  for (auto& letter : letters_) blocks.push_back(std::move(letter));
  const Json tree{
      {"pandoc-api-version", Json::array({1, 22, 2, 1})}, {"meta", Json::object()}, {"blocks", std::move(blocks)}};
  return tree.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace caseletters::pdf
