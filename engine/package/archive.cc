#include "package/archive.h"

#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "base/text.h"
#include "package/container.h"

namespace caseletters::package {
namespace {

// APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16, without the names
constexpr std::uint64_t kLocalHeaderBytes = 30;
constexpr std::uint64_t kListedBytes = 46;
constexpr std::uint64_t kEndOfListBytes = 22;
constexpr std::size_t kPiece = 64 << 10;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};
using OpenFile = std::unique_ptr<zip_file_t, CloseFile>;

tl::unexpected<Diagnostic> refuse(const std::string& file, std::string code, std::string message, std::string hint) {
  Diagnostic diagnostic = error(std::move(code), std::move(message), std::move(hint));
  diagnostic.file = file;
  return fail(std::move(diagnostic));
}

constexpr const char* kFreshCopy = "Fetch a fresh copy of the file, or open it in its own program and save it again.";
constexpr const char* kSaveAgain =
    "Open the file in Word, Excel or LibreOffice, save it again under a new name and use that.";

tl::unexpected<Diagnostic> damaged(const std::string& file, std::string_view part) {
  return refuse(file, "damaged", fmt::format("The file is damaged: its part {} cannot be read whole.", part),
                kFreshCopy);
}

// Names as OPC compares them: without regard to case.
std::string folded_name(std::string_view name) {
  const bool ascii = std::none_of(name.begin(), name.end(), [](char letter) { return (letter & 0x80) != 0; });
  if (!ascii) return to_lower(name);
  std::string folded(name);
  for (char& letter : folded) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return folded;
}

bool is_safe_name(std::string_view name) {
  if (name.empty() || name.front() == '/' || !is_utf8(name)) return false;
  if (name.size() > 1 && name[1] == ':') return false;  // a drive
  for (const char letter : name) {
    if (letter == '\\' || static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) return false;
  }
  std::size_t start = 0;
  while (start <= name.size()) {
    const std::size_t end = std::min(name.find('/', start), name.size());
    const std::string_view piece = name.substr(start, end - start);
    if (piece == ".." || piece == ".") return false;
    if (piece.empty() && end != name.size()) return false;  // two slashes running
    start = end + 1;
  }
  return true;
}

// A name for a message: what a terminal might obey is not repeated.
std::string shown_name(std::string_view name) {
  std::string shown(name.substr(0, 120));
  for (char& letter : shown) {
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) letter = '?';
  }
  return is_utf8(shown) ? shown : std::string("with an unreadable name");
}

// Outside UTF-8, libzip shows control characters as the pictures that DOS had for them; the name as it stands tells.
bool hides_control_characters(zip_t* archive, zip_uint64_t index, std::string_view shown) {
  const char* raw = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
  if (raw == nullptr) return true;
  const std::string_view name(raw);
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return true;
  }
  const bool ascii = std::none_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
  return ascii && name != shown;
}

bool is_symlink(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  return (system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X) && ((attributes >> 16) & S_IFMT) == S_IFLNK;
}

}  // namespace

struct Archive::State {
  std::string bytes;
  std::string file;
  Limits limits;
  std::unique_ptr<zip_t, CloseArchive> zip;
  std::vector<Entry> entries;
  std::unordered_map<std::string_view, std::size_t> by_name;  // views into `entries`
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor{libdeflate_alloc_decompressor()};

  [[nodiscard]] Result<void> open_zip();
  [[nodiscard]] Result<void> take_entries();
  [[nodiscard]] Result<void> check_entry(const Entry& entry, zip_uint64_t index) const;
  [[nodiscard]] Result<std::size_t> index_of(std::string_view name) const;
  [[nodiscard]] Result<std::string> raw(std::size_t index) const;
  [[nodiscard]] Result<std::string> inflate(std::size_t index, const std::string& compressed) const;
};

Result<void> Archive::State::open_zip() {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
  if (source == nullptr) throw std::bad_alloc();
  zip.reset(zip_open_from_source(source, ZIP_RDONLY, &problem));
  const int code = zip_error_code_zip(&problem);
  zip_error_fini(&problem);
  if (zip == nullptr) {
    zip_source_free(source);
    if (code == ZIP_ER_MEMORY) throw std::bad_alloc();
    return refuse(file, "damaged", "The file is damaged: its list of parts cannot be read.", kFreshCopy);
  }
  return {};
}

Result<void> Archive::State::check_entry(const Entry& entry, zip_uint64_t index) const {
  const std::string shown = shown_name(entry.name);
  if (!is_safe_name(entry.name) || hides_control_characters(zip.get(), index, entry.name)) {
    return refuse(file, "unsafe-name", fmt::format("The file holds a part named “{}”, which no document needs.", shown),
                  kSaveAgain);
  }
  if (entry.method != ZIP_CM_STORE && entry.method != ZIP_CM_DEFLATE) {
    return refuse(
        file, "unsupported-compression",
        fmt::format("The part {} is compressed in a way that documents do not use (method {}).", shown, entry.method),
        kSaveAgain);
  }
  if (entry.size > limits.ratio_floor &&
      entry.size / limits.ratio >= std::max<std::uint64_t>(entry.compressed_size, 1)) {
    return refuse(file, "zip-bomb",
                  fmt::format("The part {} claims to unpack from {} to {} bytes, as no real document does.", shown,
                              entry.compressed_size, entry.size),
                  "Do not open this file unless you know where it comes from; " + std::string("ask for a fresh copy."));
  }
  if (entry.size > limits.streamed_bytes) {
    return refuse(file, "part-too-large",
                  fmt::format("The part {} holds {} bytes, more than can be read.", shown, entry.size),
                  "Split the file into smaller ones.");
  }
  if (entry.method == ZIP_CM_STORE && entry.size != entry.compressed_size) return damaged(file, shown);
  return {};
}

Result<void> Archive::State::take_entries() {
  const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
  if (count <= 0) {
    return refuse(file, "not-a-package", "The file is a zip that holds nothing.",
                  "Save it again from Word, Excel or LibreOffice.");
  }
  if (static_cast<std::uint64_t>(count) > limits.entries) {
    return refuse(file, "too-many-parts",
                  fmt::format("The file holds {} parts; no real document holds more than {}.", count, limits.entries),
                  kSaveAgain);
  }
  entries.reserve(static_cast<std::size_t>(count));
  std::unordered_map<std::string, std::size_t> folded;
  // What the parts and their list take up at the least, each lying by itself.
  std::uint64_t needed = kEndOfListBytes;
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    zip_stat_t stat;
    if (zip_stat_index(zip.get(), index, 0, &stat) != 0 || stat.name == nullptr) return damaged(file, "list");
    Entry entry;
    entry.name = stat.name;
    entry.size = stat.size;
    entry.compressed_size = stat.comp_size;
    entry.crc = stat.crc;
    entry.method = stat.comp_method;
    const std::string shown = shown_name(entry.name);
    if (stat.encryption_method != ZIP_EM_NONE) {
      return refuse(file, "password", fmt::format("The part {} is locked with a password.", shown),
                    "Remove the password, save the file and try again.");
    }
    if (is_symlink(zip.get(), index)) {
      return refuse(file, "symlink", fmt::format("The part {} points to another file instead of holding one.", shown),
                    kSaveAgain);
    }
    if (auto checked = check_entry(entry, index); !checked) return checked;
    const auto [earlier, is_new] = folded.emplace(folded_name(entry.name), index);
    if (!is_new) {
      return refuse(file, "duplicate-part",
                    fmt::format("The file holds the part {} twice (also as {}).", shown,
                                shown_name(entries[earlier->second].name)),
                    kSaveAgain);
    }
    const char* raw = zip_get_name(zip.get(), index, ZIP_FL_ENC_RAW);
    if (raw == nullptr) return damaged(file, "list");
    needed += kLocalHeaderBytes + kListedBytes + 2 * std::strlen(raw) + entry.compressed_size;
    if (needed > bytes.size()) {
      return refuse(file, "overlapping-parts", "Parts of the file lie over one another, as in no real document.",
                    "Do not open this file unless you know where it comes from; ask for a fresh copy.");
    }
    entries.push_back(std::move(entry));
  }
  by_name.reserve(entries.size());
  for (std::size_t index = 0; index < entries.size(); ++index) by_name.emplace(entries[index].name, index);
  return {};
}

Result<std::size_t> Archive::State::index_of(std::string_view name) const {
  const auto found = by_name.find(name);
  if (found == by_name.end()) {
    return refuse(file, "part-missing", fmt::format("The file lacks its part {}.", shown_name(name)), kSaveAgain);
  }
  return found->second;
}

Result<std::string> Archive::State::raw(std::size_t index) const {
  const Entry& entry = entries[index];
  if (entry.size > limits.part_bytes || entry.compressed_size > limits.part_bytes) {
    return refuse(file, "part-too-large",
                  fmt::format("The part {} holds {} bytes, more than can be read at once.", entry.name, entry.size),
                  "Split the file into smaller ones.");
  }
  const OpenFile open{zip_fopen_index(zip.get(), index, ZIP_FL_COMPRESSED)};
  if (open == nullptr) return damaged(file, entry.name);
  std::string compressed(entry.compressed_size, '\0');
  const zip_int64_t got = zip_fread(open.get(), compressed.data(), compressed.size());
  if (got < 0 || static_cast<std::uint64_t>(got) != entry.compressed_size) return damaged(file, entry.name);
  return compressed;
}

Result<std::string> Archive::State::inflate(std::size_t index, const std::string& compressed) const {
  const Entry& entry = entries[index];
  std::string content;
  if (entry.method == ZIP_CM_STORE) {
    content = compressed;
  } else {
    content.resize(entry.size);
    std::size_t made = 0;
    const libdeflate_result result = libdeflate_deflate_decompress(
        decompressor.get(), compressed.data(), compressed.size(), content.data(), content.size(), &made);
    if (result != LIBDEFLATE_SUCCESS || made != entry.size) return damaged(file, entry.name);
  }
  if (libdeflate_crc32(0, content.data(), content.size()) != entry.crc) return damaged(file, entry.name);
  return content;
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(std::string bytes, std::string file, const Limits& limits) {
  if (auto checked = check_container(bytes, file); !checked) return fail(std::move(checked.error()));
  auto state = std::make_unique<State>();
  state->bytes = std::move(bytes);
  state->file = std::move(file);
  state->limits = limits;
  if (auto opened = state->open_zip(); !opened) return fail(std::move(opened.error()));
  if (auto taken = state->take_entries(); !taken) return fail(std::move(taken.error()));
  return Archive(std::move(state));
}

const std::string& Archive::file() const {
  return state_->file;
}
const std::vector<Entry>& Archive::entries() const {
  return state_->entries;
}

const Entry* Archive::find(std::string_view name) const {
  const auto found = state_->by_name.find(name);
  return found == state_->by_name.end() ? nullptr : &state_->entries[found->second];
}

Result<std::string> Archive::read(std::string_view name) const {
  return state_->index_of(name).and_then([this](std::size_t index) {
    return state_->raw(index).and_then([this, index](const std::string& raw) { return state_->inflate(index, raw); });
  });
}

Result<std::string> Archive::read_compressed(std::string_view name) const {
  const Result<std::size_t> index = state_->index_of(name);
  if (!index) return fail(index.error());
  Result<std::string> compressed = state_->raw(*index);
  if (!compressed) return compressed;
  // Copied into every letter, so it is proved once here.
  if (auto content = state_->inflate(*index, *compressed); !content) return fail(std::move(content.error()));
  return compressed;
}

Result<void> Archive::stream(std::string_view name, const std::function<bool(std::string_view)>& take) const {
  const Result<std::size_t> index = state_->index_of(name);
  if (!index) return fail(index.error());
  const Entry& entry = state_->entries[*index];
  const OpenFile open{zip_fopen_index(state_->zip.get(), *index, 0)};
  if (open == nullptr) return damaged(state_->file, entry.name);
  std::vector<char> piece(kPiece);
  std::uint64_t total = 0;
  // libzip proves the check sum only on the read that comes after the last byte, so the loop runs until that one.
  while (true) {
    const zip_int64_t got = zip_fread(open.get(), piece.data(), piece.size());
    if (got < 0) return damaged(state_->file, entry.name);
    if (got == 0) break;
    total += static_cast<std::uint64_t>(got);
    if (total > entry.size) return damaged(state_->file, entry.name);
    if (!take(std::string_view(piece.data(), static_cast<std::size_t>(got)))) return {};
  }
  if (total != entry.size) return damaged(state_->file, entry.name);
  return {};
}

}  // namespace caseletters::package
