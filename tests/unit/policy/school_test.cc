#include "policy/school.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "small_pack.h"

namespace caseletters::policy {
namespace {

using facts::Value;
using testing::ElementsAre;

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n…";
constexpr std::string_view kJpeg = "\xff\xd8\xff\xe0…";

std::string school_of(std::string_view content, std::string_view head = "type=\"maintained\" phase=\"primary\"") {
  std::string text = "<schools policy=\"small\">\n<school id=\"oak\" name=\"Oak Lane\" ";
  text.append(head).append(">\n").append(content).append("\n</school>\n</schools>\n");
  return text;
}

constexpr std::string_view kHead = R"(<signatory role="headteacher" name="Mrs J Example" post="Headteacher"/>)";

MemoryFiles files_with(const std::string& school) {
  MemoryFiles files = files_with_schemas();
  files.contents["office/school.xml"] = school;
  files.contents["office/crest.png"] = kPng;
  files.contents["office/scans/head.jpg"] = kJpeg;
  files.contents["office/crest.gif"] = "<svg/>";
  return files;
}

Checked<SchoolBook> load(const std::string& school) {
  return load_schools(files_with(school), "office/school.xml", "schemas");
}

constexpr std::string_view kWhole =
    R"(<schools policy="./own" file-names="{{Case ID}}" register="../kept/register.sqlite">
  <school id="oak" name="Oak Lane" type="Maintained" phase="All through" trust="Oak Trust" telephone="1" e-mail="a@b" website="w">
    <address><line>Oak Lane</line><line>Fernbridge</line><postcode>ZZ99 3QL</postcode></address>
    <crest file="crest.png" alternative="An oak"/>
    <policy-title date="2025-09-01">Policy for complaints</policy-title>
    <signatory role="headteacher" name="Mrs J Example" post="Headteacher" qualifications="BEd" signature="scans/head.jpg"/>
    <signatory role="chair-of-governors" name="Mr D Example" post="Chair of Governors"/>
    <stand-in for="ceo" role="chair-of-trustees"/>
    <stand-in for="chair-of-trustees" role="chair-of-governors"/>
    <premises>all-sites</premises>
    <internal-review contact="The Clerk" days="15"/>
    <ombudsman>no</ombudsman>
    <section-table confirmed="yes"><section id="3.2a" group="Part 3" label="i"/></section-table>
    <review-period review="ban" period="1 year"/>
    <closure from="2026-12-21" to="2027-01-01">Christmas holiday</closure>
    <bank-holiday date="2027-05-10">Fair day</bank-holiday>
    <setting name="Gate times">
      from 8:40am
      to 9am
    </setting>
  </school>
  <school id="elm" name="Elm" type="academy" phase="primary">
    <signatory role="ceo" name="Dr S Example" post="Chief Executive"/>
  </school>
</schools>
)";

TEST(SchoolBooks, TellWhatTheFileTells) {
  const auto book = load(std::string{kWhole});
  ASSERT_TRUE(book.has_value()) << all_text(book.error());
  EXPECT_EQ(book->file, "office/school.xml");
  EXPECT_EQ(book->policy, join_path("office", "./own"));
  EXPECT_EQ(book->name_pattern, "{{Case ID}}");
  EXPECT_EQ(book->register_path, join_path("office", "../kept/register.sqlite"));
  ASSERT_EQ(book->schools.size(), 2u);
  const School& oak = book->schools[0];
  EXPECT_EQ(oak.id, "oak");
  EXPECT_EQ(oak.line, 2);
  EXPECT_EQ(oak.values.at("School address"), "Oak Lane\nFernbridge\nZZ99 3QL");
  EXPECT_EQ(oak.values.at("School type"), "maintained");
  EXPECT_EQ(oak.values.at("School phase"), "all-through");
  EXPECT_EQ(oak.values.at("Trust name"), "Oak Trust");
  EXPECT_EQ(oak.values.at("School e-mail"), "a@b");
  EXPECT_EQ(oak.values.at("Policy name"), "Policy for complaints");
  EXPECT_EQ(oak.values.at("Policy date"), "2025-09-01");
  EXPECT_EQ(oak.values.at("Premises"), "all-sites");
  EXPECT_EQ(oak.values.at("Internal review contact"), "The Clerk");
  EXPECT_EQ(oak.values.at("Internal review days"), "15");
  EXPECT_EQ(oak.values.at("Ombudsman"), "no");
  EXPECT_EQ(oak.values.at("Section table confirmed"), "yes");
  EXPECT_THAT(oak.values.at("Gate times"), testing::AllOf(testing::StartsWith("from"), testing::EndsWith("9am")));
  EXPECT_EQ(oak.crest_path, "office/crest.png");
  EXPECT_EQ(oak.crest_alternative, "An oak");
  EXPECT_EQ(oak.signatories[0].signature_path, "office/scans/head.jpg");
  EXPECT_EQ(oak.signatories[0].qualifications, "BEd");
  ASSERT_EQ(oak.closures.size(), 1u);
  EXPECT_EQ(to_iso(oak.closures[0].from), "2026-12-21");
  EXPECT_EQ(oak.closures[0].name, "Christmas holiday");
  ASSERT_EQ(oak.extra_holidays.size(), 1u);
  EXPECT_EQ(oak.extra_holidays[0].second, "Fair day");
  EXPECT_EQ(oak.review_periods.at("ban").count, 1);
  EXPECT_EQ(oak.review_periods.at("ban").unit, facts::Unit::years);
  EXPECT_EQ(book->schools[1].values.count("Trust name"), 0u);
}

TEST(SchoolBooks, KeepTheIdOfAPolicyThatShips) {
  const auto book = load(school_of(kHead));
  ASSERT_TRUE(book.has_value()) << all_text(book.error());
  EXPECT_EQ(book->policy, "small");
  EXPECT_EQ(book->register_path, "");
  EXPECT_EQ(book->schools[0].crest_path, "");
}

TEST(Signatories, StandInForRolesTheSchoolLacks) {
  const auto book = load(std::string{kWhole});
  ASSERT_TRUE(book.has_value());
  const auto name = [&](std::size_t school, const char* role) -> std::string {
    const Signatory* signatory = signatory_for(book->schools[school], role);
    return signatory == nullptr ? "nobody" : signatory->name;
  };
  EXPECT_EQ(name(0, "headteacher"), "Mrs J Example");
  EXPECT_EQ(name(0, "chair-of-trustees"), "Mr D Example");
  EXPECT_EQ(name(0, "ceo"), "Mr D Example");
  EXPECT_EQ(name(1, "headteacher"), "nobody");
  School round;
  round.role_stand_ins = {{"ceo", "headteacher"}, {"headteacher", "ceo"}};
  EXPECT_EQ(signatory_for(round, "ceo"), nullptr);
}

class Filled : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded =
        load_small(policy_of("", "", "<letter id=\"ban-1\" title=\"t\" template=\"b\" signatory=\"ceo\"/>",
                             "<review id=\"other\" period=\"2 weeks\" anchor=\"ban-1 date\" outcome=\"ban-1\"/>"
                             "<review id=\"ban\" period=\"6 months\" anchor=\"ban-1 date\" outcome=\"ban-1\"/>"));
    ASSERT_TRUE(loaded.has_value()) << all_text(loaded.error());
    policy_ = std::move(*loaded);
  }
  Policy policy_;
};

TEST_F(Filled, RecordsHaveTheSchoolsFactsTyped) {
  const auto book = load(std::string{kWhole});
  ASSERT_TRUE(book.has_value());
  const auto bound = bind_school(book->schools[0], policy_.rules, book->file);
  ASSERT_TRUE(bound.has_value()) << all_text(bound.error());
  const facts::Vocabulary& vocabulary = policy_.rules.vocabulary;
  facts::Record record = facts::Record::for_vocabulary(vocabulary);
  fill_school_facts(*bound, record);
  const auto value = [&](std::string_view name) {
    return record.facts[static_cast<std::size_t>(vocabulary.fact(name).value())];
  };
  EXPECT_EQ(value("School name"), Value{std::string{"Oak Lane"}});
  EXPECT_EQ(value("School type"), Value{facts::Option{0}});
  EXPECT_EQ(value("School phase"), Value{facts::Option{1}});
  EXPECT_EQ(value("Policy date"), Value{*Date::from_iso("2025-09-01")});
  EXPECT_EQ(value("Internal review days"), Value{std::int64_t{15}});
  EXPECT_EQ(value("Ombudsman"), Value{false});
  EXPECT_EQ(value("Section table confirmed"), Value{true});
  EXPECT_EQ(value("Headteacher name"), Value{std::string{"Mrs J Example"}});
  EXPECT_EQ(value("School roles"), (Value{facts::OptionSet{{0}, {2}}}));
  EXPECT_FALSE(value("Last name").known());
  ASSERT_NE(record.review_periods, nullptr);
  EXPECT_THAT(*record.review_periods, ElementsAre(std::pair{2, facts::Unit::weeks}, std::pair{1, facts::Unit::years}));
}

// The post as a sentence says it: a Principal is none of the schools' many headteachers.
TEST_F(Filled, TheHeadIsCalledByThePostOfTheSettings) {
  for (const auto& [post, said] :
       {std::pair{"Headteacher", "headteacher"}, {"Head Teacher", "headteacher"}, {"Principal", "Principal"}}) {
    std::string settings{kWhole};
    settings.replace(settings.find("post=\"Headteacher\""), 18, fmt::format("post=\"{}\"", post));
    const auto book = load(settings);
    ASSERT_TRUE(book.has_value()) << post;
    const auto bound = bind_school(book->schools[0], policy_.rules, book->file);
    ASSERT_TRUE(bound.has_value()) << all_text(bound.error());
    facts::Record record = facts::Record::for_vocabulary(policy_.rules.vocabulary);
    fill_school_facts(*bound, record);
    const auto fact = static_cast<std::size_t>(policy_.rules.vocabulary.fact("Headteacher post").value());
    EXPECT_EQ(record.facts[fact], Value{std::string{said}});
  }
}

TEST_F(Filled, RecordsPrintTheSchoolsOwnSections) {
  const auto book = load(std::string{kWhole});
  ASSERT_TRUE(book.has_value());
  const auto bound = bind_school(book->schools[0], policy_.rules, book->file);
  ASSERT_TRUE(bound.has_value());
  const facts::Vocabulary& vocabulary = policy_.rules.vocabulary;
  facts::Record record = facts::Record::for_vocabulary(vocabulary);
  fill_school_facts(*bound, record);
  const auto sections = vocabulary.facts()[static_cast<std::size_t>(vocabulary.fact("Sections").value())];
  const facts::Domain* labels = record.labels[static_cast<std::size_t>(sections.type.domain)];
  ASSERT_NE(labels, nullptr);
  ASSERT_EQ(labels->options.size(), 3u);
  EXPECT_EQ(labels->options[0].label, "a");
  EXPECT_EQ(labels->options[2].id, "3.2a");
  EXPECT_EQ(labels->options[2].label, "i");
  EXPECT_EQ(labels->options[2].group, "Part 3");
}

struct SchoolFault {
  std::string name;
  std::string school;
  std::string code;
  std::string words;
};

void PrintTo(const SchoolFault& fault, std::ostream* out) {
  *out << fault.name;
}

class Refused : public testing::TestWithParam<SchoolFault> {};

// Findings that show when the file is read.
const SchoolFault kFileFaults[] = {
    {"misspelled element", school_of("<signatorry role=\"ceo\"/><!--!-->\n" + std::string{kHead}), "schema",
     "<signatorry>"},
    {"misspelled attribute", school_of("<ombudsman why=\"x\">no</ombudsman><!--!-->\n" + std::string{kHead}), "schema",
     "why"},
    {"unknown role", school_of("<signatory role=\"boss\" name=\"x\" post=\"y\"/><!--!-->\n" + std::string{kHead}),
     "schema", "boss"},
    {"ill-formed", "<schools>\n<school></schools><!--!-->", "bad-xml", ""},
    {"unknown type",
     "<schools>\n<school id=\"o\" name=\"O\" type=\"acadamy\" phase=\"primary\"><!--!-->" + std::string{kHead} +
         "</school></schools>",
     "bad-value", "Did you mean “academy”?"},
    {"unknown phase",
     "<schools>\n<school id=\"o\" name=\"O\" type=\"academy\" phase=\"sixth form\"><!--!-->" + std::string{kHead} +
         "</school></schools>",
     "bad-value", "all-through"},
    {"school twice",
     "<schools>\n<school id=\"o\" name=\"O\" type=\"academy\" phase=\"primary\">" + std::string{kHead} +
         "</school>\n<school id=\"o\" name=\"P\" type=\"academy\" phase=\"primary\"><!--!-->" + std::string{kHead} +
         "</school></schools>",
     "school-twice", "the first in line 2"},
    {"two headteachers", school_of(std::string{kHead} + "\n" + std::string{kHead} + "<!--!-->"), "role-twice",
     "headteacher"},
    {"two stand-ins",
     school_of(std::string{kHead} +
               "\n<stand-in for=\"ceo\" role=\"headteacher\"/>\n<stand-in for=\"ceo\" role=\"headteacher\"/><!--!-->"),
     "role-twice", "stand-ins for ceo"},
    {"two crests",
     school_of(std::string{kHead} + "\n<premises>all-sites</premises>\n<premises>this-school</premises><!--!-->"),
     "element-twice", "<premises> twice"},
    {"nobody signs", "<schools>\n<school id=\"o\" name=\"O\" type=\"academy\" phase=\"primary\"/><!--!-->\n</schools>",
     "no-signatory", "Nobody signs"},
    {"stand-in without signatory",
     school_of(std::string{kHead} + "\n<stand-in for=\"ceo\" role=\"chair-of-trustees\"/><!--!-->"), "stand-in-nobody",
     "chair-of-trustees stands in for ceo"},
    {"crest missing", school_of(std::string{kHead} + "\n<crest file=\"crist.png\" alternative=\"x\"/><!--!-->"),
     "file-missing", "office/crist.png"},
    {"crest of another kind", school_of(std::string{kHead} + "\n<crest file=\"crest.gif\" alternative=\"x\"/><!--!-->"),
     "bad-picture", "PNG"},
    {"signature missing", school_of("<signatory role=\"ceo\" name=\"x\" post=\"y\" signature=\"s.png\"/><!--!-->"),
     "file-missing", "s.png"},
    {"date that does not exist",
     school_of(std::string{kHead} + "\n<closure from=\"2026-02-30\" to=\"2026-03-01\"/><!--!-->"), "bad-date",
     "2026-02-30"},
    {"date the English way",
     school_of(std::string{kHead} + "\n<bank-holiday date=\"10/05/2027\">x</bank-holiday><!--!-->"), "bad-date",
     "Write dates as 2026-12-21."},
    {"closure that ends too early",
     school_of(std::string{kHead} + "\n<closure from=\"2027-01-01\" to=\"2026-12-21\"/><!--!-->"), "bad-date",
     "ends on 21 December 2026, before it begins on 1 January 2027"},
    {"bad review period",
     school_of(std::string{kHead} + "\n<review-period review=\"ban\" period=\"0 months\"/><!--!-->"), "bad-period",
     "6 months"},
    {"setting twice",
     school_of(std::string{kHead} + "\n<setting name=\"A\">x</setting>\n<setting name=\"A\">y</setting><!--!-->"),
     "element-twice", "set twice"},
    {"setting that has an element",
     school_of("<setting name=\"ombudsman\">yes</setting><!--!-->\n<ombudsman>no</ombudsman>\n" + std::string{kHead}),
     "element-twice", "first in line 4"},
    {"section twice",
     school_of(std::string{kHead} + "\n<section-table confirmed=\"yes\"><section id=\"3.1a\" label=\"a\"/>\n"
                                    "<section id=\"3.1 a\" label=\"b\"/><!--!--></section-table>"),
     "element-twice", "3.1 a"},
};

void expect_one(const Diagnostics& found, const SchoolFault& fault) {
  ASSERT_EQ(found.size(), 1u) << all_text(found);
  EXPECT_EQ(found[0].code, fault.code);
  EXPECT_EQ(found[0].file, "office/school.xml");
  EXPECT_EQ(found[0].line, marked_line(fault.school)) << all_text(found);
  EXPECT_THAT(found[0].message + " " + found[0].hint, testing::HasSubstr(fault.words));
}

TEST_P(Refused, AtItsLineInPlainWords) {
  const auto book = load(GetParam().school);
  ASSERT_FALSE(book.has_value());
  expect_one(book.error(), GetParam());
}

std::string test_name(const testing::TestParamInfo<SchoolFault>& info) {
  std::string name = info.param.name;
  for (char& c : name) {
    if (c == ' ' || c == '-') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(SchoolFile, Refused, testing::ValuesIn(kFileFaults), test_name);

TEST(Refusing, StandInsThatGoRoundNamesThemAll) {
  const auto book = load(school_of(std::string{kHead} + R"(
<stand-in for="ceo" role="chair-of-trustees"/>
<stand-in for="chair-of-trustees" role="ceo"/>)"));
  ASSERT_FALSE(book.has_value());
  ASSERT_EQ(book.error().size(), 2u) << all_text(book.error());
  EXPECT_EQ(book.error()[0].code, "stand-in-cycle");
  EXPECT_EQ(book.error()[0].line, 4);
  EXPECT_EQ(book.error()[1].line, 5);
}

TEST(Refusing, TellsEverythingAtOnce) {
  const auto book = load(school_of("<crest file=\"no.png\" alternative=\"x\"/>\n<closure from=\"x\" to=\"y\"/>"));
  ASSERT_FALSE(book.has_value());
  std::vector<std::string> codes;
  for (const Diagnostic& finding : book.error()) codes.push_back(finding.code);
  EXPECT_THAT(codes, ElementsAre("no-signatory", "file-missing", "bad-date", "bad-date"));
}

TEST(Refusing, MissingFileIsSaid) {
  const auto book = load_schools(files_with_schemas(), "nowhere/school.xml", "schemas");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error()[0].code, "file-missing");
}

// Findings that show when a school meets its policy.
const SchoolFault kBindingFaults[] = {
    {"phase the policy lacks",
     "<schools>\n<school id=\"o\" name=\"O\" type=\"academy\" phase=\"junior\"><!--!-->" + std::string{kHead} +
         "</school></schools>",
     "unknown-option", "“junior” is not one of the options of School phase"},
    {"unknown setting", school_of(std::string{kHead} + "\n<setting name=\"Gate time\">x</setting><!--!-->"),
     "unknown-fact", "Did you mean “Gate times”?"},
    {"setting of the workbook", school_of(std::string{kHead} + "\n<setting name=\"Last name\">x</setting><!--!-->"),
     "unknown-fact", "from elsewhere"},
    {"unknown section",
     school_of(std::string{kHead} + "\n<section-table confirmed=\"yes\"><section id=\"3.1e\" label=\"e\"/><!--!-->"
                                    "</section-table>"),
     "unknown-option", "Did you mean"},
    {"unknown review", school_of(std::string{kHead} + "\n<review-period review=\"bans\" period=\"1 year\"/><!--!-->"),
     "unknown-review", "Did you mean “ban”?"},
};

class Unbound : public Filled, public testing::WithParamInterface<SchoolFault> {};

TEST_P(Unbound, AtItsLineInPlainWords) {
  const auto book = load(GetParam().school);
  ASSERT_TRUE(book.has_value()) << all_text(book.error());
  const auto bound = bind_school(book->schools[0], policy_.rules, book->file);
  ASSERT_FALSE(bound.has_value());
  expect_one(bound.error(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(SchoolAndPolicy, Unbound, testing::ValuesIn(kBindingFaults), test_name);

}  // namespace
}  // namespace caseletters::policy
