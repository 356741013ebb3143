// DOCX and ODT of every sample case say the same words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "document/document.h"
#include "merge/generate.h"

namespace caseletters::merge {
namespace {

const std::string source = CASELETTERS_SOURCE_DIR;

// One line a paragraph. Which of the margins a format keeps first is its own affair, so all lines are sorted.
std::vector<std::string> lines_of(const Files& files, const std::string& path) {
  auto bytes = files.read(path);
  EXPECT_TRUE(bytes) << path;
  const auto opened = document::Document::open(bytes.value_or(std::string{}), path);
  EXPECT_TRUE(opened) << path << ": " << (opened ? "" : opened.error().message);
  if (!opened) return {};
  std::istringstream words{document::words_of(*opened).value_or("(cannot be read)")};
  std::vector<std::string> lines;
  for (std::string line; std::getline(words, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

class Twins : public ::testing::TestWithParam<std::string> {};

TEST_P(Twins, SayTheSameWords) {
  const auto out = std::filesystem::temp_directory_path() / ("caseletters-twins-" + GetParam());
  std::filesystem::remove_all(out);
  const auto files = disk_files();
  GenerateOptions options;
  options.places.library = {source + "/templates", source + "/schemas"};
  options.places.cases = source + "/samples/" + GetParam() + "/cases.xlsx";
  options.formats = {document::DocumentFormat::docx, document::DocumentFormat::odt};
  options.out = out.string();
  options.date = Date::from_ymd(2026, 11, 3).value();
  int written = 0;
  const auto run = generate(options, *files, [&](const LetterOutcome& letter) {
    if (letter.status != Status::written) return;
    ++written;
    ASSERT_EQ(letter.files.size(), 2u) << letter.case_id << ' ' << letter.letter;
    EXPECT_TRUE(letter.files[0].ends_with(".docx") && letter.files[1].ends_with(".odt"));
    EXPECT_EQ(lines_of(*files, join_path(options.out, letter.files[0])),
              lines_of(*files, join_path(options.out, letter.files[1])))
        << letter.case_id << ' ' << letter.letter;
  });
  EXPECT_EQ(run.exit, Exit::done);
  EXPECT_GT(written, 5);
  std::filesystem::remove_all(out);
}

INSTANTIATE_TEST_SUITE_P(All, Twins, ::testing::Values("oak-lane", "beacon-trust"), [](const auto& one) {
  auto name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace caseletters::merge
