// A small vocabulary, small Word documents, and one letter made from them.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "document/document.h"
#include "facts/situation.h"
#include "letter/program.h"
#include "package/archive.h"

namespace caseletters::letter {

inline constexpr std::string_view kNamespaces =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" )"
    R"(xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" )"
    R"(xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" )"
    R"(xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" )"
    R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" )"
    R"(xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" )"
    R"(xmlns:v="urn:schemas-microsoft-com:vml" )"
    R"(xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14")";

struct PartText {
  std::string name;
  std::string content;
};

inline std::string pack(const std::vector<PartText>& parts) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> packed;
  packed.reserve(parts.size());
  for (const auto& part : parts) packed.push_back(compressor.pack(part.name, part.content));
  std::vector<const package::PackedPart*> all;
  for (const auto& part : packed) all.push_back(&part);
  return package::write_archive(all);
}

// "word/header1.xml" with its content type, for a package's lists.
inline std::string type_of(std::string_view part) {
  for (const std::string_view kind : {"header", "footer", "footnotes", "endnotes"})
    if (part.find(kind) != std::string_view::npos)
      return "application/vnd.openxmlformats-officedocument.wordprocessingml." + std::string{kind} + "+xml";
  return "application/xml";
}

// A package around a body's content (paragraphs and tables). Extra parts below word/ are related to the body by their
// names: header1.xml is a header; other entries (relationships, pictures) are taken as they are.
inline std::string word_file(std::string_view body, const std::vector<PartText>& extra = {}) {
  std::string types =
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
      R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
      R"(<Default Extension="xml" ContentType="application/xml"/>)"
      R"(<Default Extension="gif" ContentType="image/gif"/>)"
      R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)";
  std::string top =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
      R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>)";
  std::string below = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  int number = 1;
  for (const auto& part : extra) {
    const auto local = part.name.substr(part.name.rfind('/') + 1);
    if (part.name == "docProps/core.xml") {
      top +=
          R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>)";
    } else if (local.starts_with("header") || local.starts_with("footer") || local.starts_with("footnotes")) {
      if (local.ends_with(".rels")) continue;
      const auto kind = local.substr(0, local.find_first_of("0123456789."));
      below += "<Relationship Id=\"story" + std::to_string(number++) +
               "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind +
               "\" Target=\"" + local + "\"/>";
      types += "<Override PartName=\"/" + part.name + "\" ContentType=\"" + type_of(part.name) + "\"/>";
    } else if (local == "numbering.xml" || local == "styles.xml") {
      const auto kind = local.substr(0, local.find('.'));
      below += "<Relationship Id=\"" + kind +
               "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind +
               "\" Target=\"" + local + "\"/>";
    } else if (part.name.find("media/") != std::string::npos) {
      below += "<Relationship Id=\"picture" + std::to_string(number++) +
               "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/" +
               local + "\"/>";
    }
  }
  std::vector<PartText> parts{
      {"[Content_Types].xml", types + "</Types>"},
      {"_rels/.rels", top + "</Relationships>"},
      {"word/document.xml", R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                            "\n<w:document " +
                                std::string{kNamespaces} + "><w:body>" + std::string{body} +
                                "<w:sectPr/></w:body></w:document>"},
      {"word/_rels/document.xml.rels", below + "</Relationships>"},
  };
  parts.insert(parts.end(), extra.begin(), extra.end());
  return pack(parts);
}

// The same package with one part put in, or in place of one of that name.
inline std::string with_part(const std::string& file, const std::string& name, const std::string& content) {
  const auto archive = package::Archive::open(file, "x").value();
  std::vector<PartText> parts;
  for (const auto& entry : archive.entries())
    if (entry.name != name) parts.push_back({entry.name, archive.read(entry.name).value()});
  parts.push_back({name, content});
  return pack(parts);
}

// Relationships of the body: triples of id, type (its last piece) and target; targets with a colon are external.
inline std::string with_links(const std::string& file, const std::vector<std::array<std::string, 3>>& links) {
  std::string content = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  for (const auto& [id, type, target] : links) {
    const bool external = type == "hyperlink" || target.find(':') != std::string::npos;
    content += "<Relationship Id=\"" + id +
               "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
               "\" Target=\"" + target + (external ? "\" TargetMode=\"External\"/>" : "\"/>");
  }
  return with_part(file, "word/_rels/document.xml.rels", content + "</Relationships>");
}

inline std::string run(std::string_view text) {
  return "<w:r><w:t xml:space=\"preserve\">" + std::string{text} + "</w:t></w:r>";
}
inline std::string paragraph(std::string_view text) {
  return "<w:p>" + run(text) + "</w:p>";
}
inline std::string paragraphs(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += paragraph(text);
  return out;
}
inline std::string cell(std::string_view content) {
  return "<w:tc><w:tcPr><w:tcW w:w=\"100\" w:type=\"dxa\"/></w:tcPr>" + std::string{content} + "</w:tc>";
}
inline std::string row(const std::vector<std::string>& cells) {
  std::string out = "<w:tr>";
  for (const auto& text : cells) out += cell(paragraph(text));
  return out + "</w:tr>";
}
inline std::string table(std::string_view rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid>" + std::string{rows} + "</w:tbl>";
}

// The index a declaration got; a vocabulary that refuses it is a mistake in the test.
inline int declared(const Result<int>& made) {
  if (!made) throw std::logic_error(made.error().message);
  return *made;
}

class LetterTest : public ::testing::Test {
 protected:
  LetterTest() {
    auto& words = rules.vocabulary;
    add_letter("ban-1", "Permission withdrawn");
    title = text_fact("Title", facts::State::none);
    first_name = text_fact("First name", facts::State::none);
    last_name = text_fact("Last name", facts::State::unknown);
    address = text_fact("Address", facts::State::unknown);
    note = text_fact("Extra words", facts::State::none);
    incident_date = add_fact("Incident date", {facts::Kind::date, -1}, facts::State::unknown);
    deadline = add_fact("Response deadline", {facts::Kind::date, -1}, facts::State::unknown);
    police = add_fact("Police told", {facts::Kind::yes_no, -1}, facts::State::unknown);
    phase = option_fact("School phase", {"primary", "secondary"}, false);
    sanctions = option_fact("Sanctions", {"meetings", "exclusion", "legal-action"}, true);
    facts::ListDecl list;
    list.item = "Child";
    list.plural = "Children";
    children = declared(words.add_list(list));
    child_name = text_fact("Child name", facts::State::unknown, children);
    facts::Domain years{"Child year", {}, true};
    for (const auto* id : {"reception", "1", "2", "3"}) years.options.push_back({id, "", "", {}});
    const int domain = declared(words.add_domain(years));
    child_year = add_fact("Child year", {facts::Kind::option, domain}, facts::State::unknown, children);
    response = add_choice("Response", {"received", "none", "not-yet"}, false);
    steps = add_choice("Possible steps", {"meetings", "exclusion", "legal-action"}, true);
    rules.derived_of_fact.assign(words.facts().size(), -1);
    rules.choices.resize(words.choices().size());
    for (std::size_t choice = 0; choice < words.choices().size(); ++choice)
      rules.choices[choice].options.resize(
          words.domains()[static_cast<std::size_t>(words.choices()[choice].domain)].options.size());
    record = facts::Record::for_vocabulary(words);
    record.sheet_names = {"Cases"};
    record.sources.resize(words.facts().size());
    set(title, std::string{"Ms"});
    set(first_name, std::string{"Alex"});
    set(last_name, std::string{"O'Hara & <Sons>"});
    set(address, std::string{"1 High Street\nOakham"});
    record.facts[static_cast<std::size_t>(note)] = facts::Value::none();
    set(incident_date, Date::from_ymd(2026, 11, 3).value());
    set(police, true);
    set(phase, facts::Option{0});
    set(sanctions, facts::OptionSet{});
    choose(response, {0});
    choose(steps, {});
  }

  int add_fact(std::string name, facts::Type type, facts::State blank, int list = -1) {
    facts::FactDecl fact;
    fact.name = std::move(name);
    fact.type = type;
    fact.blank = blank;
    fact.list = list;
    return declared(rules.vocabulary.add_fact(fact));
  }
  int text_fact(std::string name, facts::State blank, int list = -1) {
    return add_fact(std::move(name), {facts::Kind::text, -1}, blank, list);
  }
  int option_fact(const std::string& name, const std::vector<std::string>& ids, bool set) {
    return add_fact(name, {set ? facts::Kind::set : facts::Kind::option, add_domain(name, ids)}, facts::State::unknown);
  }
  int add_domain(const std::string& name, const std::vector<std::string>& ids) {
    facts::Domain domain{name, {}, false};
    for (const auto& id : ids) domain.options.push_back({id, "", "", {}});
    return declared(rules.vocabulary.add_domain(domain));
  }
  int add_choice(const std::string& name, const std::vector<std::string>& ids, bool any) {
    facts::ChoiceDecl choice;
    choice.name = name;
    choice.domain = add_domain(name, ids);
    choice.any = any;
    return declared(rules.vocabulary.add_choice(choice));
  }
  void add_letter(const std::string& id, const std::string& name) {
    facts::LetterDecl letter;
    letter.id = id;
    letter.title = name;
    (void)declared(rules.vocabulary.add_letter(letter));
  }

  template <class T>
  void set(int fact, T content) {
    record.facts[static_cast<std::size_t>(fact)] = facts::Value{std::move(content)};
  }
  void unset(int fact) { record.facts[static_cast<std::size_t>(fact)] = facts::Value{}; }
  void blank(int fact) { record.facts[static_cast<std::size_t>(fact)] = facts::Value::none(); }
  void choose(int choice, const std::vector<int>& options) {
    facts::OptionSet chosen;
    for (const int option : options) chosen.push_back({option});
    record.overrides[static_cast<std::size_t>(choice)] = chosen;
  }
  void add_child(const std::string& name, int year) {
    auto& items = record.lists[static_cast<std::size_t>(children)];
    items.push_back({facts::Value{name}, year < 0 ? facts::Value{} : facts::Value{facts::Option{year}}});
  }

  [[nodiscard]] Checked<Program> compile(const std::string& file) {
    auto document = document::Document::open(file, "template.docx");
    if (!document) return fail(Diagnostics{document.error()});
    CompileOptions options;
    options.letter_id = "ban-1";
    return Program::compile(*document, rules, assets, options);
  }
  [[nodiscard]] Checked<std::string> make(const std::string& file) {
    auto program = compile(file);
    if (!program) return fail(program.error());
    facts::Situation situation{rules, record, calendar};
    return program->resolve(situation);
  }

  // One part of the finished letter, or the findings, one a line.
  [[nodiscard]] std::string part_of(const std::string& file, const std::string& part = "word/document.xml") {
    const auto letter = make(file);
    if (!letter) return findings(letter.error());
    const auto archive = package::Archive::open(*letter, "letter.docx");
    if (!archive) return "cannot be opened: " + archive.error().message;
    const auto bytes = archive->read(part);
    return bytes ? *bytes : "no such part";
  }
  // What stands in the body of the finished letter.
  [[nodiscard]] std::string body(std::string_view content) {
    auto whole = part_of(word_file(content));
    const auto begin = whole.find("<w:body>"), end = whole.rfind("<w:sectPr");
    return begin == std::string::npos ? whole : whole.substr(begin + 8, end - begin - 8);
  }
  [[nodiscard]] std::string words(const std::string& file) {
    const auto letter = make(file);
    if (!letter) return findings(letter.error());
    const auto document = document::Document::open(*letter, "letter.docx");
    if (!document) return "cannot be opened: " + document.error().message;
    return document::words_of(*document).value();
  }
  // The words of the letter that paragraphs of these texts make.
  [[nodiscard]] std::string words_of(const std::vector<std::string>& texts) {
    return words(word_file(paragraphs(texts)));
  }

  static std::string findings(const Diagnostics& all) {
    std::string out;
    for (const auto& one : all)
      out += one.code + ": " + one.message + (one.hint.empty() ? "" : " | " + one.hint) + "\n";
    return out;
  }
  [[nodiscard]] std::vector<std::string> codes(const std::string& file) {
    std::vector<std::string> out;
    const auto letter = make(file);
    if (!letter)
      for (const auto& one : letter.error()) out.push_back(one.code);
    return out;
  }

  facts::Rules rules;
  facts::Record record;
  Calendar calendar;
  Assets assets;
  int title, first_name, last_name, address, note, incident_date, deadline, police, phase, sanctions;
  int children, child_name, child_year, response, steps;
};

}  // namespace caseletters::letter
