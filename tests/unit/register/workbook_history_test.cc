#include "register/workbook_history.h"

#include <gtest/gtest.h>

namespace caseletters::history {
namespace {

class WorkbookHistoryTest : public testing::Test {
 protected:
  WorkbookHistoryTest() {
    EXPECT_TRUE(vocabulary_.add_letter({"ban-1", "Ban", {}}));
    record_ = facts::Record::for_vocabulary(vocabulary_);
  }
  static facts::Value day(const char* iso) { return facts::Value{*Date::from_iso(iso)}; }
  facts::Vocabulary vocabulary_;
  facts::Record record_;
};

TEST_F(WorkbookHistoryTest, ALetterWithADateCountsAsSent) {
  record_.letters[0].date = day("2026-10-01");
  record_.letters[0].response_date = day("2026-10-01");
  EXPECT_TRUE(WorkbookHistory{vocabulary_}.recall("A", record_).empty());
  EXPECT_TRUE(record_.letters[0].sent);
}

TEST_F(WorkbookHistoryTest, ALetterWithoutADateDoesNot) {
  EXPECT_TRUE(WorkbookHistory{vocabulary_}.recall("A", record_).empty());
  EXPECT_FALSE(record_.letters[0].sent);
}

TEST_F(WorkbookHistoryTest, AResponseBeforeItsLetterIsRefused) {
  record_.letters[0].date = day("2026-10-02");
  record_.letters[0].response_date = day("2026-10-01");
  const auto problems = WorkbookHistory{vocabulary_}.recall("A", record_);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "bad-date");
  EXPECT_EQ(problems[0].fact, "ban-1 response date");
  EXPECT_NE(problems[0].message.find("1 October 2026"), std::string::npos);
}

TEST_F(WorkbookHistoryTest, AResponseToNoLetterIsRefused) {
  record_.letters[0].response_date = day("2026-10-01");
  const auto problems = WorkbookHistory{vocabulary_}.recall("A", record_);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "history-incomplete");
}

}  // namespace
}  // namespace caseletters::history
