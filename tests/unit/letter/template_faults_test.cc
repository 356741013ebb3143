// What is wrong with a template is said at once, with a code, the words and the remedy (faults.md, "Template").
#include <gmock/gmock.h>

#include "letter/residue.h"
#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Fault {
  const char* name;
  std::string body;
  const char* code;
  std::vector<std::string> says;  // parts of the message or hint
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name;
}

class TemplateFault : public LetterTest, public ::testing::WithParamInterface<Fault> {};

TEST_P(TemplateFault, IsRefusedWithItsReason) {
  const auto program = compile(word_file(GetParam().body));
  ASSERT_FALSE(program);
  ASSERT_EQ(program.error().size(), 1u) << findings(program.error());
  const auto& one = program.error().front();
  EXPECT_EQ(one.code, GetParam().code) << one.message;
  EXPECT_EQ(one.file, "template.docx");
  EXPECT_EQ(one.letter, "ban-1");
  EXPECT_FALSE(one.paragraph.empty());
  for (const auto& words : GetParam().says) EXPECT_THAT(one.message + " | " + one.hint, HasSubstr(words));
}

const std::string tracked = "<w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>name</w:t></w:r></w:ins>";

INSTANTIATE_TEST_SUITE_P(
    Rows, TemplateFault,
    ::testing::Values(
        Fault{"mark_across_paragraphs",
              paragraphs({"On {{Incident", "date}} you came"}),
              "bad-mark",
              {"On {{Incident", "date}} you came"}},
        Fault{"mark_never_closed", paragraph("On {{Incident date you came"), "bad-mark", {"not closed"}},
        Fault{"braces_that_close_nothing", paragraph("On Incident date}} you"), "residue", {"never opened"}},
        Fault{"tracked_insertion_in_a_mark",
              "<w:p>" + run("{{First ") + tracked + run("}}") + "</w:p>",
              "mark-in-tracked-change",
              {"Accept"}},
        Fault{"tracked_deletion_in_a_mark",
              "<w:p>" + run("{{First ") +
                  "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>old </w:delText></w:r></w:del>" + run("name}}") +
                  "</w:p>",
              "mark-in-tracked-change",
              {"{{First old name}}"}},
        Fault{"mark_in_a_field_code",
              "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> IF {{First name}} "
              "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
              "mark-in-field",
              {"code of a field"}},
        Fault{"field_inside_a_mark",
              "<w:p>" + run("{{First ") + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + run("name}}") +
                  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
              "mark-in-field",
              {"{{First name}}"}},
        Fault{"block_never_ended", paragraphs({"{{if Police told is yes}}", "A"}), "block-open", {"{{end if}}"}},
        Fault{"end_without_block", paragraphs({"A", "{{end if}}"}), "block-open", {"{{end if}}"}},
        Fault{"else_without_block", paragraphs({"A", "{{else}}"}), "block-open", {"{{else}}"}},
        Fault{"block_from_line_to_paragraph",
              paragraphs({"{{if Police told is yes}} A", "B {{end if}}"}),
              "block-crosses",
              {"{{if Police told is yes}} A", "B {{end if}}"}},
        Fault{"block_across_cells",
              table(row({"{{if Police told is yes}} x", "y {{end if}}"})),
              "block-crosses",
              {"x", "y"}},
        Fault{"block_from_body_into_table",
              paragraph("{{if Police told is yes}}") + table(row({"a"}) + row({"{{end if}} b"})),
              "block-crosses",
              {"{{end if}} b"}},
        Fault{"block_across_sections",
              paragraph("a") + paragraph("{{if Police told is yes}}") + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" +
                  paragraph("{{end if}}"),
              "block-crosses",
              {"section"}},
        Fault{"block_ends_within_a_section",
              paragraph("{{if Police told is yes}}") + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + paragraph("a") +
                  paragraph("{{end if}}"),
              "block-crosses",
              {"section"}},
        Fault{"block_cuts_a_field",
              "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + run("{{if Police told is yes}}") +
                  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + run("{{end if}}") + "</w:p>",
              "block-crosses",
              {"field"}},
        Fault{"wrong_end",
              paragraph("{{if Police told is yes}}a{{end choose}}{{end if}}"),
              "block-crosses",
              {"{{end if}}"}},
        Fault{"when_in_if",
              paragraph("{{if Police told is yes}}a{{when received}}b{{end if}}"),
              "bad-mark",
              {"{{when received}}", "{{if …}}"}},
        Fault{"else_after_else",
              paragraph("{{if Police told is yes}}a{{else}}b{{else}}c{{end if}}"),
              "bad-mark",
              {"last"}},
        Fault{"unknown_name", paragraph("{{Incidnet date}}"), "unknown-fact", {"Incident date"}},
        Fault{"unknown_option",
              paragraph("{{choose Response}}{{when recieved}}a{{otherwise}}b{{end}}"),
              "unknown-option",
              {"received"}},
        Fault{"option_missing",
              paragraph("{{choose Response}}{{when received}}a{{when none}}b{{end}}"),
              "option-missing",
              {"not-yet", "{{otherwise}}"}},
        Fault{"option_twice",
              paragraph("{{choose Response}}{{when none}}a{{when none}}b{{otherwise}}c{{end choose}}"),
              "bad-mark",
              {"twice"}},
        Fault{"any_of_without_options", paragraph("{{any of Possible steps}}a{{end any}}"), "option-missing", {}},
        Fault{"choose_by_many",
              paragraph("{{choose Possible steps}}{{otherwise}}a{{end}}"),
              "bad-type",
              {"{{any of possible steps}}"}},
        Fault{"any_of_one", paragraph("{{any of Response}}{{when none}}a{{end}}"), "bad-type", {"{{choose response}}"}},
        Fault{"choose_by_a_text", paragraph("{{choose Last name}}{{otherwise}}a{{end}}"), "bad-type", {"{{if …}}"}},
        Fault{"words_before_the_first_option",
              paragraph("{{choose Response}}It was {{when none}}a{{otherwise}}c{{end choose}}"),
              "bad-mark",
              {"It was"}},
        Fault{"repeat_of_what_does_not_repeat", paragraph("{{for each Chidl}}a{{end for}}"), "unknown-fact", {"child"}},
        Fault{"field_of_an_item_outside", paragraph("{{Child name}}"), "item-outside", {}},
        Fault{"unknown_format", paragraph("{{Incident date | wekday}}"), "bad-format", {"weekday"}},
        Fault{"format_for_another_type", paragraph("{{Last name | weekday}}"), "bad-format", {}},
        Fault{"letter_without_field", paragraph("{{ban-1}}"), "bad-mark", {"date"}},
        Fault{"empty_mark", paragraph("A {{ }} b"), "bad-mark", {}},
        Fault{"delete_as_appropriate",
              paragraph("is / is not (Delete as appropriate)"),
              "residue",
              {"Delete as appropriate"}},
        Fault{"dotted_blank", paragraph("on ........ at"), "residue", {"...."}},
        Fault{"drawn_blank", paragraph("on ____ at"), "residue", {"____"}},
        Fault{"he_or_she", paragraph("whether He/she may"), "residue", {"He/she"}},
        Fault{"plural_in_brackets", paragraph("your son(s) may"), "residue", {"son(s)"}},
        Fault{"insert_here", paragraph("Dear [insert name]"), "residue", {"[insert"}}),
    [](const auto& row) { return std::string{row.param.name}; });

using Template = LetterTest;

TEST_F(Template, SaysAllFindingsAtOnce) {
  const auto program = compile(
      word_file(paragraphs({"{{Nobody}}", "{{if Police told is yes}}", "on ........", "{{Incident date | x}}"})));
  ASSERT_FALSE(program);
  std::vector<std::string> codes;
  for (const auto& one : program.error()) codes.push_back(one.code);
  EXPECT_THAT(codes, ::testing::UnorderedElementsAre("residue", "block-open", "unknown-fact", "bad-format"));
}

TEST_F(Template, LeavesOtherTrackedChangesAlone) {
  const std::string body = "<w:p>" + run("A ") + tracked + run(" {{First name}}") + "</w:p>";
  EXPECT_THAT(this->body(body), AllOf(HasSubstr(tracked), HasSubstr(" Alex")));
}

TEST_F(Template, WarnsOfDoubledSpacesOnly) {
  const auto program = compile(word_file(paragraphs({"One  two", "One.  Two"})));
  ASSERT_TRUE(program);
  ASSERT_EQ(program->warnings().size(), 1u);
  EXPECT_EQ(program->warnings().front().code, "residue");
  EXPECT_EQ(program->warnings().front().paragraph, "One two");
}

TEST(Residue, KnowsWordsThatOnlyLookAlike) {
  for (const auto* text : {"the/shelter", "3.1(s)", "wait...", "section (ii)", "{{note: he/she ....}} you", "a_b",
                           "either/or", "an (Inserted) word"})
    EXPECT_FALSE(find_residue(text)) << text << ": " << *find_residue(text);
}

}  // namespace
}  // namespace caseletters::letter
