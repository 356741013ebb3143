#include "merge/picture_file.h"

#include <gtest/gtest.h>

namespace caseletters::merge {
namespace {

using namespace std::string_literals;

std::string png(const std::string& width, const std::string& height) {
  return "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"s + width + height + "\x08\x06\0\0\0"s;
}

TEST(PictureFile, ReadsThePngHeader) {
  const auto picture = read_picture(png("\0\0\x02\x58"s, "\0\0\x03\x20"s), "crest.png", "Crest");
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->ending, "png");
  EXPECT_EQ(picture->width_px, 600);
  EXPECT_EQ(picture->height_px, 800);
  EXPECT_EQ(picture->alternative, "Crest");
}

TEST(PictureFile, WalksToTheJpegFrame) {
  const std::string bytes =
      "\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC4\0\x03\0\xFF\xC2\0\x11\x08\0\x64\0\xC8\x03"s + std::string(20, '\0');
  const auto picture = read_picture(bytes, "crest.jpg", "");
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->ending, "jpeg");
  EXPECT_EQ(picture->width_px, 200);
  EXPECT_EQ(picture->height_px, 100);
}

TEST(PictureFile, RefusesWhatItCannotRead) {
  EXPECT_EQ(read_picture("GIF89a", "crest.gif", "").error().code, "not-a-picture");
  EXPECT_EQ(read_picture("", "crest.png", "").error().code, "not-a-picture");
  EXPECT_EQ(read_picture("\x89PNG\r\n\x1A\n", "crest.png", "").error().code, "damaged");
  EXPECT_EQ(read_picture(png("\0\0\0\0"s, "\0\0\0\x01"s), "crest.png", "").error().code, "damaged");
  EXPECT_EQ(read_picture("\xFF\xD8\xFF\xE0\0\0", "crest.jpg", "").error().file, "crest.jpg");
}

}  // namespace
}  // namespace caseletters::merge
