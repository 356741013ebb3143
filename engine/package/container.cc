#include "package/container.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace caseletters::package {
namespace {

constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view kLocalHeader = "PK\x03\x04";
constexpr std::string_view kEndOfDirectory = "PK\x05\x06";

tl::unexpected<Diagnostic> refuse(const std::string& file, std::string code, std::string message, std::string hint) {
  Diagnostic diagnostic = error(std::move(code), std::move(message), std::move(hint));
  diagnostic.file = file;
  return fail(std::move(diagnostic));
}

// A directory entry of an OLE container is 128 bytes on a 128-byte boundary: the name in UTF-16, its length in bytes
// with the closing zero at 64, the kind of object (2: a stream) at 66. Looking at each place where one can stand needs
// no walk along chains that a hostile file could bend, and text inside a document does not look like one.
bool holds_stream(std::string_view bytes, std::string_view name) {
  constexpr std::size_t kEntry = 128;
  const std::size_t length = 2 * (name.size() + 1);
  for (std::size_t at = 0; at + kEntry <= bytes.size(); at += kEntry) {
    if (static_cast<unsigned char>(bytes[at + 64]) != length || bytes[at + 65] != 0 || bytes[at + 66] != 2) continue;
    bool same = true;
    for (std::size_t letter = 0; same && letter < name.size(); ++letter) {
      same = bytes[at + 2 * letter] == name[letter] && bytes[at + 2 * letter + 1] == 0;
    }
    if (same) return true;
  }
  return false;
}

Result<void> refuse_ole(std::string_view bytes, const std::string& file) {
  if (holds_stream(bytes, "EncryptedPackage")) {
    return refuse(file, "password", "The file is password-protected, so it cannot be read.",
                  "Open it in Word or Excel, remove the password (File, Info, Protect), save it and try again.");
  }
  if (holds_stream(bytes, "Workbook") || holds_stream(bytes, "Book")) {
    return refuse(file, "old-format", "The file is in the old Excel format (.xls).",
                  "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).");
  }
  if (holds_stream(bytes, "WordDocument")) {
    return refuse(file, "old-format", "The file is in the old Word format (.doc).",
                  "Open it in Word or LibreOffice and save it as a Word document (.docx).");
  }
  return refuse(file, "old-format", "The file is in an old Microsoft Office format.",
                "Open it in its own program and save it as .docx (a letter) or .xlsx (a workbook).");
}

// What is neither a zip nor an OLE container, by how it begins.
Result<void> refuse_other(std::string_view bytes, const std::string& file) {
  constexpr std::size_t kLook = 4096;
  const auto head = bytes.substr(0, kLook);
  const auto holds = [head](std::string_view words) { return head.find(words) != std::string_view::npos; };
  if (holds("<office:document ") || holds("<office:document\n") || holds("<office:document\r"))
    return refuse(file, "flat-format",
                  "The file is a LibreOffice document in the flat form (.fodt, .fods), one XML text.",
                  "Open it in LibreOffice and save it as a text document (.odt) or a spreadsheet (.ods).");
  if (holds("http://schemas.microsoft.com/office/2006/xmlPackage") ||
      holds("http://schemas.microsoft.com/office/word/2003/wordml"))
    return refuse(file, "flat-format", "The file is a Word document in the form of one XML text (.xml).",
                  "Open it in Word and save it as a Word document (.docx).");
  if (head.starts_with("{\\rtf"))
    return refuse(file, "old-format", "The file is in Rich Text Format (.rtf).",
                  "Open it in Word or LibreOffice and save it as a Word document (.docx).");
  if (head.starts_with("%PDF-"))
    return refuse(file, "not-a-package", "The file is a PDF.",
                  "Give the document that the PDF was made from, as .docx or .odt.");
  if (holds("<html") || holds("<HTML"))
    return refuse(file, "not-a-package", "The file is a web page.",
                  "Open it in its own program and save it as .docx or .odt (a letter), .xlsx or .ods (a workbook).");
  return refuse(file, "not-a-package", "The file is not a Word, Excel or LibreOffice document.",
                "Give a .docx, .odt, .xlsx or .ods file, saved by its own program and not merely renamed.");
}

// The record that ends a zip (APPNOTE.TXT 4.3.16), whole: 22 bytes, the last two of which count a comment's bytes.
bool has_end_of_directory(std::string_view bytes) {
  constexpr std::size_t kRecord = 22;
  constexpr std::size_t kLongest = kRecord + 65535;
  const std::size_t from = bytes.size() > kLongest ? bytes.size() - kLongest : 0;
  for (std::size_t at = bytes.find(kEndOfDirectory, from); at != std::string_view::npos;
       at = bytes.find(kEndOfDirectory, at + 1)) {
    if (at + kRecord > bytes.size()) return false;
    const std::size_t comment =
        static_cast<unsigned char>(bytes[at + 20]) + 256u * static_cast<unsigned char>(bytes[at + 21]);
    if (at + kRecord + comment <= bytes.size()) return true;
  }
  return false;
}

}  // namespace

Result<void> check_container(std::string_view bytes, const std::string& file) {
  if (bytes.empty()) {
    return refuse(file, "empty-file", "The file is empty (0 bytes).",
                  "Save it again from the program it was made with, or fetch a new copy.");
  }
  if (bytes.starts_with(kOleMagic)) return refuse_ole(bytes, file);
  if (bytes.starts_with(kEndOfDirectory)) {
    return refuse(file, "not-a-package", "The file is a zip that holds nothing.",
                  "Save it again from Word, Excel or LibreOffice.");
  }
  const bool ends_as_zip = has_end_of_directory(bytes);
  if (!bytes.starts_with(kLocalHeader)) {
    if (ends_as_zip && bytes.find(kLocalHeader) != std::string_view::npos) {
      return refuse(file, "junk-before", "Something stands in the file before the start of the document.",
                    "Fetch a fresh copy; what carried the file (mail, download) may have added to it.");
    }
    return refuse_other(bytes, file);
  }
  if (!ends_as_zip) {
    return refuse(file, "truncated", "The file breaks off: this is an incomplete copy.",
                  "Fetch the file again and let the copying finish.");
  }
  return {};
}

}  // namespace caseletters::package
