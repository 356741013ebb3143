#include "pdf/story_height.h"

#include <gtest/gtest.h>

namespace caseletters::pdf {
namespace {

using document::Block;

document::Paragraph said(const std::string& words, double size = 10) {
  document::Paragraph paragraph;
  paragraph.mark.size = size;
  document::Run run;
  run.text = words;
  run.style.size = size;
  paragraph.runs.push_back(run);
  return paragraph;
}

Height height_of(const std::vector<Block>& blocks, double width) {
  FontBook fonts;
  PandocStyles styles{fonts};
  return StoryHeight{styles}.of(blocks, width);
}

TEST(StoryHeight, OneLineIsKnownExactly) {
  auto line = said("Page 1 of 2");
  line.style.line_rule = document::LineRule::exact;
  line.style.line = 14;
  const auto height = height_of({line}, 400);
  EXPECT_DOUBLE_EQ(height.least, 14);
  EXPECT_DOUBLE_EQ(height.most, 14);
}

TEST(StoryHeight, WhatMayWrapMayBeTaller) {
  auto line = said(std::string(200, 'i') + " i");
  line.style.line_rule = document::LineRule::exact;
  line.style.line = 14;
  line.style.after = 6;
  const auto height = height_of({line}, 400);
  EXPECT_DOUBLE_EQ(height.least, 14);
  EXPECT_GT(height.most, 6 * 14);  // 200 of the widest letters would need that many lines
  EXPECT_LT(height.most, 20 * 14);
}

TEST(StoryHeight, WhatStandsInARowCountsOnce) {
  document::Table table;
  table.columns = {200, 200};
  document::Row row;
  for (int i = 0; i < 2; ++i) {
    document::Cell cell;
    cell.column = i;
    auto line = said("Signed");
    line.style.line_rule = document::LineRule::exact;
    line.style.line = 10.0 + 5 * i;
    cell.blocks.emplace_back(line);
    row.cells.push_back(cell);
  }
  row.height = 12;
  table.rows = {row};
  const auto height = height_of({table}, 400);
  EXPECT_DOUBLE_EQ(height.least, 15);
  EXPECT_DOUBLE_EQ(height.most, 15);
}

TEST(StoryHeight, ColumnsTooNarrowAreNotForetold) {
  EXPECT_GT(height_of({said("Signed")}, 5).most, 10000);
}

TEST(StoryHeight, AnchoredIsFoundInCells) {
  document::Paragraph paragraph;
  document::Run run;
  run.kind = document::Run::Kind::anchored;
  run.anchored = std::make_shared<document::Anchored>();
  EXPECT_FALSE(has_anchored({Block{paragraph}}));
  paragraph.runs.push_back(run);
  document::Table table;
  table.rows.emplace_back();
  table.rows.back().cells.emplace_back();
  table.rows.back().cells.back().blocks.emplace_back(paragraph);
  EXPECT_TRUE(has_anchored({Block{table}}));
}

}  // namespace
}  // namespace caseletters::pdf
