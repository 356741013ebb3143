// The reader behind opendocument_layout.h: one object reads one document.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "document/document.h"
#include "document/opendocument_styles.h"
#include "document/styled.h"

namespace caseletters::document {

class OdfReader {
 public:
  explicit OdfReader(const Document& document) : document_(document) {}
  [[nodiscard]] Result<StyledDocument> read();

 private:
  // What surrounds the paragraphs that are being read.
  struct Place {
    bool content = true;    // of content.xml: which automatic styles are meant
    std::string list;       // the style of the list that they stand in
    int level = 0;          // 1 for the outermost list; 0 outside
    bool labelled = false;  // the next paragraph takes the label of its item
    double width = 0;
    std::string note_label;
  };
  struct Inline {
    Paragraph* paragraph = nullptr;
    bool space = true;  // white space was the last thing, so more of it is dropped
  };

  // opendocument_reader.cc
  void blocks(pugi::xml_node parent, Place& place, std::vector<Block>& out);
  void block(pugi::xml_node node, Place& place, std::vector<Block>& out);
  void paragraph(pugi::xml_node node, Place& place, std::vector<Block>& out);
  void list(pugi::xml_node node, const Place& place, std::vector<Block>& out);
  void number(Place& place, const OdfStyle& style, ParagraphProperties& computed, const RunProperties& run,
              Paragraph& paragraph);
  void begin_page(const std::string& master);
  [[nodiscard]] Table table(pugi::xml_node node, const Place& place);

  // opendocument_inlines.cc
  void inlines(pugi::xml_node parent, const Place& place, const RunProperties& base, const std::string& link,
               Inline& line);
  void words(std::string_view text, const RunProperties& base, const std::string& link, Inline& line);
  void add(Run run, const RunProperties& base, const std::string& link, Inline& line);
  void frame(pugi::xml_node node, const Place& place, const RunProperties& base, Inline& line);
  [[nodiscard]] std::optional<Picture> picture(pugi::xml_node image, const std::string& what);
  void note(pugi::xml_node node, const Place& place, const RunProperties& base, Inline& line);
  [[nodiscard]] static int number_of(std::string_view text);

  // opendocument_layout.cc
  void finish_section();
  void section_of(const std::string& master, Section& section);
  void edge(pugi::xml_node story, double width, double gap_below, double gap_above, std::vector<Block>& out);

  void not_set(const std::string& what, const std::string& hint = {});

  const Document& document_;
  StyledDocument out_;
  OdfStyles styles_;
  std::map<std::string, int> pictures_;
  std::map<std::string, std::map<int, int>> counters_;  // by list style: how far each level has counted
  std::map<std::string, std::string> list_styles_;      // by xml:id
  std::vector<Block> body_;
  std::vector<std::vector<Block>> endnotes_;
  std::string master_;  // of the pages that are being filled
  std::set<std::string> said_;
  std::string story_ = "the text";  // where paragraphs are counted
  int paragraph_ = 0;
  int footnotes_told_ = 0;
  int depth_ = 0;
  double body_width_ = 0;
  bool break_next_ = false;       // a paragraph asked for a page break after it
  bool tabs_from_indent_ = true;  // tab stops are counted from the paragraph's own edge
  bool in_body_ = false;
};

}  // namespace caseletters::document
