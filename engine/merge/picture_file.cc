#include "merge/picture_file.h"

#include <cstdint>
#include <string_view>

#include "package/xml.h"

namespace caseletters::merge {
namespace {

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
  return number;
}

bool png_size(std::string_view bytes, letter::Picture& picture) {
  if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return false;
  picture.width_px = static_cast<int>(big_endian(bytes.substr(16, 4)));
  picture.height_px = static_cast<int>(big_endian(bytes.substr(20, 4)));
  return true;
}

// Walks the segments up to the frame header, whose marker is C0 … CF less the three that mean something else.
bool jpeg_size(std::string_view bytes, letter::Picture& picture) {
  std::size_t at = 2;
  while (at + 9 < bytes.size()) {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (static_cast<unsigned char>(bytes[at]) != 0xFF) return false;
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      picture.height_px = static_cast<int>(big_endian(bytes.substr(at + 5, 2)));
      picture.width_px = static_cast<int>(big_endian(bytes.substr(at + 7, 2)));
      return true;
    }
    const std::uint32_t length = big_endian(bytes.substr(at + 2, 2));
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

}  // namespace

Result<letter::Picture> read_picture(std::string bytes, const std::string& file, std::string alternative) {
  const auto refuse = [&file](std::string code, std::string message) {
    Diagnostic problem = error(std::move(code), std::move(message), "Save the picture again as PNG or JPEG.");
    problem.file = file;
    return fail(std::move(problem));
  };
  letter::Picture picture;
  bool read = false;
  if (std::string_view{bytes}.starts_with("\x89PNG\r\n\x1A\n")) {
    picture.ending = "png";
    read = png_size(bytes, picture);
  } else if (std::string_view{bytes}.starts_with("\xFF\xD8\xFF")) {
    picture.ending = "jpeg";
    read = jpeg_size(bytes, picture);
  } else {
    return refuse("not-a-picture", "this file is neither a PNG nor a JPEG picture");
  }
  if (!read || picture.width_px <= 0 || picture.height_px <= 0 || picture.width_px > 30000 ||
      picture.height_px > 30000) {
    return refuse("damaged", "the size of this picture cannot be read");
  }
  picture.bytes = std::move(bytes);
  picture.alternative = std::move(alternative);
  return picture;
}

Result<letter::Picture> load_picture(const Files& files, const std::string& path, std::string alternative) {
  auto bytes = files.read(path);
  if (!bytes) return fail(bytes.error());
  if (file_ending(path) != "svg") return read_picture(std::move(*bytes), path, std::move(alternative));
  const auto drawn = package::XmlTree::parse(*bytes, path, {});
  if (!drawn) return fail(drawn.error());
  const auto beside = path.substr(0, path.size() - 3) + "png";
  auto fallback = files.read(beside);
  if (!fallback) {
    Diagnostic problem =
        error("svg-alone", "Word before 2016 and many other programs cannot show an SVG picture by itself",
              "Put the same picture beside it as " + file_name(beside) + ".");
    problem.file = path;
    return fail(std::move(problem));
  }
  auto picture = read_picture(std::move(*fallback), beside, std::move(alternative));
  if (picture) picture->svg = std::move(*bytes);
  return picture;
}

}  // namespace caseletters::merge
