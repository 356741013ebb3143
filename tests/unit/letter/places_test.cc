// Marks in every place of a document: filled, or refused with the place.
#include <gmock/gmock.h>

#include "letter/links.h"
#include "letter/residue.h"
#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Places : public LetterTest {
 protected:
  static std::string control(const std::string& settings, const std::string& content) {
    return "<w:sdt><w:sdtPr>" + settings + "</w:sdtPr><w:sdtContent>" + content + "</w:sdtContent></w:sdt>";
  }
  std::string links_of(const std::string& target) {
    const auto file =
        with_links(word_file("<w:p><w:hyperlink r:id=\"h\">" + run("write to {{First name}}") + "</w:hyperlink></w:p>"),
                   {{"h", "hyperlink", target}});
    return part_of(file, "word/_rels/document.xml.rels");
  }
};

TEST_F(Places, AddressesOfLinks) {
  set(last_name, std::string{"a&b c"});
  EXPECT_THAT(links_of("mailto:{{First name}}@school.example"), HasSubstr("Target=\"mailto:Alex@school.example\""));
  EXPECT_THAT(links_of("https://x.example/%7B%7BFirst%20name%7D%7D/a%20b"), HasSubstr("https://x.example/Alex/a%20b"));
  EXPECT_THAT(links_of("https://x.example/?n={{Last name}}"), HasSubstr("?n=a%26b%20c\""));
  EXPECT_THAT(links_of("https://x.example/{{Nobody}}"), HasSubstr("unknown-fact"));
  EXPECT_THAT(links_of("https://x.example/{{if Police told is yes}}a{{end if}}"), HasSubstr("bad-mark"));
  EXPECT_THAT(links_of("https://x.example/"), HasSubstr("Target=\"https://x.example/\""));
}

TEST_F(Places, AWholeAddressKeepsItsSigns) {
  EXPECT_EQ(as_address("www.oak.example/a b?c=d", true), "https://www.oak.example/a%20b?c=d");
  EXPECT_EQ(as_address("office@oak.example", true), "mailto:office@oak.example");
  EXPECT_EQ(as_address("HTTPS://oak.example/", true), "HTTPS://oak.example/");
  EXPECT_EQ(as_address("a/b\nc", false), "a%2Fb%0Ac");
  set(first_name, std::string{"www.oak.example"});
  EXPECT_THAT(links_of("{{First name}}"), HasSubstr("Target=\"https://www.oak.example\""));
}

TEST_F(Places, TipsOfLinksAndWordArt) {
  const std::string link =
      "<w:p><w:hyperlink w:anchor=\"a\" w:tooltip=\"To {{First name}}\">" + run("x") + "</w:hyperlink></w:p>";
  EXPECT_THAT(body(link), HasSubstr("w:tooltip=\"To Alex\""));
  const std::string art =
      "<w:p><w:r><w:pict><v:shape alt=\"For {{Title}}\"><v:textpath string=\"{{First "
      "name}}\"/></v:shape></w:pict></w:r></w:p>";
  EXPECT_THAT(body(art), AllOf(HasSubstr("string=\"Alex\""), HasSubstr("alt=\"For Ms\"")));
}

TEST_F(Places, TitlesOfControlsAreRefused) {
  EXPECT_THAT(body(control("<w:alias w:val=\"{{First name}}\"/>", paragraph("x"))),
              AllOf(HasSubstr("mark-not-read"), HasSubstr("title or tag of a content control")));
  EXPECT_THAT(body(control("<w:tag w:val=\"{{First name}}\"/>", paragraph("{{First name}}"))),
              HasSubstr("mark-not-read"));
  EXPECT_THAT(body("<w:p><w:bookmarkStart w:id=\"1\" w:name=\"{{Title}}\"/><w:bookmarkEnd w:id=\"1\"/>" +
                   run("{{Title}}") + "</w:p>"),
              AllOf(HasSubstr("mark-not-read"), HasSubstr("bookmark")));
}

TEST_F(Places, EquationsAreRefused) {
  EXPECT_THAT(body("<w:p><m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>"
                   "{{Title}}</m:t></m:r></m:oMath></w:p>"),
              AllOf(HasSubstr("mark-not-read"), Not(HasSubstr("mark-in-field"))));
  EXPECT_THAT(body("<w:p><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText=\"{{Title}}\"/></w:dropDownList>"
                   "</w:sdtPr><w:sdtContent>" +
                   run("x") + "</w:sdtContent></w:sdt></w:p>"),
              AllOf(HasSubstr("mark-not-read"), HasSubstr("drop-down list")));
}

TEST_F(Places, BoundControlsAreLoosened) {
  const std::string bound = "<w:showingPlcHdr/><w:dataBinding w:xpath=\"/a\" w:storeItemID=\"{1}\"/><w:text/>";
  EXPECT_EQ(body(control(bound, paragraph("{{First name}}"))), control("<w:text/>", paragraph("Alex")));
  EXPECT_EQ(body(control("<w:dataBinding w:xpath=\"/a\"/>", paragraph("x")) + paragraph("{{Title}}")),
            control("<w:dataBinding w:xpath=\"/a\"/>", paragraph("x")) + paragraph("Ms"));
}

TEST_F(Places, PromptsOfControlsAreLeftovers) {
  EXPECT_THAT(body(control("<w:showingPlcHdr/>", paragraph("Pick one of these"))), HasSubstr("residue"));
  EXPECT_THAT(body(control("<w:showingPlcHdr w:val=\"0\"/>", paragraph("Pick one"))), Not(HasSubstr("residue")));
}

TEST_F(Places, MarksSplitOverElementsOfOtherParts) {
  const auto chart = [](const std::string& words) {
    return "<c:chart xmlns:c=\"c\" xmlns:a=\"a\"><a:p><a:r><a:t>" + words + "</a:t></a:r></a:p></c:chart>";
  };
  const auto made = [&](const std::string& words) {
    return part_of(with_part(word_file(paragraph("x")), "word/charts/chart1.xml", chart(words)), "word/document.xml");
  };
  EXPECT_THAT(made("{{First</a:t></a:r><a:r><a:t> name}}"), AllOf(HasSubstr("mark-not-read"), HasSubstr("a chart")));
  EXPECT_THAT(made("{{First name}}"), HasSubstr("“{{First name}}”"));
  EXPECT_THAT(made("{{ open"), Not(HasSubstr("mark-not-read")));
  EXPECT_THAT(made("a</a:t></a:r></a:p><a:p><a:r><a:t>b"), HasSubstr("<w:body>"));
}

TEST_F(Places, PartsThatAreCopiedMustBeSound) {
  const auto styles = [&](const std::string& content) {
    return part_of(with_part(word_file(paragraph("{{Title}}")), "word/styles.xml", content));
  };
  EXPECT_THAT(styles("<w:styles xmlns:w=\"w\"><w:style></w:styles>"), HasSubstr("bad-xml"));
  EXPECT_THAT(styles("<!DOCTYPE x><w:styles xmlns:w=\"w\"/>"), HasSubstr("doctype"));
  EXPECT_THAT(styles("<w:styles xmlns:w=\"w\"/>"), HasSubstr(">Ms<"));
}

TEST_F(Places, PartsThatAreMissingAreRefused) {
  EXPECT_THAT(words(with_links(word_file(paragraph("x")), {{"p", "image", "media/none.png"}})),
              HasSubstr("part-missing"));
  EXPECT_FALSE(compile(with_links(word_file(paragraph("x")), {{"p", "image", "media/none.png"}})));
  EXPECT_TRUE(compile(with_links(word_file(paragraph("x")), {{"p", "hyperlink", "#there"}})));
}

TEST_F(Places, ABlockOverTwoCellsOfARowCrosses) {
  EXPECT_THAT(body(table(row({"a", "b"}) + row({"{{if Police told is yes}}", "{{end if}}"}))),
              HasSubstr("block-crosses"));
  EXPECT_THAT(body(table(row({"a", "b"}) + row({"{{for each Child}}", "{{Child name}}"}) + row({"{{end for}}", ""}))),
              HasSubstr("block-crosses"));
  EXPECT_EQ(body(table(row({"", "{{if Police told is yes}}"}) + row({"a", "b"}) + row({"{{end if}}", ""}))),
            table(row({"a", "b"})));
}

TEST_F(Places, HiddenMarksAreSaid) {
  const auto program = compile(
      word_file("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{Title}}</w:t></w:r>" + run("{{First name}}") + "</w:p>"));
  ASSERT_TRUE(program);
  EXPECT_THAT(findings(program->warnings()), AllOf(HasSubstr("hidden-mark"), HasSubstr("{{Title}}")));
  EXPECT_EQ(program->warnings().size(), 1u);
}

TEST_F(Places, FaultsOfEveryPlaceComeAtOnce) {
  auto file =
      word_file(paragraph("{{Nobody}}") + "<w:p><w:r><w:pict><v:shape alt=\"{{Nothing}}\"/></w:pict></w:r></w:p>");
  file = with_part(file, "word/comments.xml", "<w:comments xmlns:w=\"w\"><w:p>{{Title}}</w:p></w:comments>");
  const auto program = compile(file);
  ASSERT_FALSE(program);
  EXPECT_THAT(findings(program.error()), AllOf(HasSubstr("{{Nobody}}"), HasSubstr("{{Nothing}}"),
                                               HasSubstr("mark-not-read"), HasSubstr("a comment")));
  EXPECT_EQ(program.error().size(), 3u);
}

TEST_F(Places, MailMergeSettingsAreTakenOut) {
  const std::string settings =
      "<w:settings " + std::string{kNamespaces} +
      "><w:zoom w:percent=\"100\"/><w:mailMerge><w:dataSource r:id=\"d\"/></w:mailMerge></w:settings>";
  auto file = with_part(with_links(word_file(paragraph("{{Title}}")), {{"s", "settings", "settings.xml"}}),
                        "word/settings.xml", settings);
  file = with_part(
      file, "word/_rels/settings.xml.rels",
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/mailMergeSource" Target="file:///C:/Cases.xlsx" TargetMode="External"/></Relationships>)");
  EXPECT_THAT(part_of(file, "word/settings.xml"), AllOf(HasSubstr("zoom"), Not(HasSubstr("mailMerge"))));
  EXPECT_THAT(part_of(file, "word/_rels/settings.xml.rels"), Not(HasSubstr("Cases")));
  EXPECT_THAT(findings(compile(file)->warnings()), HasSubstr("mail-merge-source"));
}

TEST(Residue, FindsWhatNobodyCompleted) {
  for (const auto* text : {"Dear Sir/Madam",
                           "Dear Sir / Madam",
                           "on TBC at",
                           "Year X"
                           "XX",
                           "«First_name»",
                           "Dear [name of parent]",
                           "[date]",
                           "<name>",
                           "< Insert date >",
                           "{First name}",
                           "(delete as appropriate)",
                           "*Please delete",
                           "on . . . . at",
                           "on …… at",
                           "Year ___",
                           "Name: _ _ _ _",
                           "Mr/Mrs Smith",
                           "his / her child",
                           "is/are",
                           "on XX/XX/20XX",
                           "dd/mm/yyyy",
                           "who???",
                           "Click or tap here to enter text.",
                           "(s)he",
                           "your child/children",
                           "sons / daughters"})
    EXPECT_TRUE(find_residue(text)) << text;
}

TEST(Residue, LeavesOrdinaryWordsAlone) {
  for (const auto* text : {"Dear Parent/Carer", "and/or", "wait… then", "well . . . then", "a <office@oak.example> b",
                           "[sic]", "[ ] yes", "an xx chromosome", "Is it so?", "pronouns she/her", "Exxon",
                           "the site/areas", "e.g. etc.. and", "{{Title}} and/or", "A–Z", "24/7", "wait…."})
    EXPECT_FALSE(find_residue(text)) << text << ": " << *find_residue(text);
}

TEST(Residue, SaysEachOnce) {
  EXPECT_THAT(find_all_residue("Sir/Madam, he/she ...... Sir/Madam"), ElementsAre("he/she", "Sir/Madam", "......"));
}

}  // namespace
}  // namespace caseletters::letter
