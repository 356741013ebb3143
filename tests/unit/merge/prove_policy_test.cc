#include "merge/prove_policy.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "../policy/small_pack.h"
#include "merge/prove_findings.h"

namespace caseletters::merge {
namespace {

using testing::HasSubstr;

constexpr std::string_view kGate = R"xml(
    <choice name="Gate" pick="one">
      <option id="primary" when="any Child has (Child year is at most reception)"/>
      <option id="none" when="no Child has (Child year is at most reception)"/>
    </choice>)xml";

constexpr std::string_view kFacts = R"xml(
    <fact name="Companion letters" type="set" options="letters" origin="engine" blank="none"/>
    <derived name="Response deadline" type="date" overridable="yes" value="10 working days after Letter date"/>
    <fact name="Decision" type="option" blank="none"><option id="confirm"/><option id="restore"/></fact>)xml";

std::string letter(std::string_view id, std::string_view content) {
  return "<letter id=\"" + std::string(id) + "\" title=\"Letter " + std::string(id) +
         "\" template=\"x\" signatory=\"headteacher\">" + std::string(content) + "</letter>\n";
}

// The findings of a small pack, each as one line; every letter's template reads all of `reads` and prints `prints`.
struct Small {
  std::string facts = std::string(kFacts);
  std::string choices;
  std::string letters;
  std::string shared = {};  // stands at the end of the shared file
  int shared_line = 0;      // where it begins
  std::vector<std::string> reads;
  std::vector<std::string> prints;
  struct Mark {
    std::string choice;
    std::string under;  // the `if` it stands in
    bool holds = true;
    std::string outer = {}, option = {};  // the choice and the option whose `when` it stands under
  };
  std::vector<Mark> marks;

  facts::SearchLimits limits;
  Diagnostics findings;
  std::int64_t tried = 0;

  std::string prove() {
    MemoryFiles files = policy::files_with_schemas();
    std::string vocabulary_file{policy::kVocabulary};
    const auto end = vocabulary_file.rfind("</shared>");
    shared_line = static_cast<int>(std::count(vocabulary_file.begin(),
                                              vocabulary_file.begin() + static_cast<std::ptrdiff_t>(end), '\n')) +
                  1;
    vocabulary_file.insert(end, shared);
    files.contents["templates/shared/vocabulary.xml"] = vocabulary_file;
    const std::string text = policy::policy_of(facts, choices, letters);
    files.contents["templates/small/policy.xml"] = text;
    const auto loaded = policy::load_policy(files, "templates/small", policy::memory_library());
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : policy::all_text(loaded.error()));
    if (!loaded) return "not loaded";
    LetterWords words;
    for (const std::string& name : reads) words.symbols.push_back(*loaded->rules.vocabulary.find(name));
    for (const std::string& name : prints) words.always_printed.push_back(*loaded->rules.vocabulary.find(name));
    const auto& vocabulary = loaded->rules.vocabulary;
    for (const Mark& mark : marks) {
      letter::AskedChoice asked{*vocabulary.find(mark.choice)};
      facts::Context context;
      context.vocabulary = &vocabulary;
      if (!mark.under.empty()) asked.under.emplace_back(*facts::parse_condition(mark.under, context), mark.holds);
      if (!mark.outer.empty()) {
        const facts::Symbol outer = *vocabulary.find(mark.outer);
        const auto& domain = vocabulary.domains()[static_cast<std::size_t>(outer.type.domain)];
        asked.when.emplace_back(outer, domain.find_id(mark.option)->index);
      }
      words.asked_choices.push_back(std::move(asked));
    }
    const std::vector<LetterWords> all(loaded->letters.size(), words);
    Proof proof = prove_policy(*loaded, all, limits);
    tried = proof.tried;
    findings = std::move(proof.findings);
    std::string lines;
    for (const Diagnostic& finding : findings) lines += finding.code + ": " + finding.message + "\n";
    return lines;
  }
};

TEST(ProvePolicy, NothingToSayOfASoundPack) {
  Small pack;
  pack.choices = kGate;
  pack.letters = letter("ban-1", "");
  pack.reads = {"Gate"};
  EXPECT_EQ(pack.prove(), "");
  EXPECT_GT(pack.tried, 0);
}

TEST(ProvePolicy, AGapIsAnErrorAtTheChoice) {
  Small pack;
  pack.choices = R"xml(
    <choice name="Body" pick="one">
      <option id="maintained" when="School type is maintained"/>
      <option id="academy" when="School type is academy"/>
    </choice>)xml";
  pack.letters = letter("ban-1", "") + letter("ban-2", "");
  pack.reads = {"Body"};
  EXPECT_EQ(pack.prove(), "choice-none: in ban-1 and ban-2, with School type independent, no option of Body holds\n");
  ASSERT_EQ(pack.findings.size(), 1u);
  EXPECT_EQ(pack.findings[0].severity, Severity::error);
  EXPECT_EQ(pack.findings[0].file, "templates/small/policy.xml");
  EXPECT_EQ(pack.findings[0].fact, "Body");
  EXPECT_GT(pack.findings[0].line, 2);
  EXPECT_FALSE(pack.findings[0].hint.empty());
}

TEST(ProvePolicy, AChoiceThatNoLetterAsksForIsLeftAlone) {
  Small pack;
  pack.choices =
      R"xml(<choice name="Body" pick="one"><option id="academy" when="School type is academy"/></choice>)xml";
  pack.letters = letter("ban-1", "");
  EXPECT_EQ(pack.prove(), "");
}

TEST(ProvePolicy, WhatTheLetterRefusesIsNoGap) {
  Small pack;
  pack.choices = R"xml(
    <choice name="Response" pick="one" when="Current letter is not ban-1">
      <option id="received" when="ban-1 response date is known"/>
      <option id="none" when="ban-1 response date is not known and Letter date is after ban-1 deadline"/>
    </choice>)xml";
  const std::string refusal =
      R"xml(<after letters="ban-1"/><refuse code="not-yet" when="ban-1 response date is not known and Letter date is WHEN ban-1 deadline"><because>Early</because></refuse>)xml";
  const auto with = [&](const std::string& when) {
    std::string text = refusal;
    return text.replace(text.find("WHEN"), 4, when);
  };
  pack.reads = {"Response"};
  pack.letters = letter("ban-1", "") + letter("ban-2", with("on or before"));
  EXPECT_EQ(pack.prove(), "");
  pack.letters = letter("ban-1", "") + letter("ban-2", with("before"));
  EXPECT_EQ(pack.prove(),
            "choice-none: in ban-2, with ban-1 response date blank and Letter date on ban-1 deadline, no option of "
            "Response holds\n");
  pack.letters = letter("ban-1", "") + letter("ban-2", with("on or before")) +
                 letter("ban-4", R"xml(<after letters="ban-1, ban-2"/>)xml");
  EXPECT_EQ(pack.prove(), "choice-none: in ban-4, with ban-1 not sent, no option of Response holds\n");
  pack.letters = letter("ban-1", "") + letter("ban-2", with("on or before")) +
                 letter("ban-4", R"xml(<after letters="ban-1"/>)xml");
  EXPECT_THAT(pack.prove(), HasSubstr("choice-none: in ban-4, with ban-1 response date blank and Letter date"));
}

TEST(ProvePolicy, WhatTheLetterNeedsIsThere) {
  Small pack;
  pack.choices = R"xml(
    <choice name="Outcome" pick="one">
      <option id="confirm" when="Decision is confirm"/>
      <option id="restore" when="Decision is restore"/>
    </choice>)xml";
  pack.reads = {"Outcome"};
  pack.letters = letter("ban-1", R"xml(<needs fact="Decision"/>)xml");
  EXPECT_EQ(pack.prove(), "");
  pack.letters = letter("ban-1", "");
  EXPECT_EQ(pack.prove(), "choice-none: in ban-1, with Decision blank, no option of Outcome holds\n");
  pack.letters = letter("ban-1", R"xml(<needs fact="Decision" when="Overnight is yes"/>)xml");
  EXPECT_EQ(pack.prove(), "choice-none: in ban-1, with Decision blank, no option of Outcome holds\n");
}

TEST(ProvePolicy, TwoAtOnceAreNamed) {
  Small pack;
  pack.choices = R"xml(
    <choice name="Outcome" pick="one">
      <option id="confirm" when="Decision is not known or Decision is confirm"/>
      <option id="restore" when="Decision is not confirm"/>
    </choice>)xml";
  pack.reads = {"Outcome"};
  pack.letters = letter("ban-1", "");
  EXPECT_EQ(pack.prove(),
            "choice-several: in ban-1, with Decision blank, confirm and restore of Outcome hold at once\n");
}

TEST(ProvePolicy, TooFewOfAny) {
  Small pack;
  pack.choices = R"xml(
    <choice name="Steps" pick="any" at-least="2" when="Sections is known">
      <option id="a" when="Sections includes 3.1a"/>
      <option id="b" when="Sections includes 3.1b"/>
      <option id="c"/>
    </choice>)xml";
  pack.reads = {"Steps"};
  pack.letters = letter("ban-1", "");
  EXPECT_EQ(pack.prove(),
            "choice-none: in ban-1, with Sections 3.1a, only a of Steps holds, and it asks for at least 2\n");
}

TEST(ProvePolicy, ALetterThatNothingLetsThrough) {
  struct Case {
    std::string letter;
    std::string why;
  };
  const std::vector<Case> cases = {
      {R"xml(<due when="Decision is confirm and Decision is restore"/>)xml", "what makes it due can never hold"},
      {R"xml(<due when="Decision is confirm"/><refuse code="no" when="Decision is not restore"><because>No</because></refuse>)xml",
       "its refusal “no” holds whenever it is due"},
      {R"xml(<due when="today is before 1 January 2026"/><refuse code="early" when="Letter date is after ban-9 date and Letter date is on or before ban-9 date"><because>No</because></refuse>)xml",
       ""},
      {R"xml(<due when="Overnight is no"/><needs fact="Decision"/><refuse code="no" when="Decision is known or Title is known"><because>No</because></refuse>)xml",
       "whatever a case says, what it needs and what refuses it leave no way for it"},
      {R"xml(<due when="today is on or after 10 working days after ban-9 date"/><after letters="ban-9"/><refuse code="late" when="Letter date is after ban-9 deadline"><because>No</because></refuse>)xml",
       ""},
  };
  for (const Case& one : cases) {
    Small pack;
    pack.letters = letter("ban-9", "") + letter("ban-1", one.letter);
    const std::string found = pack.prove();
    EXPECT_EQ(found, one.why.empty() ? "" : "unreachable-letter: ban-1 can never be written: " + one.why + "\n");
  }
}

TEST(ProvePolicy, WhatIsPrintedIsNeeded) {
  struct Case {
    const char* name;
    std::string print, letter, facts;
    bool found;
  };
  const std::vector<Case> cases = {
      {"told and not needed", "Last name", "", "", true},
      {"needed", "Last name", R"xml(<needs fact="Last name"/>)xml", "", false},
      {"needed or another", "Last name", R"xml(<needs fact="Last name, Title"/>)xml", "", true},
      {"needed at times", "Last name", R"xml(<needs fact="Last name" when="Overnight is yes"/>)xml", "", true},
      {"refused where blank", "Title",
       R"xml(<refuse code="no-title" when="Title is not known"><because>No title</because></refuse>)xml", "", false},
      {"has a default", "Run", "", "", false},
      {"of the school", "School name", "", "", false},
      {"of the school, may be none", "Gate times", "", "", true},
      {"filled by the program", "Letter date", "", "", false},
      {"worked out", "Response deadline", "", "", false},
      {"of the letter it follows", "ban-9 date", R"xml(<after letters="ban-9"/>)xml", "", false},
      {"of a letter that may not be", "ban-9 date", "", "", true},
  };
  for (const Case& one : cases) {
    Small pack;
    pack.letters =
        letter("ban-1", one.letter) + letter("ban-9", R"xml(<needs fact="Last name, Title, Gate times"/>)xml");
    pack.prints = {one.print};
    pack.prove();
    bool found = false;
    for (const Diagnostic& finding : pack.findings) {
      const bool of_ban_1 = finding.message.find("ban-1") != std::string::npos;
      found = found || (finding.code == "not-needed" && finding.fact == one.print && of_ban_1);
      EXPECT_EQ(finding.severity, Severity::warning) << one.name;
    }
    EXPECT_EQ(found, one.found) << one.name;
  }
}

TEST(ProvePolicy, WhatADerivedFactLacksIsNamed) {
  Small pack;
  pack.facts += R"xml(<derived name="Told date" type="date" value="1 day after Incident date"/>)xml";
  pack.letters = letter("ban-1", "");
  pack.prints = {"Told date"};
  EXPECT_EQ(pack.prove(),
            "not-needed: ban-1 always prints Incident date, and no rule of the letter makes sure that it is known\n");
}

TEST(ProvePolicy, AWordAsksForItsFactsItself) {
  Small pack;
  pack.facts += R"xml(<word name="Half"><case>{{Last name}}</case></word>
    <word name="Nothing"><case when="Decision is confirm">x</case></word>)xml";
  pack.letters = letter("ban-1", "");
  pack.prints = {"Half"};
  EXPECT_EQ(pack.prove(), "");
  pack.prints = {"Nothing"};
  EXPECT_EQ(pack.prove(),
            "not-needed: ban-1 always prints Nothing, and no rule of the letter makes sure that it is known\n");
}

TEST(ProvePolicy, AMarkOutsideItsChoicesGuard) {
  struct Case {
    const char* name;
    Small::Mark mark;
    std::string when;  // empty: nothing to find
  };
  const std::string blank = "with Decision blank, ";
  const std::vector<Case> cases = {
      {"bare", {"Outcome", ""}, blank},
      {"under the same condition", {"Outcome", "Decision is known"}, ""},
      {"under a narrower one", {"Outcome", "Decision is confirm and Overnight is yes"}, ""},
      {"under a wider one",
       {"Outcome", "Decision is known or Overnight is yes"},
       "with Decision blank and Overnight yes, "},
      {"in the else of its opposite", {"Outcome", "Decision is not known", false}, ""},
      {"in the else of the same", {"Outcome", "Decision is known", false}, blank},
      {"under an option that implies it", {"Outcome", "", true, "Kept", "yes-kept"}, ""},
      {"under another option", {"Outcome", "", true, "Kept", "not-kept"}, blank},
  };
  for (const Case& one : cases) {
    Small pack;
    pack.choices = R"xml(
    <choice name="Kept" pick="one">
      <option id="yes-kept" when="Decision is confirm"/>
      <option id="not-kept" when="not Decision is confirm"/>
    </choice>
    <choice name="Outcome" pick="one" when="Decision is known">
      <option id="confirm" when="Decision is confirm"/>
      <option id="restore" when="Decision is restore"/>
    </choice>)xml";
    pack.letters = letter("ban-1", "");
    pack.marks = {one.mark};
    const std::string found = pack.prove();
    const std::string wanted =
        "choice-not-asked: in ban-1, " + one.when + "Outcome is not asked, but a mark depends on it\n";
    EXPECT_EQ(found, one.when.empty() ? "" : wanted) << one.name;
    // The same mark in a letter that refuses such a case.
    pack.letters = letter(
        "ban-1", R"xml(<refuse code="no-decision" when="Decision is not known"><because>None</because></refuse>)xml");
    EXPECT_EQ(pack.prove(), "") << one.name;
  }
}

// Seven letters into six pigeonholes, one each: nobody finds that impossible but by trying.
TEST(ProvePolicy, TooManyCombinationsAreSaid) {
  constexpr int letters = 7, holes = 6;
  const auto name = [](int of, int hole) { return fmt::format("Flag {}{}", static_cast<char>('a' + of), hole); };
  Small pack;
  std::string amiss;
  const auto add = [&amiss](const std::string& way) { amiss += (amiss.empty() ? "" : " or ") + way; };
  for (int of = 0; of < letters; ++of) {
    std::string nowhere;
    for (int hole = 0; hole < holes; ++hole) {
      pack.facts += "<fact name=\"" + name(of, hole) + "\" type=\"yes-no\" blank=\"no\"/>";
      nowhere += (nowhere.empty() ? "(" : " and ") + name(of, hole) + " is no";
      for (int other = 0; other < of; ++other)
        add("(" + name(of, hole) + " is yes and " + name(other, hole) + " is yes)");
    }
    add(nowhere + ")");
  }
  pack.choices = "<choice name=\"Flags\" pick=\"one\"><option id=\"a\" when=\"" + amiss + "\"/></choice>";
  pack.letters = letter("ban-1", "");
  pack.reads = {"Flags"};
  pack.limits = {1'000, 100};
  EXPECT_TRUE(pack.prove().starts_with("unproved: Flags in ban-1 depends on about ")) << pack.prove();
  ASSERT_EQ(pack.findings.size(), 1u);
  EXPECT_EQ(pack.findings[0].severity, Severity::warning);
  EXPECT_EQ(pack.findings[0].fact, "Flags");
}

TEST(ProvePolicy, AGapInASharedFileIsToldThere) {
  Small pack;
  pack.shared =
      "\n<choices>\n  <!-- <choice name=\"Body\"> -->\n  <choice\n pick='one' name='Body'><option id='maintained' "
      "when='School type is maintained'/></choice></choices>";
  pack.letters = letter("ban-1", "");
  pack.reads = {"Body"};
  pack.prove();
  ASSERT_EQ(pack.findings.size(), 1u);
  EXPECT_EQ(pack.findings[0].code, "choice-none");
  EXPECT_EQ(pack.findings[0].file, "templates/shared/vocabulary.xml");
  EXPECT_EQ(pack.findings[0].line, pack.shared_line + 3);
}

TEST(ProvePolicy, RoundNumbers) {
  EXPECT_EQ(in_round_numbers(7), "7");
  EXPECT_EQ(in_round_numbers(99), "99");
  EXPECT_EQ(in_round_numbers(1'048'576), "1,000,000");
  EXPECT_EQ(in_round_numbers(262'144), "260,000");
  EXPECT_EQ(in_round_numbers(3'456), "3,500");
}

}  // namespace
}  // namespace caseletters::merge
