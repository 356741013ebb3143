#include "document/styled_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace caseletters::document {
namespace {

class Findings {
 public:
  Findings(StyledDocument& document, std::string file) : document_(document), file_(std::move(file)) {}

  void find() {
    for (const auto& section : document_.sections) {
      page_ = &section.page;
      where_ = "the text";
      paragraph_ = last_of_text_;
      look(section.blocks);
      last_of_text_ = paragraph_;
      for (const auto& [name, edges] : {std::pair{"a header", &section.headers}, {"a footer", &section.footers}}) {
        for (const auto* blocks : {&edges->first, &edges->odd, &edges->even}) {
          where_ = name;
          paragraph_ = 0;
          look(*blocks);
        }
      }
    }
  }

 private:
  void say(const std::string& what, const std::string& hint, const std::string& where) {
    if (!said_.insert(what).second) return;
    Diagnostic finding = warning("pdf-set-otherwise", fmt::format("{} ({})", what, where), hint);
    finding.file = file_;
    document_.findings.push_back(std::move(finding));
  }

  void look(const std::vector<Block>& blocks) {
    for (const auto& block : blocks) {
      if (const auto* table = std::get_if<Table>(&block)) {
        for (const auto& row : table->rows)
          for (const auto& cell : row.cells) look(cell.blocks);
        continue;
      }
      ++paragraph_;
      const auto& paragraph = std::get<Paragraph>(block);
      if (paragraph.style.drop_cap)
        say("a letter that starts a paragraph is larger and stands in several lines; in the PDF it does not",
            "Look at the PDF. If it does not look right, take the drop cap away in Word or LibreOffice.",
            fmt::format("paragraph {} of {}", paragraph_, where_));
      for (const auto& run : paragraph.runs)
        if (run.anchored) look(*run.anchored);
    }
  }

  void look(const Anchored& box) {
    if (box.flow != Anchored::Flow::around || !may_meet_words(box)) return;
    say("words flow round a picture or box; in the PDF they do not, and may lie over it",
        "Look at the PDF. If they do, set the picture's wrapping to 'Top and Bottom' or 'In Line with Text', or put "
        "picture and words side by side into a table without lines.",
        fmt::format("paragraph {} of {}", paragraph_, where_));
  }

  // What has a place of its own on the page may lie outside the text.
  [[nodiscard]] bool may_meet_words(const Anchored& box) const {
    constexpr double touch = 1;
    const auto& page = *page_;
    if (box.vertical_from == Anchored::From::page && where_ == "the text") {
      const double top = box.vertical_align.empty()       ? box.y
                         : box.vertical_align == "bottom" ? page.height - box.height
                         : box.vertical_align == "centre" ? (page.height - box.height) / 2
                                                          : 0;
      if (top + box.height <= page.top + touch || top >= page.height - page.bottom - touch) return false;
    }
    if (box.horizontal_from == Anchored::From::page) {
      const double left = box.horizontal_align.empty()       ? box.x
                          : box.horizontal_align == "right"  ? page.width - box.width
                          : box.horizontal_align == "centre" ? (page.width - box.width) / 2
                                                             : 0;
      if (left + box.width <= page.left + touch || left >= page.width - page.right - touch) return false;
    }
    return true;
  }

  StyledDocument& document_;
  std::string file_, where_;
  std::set<std::string> said_;
  const PageSetup* page_ = nullptr;
  int paragraph_ = 0, last_of_text_ = 0;
};

}  // namespace

void find_set_otherwise(StyledDocument& document, const std::string& file) {
  Findings{document, file}.find();
}

bool runs_leftwards(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]), next = static_cast<unsigned char>(text[at + 1]);
    // U+0590 to U+07FF; U+0800 to U+08FF; the presentation forms U+FB1D to U+FDFF and U+FE70 to U+FEFF.
    if ((lead == 0xD6 && next >= 0x90) || (lead >= 0xD7 && lead <= 0xDF) ||
        (lead == 0xE0 && next >= 0xA0 && next <= 0xA3) ||
        (lead == 0xEF && next >= 0xAC && next <= 0xB7 &&
         !(next == 0xAC && at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) < 0x9D)) ||
        (lead == 0xEF && next >= 0xB9 && next <= 0xBB))
      return true;
  }
  return false;
}

}  // namespace caseletters::document
