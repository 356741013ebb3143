// One case's letters: which belong together, what decides each, and the finished bytes, or why not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merge/outcome.h"
#include "merge/workplace.h"
#include "register/entry.h"
#include "sheets/cases.h"

namespace caseletters::merge {

// Hears what a letter's rules come down to.
class FactsRead final : public facts::ReadingListener {
 public:
  void on_read(const facts::Reading& reading) override;
  // Each thing that was read with its value, sorted: what the register keeps a keyed hash of.
  [[nodiscard]] std::string as_text(const facts::Record& record, const facts::Vocabulary& vocabulary) const;
  // The facts of the case, by index.
  [[nodiscard]] std::vector<int> facts() const {
    std::vector<int> read;
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
      if (facts_[fact]) read.push_back(static_cast<int>(fact));
    }
    return read;
  }
  void on_look_back() override { looked_back_ = true; }
  // Whether anything came down to what this cell leaves in doubt.
  [[nodiscard]] bool looked_at(const sheets::BadCell& cell) const;
  void take(const FactsRead& other);
  // All but the facts of the case: items, their fields, earlier letters.
  [[nodiscard]] const std::vector<facts::Reading>& others() const { return readings_; }

 private:
  std::vector<bool> facts_;               // by fact; by far the most
  std::vector<facts::Reading> readings_;  // of everything else
  bool looked_back_ = false;              // at the case as it stood at an earlier letter: at the dates of all letters
};

// One letter worked out for one case.
struct Draft {
  int letter = -1;
  std::vector<std::string> packages;  // finished, one a format; none where the letter is refused
  Diagnostics diagnostics;            // errors refuse it
  std::vector<std::pair<std::string, std::vector<std::string>>> choices;
  std::vector<std::pair<std::string, std::string>> dates;
  history::Entry entry;    // what the register is to keep of it, but for its file
  std::string facts_read;  // for the keyed hash
  std::vector<history::NamedText> recipient;
  [[nodiscard]] bool refused() const { return has_errors(diagnostics); }
};

// A letter that was asked for and all that must go with it: written together or not at all.
struct Group {
  std::vector<int> letters;                 // those that no other one brings along first
  std::vector<std::pair<int, int>> brings;  // a letter and one that goes with it
  Diagnostics problems;                     // what is wrong with the group itself (an unknown companion condition)
  FactsRead read;                           // what decided which letters belong to it
  std::optional<Date>
      letter_date;  // stands in for the day of the run where the row tells no date: that of an earlier copy
};

// One case while its letters are made. Not thread-safe; each case has its own.
class CaseDesk {
 public:
  // `layout` tells which heading stands for which fact, for messages. All outlive the desk.
  CaseDesk(const Workplace& workplace, const sheets::CaseLayout& layout, const std::string& cases_file,
           sheets::CaseRow row, Date run_date);

  [[nodiscard]] const std::string& id() const { return row_.id; }
  [[nodiscard]] const std::vector<int>& letters_asked() const { return row_.letters; }
  // What is wrong with the row whatever the letter: errors refuse every letter of the case.
  [[nodiscard]] const Diagnostics& problems() const { return row_.problems; }
  // Cells that could not be understood: each refuses the letters that look at its fact.
  [[nodiscard]] const std::vector<sheets::BadCell>& bad_cells() const { return row_.bad_cells; }
  void add_problems(Diagnostics problems);
  // What is told of the case, with its school's own facts.
  [[nodiscard]] const facts::Record& record() const { return row_.record; }
  // Index into the schools of school.xml; -1 where the row does not say.
  [[nodiscard]] int school() const { return school_; }
  [[nodiscard]] std::string letter_date_iso(
      const Group& group) const;  // as told in the row, else the group's, else the day of the run
  [[nodiscard]] bool letter_date_told() const { return letter_date_told_; }
  // The date that the row tells is that of an earlier letter: this day dates the letters instead.
  void date_letters(Date day);
  // Adds the place a clerk would look at: file, sheet, and the cell of the row under the fact's own heading.
  void place(Diagnostic& problem) const { complete(problem, {}); }

  // The letters asked for with their companions, each letter in one group only: where two bring the same one along, all
  // go together.
  [[nodiscard]] std::vector<Group> groups(const std::vector<int>& asked) const;
  // Works one letter out as a member of its group, in each of the formats.
  [[nodiscard]] Draft draft(int letter, const Group& group, const std::vector<document::DocumentFormat>& formats) const;
  // The record as this letter sees it, for `explain`.
  [[nodiscard]] facts::Record record_for_letter(int letter, const Group& group) const;
  // Who signs is decided by the rules; fills the record's signatory. Problems name the role that is missing.
  [[nodiscard]] Diagnostics settle_signatory(facts::Record& record, facts::Situation& situation, int letter) const;
  // What keeps a choice from being decided; nothing where it is decided, or not asked under its guard.
  [[nodiscard]] Diagnostics judge_choice(facts::Situation& situation, int choice, int letter) const;
  // The rules, needs and refusals of the letter, before its words.
  [[nodiscard]] Diagnostics judge(facts::Situation& situation, int letter, const Group& group) const;

 private:
  void merge_school();
  void warn_about_unlikely_dates(Date run_date);
  void look_for_third_person();
  void complete(Diagnostic& problem, const std::string& letter) const;
  void say_headings(std::string& text) const;
  // The cell that a rule's refusal or caution is about: one that its words print or name, or else the last that its
  // condition read. Left as it is where no cell tells of any of them.
  void point_to_fault(Diagnostic& problem, const facts::Record& record, const facts::Expression& when,
                      const facts::TextTemplate& because) const;
  bool point_to(Diagnostic& problem, const facts::Record& record, const std::string& name, bool filled_only) const;
  [[nodiscard]] Diagnostic missing(int fact, const std::string& name, const std::string& letter) const;
  [[nodiscard]] std::string reviews_without_period(int fact) const;
  [[nodiscard]] std::string sheet_of_items(int fact) const;
  [[nodiscard]] std::optional<facts::Source> item_that_tells(int fact) const;
  void judge_unheard_options(Draft& draft, const facts::Situation& situation,
                             const std::vector<const letter::Program*>& programs) const;
  void report_missing(Diagnostics& to, facts::Situation& situation, const facts::Expression& condition,
                      const std::string& letter) const;
  void warn_about_dates(Diagnostics& to, facts::Situation& situation, int letter) const;
  void warn_about_earlier(Diagnostics& to, facts::Situation& situation, int letter) const;
  void collect_decisions(Draft& draft, facts::Situation& situation) const;
  void check_recalled_choice(Diagnostics& to, const facts::Situation& situation, std::size_t earlier, int choice,
                             int letter) const;
  void check_recalled(Diagnostics& to, const facts::Situation& situation, const FactsRead& read, int letter) const;
  void collect_issue(Draft& draft, facts::Situation& situation,
                     const std::vector<const letter::Program*>& programs) const;
  void judge_bad_cells(Draft& draft, const FactsRead& read, const Group& group) const;
  [[nodiscard]] bool is_looked_at(const sheets::BadCell& cell, const Draft& draft, const FactsRead& read,
                                  const Group& group) const;
  [[nodiscard]] bool explains(const sheets::BadCell& cell, const Diagnostic& problem) const;
  [[nodiscard]] bool follows_from_bad_cell(const Diagnostic& problem) const;

  const Workplace& workplace_;
  const sheets::CaseLayout& layout_;
  const std::string& cases_file_;
  sheets::CaseRow row_;
  int school_ = -1;
  bool letter_date_told_ = false;
};

}  // namespace caseletters::merge
