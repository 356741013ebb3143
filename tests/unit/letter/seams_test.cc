#include "letter/seams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter/residue.h"
#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(Seams, EveryBranchStandsInATextOfItsOwn) {
  EXPECT_THAT(resolved_texts("plain {{Title}} words"), ElementsAre("plain {{Title}} words"));
  EXPECT_THAT(resolved_texts("a {{if X is known}}b{{else if Y is known}}c{{else}}d{{end}} e"),
              ElementsAre("a b e", "a c e", "a d e"));
  EXPECT_THAT(resolved_texts("a{{if X is known}}b{{end}}c"), ElementsAre("abc", "ac"));
  EXPECT_THAT(resolved_texts("{{choose Gate}} {{when primary}}p{{when none}}n{{end choose}}"), ElementsAre("p", "n"));
  EXPECT_THAT(resolved_texts("x{{note: not printed}}y"), ElementsAre("xy"));
  EXPECT_THAT(resolved_texts("{{if A is known}}{{if B is known}}1{{end}}2{{end}}"), ElementsAre("12", "2", ""));
}

TEST(Seams, ABlockThatEndsElsewhereIsLeftAsItStands) {
  EXPECT_THAT(resolved_texts("a {{if X is known}}"), ElementsAre("a {{if X is known}}"));
  EXPECT_THAT(resolved_texts("b {{end}}"), ElementsAre("b {{end}}"));
}

TEST(Seams, ManyBlocksStayFewTexts) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "{{if X is known}}a{{else}}b{{end}}";
  EXPECT_THAT(resolved_texts(text), SizeIs(64));
}

class SeamsInALetter : public LetterTest {};

TEST_F(SeamsInALetter, WhatIsLeftBesideABlockIsFoundAtOnce) {
  for (const auto* text : {"he{{if First name is known}}/she{{end}} came",
                           "on [{{if Title is known}}date{{else}}x{{end}}]", "at ..{{if Title is known}}..{{end}}"}) {
    const auto program = compile(word_file(paragraphs({text})));
    ASSERT_FALSE(program) << text;
    EXPECT_EQ(program.error().front().code, "residue") << text;
  }
}

}  // namespace
}  // namespace caseletters::letter
