// What a template is known to read whatever is decided, and under what its choices stand: for the proof of `check`.
#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AskedChoices : public LetterTest {
 protected:
  std::vector<std::string> printed(const std::vector<std::string>& lines) {
    const auto program = compile(word_file(paragraphs(lines)));
    EXPECT_TRUE(program) << (program ? "" : findings(program.error()));
    std::vector<std::string> names;
    if (!program) return names;
    for (const auto& symbol : program->always_printed()) names.push_back(rules.vocabulary.name_of(symbol));
    return names;
  }

  // "Response if police told is yes, not …" for each.
  std::vector<std::string> asked(const std::vector<std::string>& lines) {
    const auto program = compile(word_file(paragraphs(lines)));
    EXPECT_TRUE(program) << (program ? "" : findings(program.error()));
    std::vector<std::string> all;
    if (!program) return all;
    for (const auto& choice : program->asked_choices()) {
      std::string words = rules.vocabulary.name_of(choice.choice);
      for (const auto& [condition, holds] : choice.under) words += (holds ? " if " : " if not ") + condition.source;
      for (const auto& [outer, option] : choice.when) {
        const auto& domain = rules.vocabulary.domains()[static_cast<std::size_t>(outer.type.domain)];
        words += " when " + domain.options[static_cast<std::size_t>(option)].id;
      }
      all.push_back(words);
    }
    return all;
  }
};

TEST_F(AskedChoices, WhatEveryLetterPrints) {
  EXPECT_THAT(printed({"{{First name}} {{Last name | optional}}",
                       "{{if Police told is yes}}{{Incident date}}{{end if}}", "{{Incident date}}"}),
              ElementsAre("First name", "Incident date"));
  EXPECT_THAT(printed({"{{choose Response}}", "{{otherwise}}", "{{First name}}", "{{end choose}}"}), IsEmpty());
}

TEST_F(AskedChoices, UnderWhatAChoiceStands) {
  const std::string choice = "{{choose Response}}{{otherwise}}x{{end}}";
  EXPECT_THAT(asked({choice}), ElementsAre("Response"));
  EXPECT_THAT(asked({"{{if Police told is yes}}" + choice + "{{else}}" + choice + "{{end if}}"}),
              ElementsAre("Response if police told is yes", "Response if not police told is yes"));
  EXPECT_THAT(asked({"{{if Police told is yes}}", "a", "{{end if}}", choice}), ElementsAre("Response"));
  const std::string inner =
      "{{any of Possible steps}} We {{when meetings}} a {{when exclusion}} b {{when legal-action}} "
      "c {{end any}}";
  EXPECT_THAT(asked({"{{choose Response}}", "{{when received}}", "a", "{{when none}}", inner, "{{when not-yet}}", "b",
                     "{{end choose}}"}),
              ElementsAre("Response", "Possible steps when none"));
  EXPECT_THAT(asked({"{{choose Response}}", "{{when received}}", "a", "{{otherwise}}", choice, "{{end choose}}"}),
              ElementsAre("Response"));
}

}  // namespace
}  // namespace caseletters::letter
