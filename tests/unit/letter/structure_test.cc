// What Word requires of a document still holds after every removal and repeat.
#include <gmock/gmock.h>

#include <random>

#include "letter_fixture.h"
#include "package/xml.h"

namespace caseletters::letter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto no = "{{if Police told is no}}";

class Structure : public LetterTest {
 protected:
  static int count(std::string_view text, std::string_view words) {
    int found = 0;
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) ++found;
    return found;
  }
};

TEST_F(Structure, CellKeepsAParagraphOfItsKind) {
  const std::string styled =
      "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>" + run("{{Extra words | optional}}") + "</w:p>";
  EXPECT_EQ(body(table("<w:tr>" + cell(styled) + "</w:tr>")),
            table("<w:tr>" + cell("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>") + "</w:tr>"));
}

TEST_F(Structure, CellWhoseBlockGoesKeepsAParagraph) {
  const auto out = body(table("<w:tr>" + cell(paragraphs({no, "A", "{{end if}}"})) + "</w:tr>"));
  EXPECT_EQ(out, table("<w:tr>" + cell("<w:p></w:p>") + "</w:tr>"));
}

TEST_F(Structure, RowsRepeat) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  EXPECT_EQ(body(table(row({"Name", "Year"}) + row({"{{for each Child}}", ""}) +
                       row({"{{Child name}}", "{{Child year}}"}) + row({"{{end for}}", ""}))),
            table(row({"Name", "Year"}) + row({"Ann", "1"}) + row({"Ben", "2"})));
}

TEST_F(Structure, EmptiedTableGoes) {
  EXPECT_EQ(body(paragraph("A") + table(row({"{{for each Child}}"}) + row({"{{Child name}}"}) + row({"{{end for}}"})) +
                 paragraph("B")),
            paragraphs({"A", "B"}));
}

TEST_F(Structure, NestedTablesResolve) {
  const auto inner = table(row({"{{if Police told is yes}}"}) + row({"{{First name}}"}) + row({"{{end if}}"}));
  EXPECT_EQ(body(table("<w:tr>" + cell(inner + paragraph("x")) + "</w:tr>")),
            table("<w:tr>" + cell(table(row({"Alex"})) + paragraph("x")) + "</w:tr>"));
}

TEST_F(Structure, TablesDoNotRunTogether) {
  const auto one = table(row({"a"})), two = table(row({"b"}));
  EXPECT_EQ(body(one + paragraph("{{Extra words | optional}}") + two + paragraph("x")),
            one + paragraph("") + two + paragraph("x"));
  EXPECT_EQ(body(paragraph("{{if Police told is yes}}") + one + paragraph("{{end if}}") + two + paragraph("x")),
            one + "<w:p/>" + two + paragraph("x"));
}

TEST_F(Structure, SectionBreakSurvives) {
  const std::string section = "<w:pPr><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:pPr>";
  EXPECT_THAT(body("<w:p>" + section + run("{{Extra words | optional}}") + "</w:p>" + paragraph("A")),
              HasSubstr(section));
  EXPECT_THAT(body(paragraph(no) + paragraph("B") + "<w:p>" + section + run("{{end if}}") + "</w:p>" + paragraph("A")),
              AllOf(HasSubstr(section), Not(HasSubstr("B<"))));
}

TEST_F(Structure, WholeSectionsGoAndRepeat) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const std::string end = "<w:p><w:pPr><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:pPr></w:p>";
  EXPECT_EQ(
      body(paragraph("A") + end + paragraph(no) + paragraph("B") + end + paragraph("{{end if}}") + paragraph("C")),
      paragraph("A") + end + paragraph("C"));
  EXPECT_EQ(body(paragraph("{{for each Child}}") + paragraph("{{Child name}}") + end + paragraph("{{end for}}") +
                 paragraph("C")),
            paragraph("Ann") + end + paragraph("Ben") + end + paragraph("C"));
}

TEST_F(Structure, PageBreakOfAControlParagraphStaysOnItsSide) {
  const std::string page = "<w:r><w:br w:type=\"page\"/></w:r>";
  EXPECT_THAT(body("<w:p>" + page + run(no) + "</w:p>" + paragraph("A") + paragraph("{{end if}}")),
              HasSubstr("<w:br w:type=\"page\"/>"));
  EXPECT_THAT(body("<w:p>" + run(no) + page + "</w:p>" + paragraph("A") + paragraph("{{end if}}") + paragraph("B")),
              Not(HasSubstr("<w:br w:type=\"page\"/>")));
}

TEST_F(Structure, HalvesOfPairsSurvive) {
  const std::string start = "<w:bookmarkStart w:id=\"7\" w:name=\"b\"/>", end = "<w:bookmarkEnd w:id=\"7\"/>";
  const auto whole = [&](const std::string& text) { return count(text, start) == 1 && count(text, end) == 1; };
  EXPECT_TRUE(whole(body(paragraph(no) + "<w:p>" + start + run("A") + "</w:p>" + paragraph("{{end if}}") + "<w:p>" +
                         run("B") + end + "</w:p>")));
  EXPECT_TRUE(
      whole(body("<w:p>" + start + run("{{Extra words | optional}}") + "</w:p><w:p>" + run("B") + end + "</w:p>")));
  EXPECT_TRUE(whole(body("<w:p>" + run("x " + std::string{no} + "a") + start + run("b{{end if}} c") + end + "</w:p>")));
  EXPECT_TRUE(whole(body("<w:p>" + start + run(no) + "</w:p>" + paragraph("A") + "<w:p>" + run("{{end if}}") + end +
                         "</w:p>" + paragraph("B"))));
  const auto gone = body(paragraph(no) + "<w:p>" + start + run("A") + end + "</w:p>" + paragraph("{{end if}}"));
  EXPECT_EQ(count(gone, "bookmark"), 0);
}

TEST_F(Structure, IdsStayUniqueInRepeats) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const std::string drawing =
      "<w:r><w:drawing><wp:inline><wp:extent cx=\"1\" cy=\"1\"/><wp:docPr id=\"4\" "
      "name=\"x\"/></wp:inline></w:drawing></w:r>";
  const auto out =
      body("<w:p>" + drawing + "</w:p>" + paragraph("{{for each Child}}") +
           "<w:p w14:paraId=\"0A\" w14:textId=\"0B\"><w:bookmarkStart w:id=\"1\" w:name=\"n\"/>" +
           run("{{Child name}}") + drawing + "<w:bookmarkEnd w:id=\"1\"/></w:p>" + paragraph("{{end for}}"));
  EXPECT_EQ(count(out, "docPr id=\"4\""), 1);
  EXPECT_EQ(count(out, "docPr id=\"5\""), 1);
  EXPECT_EQ(count(out, "docPr id=\"6\""), 1);
  EXPECT_EQ(count(out, "paraId"), 0);
  EXPECT_EQ(count(out, "bookmark"), 0);
}

TEST_F(Structure, EmptiedContentControlGoes) {
  const auto control = [](const std::string& content) {
    return "<w:sdt><w:sdtPr><w:id w:val=\"3\"/></w:sdtPr><w:sdtContent>" + content + "</w:sdtContent></w:sdt>";
  };
  EXPECT_EQ(body(paragraph("A") + control(paragraphs({no, "x", "{{end if}}"})) + paragraph("B")),
            paragraphs({"A", "B"}));
  EXPECT_EQ(body(control(paragraph("{{First name}}"))), control(paragraph("Alex")));
  EXPECT_EQ(body("<w:p>" + control(run("{{First name}}")) + "</w:p>"), "<w:p>" + control(run("Alex")) + "</w:p>");
}

TEST_F(Structure, AControlAroundACellKeepsIt) {
  const auto around = [](const std::string& inside) {
    return table("<w:tr><w:sdt><w:sdtPr/><w:sdtContent>" + cell(inside) + "</w:sdtContent></w:sdt>" +
                 cell(paragraph("b")) + "</w:tr>");
  };
  const auto marked = around(paragraphs({"{{if Police told is yes}}", "{{First name}}", "{{end if}}"}));
  EXPECT_EQ(body(marked), around(paragraph("Alex")));
  set(police, false);
  EXPECT_EQ(body(marked), around("<w:p></w:p>"));
}

TEST_F(Structure, TheLastSectionEndsALetterThatHoldsNothingElse) {
  set(police, false);
  EXPECT_THAT(part_of(word_file(paragraphs({"{{if Police told is yes}}", "a", "{{end if}}"}))),
              HasSubstr("<w:body><w:p></w:p><w:sectPr/></w:body>"));
}

TEST_F(Structure, ShapesOfTheOlderFormStayUniqueInRepeats) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  const std::string box = "<w:p><w:r><w:pict><v:shape id=\"s1\" type=\"#t\"><v:textbox><w:txbxContent>" +
                          paragraph("{{Child name}}") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>";
  const auto out = body(paragraph("{{for each Child}}") + box + paragraph("{{end for}}"));
  EXPECT_THAT(out,
              AllOf(HasSubstr("<v:shape id=\"s1-1\" type=\"#t\">"), HasSubstr("<v:shape id=\"s1-2\" type=\"#t\">")));
}

TEST_F(Structure, LinksAndFieldsPassThroughWhole) {
  const std::string link = "<w:hyperlink r:id=\"rId9\">" + run("Write to {{First name}}") + "</w:hyperlink>";
  EXPECT_THAT(body("<w:p>" + link + "</w:p>"), HasSubstr("Write to Alex</w:t></w:r></w:hyperlink>"));
  const std::string field =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE "
      "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  EXPECT_THAT(body("<w:p>" + field + run(" {{First name}}") + "</w:p>"), HasSubstr(field));
}

TEST_F(Structure, BothCopiesOfATextBoxAreFilled) {
  const std::string content =
      "<w:txbxContent>" + paragraphs({no, "never", "{{end if}}", "{{First name}}"}) + "</w:txbxContent>";
  const std::string box = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wps:txbx>" +
                          content + "</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" +
                          content + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  const auto out = body("<w:p>" + run("Outside {{Title | optional}}") + box + "</w:p>");
  EXPECT_EQ(count(out, ">Alex<"), 2);
  EXPECT_EQ(count(out, "never"), 0);
  EXPECT_THAT(out, HasSubstr("Outside"));
  EXPECT_EQ(words(word_file("<w:p>" + run("Outside") + box + "</w:p>")), "Outside\nAlex\n");
}

TEST_F(Structure, FillsAlternativeText) {
  const auto out = body(
      "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"Of {{Last "
      "name}}\"/></wp:inline></w:drawing></w:r></w:p>");
  EXPECT_THAT(out, HasSubstr("descr=\"Of O'Hara &amp; &lt;Sons&gt;\""));
}

TEST_F(Structure, KeepsEverythingElseAsItWas) {
  const std::string odd =
      "<w:p><?keep this?><!-- and this --><w:r><w:t xml:space=\"preserve\"> a &amp; b &lt; c\u00A0</w:t>"
      "</w:r><w:unknown w:x=\"1&#10;2\"/></w:p>";
  EXPECT_EQ(body(odd + paragraph("{{First name}}")), odd + paragraph("Alex"));
}

TEST_F(Structure, UnusualPrefixesMakeNoDifference) {
  const std::string part =
      "<x:document xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:body><x:p><x:r><x:t>"
      "{{Address}}</x:t></x:r></x:p></x:body></x:document>";
  const std::string plain =
      "<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body><p><r><t>"
      "{{Address}}</t></r></p></body></document>";
  for (const auto& content : {part, plain}) {
    const auto file = word_file("", {{"word/header1.xml", content}});
    EXPECT_THAT(part_of(file, "word/header1.xml"), HasSubstr(content == part ? "<x:br/>" : "<br/>"));
  }
}

// One text, marked in many ways, cut into runs at random: the words and what was decided never change.
TEST_F(Structure, SplittingOverRunsChangesNothing) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  choose(steps, {0, 2});
  const std::vector<std::string> texts{
      "Dear {{Title | optional}} {{First name}} {{Last name}}, on {{Incident date | weekday}}.",
      "{{choose Response}}{{when received}}Thank you{{when none}}We heard nothing{{otherwise}}Wait{{end choose}}, {{if "
      "School phase is primary}}so {{end if}}we {{any of Possible steps}}may {{when meetings}}meet{{when "
      "exclusion}}exclude{{when legal action}}sue{{end any}}.",
      "{{for each Child}}", "{{Child name}}{{note: only a name}} is in year {{Child year}}.", "{{end for}}"};
  const auto expected = words_of(texts);
  ASSERT_THAT(expected, HasSubstr("Thank you, so we may meet and sue."));
  std::mt19937 random{20261103};
  for (int round = 0; round < 200; ++round) {
    std::string body;
    for (const auto& text : texts) {
      body += "<w:p>";
      for (std::size_t at = 0; at < text.size();) {
        const auto length = std::min<std::size_t>(1 + random() % 9, text.size() - at);
        auto piece = run(text.substr(at, length));
        switch (random() % 6) {
          case 0:
            body += "<w:proofErr w:type=\"gramStart\"/>" + piece;
            break;
          case 1:
            body += "<w:smartTag w:uri=\"u\" w:element=\"e\">" + piece + "</w:smartTag>";
            break;
          case 2:
            body += "<w:bookmarkStart w:id=\"" + std::to_string(at) + "\" w:name=\"b" + std::to_string(body.size()) +
                    "\"/>" + piece + "<w:bookmarkEnd w:id=\"" + std::to_string(at) + "\"/>";
            break;
          case 3:
            body += "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/>" + piece.substr(5);
            break;
          default:
            body += piece;
        }
        at += length;
      }
      body += "</w:p>";
    }
    ASSERT_EQ(words(word_file(body)), expected) << body;
  }
}

class Nesting {
 public:
  explicit Nesting(unsigned seed) : random_(seed) {}

  std::string blocks(int depth) {
    std::string out;
    const int count = 1 + static_cast<int>(random_() % 3);
    for (int index = 0; index < count; ++index) {
      // A template's own tables that touch are left as they are.
      if (index > 0) out += paragraph("{{Extra words | optional}}");
      out += block(depth);
    }
    return out;
  }

 private:
  std::string block(int depth) {
    switch (depth <= 0 ? random_() % 3 : random_() % 9) {
      case 0:
        return paragraph("words");
      case 1:
        return paragraph("{{Extra words | optional}}");
      case 2:
        return paragraph(line(2));
      case 3:
        return paragraph(condition()) + blocks(depth - 1) + paragraph("{{else}}") + blocks(depth - 1) +
               paragraph("{{end if}}");
      case 4:
        return paragraph("{{choose Response}}") + paragraph("{{when none}}") + blocks(depth - 1) +
               paragraph("{{otherwise}}") + blocks(depth - 1) + paragraph("{{end choose}}");
      case 5:
        return paragraph("{{any of Possible steps}}") + blocks(depth - 1) + paragraph("{{when meetings}}") +
               blocks(depth - 1) + paragraph("{{when exclusion}}") + blocks(depth - 1) + paragraph("{{end any}}");
      case 6:
        return paragraph("{{for each Child}}") + blocks(depth - 1) + paragraph("{{end for}}");
      case 7:
        return table("<w:tr>" + cell(blocks(depth - 1) + paragraph(line(1))) + "</w:tr>" + row({condition()}) +
                     row({line(1)}) + row({"{{end if}}"}));
      default:
        return table(row({"{{for each Child}}"}) + "<w:tr>" + cell(blocks(depth - 1) + paragraph("{{Child name}}")) +
                     "</w:tr>" + row({"{{end for}}"}));
    }
  }

  std::string condition() { return random_() % 2 == 0 ? "{{if Police told is yes}}" : "{{if Police told is no}}"; }

  std::string line(int depth) {
    if (depth == 0) return random_() % 2 == 0 ? "text" : "{{Extra words | optional}}";
    switch (random_() % 4) {
      case 0:
        return condition() + line(depth - 1) + "{{else}} " + line(depth - 1) + "{{end if}}";
      case 1:
        return "a {{any of Possible steps}}x {{when meetings}}" + line(depth - 1) + "{{when exclusion}}" +
               line(depth - 1) + "{{end any}}.";
      case 2:
        return "{{for each Child}}{{Child name}} " + line(depth - 1) + "{{end for}}";
      default:
        return "b " + line(depth - 1) + ", c";
    }
  }

  std::mt19937 random_;
};

// A cell ends with a paragraph, a table has rows, a row has cells, no two tables touch.
void expect_sound(pugi::xml_node node, const std::string& source) {
  const std::string_view name = node.name();
  pugi::xml_node last;
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::string_view{last.name()} == "w:tbl") {
      ASSERT_STRNE(child.name(), "w:tbl") << source;
    }
    last = child;
    expect_sound(child, source);
  }
  if (name == "w:tc") {
    ASSERT_STREQ(last.name(), "w:p") << source;
  }
  if (name == "w:tbl") {
    ASSERT_STREQ(last.name(), "w:tr") << source;
  }
  if (name == "w:tr") {
    ASSERT_STREQ(last.name(), "w:tc") << source;
  }
}

TEST_F(Structure, RandomNestingsAreWellFormed) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  choose(steps, {1});
  for (unsigned seed = 0; seed < 1000; ++seed) {
    set(police, seed % 2 == 0);
    if (seed == 500) record.lists[static_cast<std::size_t>(children)].clear();
    const auto source = Nesting{seed}.blocks(seed % 20 == 0 ? 3 : 2) + paragraph("the end");
    const auto letter = make(word_file(source));
    ASSERT_TRUE(letter) << seed << ": " << findings(letter.error()) << source;
    const auto archive = package::Archive::open(*letter, "letter.docx");
    ASSERT_TRUE(archive) << archive.error().message;
    const auto bytes = archive->read("word/document.xml").value();
    const auto tree = package::XmlTree::parse(bytes, "letter.docx", "word/document.xml");
    ASSERT_TRUE(tree) << seed << ": " << tree.error().message << source;
    ASSERT_EQ(bytes.find("{{"), std::string::npos) << source;
    expect_sound(tree->root(), source);
    if (HasFatalFailure()) return;
    const auto document = document::Document::open(*letter, "letter.docx");
    const auto text = document::words_of(*document).value();
    ASSERT_EQ(text.find("  "), std::string::npos) << text << source;
    ASSERT_EQ(text.find(" ."), std::string::npos) << text << source;
    ASSERT_EQ(text.find(" ,"), std::string::npos) << text << source;
  }
}

TEST_F(Structure, MergedCellsStayWhole) {
  const auto merged = [](const std::string& how, const std::string& text) {
    return "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + paragraph("x") +
           "</w:tc><w:tc><w:tcPr><w:vMerge" + how + "/></w:tcPr>" + paragraph(text) + "</w:tc></w:tr>";
  };
  const std::string restart = " w:val=\"restart\"";
  const auto marked = [](const std::string& mark) { return row({mark, "", ""}); };
  const auto yes = marked("{{if Police told is yes}}"), end = marked("{{end if}}");
  EXPECT_THAT(body(table(yes + merged(restart, "A") + end + merged("", "") + merged(restart, "B"))),
              AllOf(HasSubstr("block-crosses"), HasSubstr("merged cell")));
  EXPECT_THAT(body(table(yes + merged(restart, "A") + merged("", "") + end + merged(restart, "B"))),
              AllOf(HasSubstr(">A<"), HasSubstr(">B<")));
  EXPECT_THAT(body(table(merged(restart, "A") + yes + merged("", "") + end + merged("", ""))), HasSubstr(">A<"));
}

TEST_F(Structure, NotesAreNotRepeated) {
  const std::string footnote = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
  EXPECT_THAT(
      body(paragraph("{{for each Child}}") + "<w:p>" + run("a") + footnote + "</w:p>" + paragraph("{{end for}}")),
      AllOf(HasSubstr("block-crosses"), HasSubstr("footnote")));
  EXPECT_THAT(body(paragraph("{{if Police told is yes}}") + "<w:p>" + footnote + "</w:p>" + paragraph("{{end if}}")),
              HasSubstr("footnoteReference"));
}

}  // namespace
}  // namespace caseletters::letter
