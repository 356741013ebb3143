#include "pdf/fonts.h"

#include <gtest/gtest.h>

namespace caseletters::pdf {
namespace {

struct Case {
  const char* name;
  const char* wanted;
  const char* family;
  const char* missing;  // the family that a warning names; empty: there is none
};

class FontOf : public testing::TestWithParam<Case> {};

TEST_P(FontOf, IsTheFirstThatIsHere) {
  const auto& one = GetParam();
  FontBook fonts;
  const auto family = fonts.face(one.wanted, false, false).family;
  if (*one.family != '\0') {
    EXPECT_EQ(family, one.family);
  }
  const auto warned = fonts.substitutions({one.wanted});
  ASSERT_EQ(warned.size(), *one.missing == '\0' ? 0U : 1U);
  if (!warned.empty()) {
    EXPECT_EQ(warned.front().code, "font-missing");
    EXPECT_EQ(warned.front().message.rfind(std::string{"the font "} + one.missing + " is not", 0), 0U)
        << warned.front().message;
  }
}

INSTANTIATE_TEST_SUITE_P(All, FontOf,
                         testing::Values(Case{"Itself", "Liberation Serif", "Liberation Serif", ""},
                                         Case{"AnotherOfTheSameWidths", "Times New Roman", "Liberation Serif", ""},
                                         Case{"TheSecond", "No Such Font;Liberation Serif", "Liberation Serif", ""},
                                         Case{"TheSecondsTwin", "No Such Font; Times New Roman ;Arial",
                                              "Liberation Serif", ""},
                                         Case{"TheFirstOfTwo", "Arial;Times New Roman", "Liberation Sans", ""},
                                         Case{"EmptyOnes", ";;Liberation Serif;", "Liberation Serif", ""},
                                         Case{"NoneOfThem", "No Such Font;Nor This", "", "No Such Font"}),
                         [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace caseletters::pdf
