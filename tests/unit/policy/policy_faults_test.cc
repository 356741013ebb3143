// Faulty packs: each must be refused with its code, at its line, in these words. `<!--!-->` marks the line.
#include <gmock/gmock.h>

#include "small_pack.h"

namespace caseletters::policy {
namespace {

struct Fault {
  std::string name;
  std::string policy;
  std::string code;
  std::string words;  // of message and hint
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name;
}

constexpr std::string_view kLetter = R"(<letter id="ban-1" title="Ban" template="b" signatory="ceo"/>)";

std::string letter_with(std::string_view content) {
  return R"(<letter id="ban-1" title="Ban" template="b" signatory="ceo">)"
         "\n" +
         std::string{content} + "\n</letter>";
}

const Fault kFaults[] = {
    {"misspelled element", policy_of("<fakt name=\"X\" type=\"date\"/><!--!-->"), "schema", "<fakt>"},
    {"misspelled attribute", policy_of("<fact name=\"X\" tipe=\"date\"/><!--!-->"), "schema", "tipe"},
    {"unknown type", policy_of("<fact name=\"X\" type=\"dat\"/><!--!-->"), "schema", "date"},
    {"letter without a title", policy_of("", "", "<letter id=\"a\" template=\"a\" signatory=\"ceo\"/><!--!-->"),
     "schema", "title"},
    {"empty condition", policy_of("", "", letter_with("<due when=\" \"/><!--!-->")), "schema", "when"},
    {"unknown role", policy_of("", "", "<letter id=\"a\" title=\"t\" template=\"a\" signatory=\"head\"/><!--!-->"),
     "schema", "headteacher"},
    {"ill-formed", "<policy>\n<facts>\n</policy><!--!-->", "bad-xml", ""},
    {"wrong root", "<shared id=\"x\"/><!--!-->", "wrong-root", "<policy"},
    {"include missing", policy_of("", "", "", "", "<include shared=\"ban-sett\"/><!--!-->"), "include-missing",
     "templates/small/shared/ban-sett.xml and templates/shared/ban-sett.xml"},
    {"fact declared twice", policy_of("<fact name=\"Run\" type=\"number\"/><!--!-->"), "name-taken",
     "templates/shared/vocabulary.xml, line 17"},
    {"fact declared twice, hint", policy_of("<fact name=\"run\" type=\"number\"/><!--!-->"), "name-taken",
     "extend=\"yes\""},
    {"word declared twice", policy_of("<word name=\"Salutation\"><case>Dear all</case></word><!--!-->"), "name-taken",
     "replace=\"yes\""},
    {"choice with a fact's name", policy_of("", "<choice name=\"Sections\"><option id=\"a\"/></choice><!--!-->"),
     "name-taken", "taken by a fact"},
    {"list's plural taken",
     policy_of("<list name=\"Pupil\" plural=\"Children\"><fact name=\"P\" type=\"text\"/></list><!--!-->"),
     "name-taken", "Children"},
    {"letter declared twice", policy_of("", "", std::string{kLetter} + "\n" + std::string{kLetter} + "<!--!-->"),
     "name-taken", "line"},
    {"options declared twice", policy_of("<options name=\"Section\"><option id=\"x\"/></options><!--!-->"),
     "name-taken", "list of options"},
    {"built-in options", policy_of("<options name=\"roles\"><option id=\"x\"/></options><!--!-->"), "name-taken",
     "built in"},
    {"nothing to replace", policy_of("<word name=\"Salutatoin\" replace=\"yes\"><case>x</case></word><!--!-->"),
     "nothing-to-replace", "Did you mean “Salutation”?"},
    {"replaces another kind",
     policy_of("<derived name=\"Run\" type=\"number\" value=\"Run\" replace=\"yes\"/><!--!-->"), "name-taken",
     "is a fact"},
    {"nothing to extend", policy_of("<fact name=\"Incident dat\" extend=\"yes\"><heading>x</heading></fact><!--!-->"),
     "nothing-to-extend", "Did you mean “Incident date”?"},
    {"extension changes the type", policy_of("<fact name=\"Run\" extend=\"yes\" type=\"text\"/><!--!-->"),
     "bad-extension", "its type cannot be changed"},
    {"extension adds an option",
     policy_of("<fact name=\"Complaint about\" extend=\"yes\">\n<option id=\"heed\"/><!--!-->\n</fact>"),
     "unknown-option", "no option “heed”"},
    {"fact without a type", policy_of("<fact name=\"X\"/><!--!-->"), "bad-fact", "has no type"},
    {"option fact without options", policy_of("<fact name=\"X\" type=\"option\"/><!--!-->"), "bad-fact", "no options"},
    {"date with options", policy_of("<fact name=\"X\" type=\"date\"><option id=\"a\"/></fact><!--!-->"), "bad-fact",
     "no options"},
    {"two sources of options",
     policy_of("<fact name=\"X\" type=\"set\" options=\"section\"><option id=\"a\"/></fact><!--!-->"), "bad-fact",
     "Keep one"},
    {"unknown options", policy_of("<fact name=\"X\" type=\"set\" options=\"sections\"/><!--!-->"), "unknown-options",
     "Did you mean “section”?"},
    {"option twice",
     policy_of("<fact name=\"X\" type=\"option\">\n<option id=\"a\"/>\n<option id=\"a\"/><!--!-->\n</fact>"),
     "option-twice", "“a” twice"},
    {"word of two options",
     policy_of("<fact name=\"X\" type=\"option\"><option id=\"a\"><word>w</word></option>"
               "<option id=\"b\"><word>W</word></option></fact><!--!-->"),
     "word-twice", "a and b"},
    {"name with a reserved word", policy_of("<fact name=\"Time and place\" type=\"text\"/><!--!-->"), "name-reserved",
     "“and”"},
    {"name that begins with a letter's id", policy_of("<fact name=\"ban-1 mood\" type=\"text\"/><!--!-->", "", kLetter),
     "name-reserved", "ban-1"},
    {"name with a comma", policy_of("<fact name=\"Here, there\" type=\"text\"/><!--!-->"), "bad-name", "comma"},
    {"bad default", policy_of("<fact name=\"X\" type=\"number\" default=\"one\"/><!--!-->"), "bad-value",
     "The default of “X”: “one” is not a whole number."},
    {"default that is no option",
     policy_of("<fact name=\"X\" type=\"option\" default=\"rde\"><option id=\"red\"/></fact><!--!-->"),
     "unknown-option", "Did you mean “red”?"},
    {"default that is no date", policy_of("<fact name=\"X\" type=\"date\" default=\"2026-02-30\"/><!--!-->"),
     "bad-date", "2026-11-03"},
    {"derived without value", policy_of("<derived name=\"X\" type=\"date\"/><!--!-->"), "bad-derived", "neither"},
    {"derived with both",
     policy_of(
         "<derived name=\"X\" type=\"date\" value=\"Letter date\"><case value=\"Letter date\"/></derived><!--!-->"),
     "bad-derived", "both"},
    {"case that gives nothing",
     policy_of("<derived name=\"X\" type=\"date\">\n<case when=\"Run is 1\"/><!--!-->\n</derived>"), "bad-derived",
     "gives nothing"},
    {"case that gives two things",
     policy_of("<derived name=\"X\" type=\"number\">\n<case value=\"Run\" is=\"1\"/><!--!-->\n</derived>"),
     "bad-derived", "more than one"},
    {"case never reached",
     policy_of("<derived name=\"X\" type=\"number\">\n<case is=\"1\"/>\n<case is=\"2\"/><!--!-->\n</derived>"),
     "case-unreachable", "before it has no condition"},
    {"derived of another type", policy_of("<derived name=\"X\" type=\"number\" value=\"Letter date\"/><!--!-->"),
     "bad-type", "“Letter date” is a date, and a number is wanted."},
    {"derived of other options",
     policy_of("<derived name=\"X\" type=\"set\" options=\"roles\" value=\"Sections\"/><!--!-->"), "bad-type",
     "a set of options of section, and a set of options of roles is wanted"},
    {"constant of another type",
     policy_of("<derived name=\"X\" type=\"option\" options=\"section\">\n<case is=\"3.3a\"/><!--!-->\n</derived>"),
     "unknown-option", "section"},
    {"after without review",
     policy_of(
         "<derived name=\"X\" type=\"date\">\n<case value=\"Letter date\" after=\"Letter date\"/><!--!-->\n</derived>"),
     "bad-derived", "goes with `review` only"},
    {"unknown review",
     policy_of("<derived name=\"X\" type=\"date\">\n<case review=\"bann\" after=\"Letter date\"/><!--!-->\n</derived>",
               "", kLetter, "<review id=\"ban\" period=\"6 months\" anchor=\"ban-1 date\" outcome=\"ban-1\"/>"),
     "unknown-review", "Did you mean “ban”?"},
    {"review without after",
     policy_of("<derived name=\"X\" type=\"date\">\n<case review=\"ban\"/><!--!-->\n</derived>", "", kLetter,
               "<review id=\"ban\" period=\"6 months\" anchor=\"ban-1 date\" outcome=\"ban-1\"/>"),
     "bad-derived", "lacks `after`"},
    {"bad period",
     policy_of("", "", kLetter,
               "<review id=\"ban\" period=\"half a year\" anchor=\"ban-1 date\" outcome=\"ban-1\"/><!--!-->"),
     "bad-period", "6 months"},
    {"unknown outcome letter",
     policy_of("", "", kLetter,
               "<review id=\"ban\" period=\"6 months\" anchor=\"ban-1 date\" outcome=\"ban-3\"/><!--!-->"),
     "unknown-letter", "Did you mean “ban-1”?"},
    {"unknown fact in a condition", policy_of("", "", letter_with("<due when=\"Incident dote is known\"/><!--!-->")),
     "unknown-fact", "Incident date"},
    {"today outside due",
     policy_of("", "<choice name=\"C\">\n<option id=\"a\" when=\"Letter date is before today\"/><!--!-->\n</choice>"),
     "unexpected-today", "In the option “a” of the choice “C”"},
    {"unknown option in a condition",
     policy_of("<derived name=\"X\" type=\"yes-no\" value=\"Complaint about is heed\"/><!--!-->"), "unknown-option",
     "heed"},
    {"mixed and, or",
     policy_of("<derived name=\"X\" type=\"yes-no\" value=\"Run is 1 and Run is 2 or Run is 3\"/><!--!-->"),
     "mixed-and-or", "In a case of “X”"},
    {"unknown name in a text", policy_of("<word name=\"X\">\n<case>Dear {{Tutle}}</case><!--!-->\n</word>"),
     "unknown-fact", "Title"},
    {"Signatory without all roles",
     policy_of("", "<choice name=\"Signatory\"><option id=\"headteacher\"/><option id=\"ceo\"/></choice><!--!-->"),
     "bad-choice", "chair-of-governors"},
    {"at-least with pick one",
     policy_of("", "<choice name=\"C\" pick=\"one\" at-least=\"1\"><option id=\"a\"/></choice><!--!-->"), "bad-choice",
     "picks one"},
    {"choice over options it does not have",
     policy_of("", "<choice name=\"C\" options=\"section\">\n<option id=\"3.1e\"/><!--!-->\n</choice>"),
     "unknown-option", "section"},
    {"rules in a ring",
     policy_of("<derived name=\"X\" type=\"number\" value=\"Y\"/><!--!-->\n<derived name=\"Y\" type=\"number\" "
               "value=\"X\"/>"),
     "rules-in-a-ring", "X needs Y needs X"},
    {"nobody signs", policy_of("", "", "<letter id=\"a\" title=\"t\" template=\"a\"/><!--!-->"), "signatory-missing",
     "Nobody signs"},
    {"two due rules", policy_of("", "", letter_with("<due when=\"Run is 1\"/>\n<due when=\"Run is 2\"/><!--!-->")),
     "due-twice", "Join them"},
    {"await of an unknown letter",
     policy_of("", "", letter_with("<await for=\"review\" when=\"Run is 1\" also=\"ban-9\">x</await><!--!-->")),
     "unknown-letter", "“ban-9”"},
    {"await until no date",
     policy_of("", "", letter_with("<await for=\"review\" when=\"Run is 1\" until=\"Run\">x</await><!--!-->")),
     "bad-type", "await"},
    {"await for nothing known",
     policy_of("", "", letter_with("<await for=\"godot\" when=\"Run is 1\">x</await><!--!-->")), "schema", "godot"},
    {"unknown letter after", policy_of("", "", letter_with("<after letters=\"ban-1, ban-9\"/><!--!-->")),
     "unknown-letter", "“ban-9”"},
    {"unknown need", policy_of("", "", letter_with("<needs fact=\"Last name, Surname\"/><!--!-->")), "unknown-fact",
     "In <needs>"},
    {"unknown companion", policy_of("", "", letter_with("<companion letter=\"ban-2\"/><!--!-->")), "unknown-letter",
     "Did you mean “ban-1”?"},
    {"its own companion", policy_of("", "", letter_with("<companion letter=\"ban-1\"/><!--!-->")), "letter-itself",
     "own"},
    {"unknown set fact", policy_of("", "", letter_with("<sets names=\"Incident date, Review dat\"/><!--!-->")),
     "unknown-fact", "“Review dat”"},
    {"sets a child's fact", policy_of("", "", letter_with("<sets names=\"Child name\"/><!--!-->")), "bad-sets", "list"},
    {"refusal code twice",
     policy_of("", "",
               letter_with("<refuse code=\"a\" when=\"Run is 1\"><because>x</because></refuse>\n"
                           "<caution code=\"a\" when=\"Run is 1\"><because>x</because></caution><!--!-->")),
     "refuse-twice", "“a” twice"},
    {"unknown name in a reason",
     policy_of("", "",
               letter_with("<refuse code=\"a\" when=\"Run is 1\">\n<because>{{Runn}}</because><!--!-->\n</refuse>")),
     "unknown-fact", "In <because> of the refusal “a”"},
    {"review date a letter does not set",
     policy_of("<derived name=\"X\" type=\"date\" value=\"ban-1 Incident date\"/><!--!-->", "", kLetter),
     "unknown-fact", "ban-1"},
};

class FaultyPolicy : public testing::TestWithParam<Fault> {};

TEST_P(FaultyPolicy, IsRefusedAtItsLineInPlainWords) {
  const Fault& fault = GetParam();
  const auto loaded = load_small(fault.policy);
  ASSERT_FALSE(loaded.has_value());
  const Diagnostics& found = loaded.error();
  const auto match = std::find_if(found.begin(), found.end(), [&fault](const Diagnostic& diagnostic) {
    return diagnostic.code == fault.code &&
           (diagnostic.message + " " + diagnostic.hint).find(fault.words) != std::string::npos;
  });
  ASSERT_NE(match, found.end()) << all_text(found);
  EXPECT_EQ(match->file, "templates/small/policy.xml");
  EXPECT_EQ(match->line, marked_line(fault.policy)) << all_text(found);
  EXPECT_EQ(match->severity, Severity::error);
  EXPECT_EQ(found.size(), 1u) << "one fault, one finding:\n" << all_text(found);
}

std::string test_name(const testing::TestParamInfo<Fault>& fault) {
  std::string name = fault.param.name;
  for (char& c : name) {
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, FaultyPolicy, testing::ValuesIn(kFaults), test_name);

TEST(FaultyPolicies, TellEverythingAtOnce) {
  const auto loaded =
      load_small(policy_of("<fact name=\"A\" type=\"date\" colour=\"red\"/>\n<fact name=\"Run\" type=\"number\"/>",
                           "<choice name=\"C\"><option id=\"a\" when=\"Incident dote is known\"/></choice>",
                           letter_with("<after letters=\"x\"/>")));
  ASSERT_FALSE(loaded.has_value());
  std::vector<std::string> codes;
  for (const Diagnostic& finding : loaded.error()) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::ElementsAre("schema", "name-taken", "unknown-fact", "unknown-letter"))
      << all_text(loaded.error());
  EXPECT_TRUE(std::is_sorted(loaded.error().begin(), loaded.error().end(),
                             [](const Diagnostic& left, const Diagnostic& right) { return left.line < right.line; }));
}

TEST(FaultyPolicies, AreNotBlamedForWhatOnlyFollows) {
  const auto loaded = load_small(policy_of("<fakt name=\"Mood\" type=\"number\"/>",
                                           "<choice name=\"C\"><option id=\"a\" when=\"Mood is 1\"/></choice>"));
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().size(), 1u) << all_text(loaded.error());
  EXPECT_EQ(loaded.error()[0].code, "schema");
}

TEST(FaultyPolicies, ShowTheConditionWithACaret) {
  const auto loaded = load_small(policy_of("", "", letter_with("<due when=\"Run is 1 and Incident dote is known\"/>")));
  ASSERT_FALSE(loaded.has_value());
  ASSERT_EQ(loaded.error().size(), 1u);
  const Diagnostic& finding = loaded.error()[0];
  EXPECT_EQ(finding.letter, "ban-1");
  EXPECT_EQ(finding.column, 14);
  EXPECT_THAT(finding.message, testing::StartsWith("In the due rule: "));
  EXPECT_THAT(finding.hint, testing::EndsWith("run is 1 and incident dote is known\n                 ^"));
}

TEST(FaultyPolicies, ShowOnlyThePartOfALongConditionThatMatters) {
  std::string condition = "Overnight is yes";
  for (int i = 0; i < 12; ++i) condition += " and Overnight is yes";
  const auto loaded = load_small(
      policy_of("", "", letter_with("<due when=\"" + condition + " and Roon is 1 and " + condition + "\"/>")));
  ASSERT_FALSE(loaded.has_value());
  const std::string& hint = loaded.error()[0].hint;
  const std::size_t caret = hint.rfind('^');
  const std::size_t last = hint.rfind('\n');
  const std::size_t start = hint.rfind('\n', last - 1);
  const std::string shown =
      start == std::string::npos ? hint.substr(0, last) : hint.substr(start + 1, last - start - 1);
  EXPECT_LT(shown.size(), 120u);
  EXPECT_THAT(shown, testing::HasSubstr("… "));
  // "…" is three bytes and one column; the first line of a hint stands four columns further left than the others.
  const std::size_t column = caret - last - 1 + 2 - (start == std::string::npos ? 4 : 0);
  EXPECT_EQ(shown.substr(column, 4), "roon") << hint;
}

TEST(FaultyPolicies, SayWhereAnIncludeGoesRound) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/a.xml"] = "<shared id=\"a\">\n<include shared=\"b\"/>\n</shared>";
  files.contents["templates/shared/b.xml"] = "<shared id=\"b\">\n\n<include shared=\"a\"/>\n</shared>";
  const auto loaded = load_small(policy_of("", "", "", "", "<include shared=\"a\"/>"), files);
  ASSERT_FALSE(loaded.has_value());
  ASSERT_EQ(loaded.error().size(), 1u) << all_text(loaded.error());
  EXPECT_EQ(loaded.error()[0].code, "include-cycle");
  EXPECT_EQ(loaded.error()[0].file, "templates/shared/b.xml");
  EXPECT_EQ(loaded.error()[0].line, 3);
  EXPECT_THAT(loaded.error()[0].message, testing::StartsWith("a.xml includes b.xml includes a.xml"));
}

TEST(FaultyPolicies, NameTheSharedFileThatIsWrong) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/a.xml"] =
      "<shared id=\"a\">\n<facts><fact name=\"X\" type=\"colour\"/></facts>\n</shared>";
  const auto loaded = load_small(policy_of("", "", "", "", "<include shared=\"a\"/>"), files);
  ASSERT_FALSE(loaded.has_value());
  ASSERT_EQ(loaded.error().size(), 1u) << all_text(loaded.error());
  EXPECT_EQ(loaded.error()[0].file, "templates/shared/a.xml");
  EXPECT_EQ(loaded.error()[0].line, 2);
}

TEST(FaultyPolicies, MayBeMissing) {
  const auto loaded = load_policy(files_with_schemas(), "templates/none", memory_library());
  ASSERT_FALSE(loaded.has_value());
  ASSERT_EQ(loaded.error().size(), 1u) << all_text(loaded.error());
  EXPECT_EQ(loaded.error()[0].code, "file-missing");
  EXPECT_EQ(loaded.error()[0].file, "templates/none/policy.xml");
}

}  // namespace
}  // namespace caseletters::policy
