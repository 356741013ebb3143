#include "base/charset.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace caseletters {
namespace {

struct Bytes {
  const char* name;
  const char* charset;
  std::string bytes;
  std::optional<std::string> text;
};

class Charset : public ::testing::TestWithParam<Bytes> {};

TEST_P(Charset, BecomesUtf8OrNothing) {
  EXPECT_EQ(to_utf8(GetParam().bytes, GetParam().charset), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, Charset,
    ::testing::Values(Bytes{"empty", "WINDOWS-1252", "", ""},
                      Bytes{"western", "WINDOWS-1252", "Zo\xEB \x80 \x93x\x94 \x9F", "Zoë € “x” Ÿ"},
                      Bytes{"without_meaning", "WINDOWS-1252", "Zo\x81", std::nullopt},
                      Bytes{"little", "UTF-16LE", std::string("a\0\xE9\0", 4), "aé"},
                      Bytes{"big_pair", "UTF-16BE", std::string("\xD8\x3D\xDE\x00", 4), "😀"},
                      Bytes{"half_a_pair", "UTF-16LE", std::string("\x3D\xD8\x41\0", 4), std::nullopt},
                      Bytes{"cut_off", "UTF-16LE", std::string("a\0\xE9", 3), std::nullopt},
                      Bytes{"long", "WINDOWS-1252", std::string(100'001, 'x'), std::string(100'001, 'x')},
                      Bytes{"unknown_set", "no such set", "a", std::nullopt}),
    [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace caseletters
