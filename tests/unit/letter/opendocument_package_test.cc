// The package of an OpenDocument letter: its first part, its manifest, what is left out, the crest.
#include <gmock/gmock.h>

#include "odt_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class OpenPackage : public OpenLetterTest {
 protected:
  [[nodiscard]] std::vector<std::string> names(const std::string& file) {
    const auto letter = make(file);
    if (!letter) return {findings(letter.error())};
    const auto archive = package::Archive::open(*letter, "letter.odt");
    if (!archive) return {archive.error().message};
    std::vector<std::string> out;
    for (const auto& entry : archive->entries()) out.push_back(entry.name + (entry.method == 0 ? " stored" : ""));
    return out;
  }

  static std::string frame(const std::string& words, const std::string& inside = {}) {
    return "<draw:frame draw:name=\"f\" svg:width=\"4cm\" svg:height=\"2cm\"><draw:image "
           "xlink:href=\"Pictures/p.gif\"/>" +
           inside + "<svg:desc>" + words + "</svg:desc></draw:frame>";
  }
  static std::string crest_file(const std::string& more = {}) {
    return open_file(p("Dear {{First name}}"),
                     {{"styles.xml", open_styles("<style:header>" + p(frame("{{School Crest}}")) + more +
                                                 p("Oak School") + "</style:header>")},
                      {"Pictures/p.gif", "placeholder"}});
  }
};

TEST_F(OpenPackage, TypeComesFirstAndStored) {
  EXPECT_THAT(names(open_file(p("{{First name}}"))),
              ElementsAre("mimetype stored", "content.xml", "META-INF/manifest.xml"));
}

TEST_F(OpenPackage, MisplacedTypeIsPutRight) {
  const package::Compressor compressor;
  const std::vector<PartText> parts{{"content.xml", open_content(p("{{First name}}"))}};
  const auto content = compressor.pack("content.xml", parts.front().content);
  const auto list = compressor.pack("META-INF/manifest.xml", manifest(parts));
  const auto type = compressor.pack("mimetype", kOpenType);
  for (const auto& file :
       {package::write_archive({&content, &type, &list}), package::write_archive({&content, &list})}) {
    EXPECT_THAT(names(file), ElementsAre("mimetype stored", "content.xml", "META-INF/manifest.xml"));
    const auto program = compile(file);
    ASSERT_TRUE(program);
    ASSERT_EQ(program->warnings().size(), 1u);
    EXPECT_EQ(program->warnings().front().code, "mimetype-misplaced");
  }
}

TEST_F(OpenPackage, TemplatesGiveDocuments) {
  const auto file = open_pack("application/vnd.oasis.opendocument.text-template",
                              {{"content.xml", open_content(p("{{First name}}"))}});
  EXPECT_EQ(part_of(file, "mimetype"), kOpenType);
  EXPECT_THAT(part_of(file, "META-INF/manifest.xml"), Not(HasSubstr("text-template")));
}

TEST_F(OpenPackage, SignatureIsLeftOutAndSaid) {
  const auto file = open_file(p("{{First name}}"), {{"META-INF/documentsignatures.xml", "<s/>"}});
  EXPECT_EQ(part_of(file, "META-INF/documentsignatures.xml"), "no such part");
  EXPECT_THAT(part_of(file, "META-INF/manifest.xml"), Not(HasSubstr("signatures")));
  const auto program = compile(file);
  ASSERT_TRUE(program);
  ASSERT_EQ(program->warnings().size(), 1u);
  EXPECT_EQ(program->warnings().front().code, "signature-removed");
}

TEST_F(OpenPackage, PartsWithoutMarksAreCopied) {
  const auto styles = open_styles("<style:header><text:p>  as\n it   was </text:p></style:header>");
  EXPECT_EQ(part_of(open_file(p("{{First name}}"), {{"styles.xml", styles}}), "styles.xml"), styles);
}

TEST_F(OpenPackage, PropertiesAreFilled) {
  const std::string meta = "<office:document-meta " + std::string{kOpenNamespaces} +
                           "><office:meta><dc:title>Letter to {{Last name}}</dc:title><meta:user-defined "
                           "meta:name=\"Phase\">{{School phase}}</meta:user-defined></office:meta>"
                           "</office:document-meta>";
  EXPECT_THAT(part_of(open_file(p("A"), {{"meta.xml", meta}}), "meta.xml"),
              AllOf(HasSubstr("<dc:title>Letter to O'Hara &amp; &lt;Sons&gt;</dc:title>"), HasSubstr(">primary<")));
}

TEST_F(OpenPackage, HeadersOfEveryKindAreFilled) {
  std::string margins;
  for (const auto* name : {"header", "header-left", "header-first", "footer", "footer-left", "footer-first"})
    margins += "<style:" + std::string{name} + ">" + p("{{First name}}") + "</style:" + name + ">";
  EXPECT_EQ(words(open_file(p("A"), {{"styles.xml", open_styles(margins)}})),
            "Alex\nAlex\nAlex\nA\nAlex\nAlex\nAlex\n");
}

TEST_F(OpenPackage, MarksInNotesBoxesAndDescriptionsAreFilled) {
  EXPECT_EQ(body(p("A<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation>"
                   "<text:note-body>" +
                   p("{{First name}}") + "</text:note-body></text:note>")),
            p("A<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>" +
              p("Alex") + "</text:note-body></text:note>"));
  EXPECT_THAT(
      body(p("<draw:frame><draw:text-box>" + ps({"{{if Police told is no}}", "x", "{{end if}}", "{{First name}}"}) +
             "</draw:text-box></draw:frame>")),
      HasSubstr("<draw:text-box>" + p("Alex") + "</draw:text-box>"));
  EXPECT_THAT(body(p("<draw:custom-shape>" + p("{{First name}}") + "</draw:custom-shape>")), HasSubstr(p("Alex")));
  EXPECT_THAT(body(p(frame("Seat of {{First name}}"))), HasSubstr("<svg:desc>Seat of Alex</svg:desc>"));
  EXPECT_EQ(body(p("<text:a xlink:href=\"https://example.org\">{{First name}}</text:a>")),
            p("<text:a xlink:href=\"https://example.org\">Alex</text:a>"));
}

TEST_F(OpenPackage, MarksWhereNoneIsReadAreRefused) {
  EXPECT_THAT(codes(open_file(p("A<office:annotation><text:p>{{First name}}</text:p></office:annotation>"))),
              ElementsAre("mark-not-read"));
  EXPECT_THAT(codes(open_file(p("<text:a office:target-frame-name=\"{{First name}}\">x</text:a>"))),
              ElementsAre("mark-not-read"));
}

TEST_F(OpenPackage, TrackedChangesThatTouchAMarkAreRefused) {
  const std::string start = "<text:change-start text:change-id=\"c\"/>",
                    end = "<text:change-end text:change-id=\"c\"/>";
  EXPECT_THAT(codes(open_file(p("A {{First" + start + " name" + end + "}}"))), ElementsAre("mark-in-tracked-change"));
  EXPECT_THAT(codes(open_file(p("A" + start + "b") + p("{{First name}}" + end))),
              ElementsAre("mark-in-tracked-change"));
  EXPECT_THAT(codes(open_file(p("A {{First <text:change text:change-id=\"c\"/>name}}"))),
              ElementsAre("mark-in-tracked-change"));
  EXPECT_EQ(words(open_file(p("A" + start + "b" + end + " {{First name}}"))), "Ab Alex\n");
}

TEST_F(OpenPackage, FieldsThatCarryAKnownNameCountAsMarks) {
  for (const std::string field :
       {"<text:database-display text:table-name=\"t\" text:column-name=\"First_Name\">x</text:database-display>",
        "<text:user-field-get text:name=\"First name\">x</text:user-field-get>",
        "<text:variable-get text:name=\"first  name\">x</text:variable-get>",
        "<text:placeholder text:placeholder-type=\"text\">&lt;First name&gt;</text:placeholder>"})
    EXPECT_EQ(body(p("Dear <text:span>" + field + "</text:span>,")), p("Dear <text:span>Alex</text:span>,")) << field;
  const auto other = p("Dear <text:user-field-get text:name=\"Nickname\">x</text:user-field-get> {{First name}}");
  EXPECT_THAT(body(other), HasSubstr("<text:user-field-get text:name=\"Nickname\">x</text:user-field-get> Alex"));
}

TEST_F(OpenPackage, ConditionalFieldsAreReportedWithTheMarkToWrite) {
  const auto said =
      part_of(open_file(p("<text:conditional-text text:condition=\"ooow:x\" "
                          "text:string-value-if-true=\"yes\" text:string-value-if-false=\"no\">yes"
                          "</text:conditional-text>")));
  EXPECT_THAT(said, AllOf(HasSubstr("native-field: The template holds conditional text"),
                          HasSubstr("write {{if …}}yes{{else}}no{{end if}}.")));
  for (const std::string one : {"<text:hidden-text text:condition=\"ooow:x\" text:string-value=\"a\"/>",
                                "<text:hidden-paragraph text:condition=\"ooow:x\"/>", "<text:database-next/>"})
    EXPECT_THAT(codes(open_file(p(one))), ElementsAre("native-field")) << one;
  EXPECT_THAT(codes(open_file("<text:section text:name=\"s\" text:condition=\"ooow:x\" text:display=\"condition\">" +
                              p("a") + "</text:section>")),
              ElementsAre("native-field"));
}

TEST_F(OpenPackage, FieldsBesideMarksStayAndAreNoGaps) {
  EXPECT_EQ(
      body(p("Page <text:page-number>1</text:page-number> of <text:page-count>2</text:page-count> {{First name}}")),
      p("Page <text:page-number>1</text:page-number> of <text:page-count>2</text:page-count> Alex"));
  const auto program = compile(open_file(p("Page <text:page-number>1</text:page-number> of {{First name}}")));
  ASSERT_TRUE(program);
  EXPECT_TRUE(program->warnings().empty()) << findings(program->warnings());
  EXPECT_THAT(codes(open_file(p("{{First <text:date text:fixed=\"true\">name</text:date>}}"))),
              ElementsAre("mark-in-field"));
  EXPECT_THAT(codes(open_file(p("<text:date text:fixed=\"true\">{{First name}}</text:date>"))),
              ElementsAre("mark-in-field"));
}

TEST_F(OpenPackage, CrestTakesThePlaceOfThePlaceholder) {
  assets.crest = Picture{"crest bytes", "png", "", 50, 50, "Crest of Oak & Ash"};
  EXPECT_THAT(part_of(crest_file(), "styles.xml"),
              AllOf(HasSubstr("svg:width=\"2.000cm\" svg:height=\"2.000cm\""), HasSubstr("Pictures/school-crest.png"),
                    HasSubstr("<svg:desc>Crest of Oak &amp; Ash</svg:desc>"), Not(HasSubstr("{{"))));
  EXPECT_EQ(part_of(crest_file(), "Pictures/school-crest.png"), "crest bytes");
  EXPECT_EQ(part_of(crest_file(), "Pictures/p.gif"), "no such part");
  EXPECT_THAT(part_of(crest_file(), "META-INF/manifest.xml"),
              AllOf(HasSubstr("manifest:full-path=\"Pictures/school-crest.png\" manifest:media-type=\"image/png\""),
                    Not(HasSubstr("p.gif"))));
}

TEST_F(OpenPackage, CrestIsShownAsSvgFirst) {
  assets.crest = Picture{"crest bytes", "png", "<svg/>", 50, 50, "Crest"};
  EXPECT_THAT(part_of(crest_file(), "styles.xml"),
              HasSubstr("<draw:image xlink:href=\"Pictures/school-crest.svg\"/><draw:image "
                        "xlink:href=\"Pictures/school-crest.png\"/>"));
  EXPECT_EQ(part_of(crest_file(), "Pictures/school-crest.svg"), "<svg/>");
}

TEST_F(OpenPackage, SignatureIsThatOfWhoSigns) {
  const int signatory = add_choice("Signatory", {"headteacher", "chair-of-governors"}, false);
  const auto count = rules.vocabulary.choices().size();
  rules.choices.resize(count);
  rules.choices.back().options.resize(2);
  record.overrides.resize(count);
  assets.signatures["headteacher"] = Picture{"ink", "png", "", 40, 10, "Signature of the headteacher"};
  const auto file = open_file(p("<text:span>" + frame("{{Signature}}") + "</text:span>") + p("{{First name}}"),
                              {{"Pictures/p.gif", "placeholder"}});
  choose(signatory, {0});
  EXPECT_THAT(part_of(file, "content.xml"),
              AllOf(HasSubstr("Pictures/signature-headteacher.png"), HasSubstr("Signature of the headteacher"),
                    HasSubstr("svg:width=\"4.000cm\" svg:height=\"1.000cm\""), Not(HasSubstr("{{"))));
  EXPECT_EQ(part_of(file, "Pictures/p.gif"), "no such part");
  choose(signatory, {1});
  EXPECT_THAT(part_of(file, "content.xml"), AllOf(Not(HasSubstr("draw:frame")), HasSubstr("\u00a0")));
}

TEST_F(OpenPackage, PlaceholderGoesWhereThereIsNoCrest) {
  EXPECT_THAT(part_of(crest_file(), "styles.xml"),
              AllOf(Not(HasSubstr("draw:frame")), HasSubstr("<style:header>" + p("Oak School"))));
  EXPECT_EQ(part_of(crest_file(), "Pictures/p.gif"), "no such part");
  EXPECT_EQ(part_of(crest_file(p(frame("a map"))), "Pictures/p.gif"), "placeholder");
}

}  // namespace
}  // namespace caseletters::letter
