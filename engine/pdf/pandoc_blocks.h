// The blocks and words of one letter in Pandoc's tree; see pandoc_tree.h for the classes.
#pragma once

#include <string>
#include <vector>

#include "document/styled.h"
#include "pdf/pandoc_styles.h"

namespace caseletters::pdf {

// Where blocks stand: how wide the column is, and whether the room above the first and below the last counts.
struct Container {
  double width = 0;
  bool closed = false;  // a cell, a header, a box: the room below its last paragraph is part of it
};

class PandocBlocks {
 public:
  PandocBlocks(PandocStyles& styles, const document::StyledDocument& letter, const std::vector<std::string>& pictures)
      : styles_(styles), letter_(letter), pictures_(pictures) {}

  [[nodiscard]] Json blocks(const std::vector<document::Block>& blocks, const Container& container);

 private:
  using Blocks = std::vector<document::Block>;
  struct Flow;  // the state of one container
  // What stands in a paragraph between its page breaks.
  struct Piece {
    std::vector<const document::Run*> runs;
    bool first = true, last = true;
  };

  void paragraph(const document::Paragraph& paragraph, double gap, Flow& flow);
  void piece(const document::Paragraph& paragraph, const Piece& piece, double gap, Flow& flow);
  void boxes(const Piece& piece, double gap, Flow& flow);
  [[nodiscard]] std::size_t list(const Blocks& blocks, std::size_t at, double gap, Flow& flow);
  [[nodiscard]] bool is_item(const document::Block& block) const;
  [[nodiscard]] Json item(const document::Paragraph& paragraph);
  void table(const document::Table& table, double gap, Flow& flow);
  [[nodiscard]] Json cell(const document::Cell& cell, const document::Table& table, std::size_t row, bool data);
  void box(const document::Anchored& box, double gap, Flow& flow);
  [[nodiscard]] Json inlines(const document::Paragraph& paragraph, const std::vector<const document::Run*>& runs,
                             double width, std::string* one_look);
  void inline_run(const document::Run& run, const document::ParagraphStyle& style, const std::string& skip, Json& out);
  void text(const document::Run& run, const document::ParagraphStyle& style, const std::string& skip, Json& out);
  [[nodiscard]] std::string look_of(const document::TextStyle& style, document::LineRule rule, double line);
  [[nodiscard]] Json picture(const document::Picture& picture, bool in_line) const;
  [[nodiscard]] int heading_of(const document::ParagraphStyle& style);
  void put(Json block, double gap, Attributes& attributes, Flow& flow);
  [[nodiscard]] double gap_between(const document::ParagraphStyle* above, const document::ParagraphStyle* below) const;

  PandocStyles& styles_;
  const document::StyledDocument& letter_;
  const std::vector<std::string>& pictures_;
  int heading_ = 0;         // the last heading's level
  bool leftwards_ = false;  // some of the paragraph being written runs from right to left
};

}  // namespace caseletters::pdf
