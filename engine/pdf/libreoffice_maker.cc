// LibreOffice: one process a chunk of letters, with a profile of its own.
#include <fmt/format.h>

#include <filesystem>

#include "base/text.h"
#include "document/relationships.h"
#include "package/archive.h"
#include "package/xml.h"
#include "pdf/pdf_maker.h"
#include "pdf/pdf_words.h"
#include "pdf/process.h"

namespace caseletters::pdf {
namespace {

using std::chrono::seconds;

const char* program() {
  return find_program("soffice").empty() ? "libreoffice" : "soffice";
}

// The package without its ways out: LibreOffice fetches pictures and templates that stand elsewhere. Links that a
// reader may follow stay.
Result<std::string> without_external(const Letter& letter) {
  auto archive = package::Archive::open(letter.bytes, letter.file);
  if (!archive) return fail(archive.error());
  const package::Compressor compressor;
  std::vector<package::PackedPart> parts;
  bool changed = false;
  for (const auto& entry : archive->entries()) {
    if (entry.name.ends_with(".rels")) {
      const auto bytes = archive->read(entry.name);
      if (!bytes) return fail(bytes.error());
      auto tree = package::XmlTree::parse(*bytes, letter.file, entry.name);
      if (!tree) return fail(tree.error());
      bool mine = false;
      for (auto node = tree->root().first_child(); node;) {
        const auto next = node.next_sibling();
        const std::string_view type = node.attribute("Type").value();
        if (std::string_view{node.attribute("TargetMode").value()} == "External" && !type.ends_with("/hyperlink")) {
          tree->root().remove_child(node);
          mine = true;
        }
        node = next;
      }
      if (mine) {
        changed = true;
        std::string out{"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"};
        struct Writer final : pugi::xml_writer {
          std::string& to;
          explicit Writer(std::string& target) : to(target) {}
          void write(const void* data, std::size_t size) override { to.append(static_cast<const char*>(data), size); }
        } writer{out};
        tree->root().print(writer, "", pugi::format_raw);
        parts.push_back(compressor.pack(entry.name, out));
        continue;
      }
    }
    const auto bytes = archive->read_compressed(entry.name);
    if (!bytes) return fail(bytes.error());
    parts.push_back({entry.name, *bytes, entry.size, entry.crc, entry.method});
  }
  if (!changed) return letter.bytes;
  std::vector<const package::PackedPart*> order;
  for (const auto& part : parts) order.push_back(&part);
  return package::write_archive(order);
}

class LibreOfficeMaker final : public PdfMaker {
 public:
  explicit LibreOfficeMaker(Tools tools) : tools_(std::move(tools)) {}

  Diagnostics missing() const override {
    if (!find_program("soffice").empty() || !find_program("libreoffice").empty()) return {};
    return {error("tool-missing", "LibreOffice is not on this machine",
                  "Install it: apt-get install libreoffice-writer-nogui")};
  }

  std::vector<std::string> versions() const override {
    std::vector<std::string> out;
    auto process = Process::start({{program(), "--version"}, "/tmp", true, 0});
    std::string line;
    if (process && process->hear(line, seconds{20})) out.push_back(line);
    return out;
  }

  std::vector<Made> make(const std::vector<const Letter*>& letters) override {
    std::vector<Made> made(letters.size());
    const auto refuse_all = [&](const Diagnostic& problem) {
      for (auto& one : made) one.problems.push_back(problem);
      return made;
    };
    if (auto none = missing(); !none.empty()) return refuse_all(none.front());
    auto folder = WorkFolder::make();
    if (!folder) return refuse_all(folder.error());
    std::vector<std::string> words{
        program(),
        fmt::format("-env:UserInstallation=file://{}/profile", folder->path()),
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        tools_.standard == "a-2a"
            ? R"(pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}})"
            : R"(pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}})",
        "--outdir",
        folder->path() + "/out"};
    std::size_t asked = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      auto bytes = without_external(*letters[i]);
      Result<void> put;
      const std::string name = fmt::format("{}.{}", i, letters[i]->opendocument ? "odt" : "docx");
      if (bytes) put = folder->put(name, *bytes);
      if (!bytes || !put) {
        made[i].problems.push_back(bytes ? put.error() : bytes.error());
        continue;
      }
      words.push_back(fmt::format("{}/{}", folder->path(), name));
      ++asked;
    }
    if (asked == 0) return made;
    auto process = Process::start({words, folder->path(), false, 0});
    if (!process) return refuse_all(process.error());
    const auto ended = process->wait(seconds{tools_.seconds + 2 * static_cast<int>(asked)});
    for (std::size_t i = 0; i < letters.size(); ++i) {
      if (!made[i].problems.empty()) continue;
      auto pdf = folder->get(fmt::format("out/{}.pdf", i));
      // What it says of its success proves nothing; only a file that can be read does.
      const auto pages = pdf ? pages_of_pdf(*pdf) : Result<std::vector<std::string>>{};
      if (pdf && pages) {
        made[i].pages = static_cast<int>(pages->size());
        made[i].pdf = std::move(*pdf);
      } else if (ended.late) {
        made[i].problems.push_back(error("tool-late", "LibreOffice was not done in time and was ended"));
      } else if (!ended.well()) {
        made[i].problems.push_back(
            error("tool-failed", ended.signal != 0 ? fmt::format("LibreOffice was ended by signal {}", ended.signal)
                                                   : fmt::format("LibreOffice ended with exit code {}", ended.exit)));
      } else {
        made[i].problems.push_back(error("pdf-not-made", "LibreOffice made no PDF of the letter"));
      }
    }
    return made;
  }

  Made print(const std::vector<const Letter*>&, const PrintRun&, std::vector<int>&) override {
    Made made;
    made.problems.push_back(
        error("pdf-not-made", "a print run is set by Pandoc and Typst alone", "Leave out --pdf-engine libreoffice."));
    return made;
  }

 private:
  Tools tools_;
};

}  // namespace

std::unique_ptr<PdfMaker> libreoffice_maker(Tools tools) {
  return std::make_unique<LibreOfficeMaker>(std::move(tools));
}

}  // namespace caseletters::pdf
