#include "base/files.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace caseletters {
namespace {

class Disk : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "caseletters-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
  std::unique_ptr<Files> files_ = disk_files();
};

TEST_F(Disk, ASecretIsForItsOwnerAndNeverReplaced) {
  ASSERT_TRUE(files_->write_secret(folder_ + "/key", "one"));
  struct stat status {};
  ASSERT_EQ(::stat((folder_ + "/key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_FALSE(files_->write_secret(folder_ + "/key", "two"));
  EXPECT_EQ(files_->read(folder_ + "/key").value(), "one");
}

TEST_F(Disk, AFileIsMovedWithItsFoldersMade) {
  ASSERT_TRUE(files_->write(folder_ + "/one", "1"));
  ASSERT_TRUE(files_->move(folder_ + "/one", folder_ + "/a/b/two"));
  EXPECT_FALSE(files_->exists(folder_ + "/one"));
  EXPECT_EQ(files_->read(folder_ + "/a/b/two").value(), "1");
  EXPECT_FALSE(files_->move(folder_ + "/nothing", folder_ + "/x"));
}

TEST(PathFrom, IsAsSeenFromTheFolder) {
  const std::vector<std::array<const char*, 3>> cases = {
      {"/a/b", "/a/b/c/x.docx", "c/x.docx"},
      {"/a/b/", "/a/x.docx", "../x.docx"},
      {"a", "b/x.docx", "../b/x.docx"},
      {"", "b/x.docx", "b/x.docx"},
      {"a", "a/./c/../x", "x"},
      {"/a", "/b/x", "../b/x"},
  };
  for (const auto& [folder, path, wanted] : cases) EXPECT_EQ(path_from(folder, path), wanted) << folder << " " << path;
}

TEST_F(Disk, WritesWholeFilesAndLeavesNothingElse) {
  ASSERT_TRUE(files_->make_folder(folder_ + "/a/b"));
  ASSERT_TRUE(files_->write_group({{folder_ + "/a/b/one", "1"}, {folder_ + "/a/b/two", "22"}}));
  EXPECT_EQ(files_->read(folder_ + "/a/b/two").value(), "22");
  EXPECT_EQ(files_->list(folder_ + "/a/b"), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(files_->is_folder(folder_ + "/a"));
  EXPECT_FALSE(files_->is_folder(folder_ + "/a/b/one"));
}

TEST_F(Disk, AGroupThatFailsLeavesNone) {
  const auto written = files_->write_group({{folder_ + "/one", "1"}, {folder_ + "/missing/two", "2"}});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "write-failed");
  EXPECT_TRUE(files_->list(folder_).empty());
}

TEST_F(Disk, AGroupThatCannotBePutInPlaceLeavesNone) {
  ASSERT_TRUE(files_->make_folder(folder_ + "/two/inner"));
  const auto written = files_->write_group({{folder_ + "/one", "1"}, {folder_ + "/two", "2"}});
  ASSERT_FALSE(written);
  EXPECT_EQ(files_->list(folder_), std::vector<std::string>{"two"});
}

TEST_F(Disk, AGroupThatCannotBePutInPlaceLeavesWhatStood) {
  ASSERT_TRUE(files_->write(folder_ + "/one", "old"));
  ASSERT_TRUE(files_->make_folder(folder_ + "/two"));
  ASSERT_FALSE(files_->write_group({{folder_ + "/one", "new"}, {folder_ + "/two", "2"}}));
  EXPECT_EQ(files_->read(folder_ + "/one").value(), "old");
  EXPECT_EQ(files_->list(folder_), (std::vector<std::string>{"one", "two"}));
}

TEST_F(Disk, ABatchReplacesAllOfAGroupOrNothing) {
  const std::string kept = folder_ + "/kept.docx", fresh = folder_ + "/fresh.docx", blocked = folder_ + "/x.odt";
  ASSERT_TRUE(files_->write(kept, "old"));
  ASSERT_TRUE(files_->make_folder(blocked));
  {
    const auto batch = files_->start_batch(folder_).value();
    std::vector<std::pair<Batch::Staged, std::string>> group;
    for (const auto& path : {kept, fresh, blocked}) group.emplace_back(batch->stage("new").value(), path);
    const auto placed = batch->place(group);
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().code, "write-failed");
    EXPECT_EQ(placed.error().file, blocked);
    EXPECT_EQ(files_->read(kept).value(), "old");
    EXPECT_FALSE(files_->exists(fresh));
    const auto again = batch->stage("new").value();
    ASSERT_TRUE(batch->place({{again, kept}}));
    EXPECT_EQ(files_->read(kept).value(), "new");
  }
  EXPECT_EQ(files_->list(folder_), (std::vector<std::string>{"kept.docx", "x.odt"}));
}

TEST(MemoryBatch, RefusesAWholeGroupOnRequest) {
  MemoryFiles files;
  files.contents["a"] = "old";
  files.refused.insert("b");
  const auto batch = files.start_batch("").value();
  const auto one = batch->stage("new").value(), two = batch->stage("new").value();
  EXPECT_FALSE(batch->place({{one, "a"}, {two, "b"}}));
  EXPECT_EQ(files.contents, (std::map<std::string, std::string>{{"a", "old"}}));
}

mode_t rights_of(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

TEST_F(Disk, AReplacedFileAndItsBackupAreReadByNobodyElseThanBefore) {
  const std::string path = folder_ + "/cases.xlsx";
  for (const mode_t rights : {mode_t{0600}, mode_t{0640}, mode_t{0664}}) {
    ASSERT_TRUE(files_->write(path, "old"));
    ASSERT_EQ(::chmod(path.c_str(), rights), 0);
    ASSERT_TRUE(files_->replace(path, "new", folder_ + "/backup"));
    EXPECT_EQ(rights_of(path), rights);
    EXPECT_EQ(rights_of(folder_ + "/backup"), rights);
    EXPECT_EQ(files_->read(path).value(), "new");
    EXPECT_EQ(files_->read(folder_ + "/backup").value(), "old");
    ASSERT_TRUE(files_->remove(folder_ + "/backup"));
  }
}

TEST_F(Disk, ALinkStaysAndWhatItLeadsToIsReplaced) {
  ASSERT_TRUE(files_->make_folder(folder_ + "/share"));
  ASSERT_TRUE(files_->write(folder_ + "/share/real", "old"));
  ASSERT_EQ(::chmod((folder_ + "/share/real").c_str(), 0600), 0);
  ASSERT_EQ(::symlink("share/real", (folder_ + "/link").c_str()), 0);
  ASSERT_TRUE(files_->replace(folder_ + "/link", "new", folder_ + "/backup"));
  EXPECT_EQ(files_->read(folder_ + "/share/real").value(), "new");
  EXPECT_EQ(rights_of(folder_ + "/share/real"), mode_t{0600});
  EXPECT_EQ(files_->read(folder_ + "/backup").value(), "old");
  EXPECT_TRUE(files_->same_file(folder_ + "/link", folder_ + "/share/real"));
  EXPECT_EQ(files_->list(folder_), (std::vector<std::string>{"backup", "link", "share"}));
}

TEST_F(Disk, OneFileHasManyNames) {
  ASSERT_TRUE(files_->make_folder(folder_ + "/a"));
  ASSERT_TRUE(files_->write(folder_ + "/a/x", "1"));
  ASSERT_TRUE(files_->write(folder_ + "/x", "1"));
  EXPECT_TRUE(files_->same_file(folder_ + "/a/x", folder_ + "/./a/../a//x"));
  EXPECT_FALSE(files_->same_file(folder_ + "/a/x", folder_ + "/x"));
  EXPECT_TRUE(files_->same_file(folder_ + "/none", folder_ + "/a/../none"));
  EXPECT_TRUE(files_->same_file("none", "./none"));
  EXPECT_FALSE(files_->same_file("none", "a/none"));
  EXPECT_FALSE(files_->same_file("", ""));
}

TEST_F(Disk, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(files_->read(folder_ + "/none").error().code, "file-missing");
  EXPECT_EQ(files_->read(folder_).error().code, "file-unreadable");
}

TEST(Paths, AreTakenApart) {
  EXPECT_EQ(join_path("a", "b"), "a/b");
  EXPECT_EQ(join_path("a/", "b"), "a/b");
  EXPECT_EQ(join_path("", "b"), "b");
  EXPECT_EQ(join_path("a", "/b"), "/b");
  EXPECT_EQ(parent_path("a/b/c.docx"), "a/b");
  EXPECT_EQ(parent_path("/c"), "/");
  EXPECT_EQ(parent_path("c"), "");
  EXPECT_EQ(file_name("a/b/c.docx"), "c.docx");
  EXPECT_EQ(file_ending("a.b/C.DOCX"), "docx");
  EXPECT_EQ(file_ending("a.b/c"), "");
}

struct NameCase {
  std::string name, safe;
};

class SafeNames : public testing::TestWithParam<NameCase> {};

TEST_P(SafeNames, SuitEverySystem) {
  bool changed = false;
  EXPECT_EQ(safe_file_name(GetParam().name, &changed), GetParam().safe);
  EXPECT_EQ(changed, GetParam().name != GetParam().safe);
}

INSTANTIATE_TEST_SUITE_P(Names, SafeNames,
                         testing::Values(NameCase{"OAK-001", "OAK-001"}, NameCase{"2026/17", "2026-17"},
                                         NameCase{"..", "-"}, NameCase{"../../etc", "-..-etc"}, NameCase{"CON", "-CON"},
                                         NameCase{"com1.x", "-com1.x"}, NameCase{"comet", "comet"},
                                         NameCase{"a\nb", "a-b"}, NameCase{"name. ", "name"}, NameCase{"", "-"},
                                         NameCase{"Zo\u00EB", "Zo\u00EB"},
                                         NameCase{std::string(300, 'x'), std::string(120, 'x')}));

}  // namespace
}  // namespace caseletters
