// LibreOffice's fields by headings, and links that hold marks.
#include <gmock/gmock.h>

#include "odt_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class OpenFields : public OpenLetterTest {
 protected:
  OpenFields() { add_heading(last_name, "Surname"); }
  void add_heading(int fact, const std::string& heading) { rules.vocabulary.add_heading(fact, heading); }
  static std::string column(const std::string& name) {
    return "<text:database-display text:table-name=\"t\" text:column-name=\"" + name + "\">x</text:database-display>";
  }
  static std::string link(const std::string& address) {
    return p("<text:a xlink:type=\"simple\" xlink:href=\"" + address + "\">write to {{First name}}</text:a>");
  }
};

TEST_F(OpenFields, CarryFactsByTheirHeadings) {
  for (const auto* heading : {"Surname", "surname", "Last_name", "LAST NAME"})
    EXPECT_EQ(body(p("Dear " + column(heading))), p("Dear O'Hara &amp; &lt;Sons&gt;")) << heading;
  EXPECT_EQ(body(p("<text:placeholder text:placeholder-type=\"text\">&lt;Surname&gt;</text:placeholder>")),
            p("O'Hara &amp; &lt;Sons&gt;"));
}

TEST_F(OpenFields, OfADatabaseMustBeKnown) {
  EXPECT_THAT(body(p(column("Colour"))), AllOf(HasSubstr("unknown-fact"), HasSubstr("Colour")));
  EXPECT_THAT(body(p(column("Child 1 name"))), AllOf(HasSubstr("native-field"), HasSubstr("{{for each Child}}")));
}

TEST_F(OpenFields, TheLinesOfAnAddressBecomeTheWhole) {
  EXPECT_EQ(
      body(p(column("Address 1")) + p("<text:span>" + column("Address 2") + "</text:span>") + p(column("Postcode"))),
      ps({"1 High Street", "Oakham"}));
  EXPECT_EQ(body(p(column("Address 1") + ", " + column("Address_2") + ".")),
            p("1 High Street<text:line-break/>Oakham."));
  EXPECT_THAT(body(p(column("Address 2"))), AllOf(HasSubstr("native-field"), HasSubstr("{{Address}}")));
}

TEST_F(OpenFields, ConditionsAreToldWithTheirMark) {
  const auto conditional = [&](const std::string& test) {
    return body(
        p("<text:conditional-text text:condition=\"" + test +
          "\" text:string-value-if-true=\"Sir\" text:string-value-if-false=\"Madam\">Sir</text:conditional-text>"));
  };
  for (const auto* test : {"ooow:Title EQ &quot;Mr&quot;", "ooow:[Cases.Sheet1.Title] == &quot;Mr&quot;"})
    EXPECT_THAT(conditional(test), HasSubstr("write {{if Title is “Mr”}}Sir{{else}}Madam{{end if}}.")) << test;
  EXPECT_THAT(conditional("ooow:Police_told NEQ &quot;yes&quot;"),
              HasSubstr("{{if Police told is no}}Sir{{else}}Madam"));
  EXPECT_THAT(conditional("ooow:Nobody EQ 1"), HasSubstr("{{if …}}Sir{{else}}Madam{{end if}}"));
  EXPECT_THAT(
      body(p("<text:hidden-text text:condition=\"ooow:Title EQ &quot;&quot;\" text:string-value=\"titled\"/>x")),
      HasSubstr("write {{if not (Title is not known)}}titled{{end if}}"));
}

TEST_F(OpenFields, ThatReadAClockOrAnotherFileAreSaid) {
  const auto said = [&](const std::string& content) {
    const auto program = compile(open_file(content));
    return findings(program ? program->warnings() : program.error());
  };
  EXPECT_THAT(said(p("<text:date text:date-value=\"2020-01-01\">1 January 2020</text:date>")),
              AllOf(HasSubstr("clock-field"), HasSubstr("{{Letter date}}")));
  EXPECT_EQ(said(p("<text:date text:fixed=\"true\" text:date-value=\"2020-01-01\">1 January 2020</text:date>")), "");
  EXPECT_THAT(
      said("<text:section text:name=\"s\"><text:section-source xlink:href=\"../b.odt\"/>" + p("x") + "</text:section>"),
      HasSubstr("outside-field"));
  EXPECT_THAT(said(p("<text:database-row-number text:table-name=\"t\">1</text:database-row-number>")),
              AllOf(HasSubstr("native-field"), HasSubstr("{{Case ID}}")));
}

TEST_F(OpenFields, MarksInInputFieldsAreFilled) {
  const auto input = [](const std::string& words) {
    return p("<text:text-input text:description=\"\">" + words + "&#x0d;</text:text-input>");
  };
  EXPECT_EQ(body(input("{{if Police told is yes}}") + input("Dear {{First name}}") + input("{{end if}}")),
            p("Dear Alex"));
  EXPECT_THAT(body(p("<text:text-input text:description=\"\">Dear</text:text-input>")),
              HasSubstr(">Dear</text:text-input>"));
}

TEST_F(OpenFields, AddressesOfLinksAreFilled) {
  set(last_name, std::string{"a&b c"});
  const auto leads_to = [&](const std::string& link_to, const std::string& to) {
    EXPECT_THAT(body(link(link_to)), HasSubstr("xlink:href=\"" + to + "\">write to Alex<")) << link_to;
  };
  leads_to("mailto:{{First name}}@school.example", "mailto:Alex@school.example");
  leads_to("https://x.example/%7B%7BFirst%20name%7D%7D/a%20b", "https://x.example/Alex/a%20b");
  leads_to("https://x.example/?n={{Last name}}", "https://x.example/?n=a%26b%20c");
  leads_to("https://x.example/", "https://x.example/");
  EXPECT_THAT(body(link("https://x.example/{{Nobody}}")), HasSubstr("unknown-fact"));
  EXPECT_THAT(body(link("https://x.example/{{if Police told is yes}}a{{end if}}")),
              AllOf(HasSubstr("bad-mark"), HasSubstr("The address of a link")));
  set(first_name, std::string{"www.oak.example/a"});
  for (const auto* whole : {"{{First name}}", "../%7B%7BFirst%20name%7D%7D"})
    EXPECT_THAT(body(link(whole)), HasSubstr("xlink:href=\"https://www.oak.example/a\"")) << whole;
  EXPECT_THAT(body(link("http://%7B%7BFirst%20name%7D%7D")), HasSubstr("xlink:href=\"http://www.oak.example/a\""));
  set(first_name, std::string{"https://oak.example"});
  EXPECT_THAT(body(link("http://{{First name}}")), HasSubstr("xlink:href=\"https://oak.example\""));
}

TEST_F(OpenFields, TipsOfLinksAndLinksAroundPicturesAreFilled) {
  EXPECT_THAT(body(p("<text:a xlink:type=\"simple\" xlink:href=\"https://x.example\" office:title=\"To {{First "
                     "name}}\">x</text:a>")),
              HasSubstr("office:title=\"To Alex\""));
  EXPECT_THAT(body(p("<draw:a xlink:type=\"simple\" xlink:href=\"mailto:{{First name}}@x\"><draw:frame/></draw:a>")),
              HasSubstr("xlink:href=\"mailto:Alex@x\""));
}

}  // namespace
}  // namespace caseletters::letter
