// Finished letters that stand in their places, made into PDFs beside them.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "merge/outcome.h"
#include "pdf/pdf_batch.h"

namespace caseletters::merge {

class PdfStage {
 public:
  PdfStage(pdf::BatchOptions options, Files& files) : batch_(std::move(options)), files_(files) {}

  // What is missing on this machine; with anything in it no PDF can be made.
  [[nodiscard]] Diagnostics missing() const { return batch_.missing(); }

  // A letter and where its PDF goes.
  struct Task {
    std::string letter;  // path of the finished document
    std::string pdf;     // path
    std::string told;    // how the PDF is called in `outcome`
    LetterOutcome* outcome = nullptr;
    pdf::RunEntry entry{};  // in a print run
  };
  // Writes the PDFs and tells each outcome its file or what stood in the way. False where any is not there.
  // `progress` is called as they are done, with how many are.
  bool make(const std::vector<Task>& tasks, const std::function<void(std::size_t)>& progress);

  // One PDF of these letters in this order, written to `file`. What stands in the way goes to `problems`; false where
  // the run is not there or lacks a letter.
  bool print(const std::vector<Task>& tasks, const std::string& file, bool duplex, Diagnostics& problems);

 private:
  pdf::PdfBatch batch_;
  Files& files_;
};

struct PdfOptions {
  std::vector<std::string> letters;  // paths
  std::string out;                   // a folder; empty: beside each letter
  std::string print;                 // one PDF of all; empty: none. Without `out` it is then the only one
  bool duplex = true;
  pdf::BatchOptions batch;
};

// The story of `caseletters pdf`: what is there is made anew. Letters that cannot be read: exit 3, nothing written.
[[nodiscard]] RunOutcome make_pdfs(const PdfOptions& options, Files& files, const LetterTaker& take,
                                   const std::function<void(std::size_t)>& progress);

}  // namespace caseletters::merge
