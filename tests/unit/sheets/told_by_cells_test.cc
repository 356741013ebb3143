// Headings that only their cells explain; take_neighbours asks both.
#include "sheets/told_by_cells.h"

#include <gmock/gmock.h>

#include "sample_vocabulary.h"
#include "sheets/neighbour_headings.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

// What the last heading means over these cells; "" where nobody knows.
std::string meaning(const std::string& heading, const std::vector<std::string>& cells) {
  SmallWorkbook small{{{"Cases", row(1, {"Case ID", "Last name", "Address", heading})}}};
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const auto number = static_cast<int>(at) + 2;
    small.sheets[0].rows += row(number, {"C" + std::to_string(at), "Smith", "1 High Street", cells[at]});
  }
  const auto workbook = opened(small.bytes());
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings headings(vocabulary);
  auto chosen = choose_sheet(*workbook, headings, "");
  EXPECT_TRUE(chosen.has_value());
  if (!chosen || !take_neighbours(*workbook, vocabulary, headings, *chosen)) return "error";
  const auto& last = chosen->row.columns.back();
  return last.target ? headings.words(*last.target) : "";
}

TEST(ToldByCells, ALetterIsAskedFor) {
  for (const char* heading : {"Letter I need", "Send which letter", "Which letter do we want?", "Draft letter"})
    EXPECT_EQ(meaning(heading, {"ban-1", "", "Warning letter"}), "Letter") << heading;
  EXPECT_EQ(meaning("Letter I need", {"ban-1", "soon"}), "");
  EXPECT_EQ(meaning("Letter I need", {"", ""}), "");
}

TEST(ToldByCells, ALetterThatWasSentIsNone) {
  for (const char* heading :
       {"Letter sent", "Last letter", "Letter on file", "Letter so far", "Letter before", "Notes"})
    EXPECT_EQ(meaning(heading, {"ban-1"}), "") << heading;
}

TEST(ToldByCells, SectionsOptionsAndTitlesAreKnownByTheirWords) {
  EXPECT_EQ(meaning("Paragraphs of our rules", {"3.1a", "3.1b, 3.2a"}), "Sections");
  EXPECT_EQ(meaning("Restrictions put in place", {"meetings", "bar/ban"}), "");  // Sanctions is no fact of this name
  EXPECT_EQ(meaning("Who the complaint names", {"head", "other"}), "Complaint about");
  EXPECT_EQ(meaning("Who the complaint names", {"other", "none"}), "");
  EXPECT_EQ(meaning("Prefix", {"Mrs", "Dr."}), "Title");
  EXPECT_EQ(meaning("Prefix", {"Mrs", "OL-"}), "");
}

}  // namespace
}  // namespace caseletters::sheets
