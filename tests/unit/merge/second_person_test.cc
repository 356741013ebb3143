#include "merge/second_person.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caseletters::merge {
namespace {

struct Spoken {
  const char* text;
  SpokenTo to;
};

class SecondPerson : public ::testing::TestWithParam<Spoken> {};

TEST_P(SecondPerson, IsKnownByItsWords) {
  const std::vector<std::string> names = {"Holt", "O'Brien-Young"};
  EXPECT_EQ(spoken_to(GetParam().text, names), GetParam().to) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, SecondPerson,
    ::testing::Values(
        Spoken{"you shouted at staff", SpokenTo::yes}, Spoken{"You’ve shouted at staff", SpokenTo::yes},
        Spoken{"On Monday your car blocked the gate", SpokenTo::yes},
        Spoken{"Mrs Lee was sworn at by you", SpokenTo::yes},
        Spoken{"The parents’ evening was stopped by you", SpokenTo::yes},
        Spoken{"He shouted at staff and swore.", SpokenTo::another}, Spoken{"  SHE shouted", SpokenTo::another},
        Spoken{"They've shouted", SpokenTo::another}, Spoken{"the parent shouted at staff", SpokenTo::another},
        Spoken{"Parent shouted at staff", SpokenTo::another}, Spoken{"Mrs Holt shouted", SpokenTo::another},
        Spoken{"Mr. B. Jones shouted", SpokenTo::another}, Spoken{"Dad swore", SpokenTo::another},
        Spoken{"Mum’s partner swore", SpokenTo::another}, Spoken{"Holt shouted", SpokenTo::another},
        Spoken{"O’Brien-Young shouted", SpokenTo::another},
        Spoken{"He shouted “you are a fool” at staff", SpokenTo::another},
        Spoken{"She said 'you liar' to the office", SpokenTo::another}, Spoken{"Shouting at staff", SpokenTo::nobody},
        Spoken{"Shouted 'you liar' at staff", SpokenTo::nobody}, Spoken{"Hello was shouted", SpokenTo::nobody},
        Spoken{"Sheets were thrown", SpokenTo::nobody}, Spoken{"Theft of keys", SpokenTo::nobody},
        Spoken{"Holt", SpokenTo::nobody}, Spoken{"Missed three meetings", SpokenTo::nobody},
        Spoken{"The young pupils were frightened", SpokenTo::nobody}, Spoken{"", SpokenTo::nobody}));

}  // namespace
}  // namespace caseletters::merge
