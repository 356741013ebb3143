// A register in a folder of its own, and entries to put into it.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "package/archive.h"
#include "register/register_file.h"

namespace caseletters::history {

class RegisterFixture : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "register-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    path_ = folder_ + "/register.sqlite";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::unique_ptr<RegisterFile> open() {
    auto opened = RegisterFile::open(*files_, path_, 0);
    if (!opened) {
      ADD_FAILURE() << to_text(opened.error().front());
      return nullptr;
    }
    return std::move(*opened);
  }

  [[nodiscard]] Ledger load() {
    auto key = read_key(*files_, key_path(path_));
    auto database = Database::open(path_, Database::Use::reading, 0);
    auto ledger = Ledger::load(database.value(), key.value() ? &**key : nullptr);
    if (!ledger) ADD_FAILURE() << to_text(ledger.error());
    return std::move(*ledger);
  }

  [[nodiscard]] static Entry entry(const std::string& case_id, const std::string& letter, const std::string& date) {
    Entry made;
    made.case_id = case_id;
    made.run = "1";
    made.letter = letter;
    made.letter_date = date;
    made.signatory = "headteacher";
    return made;
  }

  // A finished letter that waits in the staging folder, and what the register is told of it.
  [[nodiscard]] RegisterFile::Intention staged(Batch& batch, Entry about, const std::string& bytes) {
    about.output_sha256 = package::sha256(bytes);
    about.files = "letters/" + about.case_id + "/" + about.letter + ".docx";
    last_staged_ = batch.stage(bytes).value();
    return {std::move(about), {batch.path_of(last_staged_)}, 1};
  }

  [[nodiscard]] static std::vector<std::string> codes(const Diagnostics& diagnostics) {
    std::vector<std::string> found;
    for (const auto& diagnostic : diagnostics) found.push_back(diagnostic.code);
    return found;
  }

  std::string folder_, path_;
  std::unique_ptr<Files> files_ = disk_files();
  Batch::Staged last_staged_ = 0;
};

}  // namespace caseletters::history
