// What is the same for a whole run: the policy, the schools, the calendar, the compiled templates.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/files.h"
#include "document/document.h"
#include "letter/program.h"
#include "merge/file_names.h"
#include "policy/policy.h"
#include "policy/school.h"
#include "sheets/cases.h"

namespace caseletters::merge {

struct Places {
  policy::Library library;
  std::string cases;               // the workbook; settings are looked for beside it
  std::string policy;              // id, folder or file; empty: the one that school.xml names
  std::string school;              // school.xml; empty: beside the workbook
  std::string register_file = {};  // empty: the one that school.xml names, else beside the workbook
  std::string map = {};            // what the workbook's headings mean; empty: what the vocabulary makes of them
};

// Facts that the program itself reads or fills (templates/shared/vocabulary.xml); -1 where a policy lacks one.
struct EngineFacts {
  int current_letter = -1, letter_signatory = -1, school_roles = -1, companion_letters = -1;
  int signatory_name = -1, signatory_post = -1, signatory_qualifications = -1;
  int letter_date = -1, school = -1, override_reason = -1, incident_date = -1;
  int signatory_choice = -1;
};

class Workplace {
 public:
  // Everything that can be wrong with the settings, at once.
  [[nodiscard]] static Checked<std::unique_ptr<Workplace>> open(const Files& files, const Places& places);

  [[nodiscard]] const policy::Policy& policy() const { return policy_; }
  [[nodiscard]] const policy::SchoolBook& schools() const { return schools_; }
  [[nodiscard]] const NamePattern& file_names() const { return file_names_; }
  [[nodiscard]] const EngineFacts& engine_facts() const { return engine_facts_; }
  // How the cases are to be read: `asked`, with the mapping that was named.
  [[nodiscard]] sheets::CaseOptions case_options(sheets::CaseOptions asked = {}) const {
    asked.map = map_;
    return asked;
  }
  // Bank holidays and closures of one school, by its index in `schools().schools`.
  [[nodiscard]] const Calendar& calendar(int school) const { return calendars_[static_cast<std::size_t>(school)]; }
  // The school a cell names: by id or name; the only one where the cell is blank. Nothing where that is not clear.
  [[nodiscard]] std::optional<int> find_school(const facts::Value& cell) const;
  // A record with this school's own facts, roles and words filled in.
  [[nodiscard]] const facts::Record& record_for(int school) const { return records_[static_cast<std::size_t>(school)]; }

  // The format of a letter's template: Word's where it is there in both.
  [[nodiscard]] document::DocumentFormat own_format(int letter) const;
  // The compiled template of a letter as this school prints it; made once, kept for the run. Safe from many threads.
  [[nodiscard]] Checked<const letter::Program*> program(int letter, int school, document::DocumentFormat format) const;

 private:
  Workplace(const Files& files, policy::Policy policy, policy::SchoolBook schools)
      : files_(files), policy_(std::move(policy)), schools_(std::move(schools)) {}
  [[nodiscard]] Diagnostics prepare_schools(const policy::Library& library);
  void find_engine_facts();

  const Files& files_;
  policy::Policy policy_;
  policy::SchoolBook schools_;
  NamePattern file_names_;
  EngineFacts engine_facts_;
  std::shared_ptr<const sheets::ColumnMap> map_;
  std::vector<Calendar> calendars_;
  std::vector<letter::Assets> assets_;
  std::vector<std::unique_ptr<policy::BoundSchool>> bound_;  // the records point into these
  std::vector<facts::Record> records_;                       // by school: its own facts, everything else unknown
  mutable std::mutex lock_;
  // By letter, school and format.
  mutable std::map<std::tuple<int, int, document::DocumentFormat>, std::unique_ptr<letter::Program>> programs_;
};

// The folder or file a policy is read from: a bare word is one that ships, anything with a `/` or a dot is a path.
// Code: unknown-policy, with the nearest that ships.
[[nodiscard]] Result<std::string> find_policy(const Files& files, const std::string& named,
                                              const policy::Library& library);

// A letter's template in one format: policies name it without its ending.
[[nodiscard]] std::string template_file(const std::string& template_path, document::DocumentFormat format);
[[nodiscard]] document::DocumentFormat own_format(const Files& files, const std::string& template_path);
// The mapping at `path`; null where `path` is empty. Codes: file-missing and those of sheets/column_map.h.
[[nodiscard]] Checked<std::shared_ptr<const sheets::ColumnMap>> load_map(const Files& files, const std::string& path,
                                                                         const policy::Library& library);

// Reads and checks one template against a policy. Codes: template-missing and those of letter/program.h.
[[nodiscard]] Checked<letter::Program> compile_template(const Files& files, const std::string& path,
                                                        const facts::Rules& rules, const letter::Assets& assets,
                                                        const std::string& letter_id);

}  // namespace caseletters::merge
