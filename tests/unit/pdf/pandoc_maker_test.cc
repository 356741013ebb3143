#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "pdf/pdf_maker.h"
#include "pdf/process.h"

namespace caseletters::pdf {
namespace {

// A machine whose Pandoc and Node.js are scripts of ours, for as long as this lives.
class Machine {
 public:
  explicit Machine(const std::string& typesetter) : folder_(*WorkFolder::make()), path_(::getenv("PATH")) {
    std::filesystem::create_directories(folder_.path() + "/node_modules/@myriaddreamin/typst-ts-node-compiler");
    put("node_modules/@myriaddreamin/typst-ts-node-compiler/package.json", "{}");
    put("pandoc", "#!/bin/sh\nexit 0\n");
    put("node", "#!/bin/sh\n" + typesetter);
    ::setenv("PATH", (folder_.path() + ":" + path_).c_str(), 1);
  }
  ~Machine() { ::setenv("PATH", path_.c_str(), 1); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  [[nodiscard]] Tools tools() const {
    Tools tools;
    tools.folder = folder_.path();
    return tools;
  }

 private:
  void put(const std::string& name, const std::string& text) const {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream{path} << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  WorkFolder folder_;
  std::string path_;
};

Letter letter_saying(const std::string& words) {
  Letter letter;
  letter.styled.sections.emplace_back();
  document::Paragraph paragraph;
  paragraph.runs.emplace_back();
  paragraph.runs.back().text = words;
  letter.styled.sections.back().blocks.emplace_back(paragraph);
  return letter;
}

TEST(PandocMaker, TakesEachPdfAsTheLetterThatItWasAskedFor) {
  const Machine machine{
      "while read -r line; do\n"
      "  printf first > 1-0.pdf; printf second > 1-1.pdf\n"
      "  echo '{\"name\":\"1-0\",\"pages\":1}'; echo '{\"name\":\"1-1\",\"pages\":2}'; echo '{\"done\":true}'\n"
      "done\n"};
  const auto one = letter_saying("one"), other = letter_saying("other");
  const auto made = pandoc_maker(machine.tools())->make({&one, &other});
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].pdf, "first");
  EXPECT_EQ(made[1].pdf, "second");
  EXPECT_EQ(made[1].pages, 2);
}

TEST(PandocMaker, NoPdfGoesOutUnderAnotherLettersName) {
  // Answers in another order, then for a letter that nobody asked for.
  for (const char* said : {"'{\"name\":\"1-1\",\"pages\":1}' '{\"name\":\"1-0\",\"pages\":1}'",
                           "'{\"name\":\"7-7\",\"pages\":1}' '{\"name\":\"7-8\",\"pages\":1}'"}) {
    const Machine machine{std::string{"while read -r line; do\n  printf words > 1-0.pdf; printf words > 1-1.pdf\n"} +
                          "  for answer in " + said + "; do echo \"$answer\"; done; echo '{\"done\":true}'\ndone\n"};
    const auto one = letter_saying("one"), other = letter_saying("other");
    const auto made = pandoc_maker(machine.tools())->make({&one, &other});
    ASSERT_EQ(made.size(), 2U);
    for (const auto& each : made) {
      EXPECT_EQ(each.pdf, "");
      ASSERT_TRUE(has_errors(each.problems));
      EXPECT_EQ(each.problems.front().code, "tool-failed");
    }
  }
}

}  // namespace
}  // namespace caseletters::pdf
