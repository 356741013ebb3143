#include "pdf/pdf_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/threads.h"
#include "document/document.h"
#include "document/opendocument_layout.h"
#include "document/styled_words.h"
#include "pdf/pdf_words.h"

namespace caseletters::pdf {
namespace {

constexpr std::size_t most_in_chunk = 100;  // starting Pandoc costs as much as two letters
constexpr std::size_t most_words_told = 8;

Diagnostic differing(const WordDifference& difference, const std::string& file, const char* what) {
  const auto some = [](const std::vector<std::string>& words) {
    const auto shown = std::min(words.size(), most_words_told);
    return fmt::format("{}{}", fmt::join(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                       words.size() > shown ? fmt::format(" and {} more", words.size() - shown) : "");
  };
  std::string told;
  if (!difference.missing.empty()) told += fmt::format(" it lacks: {}.", some(difference.missing));
  if (!difference.added.empty()) told += fmt::format(" it adds: {}.", some(difference.added));
  Diagnostic problem = error("pdf-words-differ", fmt::format("{} does not say what the letter says;{}", what, told),
                             "The letter itself is right and is kept. Print it from Word or LibreOffice, and tell us.");
  problem.file = file;
  return problem;
}

Result<Letter> read_letter(const Source& source, Diagnostics& problems) {
  auto bytes = source.bytes();
  if (!bytes) return fail(bytes.error());
  Letter letter{source.file, std::move(*bytes), {}, false};
  auto document = document::Document::open(letter.bytes, source.file);
  if (!document) return fail(document.error());
  letter.opendocument = document->format() == document::DocumentFormat::odt;
  auto styled = document::read_layout(*document);
  if (!styled) return fail(styled.error());
  letter.styled = std::move(*styled);
  append(problems, letter.styled.findings);
  auto words = document::words_without_edges(*document);
  if (!words) return fail(words.error());
  // Two readers of ours that share no code but the XML's must have found the same words.
  const auto difference = compare_words(*words, document::body_words_of(letter.styled) + letter.styled.hidden,
                                        document::labels_of(letter.styled), document::page_fields_of(letter.styled));
  if (!difference.missing.empty() && !has_errors(problems))
    problems.push_back(differing(difference, source.file, "what was read for the PDF"));
  return letter;
}

// What the pages from `first` to before `last` lack or add.
WordDifference compare_pages(const Letter& letter, const std::vector<std::string>& pages, std::size_t first,
                             std::size_t last) {
  std::string text;
  int shown = 0;
  for (std::size_t page = first; page < std::min(last, pages.size()); ++page) {
    // The back of a sheet that nothing stands on is no page of the letter.
    if (pages[page].find_first_not_of(" \n\r\t\f") != std::string::npos) ++shown;
    text += pages[page] + '\n';
  }
  const auto& styled = letter.styled;
  return compare_words(document::shown_words_of(styled, shown), text,
                       document::labels_of(styled) + document::edges_of(styled) + document::repeated_words_of(styled),
                       document::page_fields_of(styled));
}

void check_words(const Letter& letter, Made& made) {
  if (made.pdf.empty()) return;
  const auto pages = pages_of_pdf(made.pdf);
  if (!pages) {
    made.problems.push_back(pages.error());
    made.pdf.clear();
    return;
  }
  made.pages = static_cast<int>(pages->size());
  const auto difference = compare_pages(letter, *pages, 0, pages->size());
  if (difference.none()) return;
  made.problems.push_back(differing(difference, letter.file, "the PDF"));
  made.pdf.clear();
}

}  // namespace

std::unique_ptr<PdfMaker> make_maker(Engine engine, const Tools& tools) {
  return engine == Engine::libreoffice ? libreoffice_maker(tools) : pandoc_maker(tools);
}

PdfBatch::PdfBatch(BatchOptions options) : options_(std::move(options)) {
  makers_.push_back(make_maker(options_.engine, options_.tools));
}

PdfBatch::~PdfBatch() = default;

Diagnostics PdfBatch::missing() const {
  return makers_.front()->missing();
}

std::vector<Made> PdfBatch::chunk(PdfMaker& maker, const std::vector<Source>& sources, std::size_t from,
                                  std::size_t to) const {
  std::vector<Made> out(to - from);
  std::vector<Letter> letters;
  std::vector<std::size_t> places;
  letters.reserve(to - from);
  for (std::size_t i = from; i < to; ++i) {
    auto& problems = out[i - from].problems;
    auto letter = read_letter(sources[i], problems);
    if (!letter) problems.push_back(letter.error());
    if (has_errors(problems)) continue;
    letters.push_back(std::move(*letter));
    places.push_back(i - from);
  }
  std::vector<const Letter*> asked;
  for (const auto& letter : letters) asked.push_back(&letter);
  if (asked.empty()) return out;
  auto made = maker.make(asked);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    check_words(letters[i], made[i]);
    auto& place = out[places[i]];
    place.pdf = std::move(made[i].pdf);
    place.pages = made[i].pages;
    append(place.problems, std::move(made[i].problems));
    for (auto& problem : place.problems)
      if (problem.file.empty()) problem.file = letters[i].file;
  }
  return out;
}

void PdfBatch::make(const std::vector<Source>& sources, const MadeTaker& take) {
  if (sources.empty()) return;
  const auto jobs = static_cast<std::size_t>(std::max(1, options_.jobs));
  // LibreOffice is started once a chunk, and starting it costs more than a letter.
  const std::size_t share = (sources.size() + jobs - 1) / jobs;
  const std::size_t size =
      options_.engine == Engine::libreoffice ? std::min<std::size_t>(share, 200) : std::min(share, most_in_chunk);
  const std::size_t chunks = (sources.size() + size - 1) / size;
  const std::size_t threads = std::min(jobs, chunks);
  while (makers_.size() < threads) makers_.push_back(make_maker(options_.engine, options_.tools));
  std::atomic<std::size_t> next{0};
  std::mutex telling;
  const auto work = [&](std::size_t thread) {
    for (std::size_t at = next.fetch_add(1); at < chunks; at = next.fetch_add(1)) {
      const std::size_t from = at * size, to = std::min(from + size, sources.size());
      auto made = chunk(*makers_[thread], sources, from, to);
      const std::lock_guard lock{telling};
      for (std::size_t i = from; i < to; ++i) take(i, std::move(made[i - from]));
    }
  };
  run_on_threads(threads, work);
}

void PdfBatch::print(const std::vector<Source>& sources, PrintRun run, const MadeTaker& take) {
  std::vector<Letter> letters;
  std::vector<RunEntry> entries;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Made told;
    auto letter = read_letter(sources[i], told.problems);
    if (!letter) told.problems.push_back(letter.error());
    if (has_errors(told.problems)) {
      take(i, std::move(told));
      continue;
    }
    letters.push_back(std::move(*letter));
    entries.push_back(run.entries[i]);
  }
  Made made;
  if (letters.empty()) {
    made.problems.push_back(error("pdf-not-made", "there is no letter to print"));
    take(sources.size(), std::move(made));
    return;
  }
  run.entries = std::move(entries);
  std::vector<const Letter*> asked;
  for (const auto& letter : letters) asked.push_back(&letter);
  std::vector<int> starts;
  made = makers_.front()->print(asked, run, starts);
  if (!made.pdf.empty()) {
    const auto pages = pages_of_pdf(made.pdf);
    if (!pages) made.problems.push_back(pages.error());
    for (std::size_t i = 0; pages && i < letters.size(); ++i) {
      const auto first = i < starts.size() ? static_cast<std::size_t>(std::max(starts[i], 1)) - 1 : 0;
      const auto last = i + 1 < starts.size() ? static_cast<std::size_t>(starts[i + 1]) - 1 : pages->size();
      const auto difference = compare_pages(letters[i], *pages, first, last);
      if (!difference.none()) made.problems.push_back(differing(difference, letters[i].file, "the print run"));
    }
    if (has_errors(made.problems)) made.pdf.clear();
  }
  take(sources.size(), std::move(made));
}

}  // namespace caseletters::pdf
