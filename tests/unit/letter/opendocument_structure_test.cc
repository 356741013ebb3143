// What OpenDocument requires still holds after every removal and repeat, and blocks keep what they should.
#include <gmock/gmock.h>

#include <random>

#include "odt_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto no = "{{if Police told is no}}";

using OpenStructure = OpenLetterTest;

TEST_F(OpenStructure, MarksOverAnySpansAreOne) {
  EXPECT_EQ(body(p("On {<text:span text:style-name=\"T1\">{Incid</text:span><text:bookmark text:name=\"b\"/>ent"
                   "<text:soft-page-break/> date}<text:span>}</text:span> you came.")),
            p("On 3 November 2026<text:bookmark text:name=\"b\"/><text:soft-page-break/> you came."));
  EXPECT_EQ(body(p("On <text:span text:style-name=\"T1\">{{Incident</text:span> date}} you")),
            p("On <text:span text:style-name=\"T1\">3 November 2026</text:span> you"));
}

TEST_F(OpenStructure, BlocksInSpansWithinSpans) {
  EXPECT_EQ(body(p("A <text:span text:style-name=\"a\">b <text:span text:style-name=\"b\">{{if Police told is "
                   "yes}}c{{end if}}</text:span></text:span>")),
            p("A <text:span text:style-name=\"a\">b </text:span><text:span text:style-name=\"a\"><text:span "
              "text:style-name=\"b\">c</text:span></text:span>"));
}

TEST_F(OpenStructure, BlocksInAParagraphSpanItsFormats) {
  EXPECT_EQ(body(p("A<text:span text:style-name=\"a\"> {{if Police told is no}}b</text:span> c{{end if}} d.")),
            p("A<text:span text:style-name=\"a\"> </text:span>d."));
  EXPECT_EQ(body(p("A {{if Police told is yes}}<text:span text:style-name=\"a\">b {{end if}}</text:span>d.")),
            p("A <text:span text:style-name=\"a\">b </text:span>d."));
}

TEST_F(OpenStructure, ParagraphsGoAndStay) {
  EXPECT_EQ(body(ps({"A", no, "B", "{{else}}", "C", "{{end if}}", "D"})), ps({"A", "C", "D"}));
  EXPECT_EQ(body(ps({"A", "{{Extra words | optional}}", "{{note: x}}", "B"})), ps({"A", "B"}));
  EXPECT_EQ(body("<text:h text:outline-level=\"1\">{{First name}}</text:h>"),
            "<text:h text:outline-level=\"1\">Alex</text:h>");
}

TEST_F(OpenStructure, ControlItemsKeepAndRepeatItems) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  EXPECT_EQ(body(list(items({"A", "{{for each Child}}", "{{Child name}}", "{{end for}}", "B"}))),
            list(items({"A", "Ann", "Ben", "B"})));
  EXPECT_EQ(body(list(items({"A", no, "B", "{{end if}}"}))), list(items({"A"})));
}

TEST_F(OpenStructure, EmptiedListsAndItemsGo) {
  EXPECT_EQ(body(p("A") + list(items({no, "B", "{{end if}}"})) + p("C")), ps({"A", "C"}));
  EXPECT_EQ(body(p("A") + list(item(ps({no, "B", "{{end if}}"}))) + p("C")), ps({"A", "C"}));
  EXPECT_EQ(body(list(items({"A", "{{Extra words | optional}}"}))), list(items({"A"})));
  EXPECT_EQ(body(list(item(p("A") + list(items({no, "B", "{{end if}}"}))))), list(item(p("A"))));
}

TEST_F(OpenStructure, BlocksWithinAnItemStayInIt) {
  EXPECT_EQ(body(list(item(ps({"A", no, "B", "{{end if}}"})))), list(item(p("A"))));
}

TEST_F(OpenStructure, ARepeatedItemCountsOn) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  EXPECT_EQ(body(p("{{for each Child}}") + list(items({"{{Child name}}"})) + p("{{end for}}")),
            list(items({"Ann", "Ben"})));
  EXPECT_EQ(body(p("{{for each Child}}") + p("{{if Child year is 2}}") + list(items({"{{Child name}}"})) +
                 p("{{end if}}") + p("{{end for}}")),
            list(items({"Ben"})));
}

TEST_F(OpenStructure, ARepeatedListBeginsAnew) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const auto going_on = [](std::string_view style, std::string_view content) {
    return "<text:list text:style-name=\"" + std::string{style} + "\" text:continue-numbering=\"true\">" +
           std::string{content} + "</text:list>";
  };
  const std::string anew = "<text:list-item text:start-value=\"1\">";
  EXPECT_EQ(body(p("{{for each Child}}") + p("{{Child name}}") + going_on("L", items({"a"})) +
                 going_on("L", items({"b"})) + p("{{end for}}")),
            p("Ann") + going_on("L", anew + p("a") + "</text:list-item>") + going_on("L", items({"b"})) + p("Ben") +
                going_on("L", anew + p("a") + "</text:list-item>") + going_on("L", items({"b"})));
  const auto numbered_before = going_on("L", items({"x"})) + p("{{for each Child}}") + p("{{Child name}}") +
                               going_on("L", items({"a"})) + p("{{end for}}");
  EXPECT_THAT(body(numbered_before), Not(HasSubstr("start-value")));
}

TEST_F(OpenStructure, ListsThatWentOnFromOneThatMayGoGoOnAllTheSame) {
  const std::string first = "<text:list xml:id=\"l1\">" + items({"a"}) + "</text:list>";
  const std::string second = "<text:list text:continue-list=\"l1\">" + items({"b"}) + "</text:list>";
  EXPECT_EQ(body(first + p("{{First name}}") + second), first + p("Alex") + second);
  EXPECT_EQ(body(p(no) + first + p("{{end if}}") + second),
            "<text:list text:continue-numbering=\"true\">" + items({"b"}) + "</text:list>");
}

TEST_F(OpenStructure, WholeListsGo) {
  EXPECT_EQ(body(p("A") + p(no) + list(items({"B"})) + p("{{end if}}") + p("C")), ps({"A", "C"}));
}

TEST_F(OpenStructure, CellKeepsAParagraphOfItsKind) {
  EXPECT_EQ(
      body(open_table("<table:table-row>" +
                      open_cell("<text:p text:style-name=\"Cell\">{{Extra words | optional}}</text:p>") +
                      "</table:table-row>")),
      open_table("<table:table-row>" + open_cell("<text:p text:style-name=\"Cell\"></text:p>") + "</table:table-row>"));
}

TEST_F(OpenStructure, RowsRepeatUnderHeaderRows) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const auto head = "<table:table-header-rows>" + open_row({"Name", "Year"}) + "</table:table-header-rows>";
  EXPECT_EQ(body(open_table(head + open_row({"{{for each Child}}", ""}) +
                            open_row({"{{Child name}}", "{{Child year}}"}) + open_row({"{{end for}}", ""}))),
            open_table(head + open_row({"Ann", "1"}) + open_row({"Ben", "2"})));
}

TEST_F(OpenStructure, EmptiedTableGoes) {
  EXPECT_EQ(
      body(p("A") +
           open_table(open_row({"{{for each Child}}"}) + open_row({"{{Child name}}"}) + open_row({"{{end for}}"})) +
           p("B")),
      ps({"A", "B"}));
}

TEST_F(OpenStructure, TablesMayStandTogether) {
  const auto one = open_table(open_row({"a"})), two = open_table(open_row({"b"}));
  EXPECT_EQ(body(one + p("{{Extra words | optional}}") + two), one + two);
}

TEST_F(OpenStructure, EmptiedSectionGoes) {
  EXPECT_EQ(body(p("A") + "<text:section text:name=\"S\">" + ps({no, "B", "{{end if}}"}) + "</text:section>"), p("A"));
}

TEST_F(OpenStructure, NamesAndIdsStayUnique) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const auto out = body(p("{{for each Child}}") +
                        "<table:table table:name=\"T\" xml:id=\"t1\"><table:table-row><table:table-cell><text:p "
                        "xml:id=\"p1\"><text:bookmark text:name=\"b\"/>{{Child name}}</text:p></table:table-cell>"
                        "</table:table-row></table:table>" +
                        p("{{end for}}"));
  EXPECT_THAT(out, AllOf(HasSubstr("table:name=\"T-1\""), HasSubstr("table:name=\"T-2\""), Not(HasSubstr("xml:id")),
                         Not(HasSubstr("bookmark"))));
}

TEST_F(OpenStructure, PairsStayWholeOrGoWhole) {
  // A half may not stand between paragraphs, so the pair goes.
  EXPECT_EQ(body(p(no) + p("<text:bookmark-start text:name=\"b\"/>A") + p("{{end if}}") +
                 p("B<text:bookmark-end text:name=\"b\"/>")),
            p("B"));
  EXPECT_EQ(body(p("<text:bookmark-start text:name=\"b\"/>{{if Police told is no}}A{{end if}}B") +
                 p("<text:bookmark-end text:name=\"b\"/>")),
            p("<text:bookmark-start text:name=\"b\"/>B") + p("<text:bookmark-end text:name=\"b\"/>"));
}

TEST_F(OpenStructure, BodyIsNeverWithoutAParagraph) {
  EXPECT_EQ(body(ps({no, "A", "{{end if}}"})), "<text:p></text:p>");
}

TEST_F(OpenStructure, ValuesKeepTheirSpaces) {
  set(note, std::string{"a  b\tc\n  d"});
  EXPECT_EQ(body(p("{{Extra words}}")), p("a<text:s/><text:s/>b<text:tab/>c<text:line-break/><text:s/><text:s/>d"));
  set(note, std::string{"<&>\"]]>"});
  EXPECT_EQ(body(p("{{Extra words}}")), p("&lt;&amp;&gt;\"]]&gt;"));
}

TEST_F(OpenStructure, AParagraphThatGoesLeavesItsPageStyle) {
  const std::string styles =
      "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Body\" "
      "style:master-page-name=\"First\"><style:paragraph-properties style:page-number=\"auto\"/></style:style>";
  for (const std::string mark : {no, "{{Extra words | optional}}"}) {
    const auto content = "<text:p text:style-name=\"P1\">" + mark + "</text:p>" +
                         (mark == no ? p("B") + p("{{end if}}") : std::string{}) + p("C");
    const auto out = part_of(open_file(content, {}, styles), "content.xml");
    EXPECT_THAT(out,
                AllOf(HasSubstr("<office:text><text:p text:style-name=\"PageStart1\"/>" + p("C") + "</office:text>"),
                      HasSubstr("<style:style style:name=\"PageStart1\" style:family=\"paragraph\" "
                                "style:master-page-name=\"First\"><style:paragraph-properties "
                                "style:page-number=\"auto\" fo:margin-top=\"0pt\"")));
  }
  const auto kept = "<text:p text:style-name=\"P1\">Dear {{First name}}</text:p>";
  EXPECT_THAT(part_of(open_file(kept, {}, styles), "content.xml"),
              HasSubstr("<text:p text:style-name=\"P1\">Dear Alex</text:p>"));
}

TEST_F(OpenStructure, LinesBecomeParagraphs) {
  EXPECT_EQ(body("<text:p text:style-name=\"a\" xml:id=\"x\">{{Address | lines}}</text:p>"),
            "<text:p text:style-name=\"a\" xml:id=\"x\">1 High Street</text:p><text:p text:style-name=\"a\">Oakham"
            "</text:p>");
}

TEST_F(OpenStructure, SpacesAroundADroppedPartAreRight) {
  EXPECT_EQ(open_words({"A<text:s/>  {{Extra words | optional}} <text:s text:c=\"2\"/>b"}), "A b\n");
  EXPECT_EQ(open_words({"A {{if Police told is no}}x{{end if}}, b"}), "A, b\n");
  EXPECT_EQ(open_words({"\n   A\n   {{if Police told is no}}x{{end if}}\n  b  "}), "A b\n");
}

TEST_F(OpenStructure, PrefixesDoNotMatter) {
  const std::string content =
      "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" o:version=\"1.3\"><o:body><o:text>"
      "<t:p>{{Address}}</t:p></o:text></o:body></o:document-content>";
  EXPECT_THAT(part_of(open_pack(kOpenType, {{"content.xml", content}}), "content.xml"),
              HasSubstr("<t:p>1 High Street<t:line-break/>Oakham</t:p>"));
}

// A mark cut into spans at any places says the same.
TEST_F(OpenStructure, SplittingChangesNothing) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  choose(steps, {0, 2});
  const std::string text =
      "On {{Incident date}} at {{Address}} {{if Police told is yes}}the police {{else}}nobody {{end if}}came; "
      "{{any of Possible steps}}we may {{when meetings}}meet{{when legal action}}sue{{end any}} "
      "{{for each Child}}{{Child name}} {{end for}}.";
  const auto whole = words(open_file(p(text)));
  ASSERT_THAT(whole, HasSubstr("meet and sue"));
  std::mt19937 random{7};
  for (int round = 0; round < 200; ++round) {
    std::string split;
    bool open = false;
    for (const char one : text) {
      if (random() % 6 == 0) {
        split += open ? "</text:span>" : "<text:span text:style-name=\"T" + std::to_string(random() % 3) + "\">";
        open = !open;
      }
      split += one;
    }
    if (open) split += "</text:span>";
    ASSERT_EQ(words(open_file(p(split))), whole) << split;
  }
}

}  // namespace
}  // namespace caseletters::letter
