// What makes PDFs out of finished letters: one small interface, two backends.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "document/styled.h"

namespace caseletters::pdf {

// One finished letter, read.
struct Letter {
  std::string file;  // for messages
  std::string bytes;
  document::StyledDocument styled;
  bool opendocument = false;  // else a Word document
};

struct Made {
  std::string pdf;  // empty where there is none: then `problems` holds an error
  int pages = 0;
  Diagnostics problems;
};

// Where the tools' own files stand, and how long they may take.
struct Tools {
  std::string folder;             // holds typst.lua, letter.typ, worker.mjs and node_modules/
  std::string standard = "ua-1";  // or "a-2a"
  int seconds = 120;              // for one chunk of letters
};

// How a letter is called in the index of a print run.
struct RunEntry {
  std::string case_id, letter;
};

struct PrintRun {
  std::string title = "Print run";
  bool duplex = true;             // each letter begins on a fresh sheet
  std::vector<RunEntry> entries;  // one a letter
};

class PdfMaker {
 public:
  virtual ~PdfMaker() = default;
  // What is missing on this machine: code tool-missing, each with the line that installs it. Empty: all is there.
  [[nodiscard]] virtual Diagnostics missing() const = 0;
  // Name and version of each tool: "pandoc 2.17.1.1".
  [[nodiscard]] virtual std::vector<std::string> versions() const = 0;
  // One outcome a letter, in order. Called by one thread at a time on one object. Codes of the problems: tool-missing,
  // tool-failed, tool-late, pdf-not-made, font-missing.
  [[nodiscard]] virtual std::vector<Made> make(const std::vector<const Letter*>& letters) = 0;
  // All of them in one PDF behind an index, each numbered by itself; `starts` takes each letter's first page, from 1.
  [[nodiscard]] virtual Made print(const std::vector<const Letter*>& letters, const PrintRun& run,
                                   std::vector<int>& starts) = 0;
};

[[nodiscard]] std::unique_ptr<PdfMaker> pandoc_maker(Tools tools);
[[nodiscard]] std::unique_ptr<PdfMaker> libreoffice_maker(Tools tools);

}  // namespace caseletters::pdf
