// The crest of the school in place of the template's placeholder.
#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Crest : public LetterTest {
 protected:
  // A frame of 200 by 100 with the placeholder, and if wanted a second picture of the same file.
  static std::string file(bool twice = false) {
    const auto drawing = [](const std::string& words) {
      return "<w:r><w:drawing><wp:inline><wp:extent cx=\"200\" cy=\"100\"/><wp:docPr id=\"1\" name=\"p\" descr=\"" +
             words +
             "\"/><a:graphic><a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"p\"/></pic:nvPicPr>"
             "<pic:blipFill><a:blip r:embed=\"rIdP\"/></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
             "cx=\"200\" "
             "cy=\"100\"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
    };
    const std::string header = "<w:hdr " + std::string{kNamespaces} + "><w:p>" + drawing("{{School Crest}}") +
                               "</w:p>" + (twice ? "<w:p>" + drawing("a map") + "</w:p>" : "") +
                               paragraph("Oak School") + "</w:hdr>";
    const std::string relationships =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
        "Id=\"rIdP\" "
        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"pictures/p.gif\"/>"
        "</Relationships>";
    return word_file(paragraph("Dear {{First name}}"), {{"word/header1.xml", header},
                                                        {"word/_rels/header1.xml.rels", relationships},
                                                        {"word/media/school-crest.png", "taken"},
                                                        {"word/pictures/p.gif", "placeholder"}});
  }
  void give_crest() { assets.crest = Picture{"crest bytes", "png", {}, 50, 50, "Crest of Oak & Ash"}; }
};

TEST_F(Crest, TakesThePlaceOfThePlaceholder) {
  give_crest();
  EXPECT_THAT(
      part_of(file(), "word/header1.xml"),
      AllOf(HasSubstr("<wp:extent cx=\"100\" cy=\"100\"/>"), HasSubstr("<a:ext cx=\"100\" cy=\"100\"/>"),
            HasSubstr("descr=\"Crest of Oak &amp; Ash\""), HasSubstr("r:embed=\"rIdP\""), Not(HasSubstr("{{"))));
  EXPECT_EQ(part_of(file(), "word/media/school-crest1.png"), "crest bytes");
  EXPECT_THAT(part_of(file(), "word/_rels/header1.xml.rels"), HasSubstr("Target=\"/word/media/school-crest1.png\""));
  EXPECT_THAT(part_of(file(), "[Content_Types].xml"),
              HasSubstr("<Default Extension=\"png\" ContentType=\"image/png\"/>"));
  EXPECT_EQ(part_of(file(), "word/media/school-crest.png"), "taken");
}

TEST_F(Crest, LeavesAnotherPictureOfTheSameFileAlone) {
  give_crest();
  EXPECT_THAT(part_of(file(true), "word/header1.xml"),
              AllOf(HasSubstr("r:embed=\"rIdPcrest\""), HasSubstr("r:embed=\"rIdP\""), HasSubstr("a map")));
  EXPECT_THAT(part_of(file(true), "word/_rels/header1.xml.rels"),
              AllOf(HasSubstr("Id=\"rIdPcrest\""), HasSubstr("Target=\"pictures/p.gif\"")));
}

TEST_F(Crest, PlaceholderGoesWhereThereIsNone) {
  const auto header = part_of(file(), "word/header1.xml");
  EXPECT_THAT(header, AllOf(Not(HasSubstr("drawing>")), HasSubstr("Oak School"), Not(HasSubstr("<w:p></w:p>")),
                            Not(HasSubstr("<w:p/>"))));
  EXPECT_THAT(part_of(file(), "word/_rels/header1.xml.rels"), Not(HasSubstr("rIdP")));
}

TEST_F(Crest, PlaceholderIsNotSentAlong) {
  EXPECT_EQ(part_of(file(), "word/pictures/p.gif"), "no such part");
  EXPECT_EQ(part_of(file(true), "word/pictures/p.gif"), "placeholder");
  give_crest();
  EXPECT_EQ(part_of(file(), "word/pictures/p.gif"), "no such part");
  EXPECT_EQ(part_of(file(true), "word/pictures/p.gif"), "placeholder");
}

TEST_F(Crest, TakesThePlaceOfAPictureOfAnOlderDocument) {
  give_crest();
  const std::string shape =
      "<w:p><w:r><w:pict><v:shape alt=\"{{School crest}}\" style=\"width:200pt;height:80pt\">"
      "<v:imagedata r:id=\"old\"/></v:shape></w:pict></w:r></w:p>";
  auto file = with_links(word_file(shape + paragraph("Dear {{First name}}")), {{"old", "image", "media/old.gif"}});
  file = with_part(file, "word/media/old.gif", "placeholder");
  EXPECT_THAT(part_of(file), AllOf(HasSubstr("alt=\"Crest of Oak &amp; Ash\""), HasSubstr("width:80pt;height:80pt")));
  EXPECT_THAT(part_of(file, "word/_rels/document.xml.rels"), HasSubstr("/word/media/school-crest.png"));
}

}  // namespace
}  // namespace caseletters::letter
