// DOCX and ODT of every sample case say the same words.
#include "merge/twins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "document/document.h"
#include "merge/generate.h"
#include "merge/workplace.h"
#include "policy/policy.h"

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
  std::filesystem::create_directories(out);
  const auto files = disk_files();
  GenerateOptions options;
  options.places.library = {source + "/templates", source + "/schemas"};
  options.places.cases = source + "/samples/" + GetParam() + "/cases.xlsx";
  options.formats = {document::DocumentFormat::docx, document::DocumentFormat::odt};
  options.out = out.string();
  options.places.register_file = out.string() + "/register.sqlite";
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

class TwinCheck : public ::testing::Test {
 protected:
  TwinCheck() : files(disk_files()) {
    auto loaded =
        policy::load_policy(*files, source + "/templates/diamond", {source + "/templates", source + "/schemas"});
    if (loaded) policy = std::make_unique<policy::Policy>(std::move(*loaded));
  }
  [[nodiscard]] Diagnostics compare(const std::string& docx, const std::string& odt) {
    const auto word = compile_template(*files, docx, policy->rules, {}, "x");
    const auto open = compile_template(*files, odt, policy->rules, {}, "x");
    if (!word || !open) return {error("no-template", docx + " or " + odt)};
    return compare_twins(*files, docx, *word, odt, *open, policy->rules, "x");
  }
  std::unique_ptr<Files> files;
  std::unique_ptr<policy::Policy> policy;
};

TEST_F(TwinCheck, ShippedTwinsAgree) {
  ASSERT_TRUE(policy);
  for (const auto& letter : policy->letters) {
    const auto found = compare(letter.template_path + ".docx", letter.template_path + ".odt");
    EXPECT_TRUE(found.empty()) << letter.id << ": " << found.front().message << ' ' << found.front().paragraph;
  }
}

TEST_F(TwinCheck, ADifferenceIsSaidWithItsWords) {
  ASSERT_TRUE(policy);
  const auto folder = source + "/templates/shared/";
  const auto found = compare(folder + "ban-3.docx", folder + "ban-4.odt");
  std::string said;
  for (const auto& one : found) {
    EXPECT_EQ(one.code, "twins-differ");
    said += one.message + " | " + one.paragraph + "\n";
  }
  EXPECT_THAT(said, testing::AllOf(testing::HasSubstr("asked for in ban-3.docx, but not in ban-4.odt"),
                                   testing::HasSubstr("This stands in ban-4.odt, but not in ban-3.docx."),
                                   testing::HasSubstr("{{Last ban writer}}")));
}

}  // namespace
}  // namespace caseletters::merge
