// The container a letter goes out in: for each part a local header, the name and the bytes; then the central directory.
// Every part carries the time 1980-01-01 00:00 (the earliest a zip can hold) and no extra field, so that the same parts
// always give the same bytes. libzip lays it out; the parts reach it compressed already.
#include <fmt/format.h>
#include <libdeflate.h>
#include <zip.h>

#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>

#include "package/archive.h"

namespace caseletters::package {
namespace {

constexpr zip_uint16_t kFixedDate = (0 << 9) | (1 << 5) | 1;  // 1980-01-01 in MS-DOS form
constexpr zip_uint16_t kFixedTime = 0;

struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

// What libzip asks of a part. Telling it size, method and check sum keeps it from compressing or summing again.
struct PartReader {
  const PackedPart* part = nullptr;
  std::size_t at = 0;
};

void describe(const PackedPart& part, zip_stat_t& stat) {
  zip_stat_init(&stat);
  stat.size = part.size;
  stat.comp_size = part.bytes.size();
  stat.comp_method = part.method;
  stat.crc = part.crc;
  stat.encryption_method = ZIP_EM_NONE;
  stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC | ZIP_STAT_ENCRYPTION_METHOD;
}

zip_int64_t read_part(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& reader = *static_cast<PartReader*>(state);
  const std::string& bytes = reader.part->bytes;
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reader.at = 0;
      return 0;
    case ZIP_SOURCE_READ: {
      const std::size_t count = std::min<std::size_t>(length, bytes.size() - reader.at);
      std::memcpy(data, bytes.data() + reader.at, count);
      reader.at += count;
      return static_cast<zip_int64_t>(count);
    }
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_STAT:
      describe(*reader.part, *static_cast<zip_stat_t*>(data));
      return sizeof(zip_stat_t);
    case ZIP_SOURCE_ERROR: {
      auto* codes = static_cast<int*>(data);
      codes[0] = ZIP_ER_INTERNAL;
      codes[1] = 0;
      return 2 * sizeof(int);
    }
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
      return -1;
  }
}

[[noreturn]] void give_up(std::string_view what, const char* why) {
  throw std::runtime_error(fmt::format("a package could not be written: {}: {}", what, why));
}

std::string taken_bytes(zip_source_t* target) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0) give_up("result", "not there");
  std::string bytes(stat.size, '\0');
  const zip_int64_t got = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) give_up("result", "not whole");
  return bytes;
}

}  // namespace

std::string write_archive(const std::vector<const PackedPart*>& parts) {
  zip_error_t problem;
  zip_error_init(&problem);
  const std::unique_ptr<zip_source_t, FreeSource> target{zip_source_buffer_create(nullptr, 0, 0, &problem)};
  if (target == nullptr) throw std::bad_alloc();
  zip_source_keep(target.get());  // the archive lets go of its own hold when it closes
  std::unique_ptr<zip_t, DiscardArchive> archive{zip_open_from_source(target.get(), ZIP_TRUNCATE, &problem)};
  if (archive == nullptr) {
    zip_source_free(target.get());
    throw std::bad_alloc();
  }
  std::vector<PartReader> readers(parts.size());
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const PackedPart& part = *parts[index];
    readers[index].part = &part;
    zip_source_t* source = zip_source_function_create(read_part, &readers[index], &problem);
    if (source == nullptr) throw std::bad_alloc();
    const zip_int64_t added = zip_file_add(archive.get(), part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
      zip_source_free(source);
      give_up(part.name, zip_strerror(archive.get()));
    }
    const auto at = static_cast<zip_uint64_t>(added);
    if (zip_set_file_compression(archive.get(), at, part.method == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0 ||
        zip_file_set_dostime(archive.get(), at, kFixedTime, kFixedDate, 0) != 0) {
      give_up(part.name, zip_strerror(archive.get()));
    }
  }
  if (zip_close(archive.get()) != 0) give_up("end", zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // closed, so no longer ours
  return taken_bytes(target.get());
}

struct Compressor::State {
  explicit State(int level) : compressor(libdeflate_alloc_compressor(level)) {
    if (compressor == nullptr) throw std::bad_alloc();
  }
  ~State() { libdeflate_free_compressor(compressor); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  libdeflate_compressor* compressor;
  std::string scratch;
};

Compressor::Compressor(int level) : state_(std::make_unique<State>(level)) {}
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;
Compressor::~Compressor() = default;

PackedPart Compressor::store(std::string name, std::string_view content) {
  PackedPart part;
  part.name = std::move(name);
  part.bytes = content;
  part.size = content.size();
  part.crc = libdeflate_crc32(0, content.data(), content.size());
  part.method = 0;
  return part;
}

PackedPart Compressor::pack(std::string name, std::string_view content) const {
  if (content.empty()) return store(std::move(name), content);
  std::string& scratch = state_->scratch;
  if (scratch.size() < content.size()) scratch.resize(content.size());
  // Room for one byte less than the content: where that is not enough, storing is no longer.
  const std::size_t made = libdeflate_deflate_compress(state_->compressor, content.data(), content.size(),
                                                       scratch.data(), content.size() - 1);
  if (made == 0) return store(std::move(name), content);
  PackedPart part;
  part.name = std::move(name);
  part.bytes.assign(scratch, 0, made);
  part.size = content.size();
  part.crc = libdeflate_crc32(0, content.data(), content.size());
  part.method = 8;
  return part;
}

}  // namespace caseletters::package
