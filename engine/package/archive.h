// A zip package (DOCX, ODT, XLSX, ODS) read with care and written repeatably.
//
// Reading trusts nothing: names, sizes, counts, ratios and check sums are checked (faults.md, "Zip"), and every refusal
// is a diagnostic with a code, the part and the remedy. libzip does the container, libdeflate the compression.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caseletters::package {

// Limits that no real file of 2,468 breaks (architecture.md).
struct Limits {
  std::size_t entries = 2000;
  std::uint64_t part_bytes = 128ull << 20;    // a part read whole
  std::uint64_t streamed_bytes = 2ull << 30;  // a part read as a stream
  std::uint64_t ratio = 200;                  // uncompressed to compressed, for parts over ratio_floor
  std::uint64_t ratio_floor = 100 << 10;
};

struct Entry {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t compressed_size = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  // 0 stored, 8 deflated
};

// An open package over bytes held in memory. Movable; reading is const but not thread-safe on one object. Folders that
// a zip lists (names ending in '/') are entries of size 0 like any other: LibreOffice names them in its manifest.
class Archive {
 public:
  // Codes: not-a-package, password (an encrypted Office file or entry), old-format (.doc, .xls), truncated, damaged,
  // unsafe-name, duplicate-part, too-many-parts, part-too-large, zip-bomb, overlapping-parts, symlink,
  // unsupported-compression, empty-file, junk-before.  `file` names the file in diagnostics.
  [[nodiscard]] static Result<Archive> open(std::string bytes, std::string file, const Limits& limits = {});

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  [[nodiscard]] const std::string& file() const;
  [[nodiscard]] const std::vector<Entry>& entries() const;  // in the order of the central directory
  [[nodiscard]] const Entry* find(std::string_view name) const;

  // The whole part, check sum proved. Codes: part-missing, damaged, part-too-large, zip-bomb.
  [[nodiscard]] Result<std::string> read(std::string_view name) const;
  // The part as it stands compressed in the file, for copying it untouched; its check sum is proved all the same.
  [[nodiscard]] Result<std::string> read_compressed(std::string_view name) const;
  // The part in pieces (64 KB or so), check sum proved at the end; `take` returns false to stop early.
  [[nodiscard]] Result<void> stream(std::string_view name, const std::function<bool(std::string_view)>& take) const;

 private:
  struct State;
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One part ready to be put into a package: already compressed (or stored), size and CRC-32 known.
struct PackedPart {
  std::string name;
  std::string bytes;  // as they stand in the zip
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 8;
};

// Compresses `content` (libdeflate, level 6 unless told); a part that would not shrink is stored. One a thread.
class Compressor {
 public:
  explicit Compressor(int level = 6);
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;
  ~Compressor();
  [[nodiscard]] PackedPart pack(std::string name, std::string_view content) const;
  [[nodiscard]] static PackedPart store(std::string name, std::string_view content);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A zip with these parts in this order, fixed times (1980-01-01), no extra fields: the same parts give the same bytes.
// An ODT's `mimetype` must be the first part and stored; the caller sees to that.
[[nodiscard]] std::string write_archive(const std::vector<const PackedPart*>& parts);

// SHA-256 in lower-case hexadecimal.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace caseletters::package
