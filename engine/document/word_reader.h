// The reader behind word_layout.h: one object reads one document.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "document/document.h"
#include "document/relationships.h"
#include "document/styled.h"
#include "document/word_numbering.h"
#include "document/word_styles.h"

namespace caseletters::document {

// The form of an AlternateContent that a modern program reads.
[[nodiscard]] pugi::xml_node preferred_form(pugi::xml_node alternatives);
// A sign of a symbol font as Unicode has it; empty where nothing stands for it.
[[nodiscard]] std::string symbol_as_unicode(unsigned code, std::string_view font);
// The same for every sign of the private area (U+F000 to U+F0FF) in words of such a font; one that nothing stands for
// stays.
[[nodiscard]] std::string signs_as_unicode(std::string_view text, std::string_view font);

// What surrounds the paragraphs that are being read.
struct WordPlace {
  const std::vector<Relationship>* relationships = nullptr;
  std::string part;
  ParagraphProperties table_paragraph;  // of the table's style, for the paragraphs of a cell
  RunProperties table_run;
  std::string note_label;  // in a note: its number
  double width = 0;        // between the margins; 0 where unknown
};

class WordReader {
 public:
  explicit WordReader(const Document& document) : document_(document) {}
  [[nodiscard]] Result<StyledDocument> read();

 private:
  struct Field {
    std::string code;
    bool in_code = true;
    bool replaced = false;  // the result is ours to make
    std::string link;
  };
  // A paragraph in the making.
  struct Line {
    Paragraph paragraph;
    RunProperties base;  // what every run starts from
    bool style_hidden = false;
  };

  // word_reader.cc: blocks and paragraphs
  void blocks(pugi::xml_node parent, const WordPlace& place, std::vector<Block>& out,
              const std::function<void(pugi::xml_node)>& section_ends = {});
  [[nodiscard]] Paragraph paragraph(pugi::xml_node node, const WordPlace& place);
  void start_line(pugi::xml_node properties, const WordPlace& place, Line& line);
  void number_line(const ParagraphProperties& direct, const std::string& style, ParagraphProperties& computed,
                   Line& line);
  void inlines(pugi::xml_node parent, const WordPlace& place, Line& line);

  // word_runs.cc
  void run(pugi::xml_node node, const WordPlace& place, Line& line);
  void piece(pugi::xml_node node, const WordPlace& place, Line& line, const RunProperties& properties,
             const TextStyle& style);
  void field_character(pugi::xml_node node, const TextStyle& style, Line& line);
  [[nodiscard]] bool answer_field(Field& field, const TextStyle& style, Line& line);
  void note_reference(pugi::xml_node node, bool foot, const TextStyle& style, Line& line);
  void add(Line& line, Run run) const;
  [[nodiscard]] bool hidden_by_field() const;
  [[nodiscard]] std::string link() const;
  void frame(pugi::xml_node properties, Paragraph paragraph, std::vector<Block>& out);

  // word_tables.cc
  [[nodiscard]] Table table(pugi::xml_node node, const WordPlace& place);

  // word_drawings.cc
  void drawing(pugi::xml_node node, const WordPlace& place, const TextStyle& style, Line& line);
  void legacy_picture(pugi::xml_node node, const WordPlace& place, const TextStyle& style, Line& line);
  [[nodiscard]] std::optional<Picture> picture(const WordPlace& place, std::string_view relationship,
                                               const std::string& what);
  bool shape(pugi::xml_node node, const WordPlace& place, Anchored& box);

  // word_sections.cc
  [[nodiscard]] Result<void> open();
  void read_settings(pugi::xml_node settings);
  void read_core();
  [[nodiscard]] Result<void> read_notes(const std::string& type, std::map<std::string, pugi::xml_node>& notes,
                                        std::string& part);
  void end_section(pugi::xml_node properties, std::vector<Block>& body);
  void edges(pugi::xml_node properties, const Section& section, std::string_view reference, Edges& edges);
  void story(const std::string& part, double width, std::vector<Block>& out);
  [[nodiscard]] pugi::xml_node root_of(const std::string& part);
  [[nodiscard]] const std::vector<Relationship>& relationships_of(const std::string& part);
  [[nodiscard]] const Relationship* main_relationship(std::string_view type);
  void endnotes(std::vector<Block>& out);

  // Said once each.
  void not_set(const std::string& what, const std::string& hint = {});
  void set_otherwise(const std::string& what);

  const Document& document_;
  StyledDocument out_;
  WordStyles styles_;
  WordNumbering numbering_;
  std::map<std::string, package::XmlTree> trees_;
  std::map<std::string, std::vector<Relationship>> relationships_;
  std::map<std::string, int> pictures_;  // by part
  std::map<std::string, pugi::xml_node> footnotes_, endnotes_;
  std::string footnotes_part_, endnotes_part_;
  std::vector<std::pair<std::string, std::string>> endnotes_told_;  // id and label, in order
  std::vector<Field> fields_;
  std::set<std::string> said_;
  std::string story_ = "the text";  // where paragraphs are counted
  int paragraph_ = 0;
  int footnotes_told_ = 0;
  int compatibility_ = 12;
  bool even_differs_ = false;
  double body_width_ = 0;
  std::string last_frame_;  // the frame that the paragraph before stood in
  int depth_ = 0;           // of boxes in boxes
};

}  // namespace caseletters::document
