#include "pdf/pdf_words.h"

#include <gtest/gtest.h>

namespace caseletters::pdf {
namespace {

using Words = std::vector<std::string>;

struct Case {
  const char* name;
  const char* letter;
  const char* pdf;
  const char* besides;
  int numbers;
  Words missing, added;
};

class CompareWords : public testing::TestWithParam<Case> {};

TEST_P(CompareWords, FindsWhatDiffersAndNothingElse) {
  const auto& one = GetParam();
  const auto difference = compare_words(one.letter, one.pdf, one.besides, one.numbers);
  EXPECT_EQ(difference.missing, one.missing);
  EXPECT_EQ(difference.added, one.added);
}

INSTANTIATE_TEST_SUITE_P(
    All, CompareWords,
    testing::Values(
        Case{"Same", "Dear Ms Coleman-Diaz", "Dear Ms\nColeman-Diaz", "", 0, {}, {}},
        Case{"QuotesAndHyphens", "the head’s “view” – so", "the head's \"view\" - so", "", 0, {}, {}},
        Case{"Capitals", "Notice", "NOTICE", "", 0, {}, {}},
        Case{"Ligature", "office efficient", "oﬃce eﬃcient", "", 0, {}, {}},
        Case{"SoftHyphen", "co\u00ADoperate", "cooperate", "", 0, {}, {}},
        Case{"WordPartedAtTheEndOfALine", "supercalifragilistic", "supercali\nfragilistic", "", 0, {}, {}},
        Case{"NoteNumberClings", "the report 1 was late", "the report1 was late", "", 0, {}, {}},
        Case{"OneWordLost", "you may not enter", "you may enter", "", 0, {"not"}, {}},
        Case{"OneOfTwoLost", "not now, not ever", "not now, ever", "", 0, {"not"}, {}},
        Case{"HiddenWordAppears", "you may enter", "you may never enter", "", 0, {}, {"never"}},
        Case{"LabelsAndHeadersAreFree", "first second", "a) first Oak b) second Oak", "a) b) Oak", 0, {}, {}},
        Case{"PageNumbersMayChange", "Page 1 of 1", "Page 2 of 3", "", 2, {}, {}},
        Case{"OtherNumbersMayNot", "by 30 November", "by 3 November", "", 0, {"30"}, {}},
        Case{"LettersOfOneShape",
             "\u0627\u0644\u0633\u0644\u0627\u0645",
             "\u0627\u0644\u0633\u0627\u0644\u0645",
             "",
             0,
             {},
             {}},
        Case{"LeftwardsWordLost", "\u05D0\u05D1 \u05D2\u05D3", "\u05D0\u05D1", "", 0, {"\u05D2\u05D3"}, {}},
        Case{"DirectionsMeet", "one\u05D0\u05D1", "\u05D0\u05D1 one", "", 0, {}, {}},
        Case{"SignsOfSymbolFonts", "\uF0FE agreed", "agreed", "", 0, {}, {}},
        Case{"Accents", "Inés", "Inés", "", 0, {}, {}}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST(PagesOfPdf, RefusesWhatIsNoPdf) {
  EXPECT_EQ(pages_of_pdf("not a PDF").error().code, "pdf-not-made");
  EXPECT_EQ(pages_of_pdf("").error().code, "pdf-not-made");
}

}  // namespace
}  // namespace caseletters::pdf
