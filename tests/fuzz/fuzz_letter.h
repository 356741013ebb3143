// What the fuzz targets share: a small vocabulary, and a Word document around a body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "facts/rules.h"
#include "facts/situation.h"
#include "package/archive.h"

namespace caseletters::fuzz {

// Facts of each type, a list, two choices and a letter, by names that a fuzzer finds soon.
inline facts::Rules small_rules() {
  facts::Rules rules;
  auto& words = rules.vocabulary;
  const auto fact = [&words](const char* name, facts::Type type, int list = -1) {
    facts::FactDecl made;
    made.name = name;
    made.type = type;
    made.list = list;
    (void)words.add_fact(made);
  };
  facts::LetterDecl letter;
  letter.id = "ban-1";
  (void)words.add_letter(letter);
  facts::Domain domain{"Phase", {}, true};
  for (const char* id : {"a", "b", "c"}) domain.options.push_back({id, "", "", {}});
  const int options = words.add_domain(domain).value();
  fact("T", {facts::Kind::text, -1});
  fact("D", {facts::Kind::date, -1});
  fact("N", {facts::Kind::number, -1});
  fact("Y", {facts::Kind::yes_no, -1});
  fact("O", {facts::Kind::option, options});
  fact("S", {facts::Kind::set, options});
  facts::ListDecl list;
  list.item = "Child";
  list.plural = "Children";
  const int children = words.add_list(list).value();
  fact("Child name", {facts::Kind::text, -1}, children);
  for (const bool any : {false, true}) {
    facts::ChoiceDecl choice;
    choice.name = any ? "Steps" : "Response";
    choice.domain = options;
    choice.any = any;
    (void)words.add_choice(choice);
  }
  rules.derived_of_fact.assign(words.facts().size(), -1);
  rules.choices.resize(words.choices().size());
  for (auto& choice : rules.choices) choice.options.resize(3);
  return rules;
}

// A case with a text, two children and everything that decides.
inline facts::Record small_case(const facts::Rules& rules) {
  auto record = facts::Record::for_vocabulary(rules.vocabulary);
  record.sources.resize(rules.vocabulary.facts().size());
  const auto set = [&](const char* name, facts::Value value) {
    record.facts[static_cast<std::size_t>(*rules.vocabulary.fact(name))] = std::move(value);
  };
  set("T", facts::Value{std::string{"a\nb"}});
  set("D", facts::Value{Date::from_ymd(2026, 11, 3).value()});
  set("N", facts::Value{std::int64_t{2}});
  set("Y", facts::Value{true});
  set("O", facts::Value{facts::Option{1}});
  set("S", facts::Value{facts::OptionSet{{0}, {2}}});
  record.lists[0] = {{facts::Value{std::string{"Ann"}}}, {facts::Value{std::string{"Ben"}}}};
  for (auto& choice : record.overrides) choice = facts::OptionSet{{1}};
  return record;
}

// An OpenDocument text with this content, word for word.
inline std::string text_around(std::string_view content) {
  const package::Compressor compressor;
  const package::PackedPart parts[] = {
      package::Compressor::store("mimetype", "application/vnd.oasis.opendocument.text"),
      compressor.pack("content.xml", content),
      compressor.pack(
          "styles.xml",
          R"(<o:document-styles xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
          R"(xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0" )"
          R"(xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" )"
          R"(xmlns:f="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><o:styles>)"
          R"(<s:style s:name="Break" s:family="paragraph"><s:paragraph-properties f:break-before="page"/></s:style>)"
          R"(<s:style s:name="Hide" s:family="text"><s:text-properties t:display="none"/></s:style></o:styles>)"
          R"(<o:master-styles><s:master-page s:name="Standard"><s:header><t:p>{{T}}</t:p></s:header></s:master-page>)"
          R"(</o:master-styles></o:document-styles>)")};
  return package::write_archive({&parts[0], &parts[1], &parts[2]});
}

// A package with this main part, word for word.
inline std::string package_around(std::string_view main_part) {
  const package::Compressor compressor;
  const package::PackedPart parts[] = {
      compressor.pack(
          "[Content_Types].xml",
          R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
          R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
          R"(<Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument.)"
          R"(wordprocessingml.document.main+xml"/></Types>)"),
      compressor.pack(
          "_rels/.rels",
          R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
          R"(<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)"
          R"(officeDocument" Target="d.xml"/></Relationships>)"),
      compressor.pack("d.xml", main_part)};
  return package::write_archive({&parts[0], &parts[1], &parts[2]});
}

}  // namespace caseletters::fuzz
