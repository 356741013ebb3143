#include "package/keyed_hash.h"

#include <gtest/gtest.h>

namespace caseletters::package {
namespace {

// RFC 4231, test cases 2 and 6: a short key, and one longer than a block.
TEST(KeyedHash, IsTheOneOfTheStandard) {
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// RFC 4231, test case 2, with the key of the call before, with another and with that of the one before that.
TEST(KeyedHash, TheKeyOfTheCallBeforeChangesNothing) {
  const std::string expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  for (const std::string_view key_before : {"Jefe", "", "Jefa", "Jefe", "Jefe"}) {
    EXPECT_EQ(hmac_sha256(key_before, "a message before") == hmac_sha256("Jefe", "a message before"),
              key_before == "Jefe");
    EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"), expected) << key_before;
  }
}

TEST(KeyedHash, RandomDigitsDiffer) {
  const std::string one = random_hex(16);
  EXPECT_EQ(one.size(), 32u);
  EXPECT_EQ(one.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(one, random_hex(16));
}

}  // namespace
}  // namespace caseletters::package
