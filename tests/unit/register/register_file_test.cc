#include "register/register_file.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "register/letter_files.h"
#include "register_fixture.h"

namespace caseletters::history {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class RegisterFileTest : public RegisterFixture {
 protected:
  // A batch as `generate` starts it; cleared away with the object.
  [[nodiscard]] std::unique_ptr<Batch> batch() {
    EXPECT_TRUE(files_->make_folder(folder_ + "/letters"));
    return std::move(files_->start_batch(folder_ + "/letters").value());
  }
};

TEST_F(RegisterFileTest, IsMadeWithAKeyThatOnlyItsOwnerReads) {
  ASSERT_NE(open(), nullptr);
  struct stat status {};
  ASSERT_EQ(::stat((folder_ + "/register.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  const Ledger ledger = load();
  EXPECT_THAT(ledger.findings(), IsEmpty());
  EXPECT_EQ(ledger.head(), first_previous);
}

TEST_F(RegisterFileTest, OneRunAtATime) {
  const auto first = open();
  const auto second = RegisterFile::open(*files_, path_, 0);
  ASSERT_FALSE(second);
  EXPECT_THAT(codes(second.error()), ElementsAre("in-use"));
}

TEST_F(RegisterFileTest, ABatchBecomesEntriesOfTheChain) {
  const auto file = open();
  const auto letters = batch();
  std::vector<RegisterFile::Intention> next;
  next.push_back(staged(*letters, entry("A", "ban-1", "2026-11-03"), "one"));
  const auto placed = last_staged_;
  ASSERT_TRUE(file->advance({}, std::move(next)));
  ASSERT_TRUE(letters->place({{placed, folder_ + "/letters/A/ban-1.docx"}}));
  ASSERT_TRUE(file->advance({}, {}));
  EXPECT_TRUE(file->changed());
  EXPECT_EQ(file->last_number(), 1);
}

TEST_F(RegisterFileTest, WhatCouldNotBePlacedIsNoEntry) {
  {
    const auto file = open();
    const auto letters = batch();
    std::vector<RegisterFile::Intention> next;
    next.push_back(staged(*letters, entry("A", "ban-1", "2026-11-03"), "one"));
    next.push_back(staged(*letters, entry("B", "ban-1", "2026-11-03"), "two"));
    next.push_back(staged(*letters, entry("C", "ban-1", "2026-11-03"), "three"));
    ASSERT_TRUE(file->advance({}, std::move(next)));
    ASSERT_TRUE(file->advance({1}, {}));
  }
  const Ledger ledger = load();
  EXPECT_THAT(ledger.findings(), IsEmpty());
  ASSERT_EQ(ledger.lines().size(), 2u);
  EXPECT_EQ(ledger.lines()[0].entry.case_id, "A");
  EXPECT_EQ(ledger.lines()[1].entry.case_id, "C");
}

// The process ends between the commit and the renames: only the staging folder holds the letters.
TEST_F(RegisterFileTest, AnInterruptedRunIsFinishedByTheNext) {
  auto letters = batch();
  {
    const auto file = open();
    std::vector<RegisterFile::Intention> next;
    next.push_back(staged(*letters, entry("A", "sanctions-2", "2026-11-03"), "one"));
    next.push_back(staged(*letters, entry("A", "meetings-3", "2026-11-03"), "two"));
    ASSERT_TRUE(file->advance({}, std::move(next)));
    ASSERT_TRUE(letters->place({{0, folder_ + "/letters/A/sanctions-2.docx"}}));
  }
  EXPECT_EQ(load().pending().size(), 2u);
  EXPECT_THAT(codes(check_letter_files(load(), *files_)), ElementsAre("unfinished-run"));
  const auto file = open();
  EXPECT_THAT(codes(file->notes()), ElementsAre("letters-completed"));
  EXPECT_EQ(files_->read(folder_ + "/letters/A/sanctions-2.docx").value(), "one");
  EXPECT_EQ(files_->read(folder_ + "/letters/A/meetings-3.docx").value(), "two");
  EXPECT_EQ(file->ledger()->lines().size(), 2u);
  EXPECT_THAT(check_letter_files(*file->ledger(), *files_), IsEmpty());
}

TEST_F(RegisterFileTest, ALetterThatIsNowhereWasNeverIssued) {
  {
    const auto letters = batch();
    const auto file = open();
    std::vector<RegisterFile::Intention> next;
    next.push_back(staged(*letters, entry("A", "ban-1", "2026-11-03"), "one"));
    ASSERT_TRUE(file->advance({}, std::move(next)));
  }
  const auto file = open();
  EXPECT_THAT(codes(file->notes()), ElementsAre("letter-lost"));
  EXPECT_THAT(file->ledger()->lines(), IsEmpty());
  EXPECT_THAT(file->ledger()->findings(), IsEmpty());
}

// Two letters go together, and what was staged of the second is gone: neither was issued, wherever the first is.
TEST_F(RegisterFileTest, LettersThatGoTogetherAreLostTogether) {
  for (const std::string who : {"A", "B"}) {
    const std::string first = folder_ + "/letters/" + who + "/sanctions-2.docx";
    const std::string other = folder_ + "/letters/C" + who + "/ban-1.docx";
    const auto letters = batch();
    {
      const auto file = open();
      std::vector<RegisterFile::Intention> next;
      next.push_back(staged(*letters, entry(who, "sanctions-2", "2026-11-03"), "one"));
      const auto first_staged = last_staged_;
      next.push_back(staged(*letters, entry(who, "meetings-3", "2026-11-03"), "two"));
      const std::string companion = next.back().staged.front();
      next.push_back(staged(*letters, entry("C" + who, "ban-1", "2026-11-03"), "three"));
      next.back().group = 2;
      ASSERT_TRUE(file->advance({}, std::move(next)));
      if (who == "B") {
        ASSERT_TRUE(letters->place({{first_staged, first}}));
      }
      ASSERT_TRUE(files_->remove(companion));
    }
    const auto file = open();
    EXPECT_THAT(codes(file->notes()), ElementsAre("letters-completed", "letter-lost", "letter-lost")) << who;
    EXPECT_FALSE(files_->exists(first)) << who;
    EXPECT_TRUE(files_->exists(other)) << who;
    EXPECT_EQ(file->ledger()->lines().back().entry.case_id, "C" + who);
    EXPECT_THAT(check_letter_files(*file->ledger(), *files_), IsEmpty()) << who;
  }
  EXPECT_EQ(load().lines().size(), 2u);
}

// The letter that stands there was issued before, word for word: it stays.
TEST_F(RegisterFileTest, AnEarlierLetterStaysWhereItsLikeIsLost) {
  const auto letters = batch();
  const std::string path = folder_ + "/letters/A/sanctions-2.docx";
  {
    const auto file = open();
    std::vector<RegisterFile::Intention> next;
    next.push_back(staged(*letters, entry("A", "sanctions-2", "2026-11-03"), "one"));
    ASSERT_TRUE(file->advance({}, std::move(next)));
    ASSERT_TRUE(letters->place({{last_staged_, path}}));
    ASSERT_TRUE(file->advance({}, {}));
    next.clear();
    next.push_back(staged(*letters, entry("A", "sanctions-2", "2026-11-03"), "one"));
    next.push_back(staged(*letters, entry("A", "meetings-3", "2026-11-03"), "two"));
    const std::string companion = next.back().staged.front();
    ASSERT_TRUE(file->advance({}, std::move(next)));
    ASSERT_TRUE(files_->remove(companion));
  }
  const auto file = open();
  EXPECT_THAT(codes(file->notes()), ElementsAre("letter-lost", "letter-lost"));
  EXPECT_EQ(files_->read(path).value(), "one");
}

// No room for the journal of packing: what was to be forgotten is gone all the same.
TEST_F(RegisterFileTest, ForgettingSucceedsWhereTheFileCannotBePacked) {
  std::vector<Entry> entries;
  for (int i = 0; i < 40; ++i) {
    entries.push_back(entry("B", "ban-1", "2026-11-03"));
    entries.back().facts = std::string(100'000, 'x');
  }
  entries.push_back(entry("A", "ban-1", "2026-11-03"));
  ASSERT_TRUE(open()->append(std::move(entries)));
  const auto file = open();
  struct stat status {};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto usual = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{static_cast<rlim_t>(status.st_size) + 4096, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto gone = file->forget("A");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, usual);
  ASSERT_TRUE(gone) << to_text(gone.error());
  EXPECT_EQ(*gone, 1);
  EXPECT_THAT(codes(file->notes()), ElementsAre("register-not-packed"));
  EXPECT_EQ(file->last_number(), 42);
}

TEST_F(RegisterFileTest, ALetterFileThatWasChangedOrTakenAwayIsFound) {
  const auto letters = batch();
  {
    const auto file = open();
    std::vector<RegisterFile::Intention> next;
    next.push_back(staged(*letters, entry("A", "ban-1", "2026-11-03"), "one"));
    ASSERT_TRUE(file->advance({}, std::move(next)));
    ASSERT_TRUE(letters->place({{last_staged_, folder_ + "/letters/A/ban-1.docx"}}));
    ASSERT_TRUE(file->advance({}, {}));
  }
  EXPECT_THAT(check_letter_files(load(), *files_), IsEmpty());
  ASSERT_TRUE(files_->write(folder_ + "/letters/A/ban-1.docx", "two"));
  EXPECT_THAT(codes(check_letter_files(load(), *files_)), ElementsAre("letter-file-changed"));
  ASSERT_TRUE(files_->remove(folder_ + "/letters/A/ban-1.docx"));
  EXPECT_THAT(codes(check_letter_files(load(), *files_)), ElementsAre("letter-file-missing"));
}

TEST_F(RegisterFileTest, AForgottenCaseLeavesTheChainAndNothingElse) {
  std::string head;
  {
    const auto file = open();
    ASSERT_TRUE(file->append({entry("SECRET-CASE", "ban-1", "2026-11-03"), entry("B", "ban-1", "2026-11-03")}));
    head = file->head();
  }
  {
    const auto file = open();
    EXPECT_EQ(file->forget("secret-case").value(), 1);
    EXPECT_EQ(file->forget("nobody").value(), 0);
  }
  EXPECT_THAT(files_->read(path_).value(), Not(HasSubstr("SECRET-CASE")));
  const Ledger ledger = load();
  EXPECT_THAT(ledger.findings(), IsEmpty());
  EXPECT_EQ(ledger.chain().size(), 3u);
  EXPECT_TRUE(ledger.has_head(head));
  EXPECT_THAT(ledger.of_case("SECRET-CASE"), IsEmpty());
  EXPECT_EQ(ledger.of_case("b").size(), 1u);
}

TEST_F(RegisterFileTest, ALostKeyIsSaidAndANewOneSeals) {
  {
    const auto file = open();
    ASSERT_TRUE(file->append({entry("A", "ban-1", "2026-11-03")}));
  }
  ASSERT_TRUE(files_->remove(folder_ + "/register.key"));
  EXPECT_THAT(codes(open()->notes()), ElementsAre("register-key-lost"));
  EXPECT_THAT(open()->notes(), IsEmpty());
  EXPECT_THAT(load().findings(), IsEmpty());
}

TEST_F(RegisterFileTest, WhatIsNoRegisterIsRefused) {
  const auto refused = [this] {
    const auto opened = RegisterFile::open(*files_, path_, 0);
    return opened ? std::vector<std::string>{} : codes(opened.error());
  };
  ASSERT_TRUE(files_->write(path_, std::string(5000, 'x')));
  EXPECT_THAT(refused(), ElementsAre("register-damaged"));
  ASSERT_TRUE(files_->remove(path_));
  {
    const auto other = Database::open(path_, Database::Use::creating, 0);
    ASSERT_TRUE(other->run("CREATE TABLE birds (name TEXT)"));
  }
  EXPECT_THAT(refused(), ElementsAre("register-foreign"));
  ASSERT_TRUE(files_->remove(path_));
  ASSERT_NE(open(), nullptr);
  {
    const auto own = Database::open(path_, Database::Use::writing, 0);
    ASSERT_TRUE(own->run("CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM entry; END"));
  }
  EXPECT_THAT(refused(), ElementsAre("register-foreign"));
  ASSERT_TRUE(files_->remove(path_));
  ASSERT_NE(open(), nullptr);
  {
    const auto own = Database::open(path_, Database::Use::writing, 0);
    ASSERT_TRUE(own->run("PRAGMA user_version=2"));
  }
  EXPECT_THAT(refused(), ElementsAre("register-newer"));
  ASSERT_TRUE(files_->write(folder_ + "/register.key", "nonsense"));
  EXPECT_THAT(refused(), ElementsAre("register-key"));
}

// Any one cell changed and any one row taken away is found, and nothing is added to such a register.
TEST_F(RegisterFileTest, EverySingleChangeIsFound) {
  {
    const auto file = open();
    auto second = entry("B", "ban-2", "2026-11-20");
    second.choices = pack(std::vector<Chosen>{{"Response", {"none"}, "rule 7"}});
    ASSERT_TRUE(file->append({entry("A", "ban-1", "2026-11-03"), second, entry("C", "ban-1", "2026-11-21")}));
  }
  const std::string whole = files_->read(path_).value();
  std::vector<std::string> changes;
  for (const std::string number : {"1", "2", "3"}) {
    // The columns are read one like the other, so those of one entry stand for all.
    for (const auto& column : entry_columns()) {
      if (number != "2") break;
      changes.push_back(std::string{"UPDATE entry SET "} + column.name + " = " + column.name +
                        " || 'x' WHERE number = " + number);
    }
    for (const std::string column : {"previous", "commitment", "hash"})
      changes.push_back("UPDATE chain SET " + column + " = " + column + " || 'x' WHERE number = " + number);
    for (const std::string table : {"entry", "chain"}) {
      changes.push_back("UPDATE " + table + " SET number = 9 WHERE number = " + number);
      changes.push_back("DELETE FROM " + table + " WHERE number = " + number);
    }
    changes.push_back("DELETE FROM entry WHERE number = " + number + "; DELETE FROM chain WHERE number = " + number);
    changes.push_back("INSERT INTO pending VALUES (" + number + ", 'x', 1)");
  }
  for (const std::string column : {"hash", "key_id", "seal"})
    changes.push_back("UPDATE head SET " + column + " = " + column + " || 'x'");
  changes.emplace_back("UPDATE head SET number = 2");
  changes.emplace_back("DELETE FROM head");
  changes.emplace_back("INSERT INTO chain SELECT 4, hash, commitment, hash FROM chain WHERE number = 3");
  for (const auto& change : changes) {
    SCOPED_TRACE(change);
    ASSERT_TRUE(files_->write(path_, whole));
    {
      const auto database = Database::open(path_, Database::Use::writing, 0);
      ASSERT_TRUE(database->run(change));
    }
    EXPECT_FALSE(load().findings().empty());
    EXPECT_FALSE(RegisterFile::open(*files_, path_, 0));
  }
}

}  // namespace
}  // namespace caseletters::history
