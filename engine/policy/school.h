// school.xml: one or more schools with what their letters need and no workbook should repeat.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "base/files.h"
#include "base/result.h"
#include "facts/rules.h"
#include "facts/situation.h"

namespace caseletters::policy {

struct Signatory {
  std::string role;  // headteacher, ceo, chair-of-governors, chair-of-trustees
  std::string name;  // as it stands under the signature
  std::string post;  // "Headteacher"
  std::string qualifications;
  std::string signature_path;  // scanned signature; empty where none
};

struct Closure {
  Date from, to;  // both included
  std::string name;
};

struct ReviewPeriod {
  int count = 6;
  facts::Unit unit = facts::Unit::months;
  int line = 0;
};

struct School {
  std::string id;
  std::string name;
  std::map<std::string, std::string>
      values;  // by fact name as facts.md has it: "School address" → text, "School type" → id …
  std::map<std::string, int> value_lines;  // where each stands in school.xml; "section 3.1a" for a row of the table
  std::set<std::string> settings;          // those told by a <setting>: their names must be known to the policy
  std::vector<Signatory> signatories;
  std::map<std::string, std::string> role_stand_ins;  // a role this school lacks → the role that signs for it
  std::string crest_path;                             // empty where none; the file is there and is a PNG or JPEG
  std::string crest_alternative;                      // text for those who cannot see it
  std::vector<Closure> closures;
  std::vector<std::pair<Date, std::string>> extra_holidays;
  std::vector<facts::Domain> labels;  // domains that this school words itself (section table), as school.xml lists them
  std::map<std::string, ReviewPeriod> review_periods;  // by review id
  int line = 0;
};

struct SchoolBook {
  std::string file;
  std::string policy;        // id or folder that school.xml names; may be empty
  std::string name_pattern;  // of files; empty: the default
  std::string register_path;
  std::vector<School> schools;
};

// All errors at once, with lines. Codes: schema, bad-xml, school-twice, role-twice, element-twice, bad-date, bad-value,
// bad-period, stand-in-cycle, stand-in-nobody, no-signatory, file-missing (crest, signature), bad-picture. Paths in
// school.xml are relative to it; in the book they are ready to open.
[[nodiscard]] Checked<SchoolBook> load_schools(const Files& files, const std::string& path,
                                               const std::string& schema_folder);

// What one school gives every record under one policy, typed and in the order of the vocabulary. Bind once a school;
// it outlives the records it fills, which point into it.
struct BoundSchool {
  std::vector<std::pair<int, facts::Value>> values;         // by fact index
  std::vector<std::pair<int, facts::Domain>> labels;        // by domain index, options in that domain's order
  std::vector<std::pair<int, facts::Unit>> review_periods;  // by review cycle, the policy's own where not overridden
};

// Everything of `origin="school"` that the vocabulary declares and this school gives, the label overlay and the review
// periods. `file` names school.xml in diagnostics. Codes: bad-value, unknown-option, unknown-fact (a <setting> that no
// fact of the school's answers to, with the nearest), unknown-review.
[[nodiscard]] Checked<BoundSchool> bind_school(const School& school, const facts::Rules& rules,
                                               const std::string& file);
void fill_school_facts(const BoundSchool& school, facts::Record& record);

// Who signs for a role at this school: itself, or its stand-in, or theirs; null where none is there.
[[nodiscard]] const Signatory* signatory_for(const School& school, const std::string& role);

// The built-in calendar with the shipped table of one-off days (bank-holidays.xml). Codes: schema, bad-xml, bad-date.
[[nodiscard]] Checked<Calendar> load_calendar(const Files& files, const std::string& table_path,
                                              const std::string& schema_folder);
// The school's own bank holidays.
void add_school_days(const School& school, Calendar& calendar);

}  // namespace caseletters::policy
