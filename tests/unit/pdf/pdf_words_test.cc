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

// One page that writes `words` in a colour space of its own.
std::string pdf_saying(const std::string& words, const std::string& space) {
  std::string pdf = "%PDF-1.7\n";
  std::vector<std::size_t> places;
  const auto object = [&](const std::string& body) {
    places.push_back(pdf.size());
    pdf += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  const std::string text = "/c0 cs 0 0 0 sc BT /f0 12 Tf 72 720 Td (" + words + ") Tj ET";
  const auto stream = [](const std::string& bytes, const std::string& more) {
    return "<</Length " + std::to_string(bytes.size()) + more + ">>\nstream\n" + bytes + "\nendstream";
  };
  object("<</Type /Catalog /Pages 2 0 R>>");
  object("<</Type /Pages /Kids [3 0 R] /Count 1>>");
  object(
      "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
      " /Resources <</Font <</f0 5 0 R>> /ColorSpace <</c0 6 0 R>>>>>>");
  object(stream(text, ""));
  object("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>");
  object(space);
  object(stream("no profile", " /N 3"));
  const auto table = pdf.size();
  pdf += "xref\n0 8\n0000000000 65535 f \n";
  for (const auto place : places) {
    const std::string number = std::to_string(place);
    pdf += std::string(10 - number.size(), '0') + number + " 00000 n \n";
  }
  return pdf + "trailer\n<</Size 8 /Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

TEST(PagesOfPdf, GivesTheWordsWhateverTheirColour) {
  for (const char* space : {"/DeviceRGB", "[/ICCBased 7 0 R]", "[/ICCBased 7 0 R", "[/ICCBased x]"}) {
    const auto pages = pages_of_pdf(pdf_saying("you may [/ICCBased 7 0 R] enter", space));
    ASSERT_TRUE(pages) << space;
    ASSERT_EQ(pages->size(), 1U);
    EXPECT_NE(pages->front().find("you may"), std::string::npos) << space << ": " << pages->front();
    EXPECT_NE(pages->front().find("enter"), std::string::npos) << space << ": " << pages->front();
  }
}

}  // namespace
}  // namespace caseletters::pdf
