// Zips written byte by byte, so that tests can tell any lie a hostile file could tell (APPNOTE.TXT 4.3 and 4.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "package/archive.h"

namespace caseletters::package {

struct RawPart {
  std::string name;
  std::string bytes;  // as they stand in the file
  std::uint32_t crc = 0;
  std::uint32_t size = 0;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint32_t attributes = 0;               // external; UNIX mode in the upper half
  std::optional<std::uint32_t> local_offset;  // where the central directory says the part begins, if not where it does
  bool omit_local = false;                    // only listed, not there

  [[nodiscard]] static RawPart from(const PackedPart& part) {
    RawPart raw;
    raw.name = part.name;
    raw.bytes = part.bytes;
    raw.crc = part.crc;
    raw.size = static_cast<std::uint32_t>(part.size);
    raw.method = part.method;
    return raw;
  }
  [[nodiscard]] static RawPart stored(std::string name, std::string_view content) {
    return from(Compressor::store(std::move(name), content));
  }
  [[nodiscard]] static RawPart deflated(std::string name, std::string_view content) {
    return from(Compressor().pack(std::move(name), content));
  }
};

class ZipBytes {
 public:
  explicit ZipBytes(const std::vector<RawPart>& parts) {
    std::string directory;
    for (const RawPart& part : parts) {
      const auto offset = part.local_offset.value_or(static_cast<std::uint32_t>(bytes_.size()));
      if (!part.omit_local) {
        put32(bytes_, 0x04034b50);
        put_common(bytes_, part);
        bytes_ += part.name;
        bytes_ += part.bytes;
      }
      put32(directory, 0x02014b50);
      put16(directory, (3 << 8) | 20);  // made on UNIX
      put_common(directory, part);
      put16(directory, 0);  // comment
      put16(directory, 0);  // disk
      put16(directory, 0);  // internal attributes
      put32(directory, part.attributes);
      put32(directory, offset);
      directory += part.name;
    }
    const auto start = static_cast<std::uint32_t>(bytes_.size());
    bytes_ += directory;
    put32(bytes_, 0x06054b50);
    put32(bytes_, 0);  // disks
    put16(bytes_, static_cast<std::uint16_t>(parts.size()));
    put16(bytes_, static_cast<std::uint16_t>(parts.size()));
    put32(bytes_, static_cast<std::uint32_t>(directory.size()));
    put32(bytes_, start);
    put16(bytes_, 0);
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  static void put16(std::string& out, std::uint16_t value) {
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8);
  }
  static void put32(std::string& out, std::uint32_t value) {
    put16(out, static_cast<std::uint16_t>(value & 0xFFFF));
    put16(out, static_cast<std::uint16_t>(value >> 16));
  }
  static void put_common(std::string& out, const RawPart& part) {
    put16(out, 20);
    put16(out, part.flags);
    put16(out, part.method);
    put16(out, 0);       // time
    put16(out, 0x0021);  // 1980-01-01
    put32(out, part.crc);
    put32(out, static_cast<std::uint32_t>(part.bytes.size()));
    put32(out, part.size);
    put16(out, static_cast<std::uint16_t>(part.name.size()));
    put16(out, 0);  // extra field
  }

  std::string bytes_;
};

[[nodiscard]] inline std::string zip_of(const std::vector<RawPart>& parts) {
  return ZipBytes(parts).bytes();
}

}  // namespace caseletters::package
