// A copy of a template with its findings as comments.
#include "letter/annotate.h"

#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Annotate : public LetterTest {
 protected:
  // The parts of the copy of a template that compile() finds fault with.
  std::string copy(const std::string& file, const std::string& part = "word/document.xml") {
    const auto document = document::Document::open(file, "template.docx").value();
    const auto program = compile(file);
    const auto made = annotate(document, rules.vocabulary, program ? program->warnings() : program.error());
    if (!made) return made.error().code;
    comments = made->comments;
    const auto archive = package::Archive::open(made->bytes, "copy.docx").value();
    return archive.read(part).value_or("no such part");
  }
  static int count(std::string_view text, std::string_view words) {
    int found = 0;
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) ++found;
    return found;
  }
  int comments = -1;
};

TEST_F(Annotate, CommentsStandAroundTheMark) {
  const auto file = word_file("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" + run("Dear ") + run("{{Last ") +
                              run("nam}}") + run(", hello") + "</w:p>");
  const auto out = copy(file);
  const auto start = out.find("commentRangeStart"), end = out.find("commentRangeEnd");
  EXPECT_LT(out.find("Dear "), start);
  EXPECT_LT(start, out.find("{{Last "));
  EXPECT_LT(out.find("nam}}"), end);
  EXPECT_LT(end, out.find(", hello"));
  EXPECT_THAT(copy(file, "word/comments.xml"),
              AllOf(HasSubstr("w:author=\"caseletters\""), HasSubstr("Last name"), HasSubstr("Error: unknown-fact")));
  EXPECT_THAT(copy(file, "[Content_Types].xml"), HasSubstr("wordprocessingml.comments+xml"));
  EXPECT_THAT(copy(file, "word/_rels/document.xml.rels"), HasSubstr("/word/comments.xml"));
}

TEST_F(Annotate, EveryFindingHasItsOwnNumber) {
  const auto out = copy(word_file(paragraph("{{Nobody}} and {{Nothing}}") + paragraph("he/she")));
  EXPECT_EQ(comments, 3);
  for (const char* id : {"w:id=\"0\"", "w:id=\"1\"", "w:id=\"2\""}) EXPECT_EQ(count(out, id), 3) << id;
}

TEST_F(Annotate, FindingsOutsideTheTextStandAtItsStart) {
  const std::string header = "<w:hdr " + std::string{kNamespaces} + ">" + paragraph("{{Nobody}}") + "</w:hdr>";
  const auto file = word_file(paragraph("First") + paragraph("Second"), {{"word/header1.xml", header}});
  const auto out = copy(file);
  EXPECT_LT(out.find("commentReference"), out.find("Second"));
  EXPECT_THAT(copy(file, "word/comments.xml"), HasSubstr("In a header, “{{Nobody}}”"));
  EXPECT_THAT(copy(file, "word/header1.xml"), Not(HasSubstr("comment")));
}

TEST_F(Annotate, TextBoxesAreToldAtTheirParagraph) {
  const std::string box = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" + paragraph("{{Nobody}}") +
                          "</w:txbxContent></v:textbox></w:pict></w:r></w:p>";
  const auto out = copy(word_file(paragraph("First") + box));
  EXPECT_LT(out.find("First"), out.find("commentRangeStart"));
  EXPECT_LT(out.find("commentRangeStart"), out.find("txbxContent"));
  EXPECT_LT(out.rfind("txbxContent"), out.find("commentReference"));
}

TEST_F(Annotate, MergeFieldsAreFoundByTheWordsTheyShow) {
  const std::string field =
      "<w:p><w:fldSimple w:instr=\"MERGEFIELD Title\">" + run("«Title»") + "</w:fldSimple>" + run(" he/she") + "</w:p>";
  const auto out = copy(word_file(paragraph("First") + field));
  EXPECT_LT(out.find("First"), out.find("commentRangeStart"));
  EXPECT_THAT(out, HasSubstr("MERGEFIELD Title"));
}

TEST_F(Annotate, CommentsThatAreThereStay) {
  const std::string there = "<w:comments " + std::string{kNamespaces} + "><w:comment w:id=\"7\" w:author=\"A\">" +
                            paragraph("Mine") + "</w:comment></w:comments>";
  const auto file = with_part(with_links(word_file(paragraph("{{Nobody}}")), {{"c", "comments", "comments.xml"}}),
                              "word/comments.xml", there);
  const auto out = copy(file, "word/comments.xml");
  EXPECT_THAT(out, AllOf(HasSubstr("Mine"), HasSubstr("w:id=\"7\""), HasSubstr("w:id=\"8\"")));
  EXPECT_EQ(comments, 1);
}

TEST_F(Annotate, SoundTemplatesComeOutAsTheyAre) {
  const auto out = copy(word_file(paragraph("Dear {{Title}}")));
  EXPECT_EQ(comments, 0);
  EXPECT_THAT(out, AllOf(HasSubstr("{{Title}}"), Not(HasSubstr("comment"))));
}

}  // namespace
}  // namespace caseletters::letter
