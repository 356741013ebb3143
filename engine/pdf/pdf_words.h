// Whether a PDF says what its letter says, read by a library that made neither.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace caseletters::pdf {

// The text of each page of a PDF. Code: pdf-not-made where the bytes are no PDF or it has no page.
[[nodiscard]] Result<std::vector<std::string>> pages_of_pdf(const std::string& pdf);

// What one text has more of than the other. Words are compared without regard to case, to the kind of quotation marks
// and hyphens, and to where lines and pages break.
struct WordDifference {
  std::vector<std::string> missing;  // of the letter, not in the PDF
  std::vector<std::string> added;    // in the PDF, not of the letter
  [[nodiscard]] bool none() const { return missing.empty() && added.empty(); }
};

// `letter`: its words, each story once. `besides`: words that the PDF may hold any number of times (numbers of lists,
// headers and footers). `numbers`: how many numbers may differ (page numbers that were counted anew).
[[nodiscard]] WordDifference compare_words(const std::string& letter, const std::string& pdf,
                                           const std::string& besides, int numbers);

}  // namespace caseletters::pdf
