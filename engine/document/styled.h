// A finished document with everything computed that a page needs: what a typesetter is told, whatever the format was.
//
// Lengths are points (1/72 inch), sizes of type too; colours are "#rrggbb" in lower case, empty for none. Properties
// are the effective ones: defaults, then styles from the oldest ancestor down, then what the paragraph or run says
// itself (ECMA-376, part 1, clause 17.7.2). Hidden text, deleted text and field instructions are not in it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.h"

namespace caseletters::document {

enum class Slant : std::uint8_t { none, above, below };  // of superscript and subscript

// How characters look. `kerned`: pairs of letters are moved together.
struct TextStyle {
  std::string font;  // or several, parted by semicolons: the first that is there is meant
  double size = 10;
  bool bold = false, italic = false, underline = false, strike = false, caps = false, small_caps = false;
  bool kerned = false;
  std::string colour, highlight;
  Slant slant = Slant::none;
  double raised = 0;    // points above the line
  double tracking = 0;  // added after each character
  std::string language;
  bool operator==(const TextStyle&) const = default;
};

enum class Align : std::uint8_t { left, right, centre, justify };

enum class LineRule : std::uint8_t { multiple, exact, at_least };

struct Border {
  enum class Kind : std::uint8_t { none, single, twofold, dotted, dashed };
  Kind kind = Kind::none;
  double width = 0;
  double space = 0;  // between the line and the text
  std::string colour;
  bool operator==(const Border&) const = default;
};

struct Borders {
  Border top, right, bottom, left, between;
  bool operator==(const Borders&) const = default;
  [[nodiscard]] bool any() const {
    const auto drawn = [](const Border& border) { return border.kind != Border::Kind::none; };
    return drawn(top) || drawn(right) || drawn(bottom) || drawn(left) || drawn(between);
  }
};

struct TabStop {
  enum class Kind : std::uint8_t { left, centre, right, decimal };
  double position = 0;  // from the left margin
  Kind kind = Kind::left;
  std::string leader;  // the character that fills the gap; empty for none
  bool operator==(const TabStop&) const = default;
};

// How a paragraph stands.
struct ParagraphStyle {
  std::string id;  // of its named style: neighbours of one style may stand closer (`contextual`)
  Align align = Align::left;
  double left = 0, right = 0, first = 0;  // `first` is added to `left` for the first line; negative: a hanging one
  double before = 0, after = 0;
  LineRule line_rule = LineRule::multiple;
  double line = 1;  // a multiple, or points
  bool keep_next = false, keep_together = false, page_break_before = false, widow_control = true;
  bool contextual = false;
  bool drop_cap = false;   // its first letters are larger and stand in several lines
  bool leftwards = false;  // its lines run from right to left
  Borders borders;
  std::string shading;
  std::vector<TabStop> tabs;
  int outline = 0;  // 1 to 9 for a heading
  bool operator==(const ParagraphStyle&) const = default;
};

struct Paragraph;
struct Table;
using Block = std::variant<Paragraph, Table>;

// A picture: bytes in StyledDocument::pictures.
struct Picture {
  int file = -1;
  double width = 0, height = 0;
  std::string alternative;  // words for who does not see it
  bool decorative = false;
  std::array<double, 4> crop{};  // left, top, right, bottom; shares of the whole
};

// What stands where its anchor says and not in the line: a picture or a box of text.
struct Anchored {
  enum class From : std::uint8_t { page, margin, text };  // text: the column, or the anchoring paragraph
  enum class Flow : std::uint8_t { over, around, above_and_below };
  From horizontal_from = From::text, vertical_from = From::text;
  std::string horizontal_align, vertical_align;  // "left", "centre", "right", "top", "bottom"; empty: by offset
  double x = 0, y = 0;
  double width = 0, height = 0;
  double distance_above = 0, distance_below = 0;
  bool grows = false;  // with the text in it
  Flow flow = Flow::over;
  bool behind = false;
  std::optional<Picture> picture;
  std::vector<Block> blocks;
  std::array<double, 4> inset{};  // left, top, right, bottom
  std::string fill;
  Border outline;
};

struct Note {
  std::string label;  // "1"
  std::vector<Block> blocks;
};

struct Run {
  enum class Kind : std::uint8_t {
    text,
    tab,
    line_break,
    page_break,
    column_break,
    page_number,
    page_count,
    picture,
    anchored,
    footnote,
    note_label  // of the note that it stands in, or of an endnote
  };
  Kind kind = Kind::text;
  std::string text;
  TextStyle style;
  std::string link;  // an address or empty
  std::optional<Picture> picture;
  std::shared_ptr<Anchored> anchored;
  std::shared_ptr<Note> note;
};

// What stands before a numbered paragraph.
struct Label {
  enum class After : std::uint8_t { tab, space, nothing };
  std::string text;
  TextStyle style;
  After after = After::tab;
  Align align = Align::left;
  std::string list;  // paragraphs of one list share it
  int level = 0;
  bool bullet = false;
};

struct Paragraph {
  ParagraphStyle style;
  TextStyle mark;  // of the paragraph's end: it gives an empty paragraph its height
  std::optional<Label> label;
  std::vector<Run> runs;
};

struct Cell {
  int column = 0, columns = 1, rows = 1;  // place and span in the grid
  std::vector<Block> blocks;
  Borders borders;  // as drawn, neighbours considered
  std::string shading;
  std::array<double, 4> margins{};  // left, top, right, bottom
  enum class Vertical : std::uint8_t { top, middle, bottom } vertical = Vertical::top;
};

struct Row {
  std::vector<Cell> cells;  // those that begin here
  double height = 0;
  bool exact = false;  // the height is no minimum
  bool header = false;
  bool together = false;  // never parted between two pages
};

struct Table {
  std::vector<double> columns;  // widths
  std::vector<Row> rows;
  double indent = 0;
  Align align = Align::left;
  bool first_row_heads = false;  // the first row names the columns, though it is not repeated
  std::string description;
  std::shared_ptr<Anchored> placed;  // where it does not stand in the text
};

struct PageSetup {
  double width = 595.3, height = 841.9;
  double left = 72, right = 72, top = 72, bottom = 72;
  double header = 36, footer = 36;               // from the edge of the paper
  bool fixed_top = false, fixed_bottom = false;  // a tall header does not push the text down
  int columns = 1;
  double column_gap = 36;
  std::string number_format = "1";
  std::optional<int> first_number;
  Borders borders;             // round the page
  bool from_the_edge = false;  // their distance is counted from the edge of the paper, else from the text
  bool operator==(const PageSetup&) const = default;
};

// Where the text of a section's first page stands, if not like that of the others.
struct FirstPage {
  double top = 72, bottom = 72, header = 36, footer = 36;
};

// Header and footer by kind of page.
struct Edges {
  std::vector<Block> first, odd, even;
};

struct Section {
  PageSetup page;
  enum class Start : std::uint8_t { page, odd_page, even_page, continuous } start = Start::page;
  bool first_differs = false, even_differs = false;
  std::optional<FirstPage> first_page;
  Edges headers, footers;
  std::vector<Block> blocks;
};

struct PictureFile {
  std::string name;  // the part
  std::string bytes;
  std::string ending;  // "png", "jpg", "gif", "svg", "webp": what it holds, not what it is called
};

struct StyledDocument {
  std::string title;
  std::string language = "en-GB";
  std::string created;  // as the document says: "2026-11-03T00:00:00Z"; may be empty
  std::vector<Section> sections;
  std::vector<PictureFile> pictures;
  double tab_distance = 36;
  std::string hidden;             // words that a style hides: they are on no page
  bool tabs_over_margin = false;  // a stop beyond the right margin holds; else the margin is the last one
  bool spaces_add_up = false;     // after and before of neighbours are added; else the larger counts
  // What the document holds and this form of it does not: charts, equations, text that flows around a picture.
  // Codes: pdf-not-set (an error: words or pictures would be lost), pdf-set-otherwise (a warning).
  Diagnostics findings;
};

}  // namespace caseletters::document
