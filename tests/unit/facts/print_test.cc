#include "facts/print.h"

#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::day;

std::uint16_t formats(std::initializer_list<Format> wanted) {
  unsigned bits = 0;
  for (const Format format : wanted) bits |= 1U << static_cast<unsigned>(format);
  return static_cast<std::uint16_t>(bits);
}

TEST(Print, ValuesAsTheirTypes) {
  EXPECT_EQ(print(Value(std::string("A — “b”\nc")), 0, nullptr), "A — “b”\nc");
  EXPECT_EQ(print(Value(day("2026-11-03")), 0, nullptr), "3 November 2026");
  EXPECT_EQ(print(Value(TimeOfDay{9 * 60 + 30}), 0, nullptr), "9:30am");
  EXPECT_EQ(print(Value(Moment{day("2026-11-03"), TimeOfDay{15 * 60}}), 0, nullptr), "3 November 2026 at 3pm");
  EXPECT_EQ(print(Value(std::int64_t{12345}), 0, nullptr), "12345");
  EXPECT_EQ(print(Value(true), 0, nullptr), "yes");
  EXPECT_EQ(print(Value(false), formats({Format::sentence}), nullptr), "No");
}

TEST(Print, DateFormats) {
  const Value date(day("2026-11-03"));
  const Value moment(Moment{day("2026-11-03"), TimeOfDay{9 * 60}});
  EXPECT_EQ(print(date, formats({Format::weekday}), nullptr), "Tuesday 3 November 2026");
  EXPECT_EQ(print(date, formats({Format::short_}), nullptr), "03/11/2026");
  EXPECT_EQ(print(date, formats({Format::month}), nullptr), "November 2026");
  EXPECT_EQ(print(moment, formats({Format::weekday}), nullptr), "Tuesday 3 November 2026 at 9am");
  EXPECT_EQ(print(moment, formats({Format::month}), nullptr), "November 2026");
}

TEST(Print, Cases) {
  const Value text(std::string("élan VITAL"));
  EXPECT_EQ(print(text, formats({Format::upper}), nullptr), "ÉLAN VITAL");
  EXPECT_EQ(print(text, formats({Format::lower}), nullptr), "élan vital");
  EXPECT_EQ(print(text, formats({Format::sentence}), nullptr), "Élan VITAL");
  EXPECT_EQ(print(text, formats({Format::lower, Format::sentence}), nullptr), "Élan vital");
}

struct FirstWord {
  const char* title;
  std::string text;
  std::string sentence;
};

class FirstWords : public testing::TestWithParam<FirstWord> {};

TEST_P(FirstWords, KeepTheirOwnLetters) {
  EXPECT_EQ(print(Value(GetParam().text), formats({Format::sentence}), nullptr), GetParam().sentence);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FirstWords,
    testing::Values(
        FirstWord{"an_e_mail_address", "otto.frayn@trust.example", "otto.frayn@trust.example"},
        FirstWord{"a_web_address", "https://example.org is where it stood", "https://example.org is where it stood"},
        FirstWord{"www", "www.example.org/post/1, twice", "www.example.org/post/1, twice"},
        FirstWord{"a_brand", "iPads were thrown", "iPads were thrown"},
        FirstWord{"a_brand_after_a_space", " eBay listings", " eBay listings"},
        FirstWord{"capitals_after_a_hyphen", "anti-Semitic words", "Anti-Semitic words"},
        FirstWord{"later_words_do_not_count", "a post on eBay by j@example.org", "A post on eBay by j@example.org"},
        FirstWord{"one_letter", "a", "A"}, FirstWord{"accents", "élan", "Élan"}, FirstWord{"nothing", "", ""},
        FirstWord{"spaces", "  ", "  "}),
    [](const auto& tested) { return tested.param.title; });

TEST(Print, CapitalsLeaveAddressesAlone) {
  EXPECT_EQ(print(Value(std::string("write to otto@trust.example about iPads")), formats({Format::capitals}), nullptr),
            "Write To otto@trust.example About iPads");
}

TEST(Print, Options) {
  Domain domain = sample::options_of("Concern", {"can-be-raised", "dealt-with"});
  domain.options[1].label = "is being dealt with";
  EXPECT_EQ(print(Value(Option{0}), 0, &domain), "can be raised");
  EXPECT_EQ(print(Value(Option{1}), formats({Format::sentence}), &domain), "Is being dealt with");
  const Domain channels = Vocabulary().domains()[Vocabulary::channels_domain];
  EXPECT_EQ(print(Value(Option{1}), 0, &channels), "e-mail");
}

struct SetCase {
  const char* title;
  std::vector<int> options;  // of 3.1 a–d, 3.2 a–b
  const char* text;
};

class GroupedSets : public testing::TestWithParam<SetCase> {};

TEST_P(GroupedSets, PrintByGroup) {
  const Domain domain = sample::Policy::sections();
  OptionSet set;
  for (const int option : GetParam().options) set.push_back(Option{option});
  EXPECT_EQ(print(Value(set), 0, &domain), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GroupedSets,
    testing::Values(SetCase{"one", {0}, "3.1 a"}, SetCase{"two_of_one_group", {0, 2}, "3.1 a and c"},
                    SetCase{"three_of_one_group", {0, 1, 3}, "3.1 a, b and d"},
                    SetCase{"two_groups", {0, 2, 5}, "3.1 a and c, and 3.2 b"},
                    SetCase{"two_groups_of_one", {0, 5}, "3.1 a and 3.2 b"},
                    SetCase{"two_groups_of_many", {0, 1, 2, 4, 5}, "3.1 a, b and c, and 3.2 a and b"},
                    SetCase{"nothing", {}, ""}),
    [](const auto& tested) { return tested.param.title; });

TEST(Print, Sets) {
  const Domain domain = sample::options_of("Sanctions", {"pause", "meetings", "legal-action"});
  const auto set = [](std::initializer_list<int> options) {
    OptionSet made;
    for (const int option : options) made.push_back(Option{option});
    return Value(made);
  };
  EXPECT_EQ(print(set({0}), 0, &domain), "pause");
  EXPECT_EQ(print(set({0, 2}), 0, &domain), "pause and legal action");
  EXPECT_EQ(print(set({0, 1, 2}), 0, &domain), "pause, meetings and legal action");
  EXPECT_EQ(print(set({0, 1, 2}), formats({Format::sentence}), &domain), "Pause, meetings and legal action");
  EXPECT_EQ(print(set({0, 2}), formats({Format::lines, Format::sentence}), &domain), "Pause\nLegal action");
  EXPECT_EQ(print(set({0, 2}), formats({Format::count}), &domain), "2");
  const Domain sections = sample::Policy::sections();
  EXPECT_EQ(print(set({0, 5}), formats({Format::lines}), &sections), "3.1 a\n3.2 b");
}

TEST(Print, ASchoolsOwnLabelsStandInById) {
  const Domain domain = sample::Policy::sections();
  Domain labels;
  labels.options = {{"3.2b", "ii", "5", {}}, {"3.1a", "i", "4", {}}, {"unheard-of", "x", "9", {}}};
  const OptionSet set = {Option{0}, Option{2}, Option{5}};
  EXPECT_EQ(print(Value(set), 0, &domain, &labels), "5 ii, 4 i and 3.1 c");
  EXPECT_EQ(print(Value(Option{0}), 0, &domain, &labels), "4 i");
  EXPECT_EQ(print(Value(Option{1}), 0, &domain, &labels), "3.1 b");
}

TEST(Formats, SuitTheirTypes) {
  struct Row {
    const char* format;
    std::vector<Kind> kinds;
  };
  const Kind all[] = {Kind::text,   Kind::date,   Kind::time,   Kind::moment,
                      Kind::number, Kind::yes_no, Kind::option, Kind::set};
  const std::vector<Kind> dates = {Kind::date, Kind::moment};
  const std::vector<Kind> words = {Kind::text, Kind::yes_no, Kind::option, Kind::set};
  const std::vector<Row> rows = {{"weekday", dates},
                                 {"short", dates},
                                 {"month", dates},
                                 {"upper", words},
                                 {"lower", words},
                                 {"sentence", words},
                                 {"lines", {Kind::text, Kind::set}},
                                 {"count", {Kind::set}},
                                 {"optional", {std::begin(all), std::end(all)}}};
  for (const Row& row : rows) {
    const auto format = find_format(row.format);
    ASSERT_TRUE(format) << row.format;
    for (const Kind kind : all) {
      const bool suits = std::find(row.kinds.begin(), row.kinds.end(), kind) != row.kinds.end();
      const auto checked = check_format(*format, Type{kind, 0});
      EXPECT_EQ(checked.has_value(), suits) << row.format << " " << static_cast<int>(kind);
      if (!checked) {
        EXPECT_EQ(checked.error().code, "bad-format");
      }
    }
  }
  EXPECT_EQ(find_format("bold"), std::nullopt);
  Symbol list;
  list.kind = SymbolKind::list_plural;
  list.type = Type{Kind::number, -1};
  EXPECT_TRUE(check_format(Format::count, list));
  EXPECT_TRUE(check_format(Format::lines, list));
  EXPECT_FALSE(check_format(Format::weekday, list));
}

}  // namespace
}  // namespace caseletters::facts
