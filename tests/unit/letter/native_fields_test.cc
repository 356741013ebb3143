// Word's mail-merge fields, simple and complex, as a letter of another program holds them.
#include <gmock/gmock.h>

#include "document/word_fields.h"
#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string escaped(std::string_view code) {
  std::string out;
  for (const char sign : code) {
    if (sign == '"')
      out += "&quot;";
    else if (sign == '<')
      out += "&lt;";
    else
      out += sign;
  }
  return out;
}

std::string code(std::string_view text) {
  return "<w:r><w:instrText xml:space=\"preserve\">" + escaped(text) + "</w:instrText></w:r>";
}
std::string sign(std::string_view type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + std::string{type} + "\"/></w:r>";
}
std::string field_of(const std::string& instruction, const std::string& result) {
  return sign("begin") + instruction + sign("separate") + result + sign("end");
}
std::string field(std::string_view instruction, std::string_view result = "«x»") {
  return field_of(code(instruction), run(result));
}
std::string simple(std::string_view instruction, std::string_view result = "«x»") {
  return "<w:fldSimple w:instr=\"" + escaped(instruction) + "\">" + run(result) + "</w:fldSimple>";
}
std::string in_paragraph(std::string_view runs) {
  return "<w:p>" + std::string{runs} + "</w:p>";
}

class NativeFields : public LetterTest {
 protected:
  NativeFields() {
    rules.vocabulary.add_heading(first_name, "Forename");
    set(last_name, std::string{"o'hara-smith jones"});
  }
  std::string line(const std::string& runs) { return words(word_file(in_paragraph(runs))); }
  std::string warnings(const std::string& runs) {
    const auto program = compile(word_file(in_paragraph(runs)));
    return program ? findings(program->warnings()) : findings(program.error());
  }
};

TEST_F(NativeFields, CarryFactsByNameAndHeading) {
  EXPECT_EQ(line(run("Dear ") + field(" MERGEFIELD First_name ") + run(".")), "Dear Alex.\n");
  EXPECT_EQ(line(run("Dear ") + simple(" MERGEFIELD \"First name\" \\* MERGEFORMAT ") + run(".")), "Dear Alex.\n");
  EXPECT_EQ(line(field(" mergefield Forename ")), "Alex\n");
  EXPECT_EQ(line(field(" MERGEFIELD “First_name” ")), "Alex\n");
  EXPECT_EQ(line(sign("begin") + code(" MERGEFIELD Title ") + sign("end") + run(" Smith")), "Ms Smith\n");
  EXPECT_EQ(line("<w:fldSimple w:instr=\"MERGEFIELD Title\"/>"), "Ms\n");
}

TEST_F(NativeFields, SwitchesAreFormats) {
  EXPECT_EQ(line(field(" MERGEFIELD Last_name \\* Upper ")), "O'HARA-SMITH JONES\n");
  EXPECT_EQ(line(field(" MERGEFIELD First_name \\*Lower\\* MERGEFORMAT")), "alex\n");
  EXPECT_EQ(line(field(" MERGEFIELD Last_name \\* FirstCap ")), "O'hara-smith jones\n");
  EXPECT_EQ(line(field(" MERGEFIELD Last_name \\* Caps ")), "O'hara-smith Jones\n");
  EXPECT_EQ(line(field(" MERGEFIELD Incident_date \\@ \"d MMMM yyyy\" ")), "3 November 2026\n");
  EXPECT_EQ(line(field(" MERGEFIELD Incident_date \\@ \"dddd, d MMMM yyyy\" ")), "Tuesday 3 November 2026\n");
  EXPECT_EQ(line(field(" MERGEFIELD Incident_date \\@ \"dd/MM/yyyy\" ")), "03/11/2026\n");
  EXPECT_EQ(line(field(" MERGEFIELD Incident_date \\@ \"MMMM yyyy\" ")), "November 2026\n");
}

TEST_F(NativeFields, TextAroundAFieldGoesWithIt) {
  const auto salutation = run("Dear") + field(" MERGEFIELD Title \\b \" \" \\f \" dear\" ") + run(" Smith");
  EXPECT_EQ(line(salutation), "Dear Ms dear Smith\n");
  blank(title);
  EXPECT_EQ(line(salutation), "Dear Smith\n");
}

TEST_F(NativeFields, ResultGivesTheFormatting) {
  const std::string bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>«First_</w:t></w:r><w:r><w:t>name»</w:t></w:r>";
  EXPECT_EQ(body(in_paragraph(field_of(code(" MERGEFIELD ") + code("First_name "), bold) + run(" x"))),
            in_paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Alex</w:t></w:r>" + run(" x")));
  EXPECT_EQ(body(in_paragraph("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD Title</w:instrText>"
                              "<w:fldChar w:fldCharType=\"separate\"/><w:t>«Title»</w:t>"
                              "<w:fldChar w:fldCharType=\"end\"/></w:r>")),
            in_paragraph(run("Ms")));
}

TEST_F(NativeFields, BookmarksInsideStay) {
  const auto out = body(in_paragraph(sign("begin") + code("MERGEFIELD Title") + sign("separate") +
                                     "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>" + run("«T»") +
                                     "<w:bookmarkEnd w:id=\"1\"/>" + sign("end")));
  EXPECT_THAT(out,
              AllOf(HasSubstr("bookmarkStart"), HasSubstr("bookmarkEnd"), HasSubstr(">Ms<"), Not(HasSubstr("fld"))));
}

TEST_F(NativeFields, UnknownNamesAreRefusedWithTheNearest) {
  EXPECT_THAT(line(field(" MERGEFIELD Last_nam ")), AllOf(HasSubstr("unknown-fact"), HasSubstr("{{Last name}}")));
  EXPECT_THAT(line(field(" MERGEFIELD ")), HasSubstr("unknown-fact"));
}

TEST_F(NativeFields, DatesThatNoFormatPrintsAreRefused) {
  EXPECT_THAT(line(field(" MERGEFIELD Incident_date \\@ \"dddd\" ")), HasSubstr("bad-format"));
  EXPECT_THAT(warnings(field(" MERGEFIELD Incident_date \\@ \"d MMM yy\" ")), HasSubstr("field-format"));
  EXPECT_THAT(warnings(field(" MERGEFIELD First_name \\# \"0.00\" ")), HasSubstr("field-format"));
}

TEST_F(NativeFields, DecisionsNameTheMarkToWrite) {
  const auto decides = [](const std::string& rest) {
    return field_of(code(" IF ") + field(" MERGEFIELD School_phase ") + code(rest), run("yours"));
  };
  EXPECT_THAT(
      line(decides(" = \"primary\" \"infants\" \"students\" ")),
      AllOf(HasSubstr("native-field"), HasSubstr("{{if School phase is primary}}infants{{else}}students{{end if}}")));
  EXPECT_THAT(line(decides(" <> \"primary\" \"students\" \"\" ")),
              HasSubstr("{{if School phase is not primary}}students{{end if}}"));
  EXPECT_THAT(line(decides(" = \"\" \"\" \"known\" ")),
              HasSubstr("{{if not (School phase is not known)}}known{{end if}}"));
  EXPECT_THAT(line(decides(" = \"nonsense\" \"a\" \"b\" ")), AllOf(HasSubstr("native-field"), HasSubstr("{{if …}}")));
  EXPECT_THAT(line(field(" NEXT ")), HasSubstr("native-field"));
  EXPECT_THAT(line(field(" SKIPIF 1 = 1 ")), HasSubstr("native-field"));
  EXPECT_THAT(line(field(" FILLIN \"What?\" ")), HasSubstr("native-field"));
  EXPECT_THAT(line(field(" GREETINGLINE \\f \"x\" ")), HasSubstr("{{Salutation}}"));
}

TEST_F(NativeFields, ConditionsOfEveryType) {
  const auto decides = [&](std::string_view name, std::string_view rest) {
    return line(field_of(code("IF ") + field("MERGEFIELD " + std::string{name}) + code(rest), run("a")));
  };
  EXPECT_THAT(decides("Police_told", " = \"Yes\" \"a\" \"b\""), HasSubstr("{{if Police told is yes}}a{{else}}b"));
  EXPECT_THAT(decides("Police_told", " <> Y a b"), HasSubstr("{{if Police told is no}}a{{else}}b"));
  EXPECT_THAT(decides("Title", "=\"Dr\" \"a\""), HasSubstr("{{if Title is “Dr”}}a{{end if}}"));
  EXPECT_THAT(decides("Sanctions", " = exclusion a b"), HasSubstr("{{if Sanctions includes exclusion}}"));
  EXPECT_THAT(decides("Children", " > 1 children child"), HasSubstr("{{if Children is over 1}}children{{else}}child"));
  EXPECT_THAT(decides("Child_year", " = \"1\" a b"), HasSubstr("{{if Child year is 1}}"));
}

TEST_F(NativeFields, InsideAnotherFieldsCodeNothingIsFilled) {
  EXPECT_THAT(line(field_of(code(" HYPERLINK \"http://x/") + field("MERGEFIELD Title") + code("\""), run("x"))),
              HasSubstr("mark-in-field"));
  EXPECT_THAT(line(field_of(code(" HYPERLINK \"http://x/\" "), field("MERGEFIELD Title"))), "Ms\n");
}

TEST_F(NativeFields, OthersPass) {
  const auto page = field(" PAGE ", "1") + simple(" NUMPAGES ", "2") + field(" REF a \\h ", "there");
  EXPECT_THAT(body(in_paragraph(page + run("{{Title}}"))), AllOf(HasSubstr("NUMPAGES"), HasSubstr(" REF a ")));
  EXPECT_THAT(warnings(field(" DATE \\@ \"d MMMM yyyy\" ", "1 May 2026")), HasSubstr("clock-field"));
  EXPECT_THAT(warnings(simple(" TIME ", "1 May 2026")), HasSubstr("clock-field"));
  EXPECT_THAT(warnings(field(" INCLUDETEXT \"x.docx\" ", "a")), HasSubstr("outside-field"));
}

TEST_F(NativeFields, TrackedChangesAreRefused) {
  EXPECT_THAT(line("<w:ins w:id=\"1\" w:author=\"a\">" + field(" MERGEFIELD Title ") + "</w:ins>"),
              HasSubstr("mark-in-tracked-change"));
  const std::string gone =
      "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
      "<w:r><w:delInstrText>MERGEFIELD Nobody</w:delInstrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:del>";
  EXPECT_EQ(line(gone + run("Dear {{Title}}")), "Dear Ms\n");
}

TEST_F(NativeFields, ManyRunsSayTheSameAsOne) {
  std::string pieces;
  for (const char* piece : {" MER", "GEFI", "ELD ", "Fir", "st_", "name", " "}) pieces += code(piece);
  EXPECT_EQ(line(run("Dear ") + field_of(pieces, run("«Fi") + "<w:proofErr w:type=\"spellStart\"/>" + run("rst»")) +
                 run("!")),
            "Dear Alex!\n");
}

TEST_F(NativeFields, UnfinishedFieldsAreLeftAlone) {
  EXPECT_EQ(line(sign("begin") + code(" MERGEFIELD Title ") + run("x")), "");
  EXPECT_EQ(line(run("x") + sign("end")), "x\n");
}

TEST_F(NativeFields, LinesOfTheAddressAreOne) {
  const auto address_line = [](const std::string& name) { return field("MERGEFIELD " + name, "«" + name + "»"); };
  const std::string br = "<w:r><w:br/></w:r>";
  EXPECT_EQ(words(word_file(in_paragraph(address_line("Address_1")) + in_paragraph(address_line("Address_2")) +
                            in_paragraph(address_line("Town") + run(", ") + address_line("Postcode")) +
                            paragraph("Dear {{Title}}"))),
            "1 High Street\nOakham\nDear Ms\n");
  EXPECT_EQ(line(run("To ") + address_line("Address_1") + br + address_line("Town") + br + address_line("Postcode")),
            "To 1 High Street Oakham\n");
  EXPECT_THAT(line(run("the house at ") + address_line("Postcode") + run(" is yours")), HasSubstr("native-field"));
}

TEST_F(NativeFields, ItemsByNumberAreRefused) {
  EXPECT_THAT(line(field("MERGEFIELD Child_2_name")),
              AllOf(HasSubstr("native-field"), HasSubstr("{{Children}}"), HasSubstr("{{for each Child}}")));
}

TEST_F(NativeFields, RepeatLikeMarks) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  EXPECT_EQ(words(word_file(paragraph("{{for each Child}}") + in_paragraph(field("MERGEFIELD Child_name")) +
                            paragraph("{{end for}}"))),
            "Ann\nBen\n");
}

TEST(FieldWords, AreToldApart) {
  const auto words = document::field_words(" IF \x01 >= \"a \\\"b\\\" c\" \\* Upper\\b “x” \\");
  std::vector<std::string> texts;
  for (const auto& word : words) texts.push_back(word.text);
  EXPECT_THAT(texts, ElementsAre("IF", "", ">=", "a \"b\" c", "*", "Upper", "b", "x", "\\"));
  EXPECT_EQ(words[1].type, document::FieldWord::Type::field);
  EXPECT_EQ(words[4].type, document::FieldWord::Type::option);
}

}  // namespace
}  // namespace caseletters::letter
