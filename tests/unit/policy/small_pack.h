// A small pack and school held in memory, with the real schemas, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/files.h"
#include "policy/policy.h"
#include "policy/school.h"

namespace caseletters::policy {

inline MemoryFiles files_with_schemas() {
  MemoryFiles files;
  const auto disk = disk_files();
  for (const char* name : {"policy.xsd", "school.xsd", "bank-holidays.xsd"}) {
    const auto bytes = disk->read(std::string{CASELETTERS_SOURCE_DIR} + "/schemas/" + name);
    EXPECT_TRUE(bytes.has_value()) << name;
    if (bytes) files.contents[std::string{"schemas/"} + name] = *bytes;
  }
  return files;
}

inline Library memory_library() {
  return {"templates", "schemas"};
}

// The shared vocabulary that the small packs include.
inline constexpr std::string_view kVocabulary = R"(<shared id="vocabulary">
  <facts>
    <options name="section">
      <option id="3.1a" group="3.1" label="a"><word>3.1(a)</word></option>
      <option id="3.1b" group="3.1" label="b"/>
      <option id="3.2a" group="3.2" label="a"/>
    </options>
    <fact name="Letter date" type="date"/>
    <fact name="Current letter" type="option" options="letters" origin="engine"/>
    <fact name="Incident date" type="date" ask="When did it happen?"><heading>Date of incident</heading></fact>
    <fact name="Complaint about" type="option" default="other">
      <option id="headteacher"><word>head</word></option>
      <option id="ceo"/>
      <option id="other"/>
    </fact>
    <fact name="Sections" type="set" options="section" blank="none"/>
    <fact name="Run" type="number" default="1"/>
    <fact name="Title" type="text" blank="none"/>
    <fact name="Last name" type="text"/>
    <fact name="Overnight" type="yes-no" blank="no"/>
    <fact name="School name" type="text" origin="school"/>
    <fact name="School type" type="option" origin="school">
      <option id="maintained"/><option id="academy"><word>academy trust</word></option><option id="independent"/>
    </fact>
    <fact name="School phase" type="option" origin="school"><option id="primary"/><option id="all-through"/></fact>
    <fact name="School address" type="text" origin="school"/>
    <fact name="Policy date" type="date" origin="school"/>
    <fact name="Internal review days" type="number" origin="school"/>
    <fact name="Ombudsman" type="yes-no" blank="no" origin="school"/>
    <fact name="Section table confirmed" type="yes-no" blank="no" origin="school"/>
    <fact name="Gate times" type="text" blank="none" origin="school"/>
    <fact name="School roles" type="set" options="roles" origin="engine"/>
    <fact name="Headteacher name" type="text" origin="engine"/>
    <fact name="Headteacher post" type="text" origin="engine"/>
    <list name="Child" plural="Children" sheet="Children" most="8">
      <fact name="Child name" type="text"/>
      <fact name="Child year" type="option" ordered="yes">
        <option id="nursery"/><option id="reception"><word>R</word></option><option id="1"/>
      </fact>
    </list>
    <word name="Salutation">
      <case when="Title is known">Dear {{Title}}
        {{Last name}}</case>
      <case>Dear Sir or Madam</case>
    </word>
  </facts>
</shared>
)";

// The three fields that follow each other in a faulty pack, each on lines of its own.
inline std::string policy_of(std::string_view facts, std::string_view choices = "", std::string_view letters = "",
                             std::string_view reviews = "", std::string_view includes = "") {
  std::string text = "<policy id=\"small\" name=\"Small policy\" version=\"1\">\n  <include shared=\"vocabulary\"/>\n";
  const auto room = [&text](std::string_view name, std::string_view content) {
    if (content.empty()) return;
    text.append("  <").append(name).append(">\n").append(content).append("\n  </").append(name).append(">\n");
  };
  text.append(includes);
  room("facts", facts);
  room("choices", choices);
  room("reviews", reviews);
  room("letters", letters);
  return text + "</policy>\n";
}

inline Checked<Policy> load_small(const std::string& policy, MemoryFiles files = files_with_schemas()) {
  files.contents.emplace("templates/shared/vocabulary.xml", kVocabulary);
  files.contents["templates/small/policy.xml"] = policy;
  return load_policy(files, "templates/small", memory_library());
}

inline std::string all_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += to_text(diagnostic) + "\n";
  return text;
}

// The line on which `<!--!-->` stands.
inline int marked_line(std::string_view text) {
  const std::size_t mark = text.find("<!--!-->");
  if (mark == std::string_view::npos) return 0;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), '\n'));
}

}  // namespace caseletters::policy
