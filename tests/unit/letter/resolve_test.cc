// Marks resolved: values, conditions, choices, lists, repeats, and the spaces around what goes.
#include <gmock/gmock.h>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Resolve : public LetterTest {};

TEST_F(Resolve, PutsValuesInPlaceOfMarks) {
  EXPECT_EQ(words_of({"On {{Incident date}} you came."}), "On 3 November 2026 you came.\n");
  EXPECT_EQ(words_of({"On {{Incident date | weekday}} you came."}), "On Tuesday 3 November 2026 you came.\n");
}

TEST_F(Resolve, EscapesValues) {
  EXPECT_EQ(body(paragraph("Dear {{Last name}}")),
            "<w:p><w:r><w:t xml:space=\"preserve\">Dear O'Hara &amp; &lt;Sons&gt;</w:t></w:r></w:p>");
}

TEST_F(Resolve, LeavesBracesAndAlternativesInsideValuesAlone) {
  set(last_name, std::string{"{{x}} he/she .... ]]>"});
  EXPECT_EQ(words_of({"A {{Last name}} b"}), "A {{x}} he/she .... ]]> b\n");
}

TEST_F(Resolve, TurnsNewLinesIntoBreaks) {
  EXPECT_EQ(body(paragraph("{{Address}}")),
            "<w:p><w:r><w:t xml:space=\"preserve\">1 High Street</w:t><w:br/><w:t xml:space=\"preserve\">Oakham</w:t>"
            "</w:r></w:p>");
}

TEST_F(Resolve, TurnsLinesIntoParagraphsOfTheSameKind) {
  EXPECT_EQ(body("<w:p w14:paraId=\"00000001\"><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>To: "
                 "{{Address | lines}}.</w:t></w:r></w:p>"),
            "<w:p w14:paraId=\"00000001\"><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t "
            "xml:space=\"preserve\">To: 1 High Street</w:t></w:r></w:p><w:p><w:pPr><w:jc "
            "w:val=\"left\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Oakham.</w:t></w:r></w:p>");
}

TEST_F(Resolve, TurnsTabsIntoTabs) {
  set(last_name, std::string{"a\tb"});
  EXPECT_THAT(body(paragraph("{{Last name}}")), HasSubstr("a</w:t><w:tab/><w:t xml:space=\"preserve\">b</w:t>"));
}

TEST_F(Resolve, RefusesControlCharacters) {
  set(last_name, std::string{"a\x01z"});
  EXPECT_THAT(codes(word_file(paragraph("{{Last name}}"))), ElementsAre("bad-value"));
}

TEST_F(Resolve, TakesTheFormattingOfTheFirstCharacter) {
  const std::string split =
      "<w:p><w:r><w:t>To </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r><w:proofErr w:type=\"spellStart\"/>"
      "<w:r><w:t>{First</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t> name}</w:t></w:r><w:r><w:t>}.</w:t></w:r></w:p>";
  EXPECT_EQ(body(split),
            "<w:p><w:r><w:t>To </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Alex</w:t></w:r>"
            "<w:proofErr w:type=\"spellStart\"/><w:r><w:t xml:space=\"preserve\">.</w:t></w:r></w:p>");
}

struct Words {
  const char* name;
  std::vector<std::string> text;
  const char* expected;
};

void PrintTo(const Words& words, std::ostream* out) {
  *out << words.name;
}

class Kept : public Resolve, public ::testing::WithParamInterface<Words> {};

// Title is blank, Extra words are blank, the phase is primary, the response was received, no steps, no children.
TEST_P(Kept, ReadsAsExpected) {
  blank(title);
  EXPECT_EQ(words_of(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Kept,
    ::testing::Values(
        Words{"optional_takes_one_space", {"Dear {{Title | optional}} {{First name}}"}, "Dear Alex\n"},
        Words{"optional_before_comma", {"Dear {{First name}} {{Title | optional}}, hello"}, "Dear Alex, hello\n"},
        Words{"optional_at_the_start", {"{{Title | optional}} {{First name}}"}, "Alex\n"},
        Words{"optional_at_the_end", {"{{First name}} {{Title | optional}}"}, "Alex\n"},
        Words{"optional_paragraph_goes", {"One", "{{Title | optional}}", "Two"}, "One\nTwo\n"},
        Words{"two_optionals", {"A {{Title | optional}} {{Extra words | optional}} b"}, "A b\n"},
        Words{"in_brackets", {"A ({{Title | optional}} b)"}, "A (b)\n"},
        Words{"if_kept", {"A {{if School phase is primary}}b {{end if}}c"}, "A b c\n"},
        Words{"if_dropped", {"A {{if School phase is secondary}}b {{end if}}c"}, "A c\n"},
        Words{"if_dropped_spaces_outside", {"A {{if School phase is secondary}}b{{end if}} c"}, "A c\n"},
        Words{"if_dropped_before_stop", {"A {{if School phase is secondary}}b{{end if}}."}, "A.\n"},
        Words{"if_dropped_at_the_start", {"{{if School phase is secondary}}B.{{end if}} C."}, "C.\n"},
        Words{"if_else", {"{{if School phase is secondary}}b{{else}}c{{end if}}"}, "c\n"},
        Words{
            "if_else_if", {"{{if School phase is secondary}}b{{else if Police told is yes}}d{{else}}c{{end}}"}, "d\n"},
        Words{"control_paragraphs",
              {"One", "{{if School phase is secondary}}", "Two", "{{else}}", "Three", "{{end if}}", "Four"},
              "One\nThree\nFour\n"},
        Words{
            "two_marks_in_one_control_paragraph",
            {"{{if School phase is secondary}}", "Two", "{{end if}} {{if Police told is yes}}", "Three", "{{end if}}"},
            "Three\n"},
        Words{"choose_inline",
              {"You {{choose Response}}{{when received}}wrote{{when none}}did not write{{otherwise}}may "
               "write{{end choose}}."},
              "You wrote.\n"},
        Words{"choose_by_paragraphs",
              {"{{choose Response}}", "", "{{when none}}", "None", "{{when received}}", "Received", "{{when not-yet}}",
               "Not yet", "{{end choose}}"},
              "Received\n"},
        Words{"choose_by_a_fact", {"{{choose School phase}}{{when primary}}p{{when secondary}}s{{end}}"}, "p\n"},
        Words{"any_of_none_survives",
              {"A.", "{{any of Possible steps}}", "We may:", "{{when meetings}}", "meet", "{{when exclusion}}",
               "exclude", "{{end any}}", "B."},
              "A.\nB.\n"},
        Words{"notes_go", {"A {{note: why “}this{” is}} b", "{{note: nothing}}", "C"}, "A b\nC\n"},
        Words{"doubled_space_at_a_mark", {"A  {{First name}}  b"}, "A Alex b\n"},
        Words{"curly_and_capitals",
              {"{{ IF School\u00A0phase is PRIMARY }}a{{Else}}b{{End_If}}", "{{first name|Upper}}"},
              "a\nALEX\n"}),
    [](const auto& row) { return std::string{row.param.name}; });

TEST_F(Resolve, JoinsWhatSurvivesInALine) {
  const std::vector<std::string> text{
      "We may {{any of Possible steps}}then {{when meetings}} stop meetings {{when exclusion}} keep you away {{when "
      "legal action}} go to court {{end any}} ."};
  choose(steps, {0});
  EXPECT_EQ(words_of(text), "We may then stop meetings.\n");
  choose(steps, {0, 2});
  EXPECT_EQ(words_of(text), "We may then stop meetings and go to court.\n");
  choose(steps, {0, 1, 2});
  EXPECT_EQ(words_of(text), "We may then stop meetings, keep you away and go to court.\n");
  choose(steps, {});
  EXPECT_EQ(words_of(text), "We may.\n");
}

TEST_F(Resolve, KeepsEachOptionThatHoldsByParagraphs) {
  choose(steps, {0, 2});
  EXPECT_EQ(words_of({"{{any of Possible steps}}", "We may:", "{{when meetings}}", "meet", "{{when exclusion}}",
                      "exclude", "{{when legal action}}", "sue", "{{end any}}", "B."}),
            "We may:\nmeet\nsue\nB.\n");
}

TEST_F(Resolve, ReadsAnyOfFromASetFact) {
  set(sanctions, facts::OptionSet{{1}, {2}});
  EXPECT_EQ(words_of({"{{any of Sanctions}}{{when meetings}}a{{when exclusion}}b{{when legal action}}c{{end any}}"}),
            "b and c\n");
}

TEST_F(Resolve, RepeatsParagraphs) {
  add_child("Ann", 1);
  add_child("Ben", 3);
  EXPECT_EQ(words_of({"A", "{{for each Child}}", "{{Child name}} is here", "{{end for}}", "B"}),
            "A\nAnn is here\nBen is here\nB\n");
  EXPECT_EQ(words_of({"A", "{{for each Child where Child year is 3}}", "{{Child name}}", "{{end for}}"}), "A\nBen\n");
  EXPECT_EQ(words_of({"Hello {{for each Child}}{{Child name}} {{end for}}!"}), "Hello Ann Ben!\n");
}

TEST_F(Resolve, NamesEveryMissingFactAtOnce) {
  unset(incident_date);
  unset(last_name);
  blank(title);
  record.sources[static_cast<std::size_t>(incident_date)] = {0, 6, 1};
  const auto letter =
      make(word_file(paragraphs({"{{Incident date}} {{Last name}}", "{{Title}}", "{{Incident date}}"})));
  ASSERT_FALSE(letter);
  ASSERT_EQ(letter.error().size(), 3u) << findings(letter.error());
  const auto& date = letter.error()[0];
  EXPECT_EQ(date.code, "missing-fact");
  EXPECT_EQ(date.fact, "Incident date");
  EXPECT_EQ(date.sheet, "Cases");
  EXPECT_EQ(date.cell, "B7");
  EXPECT_EQ(date.letter, "ban-1");
  EXPECT_THAT(date.paragraph, HasSubstr("{{Incident date}} {{Last name}}"));
  EXPECT_EQ(letter.error()[1].fact, "Last name");
  EXPECT_EQ(letter.error()[2].fact, "Title");
}

TEST_F(Resolve, NeverGuessesAnUnknownCondition) {
  unset(police);
  const auto letter = make(word_file(paragraph("{{if Police told is yes}}a{{else}}b{{end if}}")));
  ASSERT_FALSE(letter);
  ASSERT_EQ(letter.error().size(), 1u);
  EXPECT_EQ(letter.error()[0].code, "missing-fact");
  EXPECT_EQ(letter.error()[0].fact, "Police told");
}

TEST_F(Resolve, SaysOnceWhichOptionsHold) {
  auto holds = [&](const char* condition) {
    facts::Context context;
    context.vocabulary = &rules.vocabulary;
    return facts::parse_condition(condition, context).value();
  };
  record.overrides[static_cast<std::size_t>(response)].reset();
  auto& options = rules.choices[static_cast<std::size_t>(response)].options;
  options[0].when = holds("Police told is yes");
  options[1].when = holds("School phase is primary");
  options[2].when = holds("Police told is no");
  const auto file = word_file(paragraphs(
      {"{{choose Response}}{{when none}}a{{otherwise}}b{{end}}", "{{choose Response}}{{otherwise}}b{{end}}"}));
  const auto several = make(file);
  ASSERT_FALSE(several);
  ASSERT_EQ(several.error().size(), 1u) << findings(several.error());
  EXPECT_EQ(several.error()[0].code, "choice-several");
  EXPECT_THAT(several.error()[0].message, HasSubstr("“received” and “none”"));
  set(police, false);
  options[1].when = holds("School phase is secondary");
  options[2].when = holds("School phase is secondary");
  EXPECT_THAT(codes(file), ElementsAre("choice-none"));
  unset(police);
  EXPECT_THAT(codes(file), ElementsAre("missing-fact"));
}

TEST_F(Resolve, GivesTheSameBytesEveryTime) {
  const auto file = word_file(paragraphs({"Dear {{Last name}}", "{{Address | lines}}"}));
  const auto program = compile(file);
  ASSERT_TRUE(program);
  facts::Situation one{rules, record, calendar}, two{rules, record, calendar};
  EXPECT_EQ(program->resolve(one).value(), program->resolve(two).value());
}

TEST_F(Resolve, CopiesPartsWithoutMarksByteForByte) {
  const std::string styles = "<?xml version='1.0'?>\r\n<w:styles xmlns:w='urn:x' ><!-- as it was -->&#x41;</w:styles >";
  const auto file = word_file(paragraph("{{Last name}}"), {{"word/styles.xml", styles}});
  EXPECT_EQ(part_of(file, "word/styles.xml"), styles);
}

TEST_F(Resolve, FillsHeadersFootersNotesAndProperties) {
  const auto story = [](std::string_view tag, std::string_view content) {
    return "<w:" + std::string{tag} + " " + std::string{kNamespaces} + ">" + std::string{content} +
           "</w:" + std::string{tag} + ">";
  };
  const auto file = word_file(
      paragraph("Body {{First name}}"),
      {{"word/header1.xml", story("hdr", paragraph("Head {{First name}}"))},
       {"word/footer1.xml", story("ftr", paragraph("Foot {{First name}}"))},
       {"word/footnotes.xml",
        story("footnotes", "<w:footnote w:id=\"1\">" + paragraph("Note {{First name}}") + "</w:footnote>")},
       {"docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>To {{Last name}}{{if Police told is no}}, "
        "police{{end if}}</dc:title></cp:coreProperties>"}});
  EXPECT_EQ(words(file), "Head Alex\nBody Alex\nFoot Alex\nNote Alex\n");
  EXPECT_THAT(part_of(file, "docProps/core.xml"), HasSubstr("<dc:title>To O'Hara &amp; &lt;Sons&gt;</dc:title>"));
}

TEST_F(Resolve, ListsWhatItReads) {
  const auto program = compile(word_file(paragraphs(
      {"{{First name}} {{First name}}", "{{if Police told is yes}}{{choose Response}}{{otherwise}}x{{end}}{{end}}"})));
  ASSERT_TRUE(program) << findings(program.error());
  std::vector<std::string> names;
  for (const auto& symbol : program->symbols()) names.push_back(rules.vocabulary.name_of(symbol));
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("First name", "Police told", "Response"));
}

}  // namespace
}  // namespace caseletters::letter
