// Numbered lists of Word documents in what repeats.
#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

class WordListsTest : public LetterTest {
 protected:
  WordListsTest() {
    add_child("Ann", 1);
    add_child("Ben", 2);
  }

  static std::string item(const std::string& text, int list = 4) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::to_string(list) +
           "\"/></w:numPr></w:pPr>" + run(text) + "</w:p>";
  }
  static std::string styled(const std::string& text) {
    return "<w:p><w:pPr><w:pStyle w:val=\"ListNumber\"/><w:jc w:val=\"left\"/></w:pPr>" + run(text) + "</w:p>";
  }
  // Lists 4 and 7 count, list 5 has bullets, and the style ListNumber is based on one of list 4.
  static std::string file(const std::string& body) {
    const std::string numbers =
        "<w:numbering " + std::string{w} +
        "><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt "
        "w:val=\"decimal\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:numFmt "
        "w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/></w:num><w:num "
        "w:numId=\"5\"><w:abstractNumId w:val=\"2\"/></w:num><w:num w:numId=\"7\"><w:abstractNumId "
        "w:val=\"1\"/></w:num><w:numIdMacAtCleanup w:val=\"7\"/></w:numbering>";
    const std::string styles =
        "<w:styles " + std::string{w} +
        "><w:style w:styleId=\"Numbered\"><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr>"
        "</w:style><w:style w:styleId=\"ListNumber\"><w:basedOn w:val=\"Numbered\"/></w:style>"
        "</w:styles>";
    return word_file(body, {{"word/numbering.xml", numbers}, {"word/styles.xml", styles}});
  }
  [[nodiscard]] std::string ids(const std::string& body) {
    const auto out = part_of(file(body));
    std::string found;
    for (auto at = out.find("<w:numId w:val=\""); at != std::string::npos; at = out.find("<w:numId w:val=\"", at + 1))
      found += (found.empty() ? "" : " ") + out.substr(at + 16, out.find('"', at + 16) - at - 16);
    return found.empty() ? out : found;
  }
};

TEST_F(WordListsTest, EachRepeatOfAListBeginsAnew) {
  const auto body =
      paragraph("{{for each Child}}") + paragraph("{{Child name}}") + item("a") + item("b") + paragraph("{{end for}}");
  EXPECT_EQ(ids(body), "4 4 8 8");
  EXPECT_THAT(
      part_of(file(body), "word/numbering.xml"),
      HasSubstr("<w:num w:numId=\"8\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride "
                "w:val=\"3\"/></w:lvlOverride></w:num><w:numIdMacAtCleanup"));
}

TEST_F(WordListsTest, ALoneItemCountsOn) {
  const auto body = paragraph("{{for each Child}}") + item("{{Child name}}") + paragraph("{{end for}}");
  EXPECT_EQ(ids(body), "4 4");
}

TEST_F(WordListsTest, AListThatBeganBeforeGoesOn) {
  EXPECT_EQ(
      ids(item("x") + paragraph("{{for each Child}}") + item("{{Child name}}") + item("b") + paragraph("{{end for}}")),
      "4 4 4 4 4");
}

TEST_F(WordListsTest, BulletsStayAsTheyAre) {
  EXPECT_EQ(ids(paragraph("{{for each Child}}") + item("{{Child name}}", 5) + item("b", 5) + paragraph("{{end for}}")),
            "5 5 5 5");
}

TEST_F(WordListsTest, ListsOfAStyleBeginAnewToo) {
  const auto body =
      paragraph("{{for each Child}}") + paragraph("{{Child name}}") + styled("a") + paragraph("{{end for}}");
  EXPECT_THAT(part_of(file(body)),
              AllOf(HasSubstr("<w:pStyle w:val=\"ListNumber\"/><w:numPr><w:numId w:val=\"4\"/></w:numPr><w:jc "),
                    HasSubstr("<w:pStyle w:val=\"ListNumber\"/><w:numPr><w:numId w:val=\"8\"/></w:numPr><w:jc ")));
}

TEST_F(WordListsTest, InnerRepeatsCountOnWithinTheOuter) {
  const auto body = paragraph("{{for each Child}}") + paragraph("{{Child name}}") +
                    paragraph("{{if Child year is 2}}") + item("a") + paragraph("{{end if}}") + item("b") +
                    paragraph("{{end for}}");
  EXPECT_EQ(ids(body), "4 8 8");
}

TEST_F(WordListsTest, DefinitionsStayAsTheyAreWhereNothingRepeats) {
  const auto body = item("a") + paragraph("{{First name}}");
  EXPECT_THAT(part_of(file(body), "word/numbering.xml"), Not(HasSubstr("lvlOverride")));
}

TEST_F(WordListsTest, AnEmptyParagraphOfTheListStays) {
  const auto body =
      paragraph("{{for each Child}}") + paragraph("{{Child name}}") + item("") + item("b") + paragraph("{{end for}}");
  EXPECT_EQ(ids(body), "4 4 8 8");
}

}  // namespace
}  // namespace caseletters::letter
