// Whatever stands in whatever, an OpenDocument letter is sound and says what it should.
#include <gmock/gmock.h>

#include <random>
#include <set>

#include "odt_fixture.h"
#include "package/xml.h"

namespace caseletters::letter {
namespace {

// Blocks of paragraphs, lists, sections, tables and rows, nested at random, with pairs and ids among them.
class OpenNesting {
 public:
  explicit OpenNesting(unsigned seed) : random_(seed) {}

  std::string blocks(int depth) {
    std::string out;
    const auto count = 1 + random_() % 3;
    for (unsigned index = 0; index < count; ++index) out += block(depth);
    return out;
  }

 private:
  std::string block(int depth) {
    switch (depth <= 0 ? random_() % 4 : random_() % 12) {
      case 0:
        return p("words");
      case 1:
        return p("{{Extra words | optional}}");
      case 2:
        return p(line(2));
      case 3:
        return half() + p("<text:bookmark text:name=\"" + name() + "\"/>kept") + half();
      case 4:
        return p(condition()) + blocks(depth - 1) + p("{{else}}") + blocks(depth - 1) + p("{{end if}}");
      case 5:
        return p("{{choose Response}}") + p("{{when none}}") + blocks(depth - 1) + p("{{otherwise}}") +
               blocks(depth - 1) + p("{{end choose}}");
      case 6:
        return p("{{any of Possible steps}}") + blocks(depth - 1) + p("{{when meetings}}") + blocks(depth - 1) +
               p("{{when exclusion}}") + blocks(depth - 1) + p("{{end any}}");
      case 7:
        return p("{{for each Child}}") + blocks(depth - 1) + p("{{end for}}");
      case 8:
        return "<text:list xml:id=\"" + name() + "\">" + item(blocks(depth - 1)) +
               items({condition(), "a", "{{end if}}"}) +
               items({"{{for each Child}}", "{{Child name}}", "{{end for}}"}) + "</text:list>";
      case 9:
        return list(item(p("{{for each Child}}")) + item(blocks(depth - 1)) + item(p("{{end for}}")));
      case 10:
        return "<text:section text:name=\"" + name() + "\">" + p(condition()) + blocks(depth - 1) + p("{{end if}}") +
               "</text:section>";
      default:
        return "<table:table table:name=\"" + name() + "\"><table:table-column/><table:table-row>" +
               open_cell(blocks(depth - 1)) + "</table:table-row>" + open_row({"{{for each Child}}"}) +
               "<table:table-row>" + open_cell(blocks(depth - 1)) + "</table:table-row>" + open_row({"{{end for}}"}) +
               "</table:table>";
    }
  }

  std::string condition() { return random_() % 2 == 0 ? "{{if Police told is yes}}" : "{{if Police told is no}}"; }
  std::string name() { return "n" + std::to_string(++names_); }

  // The two halves of a bookmark come in turn, in paragraphs that may go.
  std::string half() {
    open_ = !open_;
    if (open_) bookmark_ = name();
    return p("{{Extra words | optional}}<text:bookmark-" + std::string{open_ ? "start" : "end"} + " text:name=\"" +
             bookmark_ + "\"/>");
  }

  std::string line(int depth) {
    if (depth == 0) return random_() % 2 == 0 ? "text" : "{{Extra words | optional}}";
    switch (random_() % 5) {
      case 0:
        return condition() + line(depth - 1) + "{{else}} " + line(depth - 1) + "{{end if}}";
      case 1:
        return "a {{any of Possible steps}}x {{when meetings}}" + line(depth - 1) + "{{when exclusion}}" +
               line(depth - 1) + "{{end any}}.";
      case 2:
        return "{{for each Child}}{{Child name}}<text:s/>" + line(depth - 1) + "{{end for}}";
      case 3:
        return "<text:span>b<text:s text:c=\"2\"/>" + line(depth - 1) + "</text:span>";
      default:
        return "b " + line(depth - 1) + ", c";
    }
  }

  std::mt19937 random_;
  int names_ = 0;
  bool open_ = false;
  std::string bookmark_;
};

// No list, item, row or section is empty, a cell has a paragraph, halves of pairs stand in paragraphs, and no id or
// name stands twice.
void expect_open_sound(pugi::xml_node node, std::set<std::string>& names, const std::string& source) {
  const std::string_view name = node.name();
  for (const std::string_view never_empty : {"text:list", "text:list-item", "text:section", "table:table-row"})
    if (name == never_empty) {
      ASSERT_TRUE(node.first_child()) << source;
    }
  if (name == "table:table") {
    ASSERT_TRUE(node.child("table:table-row")) << source;
  }
  if (name == "table:table-cell") {
    ASSERT_TRUE(node.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; })) << source;
  }
  if (name.starts_with("text:bookmark")) {
    ASSERT_STREQ(node.parent().name(), "text:p") << source;
  }
  for (const char* single : {"xml:id", "table:name", "text:name"})
    if (const auto told = node.attribute(single)) {
      ASSERT_TRUE(names.insert(std::string{name} + ' ' + told.value()).second) << name << ' ' << told.value() << source;
    }
  for (const auto& child : node.children()) {
    expect_open_sound(child, names, source);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST_F(OpenLetterTest, RandomNestingsAreSound) {
  add_child("Ann", 1);
  add_child("Ben", 2);
  choose(steps, {1});
  for (unsigned seed = 0; seed < 400; ++seed) {
    set(police, seed % 2 == 0);
    if (seed == 300) record.lists[static_cast<std::size_t>(children)].clear();
    const auto source = OpenNesting{seed}.blocks(seed % 20 == 0 ? 3 : 2) + p("the end");
    const auto letter = make(open_file(source));
    ASSERT_TRUE(letter) << seed << ": " << findings(letter.error()) << source;
    const auto archive = package::Archive::open(*letter, "letter.odt");
    ASSERT_TRUE(archive) << archive.error().message;
    const auto bytes = archive->read("content.xml").value();
    const auto tree = package::XmlTree::parse(bytes, "letter.odt", "content.xml");
    ASSERT_TRUE(tree) << seed << ": " << tree.error().message << source;
    ASSERT_EQ(bytes.find("{{"), std::string::npos) << source;
    std::set<std::string> names;
    expect_open_sound(tree->root(), names, source);
    if (HasFatalFailure()) return;
    const auto document = document::Document::open(*letter, "letter.odt");
    ASSERT_TRUE(document);
    const auto text = document::words_of(*document).value();
    ASSERT_EQ(text.find(" ."), std::string::npos) << text << source;
    ASSERT_EQ(text.find(" ,"), std::string::npos) << text << source;
    ASSERT_TRUE(text.ends_with("the end\n")) << text << source;
  }
}

}  // namespace
}  // namespace caseletters::letter
