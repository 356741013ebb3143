#include "pdf/pandoc_tree.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace caseletters::pdf {
namespace {

document::StyledDocument letter_of(std::vector<document::Block> blocks) {
  document::StyledDocument letter;
  letter.sections.emplace_back();
  letter.sections.back().blocks = std::move(blocks);
  return letter;
}

document::Paragraph said(const std::string& words) {
  document::Paragraph paragraph;
  document::Run run;
  run.text = words;
  paragraph.runs.push_back(run);
  return paragraph;
}

Json tree_of(const document::StyledDocument& letter) {
  FontBook fonts;
  PandocTree tree{fonts};
  tree.add("1", letter, {});
  return Json::parse(tree.finish());
}

// The blocks of the letter's only section's text.
Json flow_of(const Json& tree) {
  const Json& section = tree["blocks"][1]["c"][1][0];
  return section["c"][1].back()["c"][1];
}

std::string class_of(const Json& block) {
  return block["c"][0][1][0];
}

std::string attribute_of(const Json& block, const std::string& name) {
  const std::string all = "\n" + block["c"][0][0].get<std::string>();
  const auto at = all.find("\n" + name + "=");
  if (at == std::string::npos) return {};
  const auto from = at + name.size() + 2;
  return all.substr(from, all.find('\n', from) - from);
}

TEST(PandocTree, WordsStandAsTheyAreWhateverTheyHold) {
  const std::string words = "#image(\"/etc/passwd\") \\ \"quoted\" {{x}} <b>";
  const auto flow = flow_of(tree_of(letter_of({said(words)})));
  ASSERT_EQ(flow.size(), 1U);
  EXPECT_EQ(flow[0]["c"][1][0]["c"][0]["c"], words);
}

TEST(PandocTree, TheLargerOfTwoDistancesCounts) {
  auto one = said("one"), other = said("other");
  one.style.after = 6;
  other.style.before = 10;
  const auto flow = flow_of(tree_of(letter_of({one, other})));
  EXPECT_EQ(attribute_of(flow[1], "gap"), "10");
  auto letter = letter_of({one, other});
  letter.spaces_add_up = true;
  EXPECT_EQ(attribute_of(flow_of(tree_of(letter))[1], "gap"), "16");
}

TEST(PandocTree, NeighboursOfOneStyleStandCloserWhereItSaysSo) {
  auto one = said("one"), other = said("other");
  one.style.after = other.style.before = 6;
  one.style.contextual = other.style.contextual = true;
  one.style.id = other.style.id = "List";
  EXPECT_EQ(attribute_of(flow_of(tree_of(letter_of({one, other})))[1], "gap"), "");
}

TEST(PandocTree, NumberedNeighboursMakeOneList) {
  const auto item = [](const char* label) {
    auto paragraph = said("words");
    paragraph.style.left = 36;
    paragraph.style.first = -18;
    paragraph.label.emplace();
    paragraph.label->text = label;
    paragraph.label->list = "1";
    return paragraph;
  };
  const auto flow = flow_of(tree_of(letter_of({item("a)"), item("b)"), said("after")})));
  ASSERT_EQ(flow.size(), 2U);
  EXPECT_EQ(class_of(flow[0]), "list");
  ASSERT_EQ(flow[0]["c"][1].size(), 2U);
  EXPECT_EQ(attribute_of(flow[0]["c"][1][1], "l"), "b)");
}

TEST(PandocTree, OnlyTheItemThatStaysWithWhatFollowsIsKeptWithIt) {
  const auto item = [](const char* label, bool stays) {
    auto paragraph = said("words");
    paragraph.style.left = 36;
    paragraph.style.first = -18;
    paragraph.style.before = 6;
    paragraph.style.keep_next = stays;
    paragraph.label.emplace();
    paragraph.label->text = label;
    paragraph.label->list = "1";
    return paragraph;
  };
  const auto flow =
      flow_of(tree_of(letter_of({item("a)", false), item("b)", false), item("c)", true), said("after")})));
  ASSERT_EQ(flow.size(), 3U);
  EXPECT_EQ(flow[0]["c"][1].size(), 2U);
  EXPECT_EQ(attribute_of(flow[0], "next"), "");
  ASSERT_EQ(flow[1]["c"][1].size(), 1U);
  EXPECT_EQ(attribute_of(flow[1], "next"), "1");
  EXPECT_EQ(attribute_of(flow[1]["c"][1][0], "l"), "c)");
  EXPECT_EQ(attribute_of(flow[1], "gap"), attribute_of(flow[0], "inner"));
}

TEST(PandocTree, APageBreakPartsItsParagraph) {
  auto paragraph = said("before");
  document::Run page;
  page.kind = document::Run::Kind::page_break;
  paragraph.runs.push_back(page);
  paragraph.runs.push_back(said("after").runs.front());
  const auto flow = flow_of(tree_of(letter_of({paragraph})));
  ASSERT_EQ(flow.size(), 3U);
  EXPECT_EQ(class_of(flow[1]), "page-break");
}

TEST(PandocTree, APageBreakPartsColumns) {
  auto paragraph = said("before");
  document::Run page;
  page.kind = document::Run::Kind::page_break;
  paragraph.runs.push_back(page);
  paragraph.runs.push_back(said("after").runs.front());
  auto letter = letter_of({paragraph});
  letter.sections.back().page.columns = 2;
  const auto tree = tree_of(letter);
  std::vector<std::string> columns;
  for (const auto& block : tree["blocks"][1]["c"][1][0]["c"][1])
    if (class_of(block) == "flow") columns.push_back(attribute_of(block, "columns"));
  EXPECT_EQ(columns, (std::vector<std::string>{"2", "", "2"}));
}

TEST(PandocTree, ColumnsBetweenOtherTextAreBalanced) {
  auto letter = letter_of({said("above")});
  letter.sections.push_back(letter.sections.back());
  letter.sections.push_back(letter.sections.back());
  letter.sections[1].start = letter.sections[2].start = document::Section::Start::continuous;
  letter.sections[1].page.columns = 3;
  const auto tree = tree_of(letter);
  ASSERT_EQ(tree["blocks"][1]["c"][1].size(), 1U);
  std::vector<std::string> columns, balanced;
  for (const auto& block : tree["blocks"][1]["c"][1][0]["c"][1]) {
    if (class_of(block) != "flow") continue;
    columns.push_back(attribute_of(block, "columns"));
    balanced.push_back(attribute_of(block, "balanced"));
  }
  EXPECT_EQ(columns, (std::vector<std::string>{"", "3", ""}));
  EXPECT_EQ(balanced, (std::vector<std::string>{"", "1", ""}));
}

// The typesetter fails on such words without kerning.
TEST(PandocTree, WordsThatRunLeftwardsAreKernedWithAllTheirParagraph) {
  auto mixed = said("Dear ");
  document::Run other = mixed.runs.front();
  other.text = "\u0633\u0644\u0627\u0645";
  other.style.bold = true;
  mixed.runs.push_back(other);
  const auto tree = tree_of(letter_of({mixed, said("plain")}));
  std::vector<std::string> kerned;
  for (const auto& style : tree["blocks"][0]["c"][1])
    if (class_of(style) == "text") kerned.push_back(attribute_of(style, "kern"));
  EXPECT_EQ(std::count(kerned.begin(), kerned.end(), "1"), 2);
  EXPECT_GT(kerned.size(), 2U);
}

TEST(PandocTree, NoHeadingLevelIsPassedOver) {
  auto first = said("one"), second = said("two");
  first.style.outline = 2;
  second.style.outline = 4;
  const auto tree = tree_of(letter_of({first, second}));
  std::vector<std::string> levels;
  for (const auto& style : tree["blocks"][0]["c"][1])
    if (!attribute_of(style, "heading").empty()) levels.push_back(attribute_of(style, "heading"));
  EXPECT_EQ(levels, (std::vector<std::string>{"1", "2"}));
}

TEST(Length, IsPlainAndShort) {
  EXPECT_EQ(length(12), "12");
  EXPECT_EQ(length(0.1234567), "0.123");
  EXPECT_EQ(length(-0.0001), "0");
  EXPECT_EQ(length(1e300), "20000");
}

}  // namespace
}  // namespace caseletters::pdf
