#include "document/styled_words.h"

#include <functional>

namespace caseletters::document {
namespace {

using Visit = std::function<void(const Paragraph&)>;

void each_paragraph(const std::vector<Block>& blocks, const Visit& visit) {
  for (const auto& block : blocks) {
    if (const auto* table = std::get_if<Table>(&block)) {
      for (const auto& row : table->rows)
        for (const auto& cell : row.cells) each_paragraph(cell.blocks, visit);
      continue;
    }
    const auto& paragraph = std::get<Paragraph>(block);
    visit(paragraph);
    for (const auto& run : paragraph.runs) {
      if (run.anchored) each_paragraph(run.anchored->blocks, visit);
      if (run.note) each_paragraph(run.note->blocks, visit);
    }
  }
}

void each_edge(const Section& section, const Visit& visit) {
  for (const auto* edges : {&section.headers, &section.footers}) {
    each_paragraph(edges->first, visit);
    each_paragraph(edges->odd, visit);
    each_paragraph(edges->even, visit);
  }
}

}  // namespace

namespace {

void say(const Paragraph& paragraph, std::string& out) {
  for (const auto& run : paragraph.runs) {
    if (run.kind == Run::Kind::text) {
      out += run.text;
    } else if (run.kind == Run::Kind::tab || run.kind == Run::Kind::line_break || run.kind == Run::Kind::page_break ||
               run.kind == Run::Kind::column_break) {
      out += ' ';
    }
  }
  out += '\n';
}

}  // namespace

std::string body_words_of(const StyledDocument& document) {
  std::string out;
  for (const auto& section : document.sections)
    each_paragraph(section.blocks, [&](const Paragraph& paragraph) { say(paragraph, out); });
  return out;
}

std::string shown_words_of(const StyledDocument& document, int pages) {
  std::string out = body_words_of(document);
  const auto add = [&](const std::vector<Block>& blocks) {
    each_paragraph(blocks, [&](const Paragraph& paragraph) { say(paragraph, out); });
  };
  // With one section it is plain which kinds of page there are; with more only that each has a first.
  const bool one = document.sections.size() == 1;
  for (const auto& section : document.sections) {
    if (section.start == Section::Start::continuous && !one) continue;
    for (const auto* edges : {&section.headers, &section.footers}) {
      if (section.first_differs) add(edges->first);
      if (!section.first_differs || (one && pages > (section.even_differs ? 2 : 1))) add(edges->odd);
      if (section.even_differs && one && pages > 1) add(edges->even);
    }
  }
  return out;
}

std::string labels_of(const StyledDocument& document) {
  std::string out;
  const Visit visit = [&](const Paragraph& paragraph) {
    if (paragraph.label) out += paragraph.label->text + ' ';
    for (const auto& run : paragraph.runs)
      if (run.kind == Run::Kind::note_label || run.kind == Run::Kind::footnote) out += run.text + ' ';
  };
  for (const auto& section : document.sections) {
    each_paragraph(section.blocks, visit);
    each_edge(section, visit);
  }
  return out;
}

std::string repeated_words_of(const StyledDocument& document) {
  std::string out;
  const std::function<void(const std::vector<Block>&, bool)> look = [&](const std::vector<Block>& blocks, bool again) {
    for (const auto& block : blocks) {
      if (const auto* table = std::get_if<Table>(&block)) {
        for (const auto& row : table->rows)
          for (const auto& cell : row.cells) look(cell.blocks, again || row.header);
      } else if (again) {
        say(std::get<Paragraph>(block), out);
      }
    }
  };
  for (const auto& section : document.sections) look(section.blocks, false);
  return out;
}

std::string edges_of(const StyledDocument& document) {
  std::string out;
  const Visit visit = [&](const Paragraph& paragraph) {
    for (const auto& run : paragraph.runs) out += run.kind == Run::Kind::text ? run.text : std::string{" "};
    out += '\n';
  };
  for (const auto& section : document.sections) each_edge(section, visit);
  return out;
}

int page_fields_of(const StyledDocument& document) {
  int out = 0;
  const Visit visit = [&](const Paragraph& paragraph) {
    for (const auto& run : paragraph.runs)
      if (run.kind == Run::Kind::page_number || run.kind == Run::Kind::page_count) ++out;
  };
  for (const auto& section : document.sections) {
    each_paragraph(section.blocks, visit);
    each_edge(section, visit);
  }
  return out;
}

}  // namespace caseletters::document
