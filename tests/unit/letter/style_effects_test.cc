// What only styles tell of a letter's words: that they are hidden, or begin a page.
#include <gmock/gmock.h>

#include "document/document.h"
#include "odt_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string word_styles(std::string_view content) {
  return "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" + std::string{content} +
         "</w:styles>";
}
std::string word_style(const std::string& type, const std::string& id, const std::string& content,
                       const std::string& based_on = {}) {
  return "<w:style w:type=\"" + type + "\" w:styleId=\"" + id + "\">" +
         (based_on.empty() ? "" : "<w:basedOn w:val=\"" + based_on + "\"/>") + content + "</w:style>";
}
std::string styled(const std::string& style, const std::string& words, const std::string& run_properties = {}) {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:rPr>" + run_properties + "</w:rPr><w:t>" +
         words + "</w:t></w:r></w:p>";
}
std::string open_common(std::string_view styles) {
  return "<office:document-styles " + std::string{kOpenNamespaces} + "><office:styles>" + std::string{styles} +
         "</office:styles></office:document-styles>";
}

const std::string kVanish = "<w:rPr><w:vanish/></w:rPr>";
const std::string kStart =
    "<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" "
    "w:lineRule=\"exact\"/></w:pPr></w:p>";

class WordEffects : public LetterTest {
 protected:
  // The warnings of a template, and the words of its letter.
  std::string said_of(const std::string& body, const std::string& styles) {
    const auto file = word_file(body, {{"word/styles.xml", word_styles(styles)}});
    const auto program = compile(file);
    return (program ? findings(program->warnings()) : findings(program.error())) + words(file);
  }
};

TEST_F(WordEffects, MarksHiddenByAStyleAreSaid) {
  const auto hidden = word_style("paragraph", "H", kVanish) + word_style("paragraph", "I", "", "H") +
                      word_style("character", "C", kVanish);
  for (const auto* style : {"H", "I"})
    EXPECT_THAT(said_of(styled(style, "{{Title}} is here") + paragraph("Seen {{First name}}"), hidden),
                AllOf(HasSubstr("hidden-mark"), HasSubstr("Seen Alex\n"), Not(HasSubstr("is here"))));
  EXPECT_THAT(said_of(styled("N", "{{Title}}", "<w:rStyle w:val=\"C\"/>") + paragraph("Seen"), hidden),
              AllOf(HasSubstr("hidden-mark"), Not(HasSubstr("Ms"))));
}

TEST_F(WordEffects, WhatTheRunSaysWins) {
  const auto hidden = word_style("paragraph", "H", kVanish) + word_style("character", "C", kVanish);
  EXPECT_EQ(said_of(styled("H", "{{Title}}", "<w:vanish w:val=\"0\"/>"), hidden), "Ms\n");
  // Two styles that hide show (17.7.3).
  EXPECT_EQ(said_of(styled("H", "{{Title}}", "<w:rStyle w:val=\"C\"/>"), hidden), "Ms\n");
}

TEST_F(WordEffects, ThePageOfAControlParagraphBegins) {
  const auto file = [&](const std::string& first, const std::string& last) {
    return word_file(
        first + paragraph("Two") + last + paragraph("Three"),
        {{"word/styles.xml", word_styles(word_style("paragraph", "P", "<w:pPr><w:pageBreakBefore/></w:pPr>"))}});
  };
  const std::string direct = "<w:p><w:pPr><w:keepNext/><w:pageBreakBefore/></w:pPr>";
  const auto body_of = [&](const std::string& one) { return part_of(one); };
  const auto end = paragraph("{{end if}}");
  for (const auto& opened :
       {styled("P", "{{if Police told is yes}}"), direct + run("{{if Police told is yes}}") + "</w:p>"}) {
    set(police, true);
    EXPECT_THAT(body_of(file(opened, end)), HasSubstr("<w:body>" + kStart + paragraph("Two") + paragraph("Three")));
    set(police, false);
    EXPECT_THAT(body_of(file(opened, end)), HasSubstr("<w:body>" + paragraph("Three")));
  }
  for (const bool kept : {true, false}) {
    set(police, kept);
    EXPECT_THAT(body_of(file(paragraph("{{if Police told is yes}}"), styled("P", "{{end if}}"))),
                HasSubstr("<w:body>" + (kept ? paragraph("Two") : "") + kStart + paragraph("Three")));
  }
}

TEST_F(WordEffects, ThePageOfAValueThatMayBeBlankBegins) {
  blank(title);
  const std::string breaks = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>";
  EXPECT_EQ(body(breaks + run("{{Title | optional}}") + "</w:p>" + paragraph("Two")), kStart + paragraph("Two"));
  EXPECT_THAT(body(breaks + run("{{First name}}") + "</w:p>"), AllOf(HasSubstr("Alex"), Not(HasSubstr("w:spacing"))));
}

class OpenEffects : public OpenLetterTest {
 protected:
  static std::string style(const std::string& family, const std::string& name, const std::string& content,
                           const std::string& more = {}) {
    return "<style:style style:name=\"" + name + "\" style:family=\"" + family + "\" " + more + ">" + content +
           "</style:style>";
  }
};

TEST_F(OpenEffects, MarksHiddenByAStyleOfTheDocumentAreSaid) {
  const auto common = open_common(style("paragraph", "H", "<style:text-properties text:display=\"none\"/>") +
                                  style("text", "C", "<style:text-properties text:display=\"none\"/>"));
  for (const auto* hidden :
       {"<text:p text:style-name=\"H\">{{Title}} here</text:p>",
        "<text:p text:style-name=\"P1\">{{Title}} here</text:p>",
        "<text:p><text:span text:style-name=\"C\">{{Title}} here</text:span></text:p>",
        "<text:section text:name=\"s\" text:display=\"none\"><text:p>{{Title}} here</text:p></text:section>"}) {
    const auto file = open_file(hidden + p("Seen {{First name}}"), {{"styles.xml", common}},
                                style("paragraph", "P1", "", "style:parent-style-name=\"H\""));
    const auto program = compile(file);
    ASSERT_TRUE(program) << findings(program.error());
    EXPECT_THAT(findings(program->warnings()), HasSubstr("hidden-mark")) << hidden;
    EXPECT_EQ(words(file), "Seen Alex\n") << hidden;
  }
}

TEST_F(OpenEffects, ThePageOfAControlParagraphBegins) {
  const auto common = open_common(style("paragraph", "P", "<style:paragraph-properties fo:break-before=\"page\"/>"));
  const auto automatic = style("paragraph", "P1", "<style:paragraph-properties fo:break-before=\"page\"/>") +
                         style("paragraph", "P2", "<style:paragraph-properties fo:break-after=\"page\"/>");
  for (const auto* name : {"P", "P1", "P2"}) {
    const std::string opened =
        "<text:p text:style-name=\"" + std::string{name} + "\">{{if Police told is yes}}</text:p>";
    const auto file = open_file(opened + ps({"Two", "{{end if}}", "Three"}), {{"styles.xml", common}}, automatic);
    set(police, true);
    EXPECT_THAT(part_of(file, "content.xml"),
                AllOf(HasSubstr("<office:text><text:p text:style-name=\"PageStart1\"/>" + ps({"Two", "Three"})),
                      HasSubstr("<style:style style:name=\"PageStart1\" style:family=\"paragraph\">"
                                "<style:paragraph-properties fo:break-before=\"page\" fo:margin-top=\"0pt\"")));
    set(police, false);
    EXPECT_THAT(part_of(file, "content.xml"), HasSubstr("<office:text>" + p("Three")));
  }
}

}  // namespace
}  // namespace caseletters::letter
