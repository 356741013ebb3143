#include "merge/report.h"

#include <gtest/gtest.h>

namespace caseletters::merge {
namespace {

TEST(Report, HasTheKeysOthersScriptAgainst) {
  LetterOutcome letter;
  letter.case_id = "OAK-\"1\"";
  letter.letter = "ban-1";
  letter.status = Status::written;
  letter.files = {"OAK-1/ban-1-2026-11-03.docx"};
  letter.choices = {{"Gate", {"primary"}}};
  letter.dates = {{"Letter date", "2026-11-03"}};
  letter.diagnostics = {warning("weekend", "Review date falls on a Sunday")};
  RunOutcome run;
  run.totals.written = 1;
  Report report;
  report.add(letter);
  report.add(letter);
  const auto json = nlohmann::json::parse(report.finish(run));
  ASSERT_EQ(json["letters"].size(), 2u);
  const auto& first = json["letters"][0];
  EXPECT_EQ(first["case"], "OAK-\"1\"");
  EXPECT_EQ(first["status"], "written");
  EXPECT_EQ(first["files"][0], "OAK-1/ban-1-2026-11-03.docx");
  EXPECT_EQ(first["choices"]["Gate"][0], "primary");
  EXPECT_EQ(first["dates"]["Letter date"], "2026-11-03");
  EXPECT_EQ(first["diagnostics"][0]["code"], "weekend");
  EXPECT_EQ(first["diagnostics"][0]["severity"], "warning");
  EXPECT_EQ(json["totals"]["written"], 1);
  EXPECT_EQ(json["totals"]["failed"], 0);
  EXPECT_TRUE(json["diagnostics"].is_array());
}

TEST(Report, OfNothingIsStillAReport) {
  RunOutcome run;
  run.diagnostics = {error("no-cases", "the workbook has no cases")};
  const auto json = nlohmann::json::parse(Report{}.finish(run));
  EXPECT_TRUE(json["letters"].empty());
  EXPECT_EQ(json["diagnostics"][0]["code"], "no-cases");
}

TEST(Report, SurvivesBytesThatAreNoText) {
  LetterOutcome letter;
  letter.case_id = "caf\xE9";
  Report report;
  report.add(letter);
  EXPECT_TRUE(nlohmann::json::accept(report.finish({})));
}

}  // namespace
}  // namespace caseletters::merge
