// A small vocabulary with something of every kind, for the tests of headings and cases.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "facts/vocabulary.h"

namespace caseletters::sheets {

inline facts::Vocabulary sample_vocabulary() {
  using facts::Kind;
  facts::Vocabulary vocabulary;
  const auto need = [](auto result) {
    EXPECT_TRUE(result.has_value()) << (result ? "" : to_text(result.error()));
    return result ? *result : 0;
  };
  const auto domain = [&](const std::string& name, std::vector<facts::OptionDecl> options, bool ordered = false) {
    facts::Domain made;
    made.name = name;
    made.options = std::move(options);
    made.ordered = ordered;
    return need(vocabulary.add_domain(std::move(made)));
  };
  const auto fact = [&](const std::string& name, facts::Type type, std::vector<std::string> headings = {},
                        int list = -1) {
    facts::FactDecl declared;
    declared.name = name;
    declared.type = type;
    declared.headings = std::move(headings);
    declared.list = list;
    return need(vocabulary.add_fact(std::move(declared)));
  };
  const int sections = domain("section", {{"3.1a", "a", "3.1", {}},
                                          {"3.1b", "b", "3.1", {}},
                                          {"3.1c", "c", "3.1", {}},
                                          {"3.2a", "a", "3.2", {}},
                                          {"3.2b", "b", "3.2", {}}});
  const int about = domain("Complaint about",
                           {{"headteacher", "", "", {"head"}}, {"ceo", "CEO", "", {}}, {"other", "", "", {"none"}}});
  const int sanctions = domain(
      "sanction",
      {{"meetings", "", "", {}}, {"communication", "letters only", "", {}}, {"exclusion", "", "", {"ban", "bar/ban"}}});
  const int sexes = domain("sex", {{"f", "female", "", {"girl"}}, {"m", "male", "", {"boy"}}});
  const int years = domain("year",
                           {{"nursery", "", "", {"N"}},
                            {"reception", "", "", {"R"}},
                            {"year-1", "Year 1", "", {"1"}},
                            {"year-3", "Year 3", "", {"3", "Y3"}},
                            {"year-13", "Year 13", "", {"13", "Y13"}}},
                           true);
  const int response = domain("Response", {{"received", "", "", {}}, {"no-response", "", "", {}}});

  for (const auto& [id, title] : std::vector<std::pair<std::string, std::string>>{
           {"warning-1", "Warning letter"}, {"ban-1", "Permission withdrawn"}, {"ban-2", "Ban confirmed"}}) {
    facts::LetterDecl letter;
    letter.id = id;
    letter.title = title;
    need(vocabulary.add_letter(std::move(letter)));
  }
  fact("Case ID", {Kind::text}, {"Case no", "Reference"});
  fact("Letter", {Kind::set, facts::Vocabulary::letters_domain}, {"Letters required"});
  fact("Letter date", {Kind::date});
  fact("Title", {Kind::text});
  fact("First name", {Kind::text}, {"Forename"});
  fact("Last name", {Kind::text}, {"Surname", "Parent surname"});
  fact("Address", {Kind::text}, {"Home address"});
  fact("Incident date", {Kind::date});
  fact("Incident time", {Kind::time});
  fact("Earlier incident date", {Kind::date});
  fact("Incident summary", {Kind::text}, {"What happened"});
  fact("Police told", {Kind::moment});
  fact("Run", {Kind::number});
  fact("Handover arranged", {Kind::yes_no});
  fact("Complaint about", {Kind::option, about}, {"Complaint against"});
  fact("Sections", {Kind::set, sections});
  fact("Sanctions", {Kind::set, sanctions});
  fact("Years taught", {Kind::set, years});
  facts::FactDecl school;
  school.name = "School telephone";
  school.origin = facts::Origin::school;
  need(vocabulary.add_fact(std::move(school)));
  facts::FactDecl deadline;
  deadline.name = "Response deadline";
  deadline.type = {Kind::date};
  deadline.origin = facts::Origin::derived;
  deadline.overridable = true;
  const int deadline_fact = need(vocabulary.add_fact(std::move(deadline)));
  facts::FactDecl salutation;
  salutation.name = "Salutation";
  salutation.origin = facts::Origin::derived;
  need(vocabulary.add_fact(std::move(salutation)));

  facts::ListDecl children;
  children.item = "Child";
  children.plural = "Children";
  children.sheet = "Children";
  const int list = need(vocabulary.add_list(std::move(children)));
  fact("Child name", {Kind::text}, {"Pupil name", "Pupil"}, list);
  fact("Child sex", {Kind::option, sexes}, {"Child gender"}, list);
  fact("Child year", {Kind::option, years}, {"Pupil year group", "Year group"}, list);

  facts::ChoiceDecl choice;
  choice.name = "Response";
  choice.domain = response;
  need(vocabulary.add_choice(std::move(choice)));
  facts::ChoiceDecl steps;
  steps.name = "Possible steps";
  steps.domain = sanctions;
  steps.any = true;
  need(vocabulary.add_choice(std::move(steps)));
  vocabulary.set_sets(*vocabulary.letter("ban-1"), {deadline_fact});
  return vocabulary;
}

}  // namespace caseletters::sheets
