#include "document/styled_findings.h"

#include <gtest/gtest.h>

namespace caseletters::document {
namespace {

StyledDocument with(const Anchored& box) {
  Run run;
  run.kind = Run::Kind::anchored;
  run.anchored = std::make_shared<Anchored>(box);
  Paragraph words, holder;
  holder.runs.push_back(run);
  StyledDocument document;
  document.sections.emplace_back();
  document.sections.back().blocks = {words, holder};
  return document;
}

Anchored around() {
  Anchored box;
  box.flow = Anchored::Flow::around;
  box.width = box.height = 50;
  return box;
}

TEST(FindSetOtherwise, WordsRoundAPictureAreToldWithTheirPlace) {
  auto document = with(around());
  find_set_otherwise(document, "letter.docx");
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "pdf-set-otherwise");
  EXPECT_EQ(document.findings[0].severity, Severity::warning);
  EXPECT_NE(document.findings[0].message.find("paragraph 2 of the text"), std::string::npos);
  EXPECT_FALSE(document.findings[0].hint.empty());
}

TEST(FindSetOtherwise, ALetterThatStandsInSeveralLinesIsTold) {
  StyledDocument document;
  Paragraph words, dropped;
  dropped.style.drop_cap = true;
  document.sections.emplace_back();
  document.sections.back().blocks = {words, dropped, dropped};
  find_set_otherwise(document, "letter.odt");
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "pdf-set-otherwise");
  EXPECT_EQ(document.findings[0].severity, Severity::warning);
  EXPECT_NE(document.findings[0].message.find("paragraph 2 of the text"), std::string::npos);
}

struct Case {
  const char* name;
  Anchored::From from;
  double x, y;
  Anchored::Flow flow;
  bool told;
};

class Pictures : public testing::TestWithParam<Case> {};

TEST_P(Pictures, AreToldOnlyWhereTheyMayMeetWords) {
  auto box = around();
  box.horizontal_from = box.vertical_from = GetParam().from;
  box.x = GetParam().x;
  box.y = GetParam().y;
  box.flow = GetParam().flow;
  auto document = with(box);
  find_set_otherwise(document, "letter.docx");
  EXPECT_EQ(!document.findings.empty(), GetParam().told);
}

using From = Anchored::From;
using Flow = Anchored::Flow;
INSTANTIATE_TEST_SUITE_P(All, Pictures,
                         testing::Values(Case{"BesideTheText", From::page, 10, 300, Flow::around, false},
                                         Case{"AboveTheText", From::page, 300, 10, Flow::around, false},
                                         Case{"InTheText", From::page, 300, 300, Flow::around, true},
                                         Case{"AtItsParagraph", From::text, 0, 0, Flow::around, true},
                                         Case{"WithRoomOfItsOwn", From::text, 0, 0, Flow::above_and_below, false},
                                         Case{"OverTheText", From::page, 300, 300, Flow::over, false}),
                         [](const auto& one) { return std::string{one.param.name}; });

TEST(RunsLeftwards, TellsHebrewAndArabicFromTheRest) {
  for (const char* text : {"\u05D0", "a \u0633", "\u0786", "\uFB2A", "\uFE8D"})
    EXPECT_TRUE(runs_leftwards(text)) << text;
  for (const char* text : {"", "plain", "\u00E9\u0142", "\u0416", "\u20AC", "\uFB01", "\u4E2D", "\u2713"})
    EXPECT_FALSE(runs_leftwards(text)) << text;
}

}  // namespace
}  // namespace caseletters::document
