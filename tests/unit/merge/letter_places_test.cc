#include "merge/letter_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace caseletters::merge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LetterPlacesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "places-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern + "/register.sqlite";
    auto opened = history::RegisterFile::open(*disk_, path_, 0);
    ASSERT_TRUE(opened);
    register_ = std::move(*opened);
    batch_ = std::move(letters_.start_batch("out").value());
  }

  // The row of one case, with letters that go together.
  RowResult row(const std::string& case_id, const std::vector<std::string>& letters) {
    RowResult result;
    StagedGroup group;
    for (const auto& letter : letters) {
      LetterOutcome outcome;
      outcome.case_id = case_id;
      outcome.letter = letter;
      outcome.status = Status::written;
      outcome.files = {file(case_id, letter)};
      group.letters.push_back(result.letters.size());
      result.letters.push_back(std::move(outcome));
      group.files.emplace_back(batch_->stage("new").value(), file(case_id, letter));
      history::Entry entry;
      entry.case_id = case_id;
      entry.letter = letter;
      group.entries.push_back({std::move(entry), {}, 0});
    }
    result.groups.push_back(std::move(group));
    return result;
  }

  static std::string file(const std::string& case_id, const std::string& letter) {
    return "out/" + case_id + "/" + letter + ".docx";
  }

  std::unique_ptr<Files> disk_ = disk_files();
  std::string path_;
  std::unique_ptr<history::RegisterFile> register_;
  MemoryFiles letters_;
  std::unique_ptr<Batch> batch_;
};

TEST_F(LetterPlacesTest, WhatCannotBePutInPlaceFailsTogetherAndIsNotEntered) {
  letters_.contents[file("A", "sanctions-2")] = "old";
  letters_.refused.insert(file("A", "meetings-3"));
  std::vector<RowResult> results;
  results.push_back(row("A", {"sanctions-2", "meetings-3"}));
  results.push_back(row("B", {"ban-1"}));
  LetterPlaces places{*batch_, *register_};
  EXPECT_TRUE(places.place(results)) << "another case may still be written";
  ASSERT_TRUE(places.finish());
  for (const auto& letter : results[0].letters) {
    EXPECT_EQ(letter.status, Status::failed);
    EXPECT_THAT(letter.files, IsEmpty());
    ASSERT_EQ(letter.diagnostics.size(), 1u);
    EXPECT_EQ(letter.diagnostics[0].code, "write-failed");
  }
  EXPECT_EQ(results[1].letters[0].status, Status::written);
  EXPECT_EQ(letters_.contents,
            (std::map<std::string, std::string>{{file("A", "sanctions-2"), "old"}, {file("B", "ban-1"), "new"}}));
  register_.reset();
  auto reopened = history::RegisterFile::open(*disk_, path_, 0);
  ASSERT_TRUE(reopened);
  std::vector<std::string> entered;
  for (const auto& line : (*reopened)->ledger()->lines()) entered.push_back(line.entry.case_id);
  EXPECT_THAT(entered, ElementsAre("B"));
}

}  // namespace
}  // namespace caseletters::merge
