// Many finished letters to PDF: read, made in chunks on several threads, and compared word for word.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pdf/pdf_maker.h"

namespace caseletters::pdf {

enum class Engine { pandoc, libreoffice };

struct BatchOptions {
  Engine engine = Engine::pandoc;
  Tools tools;
  int jobs = 1;
};

// A letter to be made into a PDF: its bytes are fetched when its turn comes.
struct Source {
  std::string file;
  std::function<Result<std::string>()> bytes;
};

// Told of each as it is done, one at a time but in no order; `index` is that of the source.
using MadeTaker = std::function<void(std::size_t index, Made made)>;

class PdfBatch {
 public:
  explicit PdfBatch(BatchOptions options);
  ~PdfBatch();
  PdfBatch(const PdfBatch&) = delete;
  PdfBatch& operator=(const PdfBatch&) = delete;

  // What is missing on this machine; empty where PDFs can be made.
  [[nodiscard]] Diagnostics missing() const;
  // A PDF whose words are not the letter's is not handed on: code pdf-words-differ. What the document holds and the PDF
  // cannot show: pdf-not-set. Also the codes of pdf_maker.h and document/document.h.
  void make(const std::vector<Source>& sources, const MadeTaker& take);
  // One PDF of all of them for the printer. A letter that cannot be in it is told to `take` with its problems, and so
  // is the run itself, under the index sources.size(), with its bytes.
  void print(const std::vector<Source>& sources, PrintRun run, const MadeTaker& take);

 private:
  std::vector<Made> chunk(PdfMaker& maker, const std::vector<Source>& sources, std::size_t from, std::size_t to) const;
  BatchOptions options_;
  std::vector<std::unique_ptr<PdfMaker>> makers_;  // one a thread, kept for the next call
};

[[nodiscard]] std::unique_ptr<PdfMaker> make_maker(Engine engine, const Tools& tools);

}  // namespace caseletters::pdf
