#include "sheets/headings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_vocabulary.h"
#include "sheets/adults.h"

namespace caseletters::sheets {
namespace {

struct Heading {
  const char* heading;
  const char* meaning;  // "" where it has none
};

class HeadingWords : public ::testing::TestWithParam<Heading> {};

TEST_P(HeadingWords, MeanTheirFact) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings headings(vocabulary);
  const auto target = headings.find(GetParam().heading);
  EXPECT_EQ(target ? headings.words(*target) : "", GetParam().meaning) << GetParam().heading;
}

INSTANTIATE_TEST_SUITE_P(
    All, HeadingWords,
    ::testing::Values(
        Heading{"Case ID", "Case ID"}, Heading{" CASE_ID: ", "Case ID"}, Heading{"Case no.", "Case ID"},
        Heading{"Case\xE2\x80\x8B ID", "Case ID"}, Heading{"Surname", "Last name"},
        Heading{"Parent's surname", "Last name"}, Heading{"Letters required", "Letter"},
        Heading{"Date of incident", "Incident date"}, Heading{"Date of the incident", "Incident date"},
        Heading{"Incident date (dd/mm/yyyy)", "Incident date"},
        Heading{"Date of earlier incident", "Earlier incident date"}, Heading{"What happened?", "Incident summary"},
        Heading{"Child name", "Child 1 name"}, Heading{"Child 2 name", "Child 2 name"},
        Heading{"Child name 2", "Child 2 name"}, Heading{"Child2 – name", "Child 2 name"},
        Heading{"2nd child name", "Child 2 name"}, Heading{"Name of child 3", "Child 3 name"},
        Heading{"Pupil 2 year group", "Child 2 year"}, Heading{"Year group 2", "Child 2 year"},
        Heading{"Pupil 12", "Child 12 name"}, Heading{"Child 1", "Child 1 name"},
        Heading{"Child's gender", "Child 1 sex"}, Heading{"Child 13 name", ""}, Heading{"Address", "Address"},
        Heading{"Address line 1", "Address 1"}, Heading{"Address 6", "Address 6"},
        Heading{"Home address 2", "Address 2"}, Heading{"Town", "Address (town)"}, Heading{"Post code", "Postcode"},
        Heading{"ban-1 date", "ban-1 date"}, Heading{"Date of ban-1", "ban-1 date"},
        Heading{"Ban 1 response date", "ban-1 response date"},
        Heading{"ban-1 response channel", "ban-1 response channel"}, Heading{"ban-1 signatory", "ban-1 signatory"},
        Heading{"ban-1 deadline", "ban-1 deadline"}, Heading{"ban-1 Response deadline", "ban-1 Response deadline"},
        Heading{"ban-1 Response", "ban-1 Response"}, Heading{"Warning letter date", "warning-1 date"},
        Heading{"Permission withdrawn sent", "ban-1 date"}, Heading{"Choice: Response", "Choice: Response"},
        Heading{"Choice Possible steps", "Choice: Possible steps"}, Heading{"Response deadline", "Response deadline"},
        Heading{"Pupil 2 Yr Gp", "Child 2 year"}, Heading{"Second child's name", "Child 2 name"},
        Heading{"Child Two name", "Child 2 name"}, Heading{"Carer Surname", "Last name"},
        Heading{"Parent/Carer surname", "Last name"}, Heading{"Case reference no.", "Case ID"},
        Heading{"Previous incident date", "Earlier incident date"}, Heading{"Child 1 surname", ""},
        Heading{"Second name", ""}, Heading{"Parent/Carer 2 surname", ""}, Heading{"Salutation", ""},
        Heading{"School telephone", ""}, Heading{"Response", ""}, Heading{"First child", "Child 1 name"},
        Heading{"Notes", ""}, Heading{"Date", ""}, Heading{"Incident 2 date", ""}, Heading{"Parent 2 first name", ""},
        Heading{"", ""}, Heading{"7", ""}));

// Whatever the order of its words and what else says nothing; never with a word that says whose or which it is.
INSTANTIATE_TEST_SUITE_P(
    Loosely, HeadingWords,
    ::testing::Values(
        Heading{"Date incident occurred (approx.)", ""}, Heading{"Incident - exact date", "Incident date"},
        Heading{"Date of inc. (dd/mm/yy)", "Incident date"}, Heading{"Main contact surname", "Last name"},
        Heading{"Primary contact's forename", ""}, Heading{"1st parent: surname", "Last name"},
        Heading{"Std 2 YG", "Child 2 year"}, Heading{"Name (child 2)", "Child 2 name"},
        Heading{"Surname (parent/carer)", "Last name"}, Heading{"Handover arranged (Y/N)", "Handover arranged"},
        Heading{"Has handover been arranged?", "Handover arranged"},
        Heading{"Ltr sent on: warning 1", "warning-1 date"},
        Heading{"Complaint about (head/CEO/other)", "Complaint about"}, Heading{"Surname (pupil)", ""},
        Heading{"Surname (2)", ""}, Heading{"Address (school)", ""}, Heading{"Police told (Y/N)", ""},
        Heading{"Were the police told?", ""}, Heading{"Incident date reported", ""}, Heading{"Letter sent to", ""},
        Heading{"Date of birth of parent", ""}, Heading{"2nd contact surname", ""}, Heading{"Surname of partner", ""},
        Heading{"Warning 1 sent (Y/N)", ""}, Heading{"Letter (date)", "Letter date"},
        Heading{"Complaint about (Y/N)", ""}, Heading{"School contact surname", ""},
        Heading{"Incident date (previous)", "Earlier incident date"}));

TEST(Headings, OfferTheNearest) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings headings(vocabulary);
  EXPECT_EQ(headings.near("Incedent date"), "Incident date");
  EXPECT_EQ(headings.near("Surnme"), "Last name");
  EXPECT_EQ(headings.near("Favourite colour"), "");
}

TEST(Headings, ASynonymOfTwoFactsMeansNeither) {
  facts::Vocabulary vocabulary = sample_vocabulary();
  vocabulary.add_heading(*vocabulary.fact("First name"), "Parent");
  vocabulary.add_heading(*vocabulary.fact("Last name"), "Parent");
  vocabulary.add_heading(*vocabulary.fact("First name"), "Title");
  const Headings headings(vocabulary);
  EXPECT_FALSE(headings.find("Parent"));
  EXPECT_EQ(headings.find("Title")->index, vocabulary.fact("Title"));
}

TEST(Headings, OnAListsSheetTheItemsWordMayBeLeftOut) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings headings(vocabulary);
  for (const char* heading : {"Name", "Child name", "Pupil", "Child"}) {
    ASSERT_TRUE(headings.find_on_list(heading, 0)) << heading;
    EXPECT_EQ(headings.find_on_list(heading, 0)->field, 0) << heading;
  }
  for (const char* heading : {"Year", "Year group", "Pupil's year group"}) {
    ASSERT_TRUE(headings.find_on_list(heading, 0)) << heading;
    EXPECT_EQ(headings.find_on_list(heading, 0)->field, 2) << heading;
  }
  for (const char* heading : {"Case", "Case ID", "Reference"})
    EXPECT_TRUE(headings.is_case_id(headings.find_on_list(heading, 0))) << heading;
  EXPECT_FALSE(headings.find_on_list("Last name", 0));
}

TEST(Headings, KnowGroupsOfOnePersonOfSeveral) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings headings(vocabulary);
  for (const char* group : {"Child", "Child 2", "Pupil 3", "Parent 2", "2nd parent"})
    EXPECT_TRUE(headings.is_item(group)) << group;
  for (const char* group : {"Parent", "Cases 2026", "Incident", ""}) EXPECT_FALSE(headings.is_item(group)) << group;
}

TEST(Adults, TwoAreKnown) {
  for (const char* title : {"Mr & Mrs", "Mr and Mrs", "Mr/Mrs", "Mr + Mrs", "Mr Mrs", "Dr and Mr", "Mr, Mrs"}) {
    EXPECT_TRUE(names_two(title, NamePart::title)) << title;
  }
  for (const char* title : {"Mr", "Dr.", "Prof Dr", "Rev", "The Rev'd Dr", ""})
    EXPECT_FALSE(names_two(title, NamePart::title)) << title;
  for (const char* name : {"Alex and Sam", "A & B", "Alex/Sam", "Smith & Jones", "Alex AND Sam"})
    EXPECT_TRUE(names_two(name, NamePart::name)) << name;
  for (const char* name : {"The Parents of Amy Smith", "parents of Amy"})
    EXPECT_TRUE(names_two(name, NamePart::name)) << name;
  EXPECT_TRUE(names_two("John, Jane", NamePart::first));
  for (const char* name : {"Holt (and Mrs Holt)", "Holt; Marsh", "Holt, Anna Nowak", "Holt or current occupier"})
    EXPECT_TRUE(names_two(name, NamePart::name)) << name;
  EXPECT_TRUE(names_two("Messrs", NamePart::title));
  EXPECT_FALSE(names_two("William (Bill)", NamePart::first));
  EXPECT_FALSE(names_two("Holt (née Marsh)", NamePart::name));
  EXPECT_FALSE(names_two("Smith, John", NamePart::name)) << "a last name before a first name";
  for (const char* child : {"Bronwen, Tomos", "Amir & Zara", "Amir and Zara", "Amir / Zara", "Amir; Zara",
                            "Amir + Zara", "Bronwen\nTomos", "Price, Bronwen", "Amir (and Zara)", "AMIR AND ZARA"})
    EXPECT_TRUE(names_two(child, NamePart::child)) << child;
  for (const char* child : {"Andrea", "Roland", "Sandy", "Mia-Rose", "Alexander", "Anne Marie", "D'Andre", "Brandon",
                            " Orla ", "Orlando", "William (Bill)"})
    EXPECT_FALSE(names_two(child, NamePart::child)) << child;
  for (const char* name : {"idris", "van der berg", "al", "zoë"}) EXPECT_TRUE(is_in_small_letters(name)) << name;
  for (const char* name : {"Idris", "de Souza", "IDRIS", "x", "", "王小明"})
    EXPECT_FALSE(is_in_small_letters(name)) << name;
  EXPECT_EQ(usual_title("MRS"), "Mrs");
  EXPECT_EQ(usual_title("dr."), "Dr");
  EXPECT_EQ(usual_title("The Revd Canon"), "The Revd Canon");
  for (const char* name : {"Anderson", "Smith-Jones", "Smith Jones", "Ortega y Gasset", "Sandy", "And", "O'Brien",
                           "Alexander Sam", "van der Land"}) {
    EXPECT_FALSE(names_two(name, NamePart::name)) << name;
  }
}

TEST(Adults, APartOfANameInTheWrongCellIsKnown) {
  for (const char* name : {"Mr", "mrs.", "Mr Holt", "Smith, John"})
    EXPECT_TRUE(name_trouble(name, NamePart::name)) << name;
  for (const char* name : {"Mr Bob", "Dr"}) EXPECT_TRUE(name_trouble(name, NamePart::first)) << name;
  EXPECT_TRUE(name_trouble("1 Hull St", NamePart::title));
  for (const char* name : {"Holt", "Mistry", "Dravid", "Lord", "Master", "O'Brien", "de Souza"})
    EXPECT_FALSE(name_trouble(name, NamePart::name)) << name;
  for (const char* title : {"Mr", "The Rev'd Dr", "Cllr", "Sister", "Wing Commander", "Mrs."}) {
    EXPECT_FALSE(is_unusual_title(title)) << title;
    EXPECT_FALSE(name_trouble(title, NamePart::title)) << title;
  }
  EXPECT_TRUE(is_unusual_title("Holt"));
  EXPECT_TRUE(is_title_alone("Mr."));
  EXPECT_FALSE(is_title_alone("Mr Holt's Farm"));
}

}  // namespace
}  // namespace caseletters::sheets
