// What a letter's package takes over from its template's, and what not.
#include <gmock/gmock.h>

#include <thread>

#include "letter_fixture.h"

namespace caseletters::letter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view kPackageRelation = "http://schemas.openxmlformats.org/package/2006/relationships/";

std::string relationships(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  for (std::size_t index = 0; index < targets.size(); ++index) {
    const auto& [type, target] = targets[index];
    out.append("<Relationship Id=\"rId").append(std::to_string(index + 1)).append("\" Type=\"").append(type);
    out.append("\" Target=\"").append(target).append("\"");
    if (target.find(':') != std::string::npos) out.append(" TargetMode=\"External\"");
    out.append("/>");
  }
  return out + "</Relationships>";
}

class Package : public LetterTest {
 protected:
  static std::string part_text(const std::string& package_bytes, const std::string& name) {
    return package::Archive::open(package_bytes, "x.docx").value().read(name).value();
  }
  // A signed document (or template) that asks for a template elsewhere.
  static std::string file(const std::string& main_type, const std::string& attached) {
    const std::string types =
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType=")" +
        main_type +
        R"("/><Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>)";
    std::string document{"<w:document "};
    document.append(kNamespaces)
        .append("><w:body>")
        .append(paragraph("Dear {{First name}}"))
        .append("</w:body></w:document>");
    return pack(
        {{"[Content_Types].xml", types},
         {"_rels/.rels",
          relationships({{std::string{kRelation} + "officeDocument", "word/document.xml"},
                         {std::string{kPackageRelation} + "digital-signature/origin", "_xmlsignatures/origin.sigs"}})},
         {"_xmlsignatures/origin.sigs", ""},
         {"_xmlsignatures/_rels/origin.sigs.rels",
          relationships({{std::string{kPackageRelation} + "digital-signature/signature", "sig1.xml"}})},
         {"_xmlsignatures/sig1.xml", "<Signature/>"},
         {"word/document.xml", document},
         {"word/_rels/document.xml.rels", relationships({{std::string{kRelation} + "settings", "settings.xml"}})},
         {"word/settings.xml",
          "<w:settings xmlns:w=\"urn:w\" xmlns:r=\"urn:r\"><w:zoom/><w:attachedTemplate r:id=\"rId1\"/></w:settings>"},
         {"word/_rels/settings.xml.rels", relationships({{std::string{kRelation} + "attachedTemplate", attached}})}});
  }
  static constexpr auto document_type =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  static constexpr auto template_type =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
};

TEST_F(Package, LeavesSignaturesOut) {
  const auto signed_file = file(document_type, "file:///C:/Normal.dotm");
  const auto program = compile(signed_file);
  ASSERT_TRUE(program) << findings(program.error());
  ASSERT_EQ(program->warnings().size(), 1u);
  EXPECT_EQ(program->warnings().front().code, "signature-removed");
  for (const auto* part :
       {"_xmlsignatures/origin.sigs", "_xmlsignatures/sig1.xml", "_xmlsignatures/_rels/origin.sigs.rels"})
    EXPECT_EQ(part_of(signed_file, part), "no such part") << part;
  EXPECT_THAT(part_of(signed_file, "_rels/.rels"), Not(HasSubstr("signature")));
  EXPECT_THAT(part_of(signed_file, "[Content_Types].xml"), Not(HasSubstr("sig1")));
  EXPECT_EQ(words(signed_file), "Dear Alex\n");
}

TEST_F(Package, AsksForNoTemplateFromAfar) {
  for (const auto* afar : {"https://example.org/t.dotm", "file://///server/t.dotm"}) {
    const auto program = compile(file(document_type, afar));
    ASSERT_TRUE(program);
    EXPECT_EQ(program->warnings().back().code, "remote-template") << afar;
    EXPECT_EQ(part_of(file(document_type, afar), "word/settings.xml"),
              "<w:settings xmlns:w=\"urn:w\" xmlns:r=\"urn:r\"><w:zoom/></w:settings>");
    EXPECT_THAT(part_of(file(document_type, afar), "word/_rels/settings.xml.rels"), Not(HasSubstr("dotm")));
  }
  EXPECT_THAT(part_of(file(document_type, "file:///C:/Normal.dotm"), "word/settings.xml"),
              HasSubstr("attachedTemplate"));
}

TEST_F(Package, MakesDocumentsOfTemplates) {
  EXPECT_THAT(part_of(file(template_type, "file:///C:/a.dotm"), "[Content_Types].xml"),
              ::testing::AllOf(HasSubstr(document_type), Not(HasSubstr(template_type))));
}

TEST_F(Package, LeavesEveryMarkAsItStandsWithoutFacts) {
  const auto source = word_file(paragraphs({"{{Nobody}} {{if x}}", "he/she ......"}));
  const auto document = document::Document::open(source, "x.docx");
  ASSERT_TRUE(document);
  CompileOptions options;
  options.without_facts = true;
  const auto program = Program::compile(*document, rules, assets, options);
  ASSERT_TRUE(program);
  facts::Situation situation{rules, record, calendar};
  EXPECT_EQ(program->resolve(situation).value(), source);
}

// What is copied as it stands is read for marks all the same: nobody would fill them in.
TEST_F(Package, RefusesMarksWhereNoneIsFilledIn) {
  const auto source =
      word_file(paragraph("Dear {{First name}}"), {{"word/charts/chart1.xml", "<c>of {{First name}}</c>"}});
  const auto program = compile(source);
  ASSERT_FALSE(program);
  ASSERT_EQ(program.error().size(), 1u);
  EXPECT_EQ(program.error().front().code, "mark-not-read");
  EXPECT_THAT(program.error().front().message, HasSubstr("{{First name}}"));
  EXPECT_EQ(program.error().front().paragraph, "word/charts/chart1.xml");
  EXPECT_TRUE(compile(word_file(paragraph("a"), {{"word/charts/chart1.xml", "<c a=\"{{\">{x}</c>"}})));
}

TEST_F(Package, RefusesAMainPartThatIsNotWords) {
  auto foreign = file(document_type, "file:///C:/Normal.dotm");
  const auto document =
      pack({{"[Content_Types].xml", part_text(foreign, "[Content_Types].xml")},
            {"_rels/.rels", relationships({{std::string{kRelation} + "officeDocument", "word/document.xml"}})},
            {"word/document.xml", "<w:document xmlns:w=\"urn:w\"><w:body><w:p/></w:body></w:document>"}});
  const auto program = compile(document);
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().front().code, "not-a-document");
}

TEST_F(Package, KnowsItsTemplate) {
  const auto source = word_file(paragraph("a"));
  EXPECT_EQ(compile(source)->template_sha256(), package::sha256(source));
}

TEST_F(Package, ResolvesOnManyThreads) {
  const auto program =
      compile(word_file(paragraphs({"Dear {{First name}}", "{{Address | lines}}", "{{Title | optional}}"})));
  ASSERT_TRUE(program);
  facts::Situation alone{rules, record, calendar};
  const auto expected = program->resolve(alone).value();
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (auto& count : same)
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        facts::Situation situation{rules, record, calendar};
        count += program->resolve(situation).value() == expected ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(same, std::vector<int>(4, 50));
}

}  // namespace
}  // namespace caseletters::letter
