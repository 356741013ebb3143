#include "merge/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "document/document.h"

namespace caseletters::merge {
namespace {

constexpr std::size_t most_told = 5;  // what differs much differs for one reason

struct Lines {
  std::map<std::string, int> counts;        // by what they fold to
  std::map<std::string, std::string> full;  // as they stand
};

// "page 1 of 2": what a program counted when it last saved the file.
bool counts_pages(std::string_view folded) {
  if (!folded.starts_with("page ")) return false;
  return folded.find_first_not_of("0123456789 of/", 5) == std::string_view::npos;
}

Lines lines_of(const Files& files, const std::string& path) {
  Lines lines;
  auto bytes = files.read(path);
  if (!bytes) return lines;
  const auto opened = document::Document::open(std::move(*bytes), path);
  if (!opened) return lines;
  const auto words = document::words_of(*opened);
  if (!words) return lines;
  for (const auto& line : split(*words, '\n')) {
    auto folded = fold_name(line);
    if (folded.empty() || counts_pages(folded)) continue;
    ++lines.counts[folded];
    lines.full.emplace(std::move(folded), line);
  }
  return lines;
}

class Comparison {
 public:
  Comparison(const std::string& letter, const facts::Rules& rules) : letter_(letter), rules_(rules) {}

  // What the first asks and the second does not.
  void facts(const std::string& file, const letter::Program& here, const std::string& other_file,
             const letter::Program& there) {
    std::size_t told = 0;
    for (const auto& symbol : here.symbols()) {
      const auto& others = there.symbols();
      if (std::find(others.begin(), others.end(), symbol) != others.end()) continue;
      if (told++ == most_told) return;
      add(error("twins-differ",
                fmt::format("“{}” is asked for in {}, but not in {}.", rules_.vocabulary.name_of(symbol),
                            file_name(file), file_name(other_file)),
                "Make both templates say the same, or keep only one of them."),
          file, {});
    }
  }

  void lines(const std::string& file, const Lines& here, const std::string& other_file, const Lines& there) {
    std::size_t told = 0;
    // Marks first: they decide what a letter says.
    for (const bool marks : {true, false}) {
      for (const auto& [folded, count] : here.counts) {
        const auto& words = here.full.at(folded);
        const auto other = there.counts.find(folded);
        const int others = other == there.counts.end() ? 0 : other->second;
        if (others >= count || (words.find("{{") != std::string::npos) != marks) continue;
        if (told++ == most_told) return;
        auto message =
            others == 0
                ? fmt::format("This stands in {}, but not in {}.", file_name(file), file_name(other_file))
                : fmt::format("This stands more often in {} than in {}.", file_name(file), file_name(other_file));
        const std::string hint = "Make both templates say the same, or keep only one of them.";
        add(marks ? error("twins-differ", std::move(message), hint) : warning("twins-differ", std::move(message), hint),
            file, words);
      }
    }
  }

  Diagnostics findings;

 private:
  void add(Diagnostic finding, const std::string& file, std::string paragraph) {
    finding.file = file;
    finding.letter = letter_;
    finding.paragraph = std::move(paragraph);
    findings.push_back(std::move(finding));
  }

  const std::string& letter_;
  const facts::Rules& rules_;
};

}  // namespace

Diagnostics compare_twins(const Files& files, const std::string& docx, const letter::Program& word,
                          const std::string& odt, const letter::Program& open, const facts::Rules& rules,
                          const std::string& letter) {
  Comparison comparison{letter, rules};
  comparison.facts(docx, word, odt, open);
  comparison.facts(odt, open, docx, word);
  const auto here = lines_of(files, docx), there = lines_of(files, odt);
  comparison.lines(docx, here, odt, there);
  comparison.lines(odt, there, docx, here);
  return std::move(comparison.findings);
}

}  // namespace caseletters::merge
