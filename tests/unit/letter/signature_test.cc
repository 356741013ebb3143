// Scanned signatures in the frame a template draws.
#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Signature : public LetterTest {
 protected:
  Signature() { signatory = add_role_choice(); }
  int add_role_choice() {
    const int made = add_choice("Signatory", {"headteacher", "ceo", "chair-of-governors"}, false);
    rules.choices.resize(rules.vocabulary.choices().size());
    rules.choices.back().options.resize(3);
    record = [&] {
      auto again = facts::Record::for_vocabulary(rules.vocabulary);
      again.facts = record.facts;
      again.lists = record.lists;
      again.sheet_names = record.sheet_names;
      again.sources = record.sources;
      return again;
    }();
    return made;
  }
  static Picture scan(const std::string& bytes, int width, int height) {
    Picture picture;
    picture.bytes = bytes;
    picture.ending = "jpeg";
    picture.width_px = width;
    picture.height_px = height;
    picture.alternative = "Signature of the " + bytes;
    return picture;
  }
  static std::string letter_with_frame() {
    const std::string frame =
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>By</w:t><w:drawing><wp:inline><wp:extent cx=\"2000\" cy=\"1000\"/>"
        "<wp:docPr id=\"1\" name=\"s\" descr=\"{{Signature}}\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        "<a:blip r:embed=\"frame\"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx=\"2000\" "
        "cy=\"1000\"/></a:xfrm></pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    auto file = with_links(word_file(paragraph("Dear {{First name}}") + frame + paragraph("Name")),
                           {{"frame", "image", "media/frame.gif"}});
    return with_part(file, "word/media/frame.gif", "frame");
  }
  int signatory;
};

TEST_F(Signature, IsThatOfWhoeverSigns) {
  assets.signatures = {{"headteacher", scan("head", 100, 100)}, {"ceo", scan("chief", 400, 100)}};
  choose(signatory, {0});
  const auto head = part_of(letter_with_frame());
  EXPECT_THAT(head, AllOf(HasSubstr("r:embed=\"signature-headteacher\""), HasSubstr("cx=\"1000\" cy=\"1000\""),
                          HasSubstr("descr=\"Signature of the head\""), Not(HasSubstr("signature-ceo")),
                          HasSubstr(">By<"), Not(HasSubstr("{{"))));
  choose(signatory, {1});
  const auto chief = part_of(letter_with_frame());
  EXPECT_THAT(chief, AllOf(HasSubstr("r:embed=\"signature-ceo\""), HasSubstr("cx=\"2000\" cy=\"500\"")));
  EXPECT_THAT(part_of(letter_with_frame(), "word/_rels/document.xml.rels"),
              AllOf(HasSubstr("/word/media/signature-ceo.jpeg"), HasSubstr("signature-headteacher.jpeg"),
                    Not(HasSubstr("frame.gif"))));
  EXPECT_EQ(part_of(letter_with_frame(), "word/media/signature-ceo.jpeg"), "chief");
  EXPECT_EQ(part_of(letter_with_frame(), "word/media/frame.gif"), "no such part");
  EXPECT_THAT(part_of(letter_with_frame(), "[Content_Types].xml"), HasSubstr("Extension=\"jpeg\""));
}

TEST_F(Signature, WithoutOneTheLineIsLeftForAPen) {
  assets.signatures = {{"ceo", scan("chief", 400, 100)}};
  choose(signatory, {0});
  const auto out = part_of(letter_with_frame());
  EXPECT_THAT(out, AllOf(HasSubstr("\u00a0"), HasSubstr("<w:keepNext/>"), Not(HasSubstr("<w:drawing"))));
  assets.signatures.clear();
  EXPECT_THAT(part_of(letter_with_frame()),
              AllOf(HasSubstr("\u00a0"), HasSubstr("keepNext"), Not(HasSubstr("<w:drawing"))));
}

TEST_F(Signature, SvgStandsBesideThePicture) {
  auto picture = scan("head", 100, 100);
  picture.svg = "<svg/>";
  assets.signatures = {{"headteacher", picture}};
  choose(signatory, {0});
  EXPECT_THAT(part_of(letter_with_frame()),
              AllOf(HasSubstr("asvg:svgBlip"), HasSubstr("r:embed=\"signature-headteacher-svg\"")));
  EXPECT_EQ(part_of(letter_with_frame(), "word/media/signature-headteacher.svg"), "<svg/>");
  EXPECT_THAT(part_of(letter_with_frame(), "[Content_Types].xml"), HasSubstr("image/svg+xml"));
}

}  // namespace
}  // namespace caseletters::letter
