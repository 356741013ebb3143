#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "package/xml.h"

namespace caseletters::package {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kSchema = R"(<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="policy">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="fact" maxOccurs="unbounded">
          <xs:complexType>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="type" use="required">
              <xs:simpleType>
                <xs:restriction base="xs:string">
                  <xs:enumeration value="text"/><xs:enumeration value="date"/><xs:enumeration value="yes-no"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
            <xs:attribute name="since" type="xs:date"/>
            <xs:attribute name="most" type="xs:integer"/>
          </xs:complexType>
        </xs:element>
        <xs:choice minOccurs="0"><xs:element name="note" type="xs:string"/><xs:element name="remark" type="xs:string"/></xs:choice>
      </xs:sequence>
    </xs:complexType>
    <xs:unique name="fact-names"><xs:selector xpath="fact"/><xs:field xpath="@name"/></xs:unique>
  </xs:element>
</xs:schema>)";

struct Finding {
  std::string name;
  std::string xml;
  int line;
  std::string message;
  std::string hint;
};

std::ostream& operator<<(std::ostream& out, const Finding& row) {
  return out << row.name;
}

class SchemaFinds : public ::testing::TestWithParam<Finding> {};

TEST_P(SchemaFinds, InPlainWords) {
  const Diagnostics findings = validate(GetParam().xml, "policy.xml", kSchema);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "schema");
  EXPECT_EQ(findings[0].line, GetParam().line);
  EXPECT_EQ(findings[0].message, GetParam().message);
  EXPECT_EQ(findings[0].hint, GetParam().hint);
  EXPECT_EQ(findings[0].file, "policy.xml");
}

INSTANTIATE_TEST_SUITE_P(
    Rules, SchemaFinds,
    ::testing::Values(
        Finding{"WrongWord", "<policy>\n<fact name='a' type='dat'/></policy>", 2,
                "The attribute type of <fact> cannot be “dat”.", "Did you mean “date”? It may be: text, date, yes-no."},
        Finding{"WordFarFromAll", "<policy>\n<fact name='a' type='zzzzzzz'/></policy>", 2,
                "The attribute type of <fact> cannot be “zzzzzzz”.", "It may be: text, date, yes-no."},
        Finding{"AttributeMissing", "<policy>\n<fact type='date'/></policy>", 2, "<fact> needs the attribute name.",
                "Write name=\"…\" in it."},
        Finding{"AttributeUnknown", "<policy><fact name='a' type='date' typ='x'/></policy>", 1,
                "<fact> takes no attribute typ.", "Check its spelling, or take it out."},
        Finding{"ElementOutOfPlace", "<policy>\n\n<note/></policy>", 3, "<note> does not belong here.",
                "Here may stand: <fact>."},
        Finding{"OneOfSeveral", "<policy><fact name='a' type='date'/>\n<x/></policy>", 2, "<x> does not belong here.",
                "Here may stand: <fact>, <note> or <remark>."},
        Finding{"ChildMissing", "<policy/>", 1, "<policy> lacks something it must hold.", "Add <fact>."},
        Finding{"NotADate", "<policy><fact name='a' type='date' since='1 May'/></policy>", 1,
                "The attribute since of <fact> cannot be “1 May”.", "It must be a date such as 2026-11-03."},
        Finding{"NotANumber", "<policy><fact name='a' type='date' most='many'/></policy>", 1,
                "The attribute most of <fact> cannot be “many”.", "It must be a whole number."},
        Finding{"TextWhereNoneMayBe", "<policy>words<fact name='a' type='date'/></policy>", 1,
                "<policy> holds text or elements that it may not hold.",
                "Words stand only in the innermost elements, and elements only where the schema has them."},
        Finding{"Twice", "<policy><fact name='a' type='date'/>\n<fact name='a' type='text'/></policy>", 2,
                "“a” stands twice where each must differ (<fact>).",
                "Take one of the two out, or call it something else."},
        Finding{"OtherRoot", "<school/>", 1, "The outermost element <school> is not one this kind of file begins with.",
                ""}),
    [](const auto& row) { return row.param.name; });

TEST(Validate, FindsNothingInASoundDocument) {
  EXPECT_TRUE(validate("<policy><fact name='a' type='date' since='2026-11-03'/></policy>", "p.xml", kSchema).empty());
}

TEST(Validate, TellsAllAtOnce) {
  EXPECT_EQ(validate("<policy>\n<fact name='a' type='dat'/>\n<fact type='date'/>\n</policy>", "p.xml", kSchema).size(),
            2u);
}

TEST(Validate, RefusesWhatIsNotXmlBeforeTheSchemaSeesIt) {
  const Diagnostics findings = validate("<policy>\n</fact>", "p.xml", kSchema);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "bad-xml");
  EXPECT_EQ(findings[0].line, 2);
  EXPECT_EQ(validate("<!DOCTYPE policy><policy/>", "p.xml", kSchema).at(0).code, "doctype");
}

TEST(Validate, KeepsLinesBeyondSixtyFiveThousand) {
  const Diagnostics findings =
      validate("<policy><fact name='a' type='date'/>" + std::string(70000, '\n') + "<x/></policy>", "p.xml", kSchema);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message, "<x> does not belong here.");
}

TEST(Validate, ThrowsWhereTheSchemaItselfIsBroken) {
  EXPECT_THROW(
      static_cast<void>(validate("<a/>", "p.xml", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:x/>")),
      std::logic_error);
  EXPECT_THROW(static_cast<void>(validate("<a/>", "p.xml", "<a/>")), std::logic_error);
}

TEST(Validate, WorksOnSeveralThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::size_t> counts(4, 0);
  for (std::size_t index = 0; index < counts.size(); ++index) {
    threads.emplace_back([&counts, index] {
      for (int round = 0; round < 20; ++round) {
        counts[index] += validate("<policy><fact name='a' type='dat'/></policy>", "p.xml", kSchema).size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(counts, ::testing::Each(20u));
}

}  // namespace
}  // namespace caseletters::package
