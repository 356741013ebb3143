#include "policy/policy.h"

#include <gmock/gmock.h>

#include "policy/describe.h"
#include "small_pack.h"

namespace caseletters::policy {
namespace {

using facts::Kind;
using facts::Value;
using testing::ElementsAre;

constexpr std::string_view kFacts = R"x(
    <derived name="Response deadline" type="date" overridable="yes" value="10 working days after Letter date">
      <heading>Reply by</heading>
    </derived>
    <derived name="Review date" type="date">
      <case when="Current letter is one of ban-2, ban-3" review="ban" after="Letter date"/>
      <case value="6 months after Letter date"/>
    </derived>
    <derived name="Young child" type="yes-no" value="any Child has (Child year is before 1)"/>
    <derived name="Recalled about" type="option" options="Complaint about">
      <case when="Run is over 1" is="ceo"/>
      <case value="Complaint about"/>
    </derived>
    <derived name="Cited" type="set" options="section"><case is="3.2a, 3.1a"/></derived>
    <derived name="Stage" type="number"><case when="Run is over 1" is="4"/><case value="Run"/></derived>
    <derived name="Open" type="yes-no"><case when="Run is 1" is="yes"/><case is="no"/></derived>)x";

constexpr std::string_view kChoices = R"(
    <choice name="Response" when="Current letter is ban-2">
      <option id="received" label="answered" when="ban-1 response date is known"><word>yes</word></option>
      <option id="none" when="ban-1 response date is not known"/>
    </choice>
    <choice name="Steps" pick="any" at-least="1"><option id="exclusion" when="Run is 1"/><option id="talk"/></choice>
    <choice name="Signatory">
      <option id="ceo" when="Complaint about is headteacher"/>
      <option id="headteacher" when="Complaint about is not headteacher"/>
      <option id="chair-of-trustees"/>
      <option id="chair-of-governors"/>
    </choice>)";

constexpr std::string_view kReviews = R"(<review id="ban" period="6 months" anchor="ban-1 date" outcome="ban-3"/>)";

constexpr std::string_view kLetters = R"(
    <letter id="ban-1" title="Ban" template="first/ban-1" signatory="headteacher" delivery="signed-for-and-ordinary">
      <due when="Incident date is on or before today" since="Incident date"/>
      <await for="response" when="Run is 1" until="ban-1 deadline" also="ban-2, ban-3">an answer to {{Last name}}</await>
      <remark code="old" when="Incident date is before today"><because>Old.</because></remark>
      <needs fact="Incident date, Last name" when="Run is 1"/>
      <needs fact="School name"/>
      <sets names="Response deadline, Review date"/>
    </letter>
    <letter id="ban-2" title="Ban confirmed" template="ban-2" signatory="chair-of-governors">
      <after letters="ban-1"/>
      <needs fact="ban-1 deadline"/>
      <refuse code="not-yet" when="Letter date is before ban-1 deadline" overridable="yes">
        <because>The time to reply runs until {{ban-1
          deadline}}.</because>
        <remedy>Wait until then.</remedy>
      </refuse>
      <caution code="weekend" when="Run is over 2"><because>Run {{Run}}.</because></caution>
      <companion letter="ban-3" when="Open is yes"/>
      <companion letter="ban-1"/>
    </letter>
    <letter id="ban-3" title="Ban goes on" template="ban-3" signatory="ceo" repeats="yes" delivery="internal">
      <after letters="ban-1, ban-2"/>
      <after letters="ban-2"/>
    </letter>)";

class SmallPolicy : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_small(policy_of(kFacts, kChoices, kLetters, kReviews));
    ASSERT_TRUE(loaded.has_value()) << all_text(loaded.error());
    policy_ = std::move(*loaded);
  }
  [[nodiscard]] const facts::FactDecl& fact(std::string_view name) const {
    const auto index = vocabulary().fact(name);
    EXPECT_TRUE(index.has_value()) << name;
    return vocabulary().facts()[static_cast<std::size_t>(index.value_or(0))];
  }
  [[nodiscard]] const facts::Derived& rule(std::string_view name) const {
    const int place = policy_.rules.derived_of_fact[static_cast<std::size_t>(vocabulary().fact(name).value_or(0))];
    EXPECT_GE(place, 0) << name;
    return policy_.rules.derived[static_cast<std::size_t>(place)];
  }
  [[nodiscard]] const facts::Vocabulary& vocabulary() const { return policy_.rules.vocabulary; }
  [[nodiscard]] const Letter& letter(std::string_view id) const {
    return policy_.letters[static_cast<std::size_t>(vocabulary().letter(id).value_or(0))];
  }
  Policy policy_;
};

TEST_F(SmallPolicy, HasItsHead) {
  EXPECT_EQ(policy_.id, "small");
  EXPECT_EQ(policy_.name, "Small policy");
  EXPECT_EQ(policy_.version, "1");
  EXPECT_EQ(policy_.file, "templates/small/policy.xml");
  EXPECT_EQ(policy_.sha256.size(), 64u);
  EXPECT_TRUE(policy_.warnings.empty()) << all_text(policy_.warnings);
}

TEST_F(SmallPolicy, ReadsWhatALetterWaitsFor) {
  const Letter& first = letter("ban-1");
  EXPECT_FALSE(first.due_since.empty());
  ASSERT_EQ(first.awaits.size(), 1u);
  EXPECT_EQ(first.awaits[0].what, Await::For::response);
  EXPECT_FALSE(first.awaits[0].when.empty());
  EXPECT_FALSE(first.awaits[0].until.empty());
  EXPECT_THAT(first.awaits[0].also,
              ElementsAre(vocabulary().letter("ban-2").value(), vocabulary().letter("ban-3").value()));
  EXPECT_EQ(first.awaits[0].words.at(0).literal, "an answer to ");
  ASSERT_EQ(first.remarks.size(), 1u);
  EXPECT_EQ(first.remarks[0].code, "old");
  EXPECT_TRUE(letter("ban-2").awaits.empty());
}

TEST_F(SmallPolicy, HasItsFacts) {
  EXPECT_EQ(fact("Incident date").type.kind, Kind::date);
  EXPECT_THAT(fact("Incident date").headings, ElementsAre("Date of incident"));
  EXPECT_EQ(fact("Incident date").ask, "When did it happen?");
  EXPECT_EQ(fact("Run").fallback, Value{std::int64_t{1}});
  EXPECT_EQ(fact("Complaint about").fallback, Value{facts::Option{2}});
  EXPECT_EQ(fact("Overnight").fallback, Value{false});
  EXPECT_EQ(fact("Title").blank, facts::State::none);
  EXPECT_EQ(fact("Last name").blank, facts::State::unknown);
  EXPECT_EQ(fact("Current letter").type.domain, facts::Vocabulary::letters_domain);
  EXPECT_EQ(fact("Current letter").origin, facts::Origin::engine);
  EXPECT_EQ(fact("School name").origin, facts::Origin::school);
  EXPECT_TRUE(fact("Response deadline").overridable);
  EXPECT_THAT(fact("Response deadline").headings, ElementsAre("Reply by"));
  EXPECT_EQ(fact("Salutation").origin, facts::Origin::derived);
}

TEST_F(SmallPolicy, KeepsFreeWordsPrivateUnlessToldOtherwise) {
  EXPECT_TRUE(fact("Last name").personal);
  EXPECT_TRUE(fact("Child year").personal);
  EXPECT_TRUE(fact("Salutation").personal);
  EXPECT_FALSE(fact("Incident date").personal);
  EXPECT_FALSE(fact("School name").personal);
}

TEST_F(SmallPolicy, HasItsList) {
  ASSERT_EQ(vocabulary().lists().size(), 1u);
  const facts::ListDecl& list = vocabulary().lists()[0];
  EXPECT_EQ(list.item, "Child");
  EXPECT_EQ(list.plural, "Children");
  EXPECT_EQ(list.sheet, "Children");
  EXPECT_EQ(list.most, 8);
  ASSERT_EQ(list.fields.size(), 2u);
  EXPECT_EQ(vocabulary().facts()[static_cast<std::size_t>(list.fields[0])].name, "Child name");
  EXPECT_TRUE(vocabulary().domains()[static_cast<std::size_t>(fact("Child year").type.domain)].ordered);
}

TEST_F(SmallPolicy, ReadsDerivedFactsByTheirType) {
  EXPECT_EQ(rule("Response deadline").cases[0].value.root().op, facts::Op::date_shift);
  EXPECT_EQ(rule("Review date").cases[0].review, 0);
  EXPECT_FALSE(rule("Review date").cases[0].when.empty());
  EXPECT_EQ(rule("Review date").cases[0].value.root().op, facts::Op::symbol);
  EXPECT_EQ(rule("Review date").cases[1].review, -1);
  EXPECT_TRUE(rule("Review date").cases[1].when.empty());
  EXPECT_EQ(rule("Young child").cases[0].value.root().op, facts::Op::any_item);
  EXPECT_EQ(rule("Recalled about").cases[0].constant, Value{facts::Option{1}});
  EXPECT_EQ(rule("Recalled about").cases[1].value.root().symbol.index, vocabulary().fact("Complaint about").value());
  EXPECT_EQ(rule("Cited").cases[0].constant, (Value{facts::OptionSet{{0}, {2}}}));
  EXPECT_EQ(rule("Stage").cases[0].constant, Value{std::int64_t{4}});
  EXPECT_EQ(rule("Open").cases[0].value.root().op, facts::Op::always);
  EXPECT_EQ(rule("Open").cases[1].value.root().op, facts::Op::negation);
  EXPECT_GT(rule("Open").cases[1].line, rule("Stage").cases[0].line);
}

TEST_F(SmallPolicy, ReadsWordsWithoutTheirLineBreaks) {
  const facts::TextTemplate& text = rule("Salutation").cases[0].text;
  ASSERT_GE(text.size(), 2u);
  EXPECT_EQ(text[0].literal, "Dear ");
  EXPECT_EQ(text[1].literal, " ");
  EXPECT_EQ(rule("Salutation").cases[1].text[0].literal, "Dear Sir or Madam");
}

TEST_F(SmallPolicy, ReadsChoices) {
  const int response = vocabulary().choice("Response").value();
  const facts::ChoiceDecl& declared = vocabulary().choices()[static_cast<std::size_t>(response)];
  EXPECT_FALSE(declared.any);
  const facts::Domain& domain = vocabulary().domains()[static_cast<std::size_t>(declared.domain)];
  EXPECT_EQ(domain.options[0].label, "answered");
  EXPECT_THAT(domain.options[0].words, ElementsAre("yes"));
  const facts::ChoiceRules& rules = policy_.rules.choices[static_cast<std::size_t>(response)];
  EXPECT_FALSE(rules.guard.empty());
  EXPECT_EQ(rules.options[0].when.root().op, facts::Op::is_known);
  const facts::ChoiceDecl& steps =
      vocabulary().choices()[static_cast<std::size_t>(vocabulary().choice("Steps").value())];
  EXPECT_TRUE(steps.any);
  EXPECT_EQ(steps.at_least, 1);
  EXPECT_TRUE(
      policy_.rules.choices[static_cast<std::size_t>(vocabulary().choice("Steps").value())].options[1].when.empty());
}

TEST_F(SmallPolicy, PutsTheSignatoryRulesInTheOrderOfTheRoles) {
  const std::size_t choice = static_cast<std::size_t>(vocabulary().choice("Signatory").value());
  EXPECT_EQ(vocabulary().choices()[choice].domain, facts::Vocabulary::roles_domain);
  const facts::Domain& roles = vocabulary().domains()[facts::Vocabulary::roles_domain];
  for (std::size_t i = 0; i < roles.options.size(); ++i) {
    const std::string& source = policy_.rules.choices[choice].options[i].when.source;
    const std::string expected = roles.options[i].id == "ceo"           ? "complaint about is headteacher"
                                 : roles.options[i].id == "headteacher" ? "complaint about is not headteacher"
                                                                        : "";
    EXPECT_EQ(source, expected) << roles.options[i].id;
  }
}

TEST_F(SmallPolicy, ReadsReviews) {
  ASSERT_EQ(policy_.rules.reviews.size(), 1u);
  EXPECT_EQ(policy_.rules.reviews[0].count, 6);
  EXPECT_EQ(policy_.rules.reviews[0].unit, facts::Unit::months);
  EXPECT_EQ(policy_.rules.reviews[0].outcome_letter, "ban-3");
  EXPECT_EQ(policy_.rules.reviews[0].anchor.root().symbol.past, facts::PastField::date);
}

TEST_F(SmallPolicy, ReadsLetters) {
  ASSERT_EQ(policy_.letters.size(), 3u);
  const Letter& first = letter("ban-1");
  EXPECT_EQ(first.title, "Ban");
  EXPECT_EQ(first.template_path, "templates/small/first/ban-1");
  EXPECT_EQ(first.delivery, Delivery::signed_for_and_ordinary);
  EXPECT_FALSE(first.due.empty());
  ASSERT_EQ(first.needs.size(), 2u);
  EXPECT_EQ(first.needs[0].any_of.size(), 2u);
  EXPECT_FALSE(first.needs[0].when.empty());
  EXPECT_TRUE(first.needs[1].when.empty());
  EXPECT_THAT(vocabulary().letters()[0].sets,
              ElementsAre(vocabulary().fact("Response deadline").value(), vocabulary().fact("Review date").value()));
  const Letter& second = letter("ban-2");
  EXPECT_THAT(second.after, ElementsAre(ElementsAre(0)));
  ASSERT_EQ(second.refusals.size(), 1u);
  EXPECT_EQ(second.refusals[0].code, "not-yet");
  EXPECT_TRUE(second.refusals[0].overridable);
  EXPECT_EQ(second.refusals[0].because[0].literal, "The time to reply runs until ");
  EXPECT_EQ(second.refusals[0].remedy[0].literal, "Wait until then.");
  ASSERT_EQ(second.cautions.size(), 1u);
  EXPECT_EQ(second.cautions[0].code, "weekend");
  ASSERT_EQ(second.companions.size(), 2u);
  EXPECT_EQ(second.companions[0].letter, 2);
  EXPECT_FALSE(second.companions[0].when.empty());
  EXPECT_TRUE(second.companions[1].when.empty());
  EXPECT_TRUE(letter("ban-3").repeats);
  EXPECT_EQ(letter("ban-3").delivery, Delivery::internal);
  EXPECT_THAT(letter("ban-3").after, ElementsAre(ElementsAre(0, 1), ElementsAre(1)));
}

TEST_F(SmallPolicy, KnowsWhoSignsEachLetter) {
  const facts::Domain& roles = vocabulary().domains()[facts::Vocabulary::roles_domain];
  std::vector<std::string> names;
  for (const int role : policy_.rules.letter_roles) names.push_back(roles.options[static_cast<std::size_t>(role)].id);
  EXPECT_THAT(names, ElementsAre("headteacher", "chair-of-governors", "ceo"));
}

TEST_F(SmallPolicy, DescribesALetterInWords) {
  EXPECT_THAT(
      describe(letter("ban-1"), policy_),
      ElementsAre("signed by the headteacher", "by Royal Mail Signed For and as an ordinary copy",
                  "due when Incident date is on or before today", "needs Incident date or Last name when Run is 1",
                  "needs School name", "sets Response deadline, Review date"));
  EXPECT_THAT(
      describe(letter("ban-2"), policy_),
      ElementsAre("signed by the chair of governors", "by ordinary post", "after ban-1", "needs ban-1 deadline",
                  "refused (not-yet) when Letter date is before ban-1 deadline: The time to reply runs until "
                  "{{ban-1 deadline}}.",
                  "warned of (weekend) when Run is over 2: Run {{Run}}.", "with ban-3 when Open is yes", "with ban-1"));
  EXPECT_THAT(describe(letter("ban-3"), policy_),
              ElementsAre("signed by the CEO", "kept in the school", "after ban-1 or ban-2", "after ban-2",
                          "new for each review"));
}

constexpr std::string_view kSharedLetters = R"(<shared id="ban-set">
  <include shared="vocabulary"/>
  <facts>
    <word name="Body"><case>the governors</case></word>
    <derived name="Period" type="number"><case is="6"/></derived>
  </facts>
  <choices><choice name="Tone"><option id="firm"/></choice></choices>
  <letters>
    <letter id="ban-1" title="Ban" template="ban-1"/>
    <letter id="ban-2" title="Confirmed" template="ban-2" signatory="ceo"/>
  </letters>
</shared>
)";

TEST(Includes, ReadEachFileOnceAndGiveItsLettersASignatory) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/ban-set.xml"] = kSharedLetters;
  const auto policy = load_small(
      policy_of("", "", "", "", "  <include shared=\"ban-set\" signatory=\"chair-of-governors\"/>\n"), files);
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  ASSERT_EQ(policy->letters.size(), 2u);
  EXPECT_EQ(policy->letters[0].signatory, "chair-of-governors");
  EXPECT_EQ(policy->letters[1].signatory, "ceo");
  EXPECT_EQ(policy->letters[0].template_path, "templates/shared/ban-1");
}

TEST(Includes, PreferTheCopyBesideThePolicy) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/ban-set.xml"] = "broken";
  files.contents["templates/small/shared/ban-set.xml"] = kSharedLetters;
  const auto policy = load_small(policy_of("", "", "", "", "<include shared=\"ban-set\" signatory=\"ceo\"/>"), files);
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  EXPECT_EQ(policy->letters[0].template_path, "templates/small/shared/ban-1");
}

TEST(Includes, GiveASharedLetterThePacksOwnId) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/plans.xml"] = R"(<shared id="plans">
  <include shared="vocabulary"/>
  <facts><word name="Reviewed"><case when="plan-1 is sent">the plan of {{plan-1 date}}</case></word></facts>
  <letters>
    <letter id="plan-1" title="Plan" template="plan-1"/>
    <letter id="plan-12" title="Other" template="plan-12"><after letters="plan-1"/></letter>
  </letters>
</shared>
)";
  const auto policy = load_small(
      policy_of("", "", "", "",
                "<include shared=\"plans\" signatory=\"ceo\"><rename letter=\"plan-1\" to=\"scheme\"/></include>"),
      files);
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  ASSERT_EQ(policy->letters.size(), 2u);
  EXPECT_EQ(policy->letters[0].id, "scheme");
  EXPECT_EQ(policy->letters[0].signatory, "ceo");
  EXPECT_EQ(policy->letters[0].template_path, "templates/shared/plan-1");
  EXPECT_EQ(policy->letters[1].id, "plan-12");
  EXPECT_THAT(describe(policy->letters[1], *policy), testing::Contains("after scheme"));
}

TEST(Includes, RefuseANewIdForALetterThatIsNotThere) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/ban-set.xml"] = kSharedLetters;
  const auto policy = load_small(
      policy_of("", "", "", "",
                "<include shared=\"ban-set\" signatory=\"ceo\">\n<rename letter=\"ban-9\" to=\"bar\"/></include>"),
      files);
  ASSERT_FALSE(policy.has_value());
  ASSERT_EQ(policy.error().size(), 1u) << all_text(policy.error());
  EXPECT_EQ(policy.error()[0].code, "unknown-letter");
  EXPECT_EQ(policy.error()[0].file, "templates/small/policy.xml");
  EXPECT_NE(policy.error()[0].message.find("ban-9"), std::string::npos);
}

TEST(Replacing, PutsThePolicysOwnInTheSharedOnesPlace) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/ban-set.xml"] = kSharedLetters;
  const auto policy = load_small(
      policy_of(R"(<word name="Body" replace="yes"><case>the trustees</case></word>
                   <word name="Period" replace="yes"><case>a while</case></word>)",
                R"(<choice name="Tone" replace="yes"><option id="firm"/><option id="mild"/></choice>)",
                R"(<letter id="ban-1" title="Our ban" template="own" signatory="headteacher" replace="yes"/>)", "",
                "<include shared=\"ban-set\"/>"),
      files);
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  const facts::Vocabulary& vocabulary = policy->rules.vocabulary;
  EXPECT_EQ(policy->letters[0].title, "Our ban");
  EXPECT_EQ(policy->letters[0].template_path, "templates/small/own");
  EXPECT_EQ(policy->letters[1].template_path, "templates/shared/ban-2");
  const auto body = static_cast<std::size_t>(
      policy->rules.derived_of_fact[static_cast<std::size_t>(vocabulary.fact("Body").value())]);
  EXPECT_EQ(policy->rules.derived[body].cases[0].text[0].literal, "the trustees");
  EXPECT_EQ(vocabulary.facts()[static_cast<std::size_t>(vocabulary.fact("Period").value())].type.kind, Kind::text);
  EXPECT_EQ(policy->rules.choices[0].options.size(), 2u);
}

TEST(Extending, AddsHeadingsWordsAndADefault) {
  const auto policy = load_small(policy_of(R"(
    <fact name="Incident date" extend="yes"><heading>When</heading></fact>
    <fact name="Complaint about" extend="yes" default="ceo"><option id="headteacher"><word>HT</word></option></fact>
    <fact name="Sections" extend="yes"><option id="3.2a"><word>aimed at staff</word></option></fact>)"));
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  const facts::Vocabulary& vocabulary = policy->rules.vocabulary;
  const auto fact = [&](std::string_view name) {
    return vocabulary.facts()[static_cast<std::size_t>(vocabulary.fact(name).value())];
  };
  EXPECT_THAT(fact("Incident date").headings, ElementsAre("Date of incident", "When"));
  EXPECT_EQ(fact("Complaint about").fallback, Value{facts::Option{1}});
  const auto domain = [&](std::string_view name) {
    return vocabulary.domains()[static_cast<std::size_t>(fact(name).type.domain)];
  };
  EXPECT_EQ(domain("Complaint about").find("HT"), facts::Option{0});
  EXPECT_EQ(domain("Sections").find("Aimed at staff"), facts::Option{2});
}

TEST(Hashes, ChangeWithAnyFileOfThePack) {
  const std::string policy = policy_of("");
  const auto first = load_small(policy), again = load_small(policy), other = load_small(policy + "<!-- -->");
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/vocabulary.xml"] = std::string{kVocabulary} + "<!-- -->";
  const auto shared = load_small(policy, files);
  ASSERT_TRUE(first && again && other && shared);
  EXPECT_EQ(first->sha256, again->sha256);
  EXPECT_NE(first->sha256, other->sha256);
  EXPECT_NE(first->sha256, shared->sha256);
}

// Whatever line of a pack is lost, the loader says something of a line or loads; it never falls over.
TEST(Robustness, AnyLineMayBeMissing) {
  const std::string whole = policy_of(kFacts, kChoices, kLetters, kReviews);
  const auto without_line = [](std::string_view text, std::size_t from) {
    const std::size_t end = text.find('\n', from);
    return std::string{text.substr(0, from)} + std::string{end == std::string_view::npos ? "" : text.substr(end + 1)};
  };
  const auto expect_places = [](const Checked<Policy>& loaded) {
    if (loaded) return;
    EXPECT_FALSE(loaded.error().empty());
    for (const Diagnostic& finding : loaded.error()) {
      EXPECT_GT(finding.line, 0) << to_text(finding);
      EXPECT_FALSE(finding.file.empty()) << to_text(finding);
      EXPECT_FALSE(finding.message.empty());
    }
  };
  for (std::size_t at = 0; at != std::string::npos && at < whole.size(); at = whole.find('\n', at + 1)) {
    expect_places(load_small(without_line(whole, at == 0 ? 0 : at + 1)));
  }
  for (std::size_t at = 0; at != std::string_view::npos && at < kVocabulary.size();
       at = kVocabulary.find('\n', at + 1)) {
    MemoryFiles files = files_with_schemas();
    files.contents["templates/shared/vocabulary.xml"] = without_line(kVocabulary, at == 0 ? 0 : at + 1);
    expect_places(load_small(whole, files));
  }
}

// Every attribute may be missing or hold nonsense: only titles and labels, which are free words, get away with it.
TEST(Robustness, AnyAttributeMayBeWrong) {
  const std::string whole = policy_of(kFacts, kChoices, kLetters, kReviews);
  for (std::size_t at = whole.find("=\""); at != std::string::npos; at = whole.find("=\"", at + 1)) {
    const std::size_t close = whole.find('"', at + 2), space = whole.rfind(' ', at);
    const std::string name = whole.substr(space + 1, at - space - 1);
    const bool free = name == "title" || name == "label" || name == "template" || name == "version" ||
                      whole.compare(space - 7, 7, "\"small\"") == 0;
    const auto nonsense = load_small(whole.substr(0, at + 2) + "( {{ nonsense" + whole.substr(close));
    EXPECT_EQ(nonsense.has_value(), free) << name << " at " << whole.substr(at, 40);
    const auto missing = load_small(whole.substr(0, space) + whole.substr(close + 1));
    const std::size_t said = missing ? 1 : missing.error().size();
    EXPECT_GE(said, 1u) << name;
  }
}

TEST(ShippedPolicies, AreTheFoldersWithAPolicy) {
  MemoryFiles files;
  files.contents["templates/rutland/policy.xml"] = "x";
  files.contents["templates/diamond/policy.xml"] = "x";
  files.contents["templates/shared/vocabulary.xml"] = "x";
  EXPECT_THAT(shipped_policies(files, memory_library()), ElementsAre("diamond", "rutland"));
}

}  // namespace
}  // namespace caseletters::policy
