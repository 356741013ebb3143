#include "sheets/sent_letters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

using facts::Value;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// What is in doubt of a letter whose column `key` cannot be counted on.
BadCell::About doubt_of(int key) {
  return key == sent_response_date || key == sent_channel ? BadCell::About::answer : BadCell::About::past;
}

}  // namespace

Result<SentLetters> SentLetters::read(const Workbook& workbook, const facts::Vocabulary& vocabulary, CellValues& values,
                                      const std::vector<SentSheet>& sheets, bool hidden) {
  SentLetters letters;
  letters.vocabulary_ = &vocabulary;
  for (const SentSheet& each : sheets) {
    auto side = SideSheet::read(workbook, values, each.sheet, hidden, sent_fields, each.layout);
    if (!side) {
      return fail(side.error());
    }
    letters.letters_ = std::move(*side);
    break;  // one sheet has them
  }
  return letters;
}

void SentLetters::join(CaseRow& row, const CellValues& values) {
  const std::string folded = fold_name(row.id);
  if (letters_) {
    if (SideCase* side = letters_->take(folded)) {
      join_letters(row, *side, values);
    }
  }
}

void SentLetters::join_letters(CaseRow& row, SideCase& side, const CellValues& values) const {
  append(row.problems, side.problems);
  std::vector<SideRow> rows = side.rows;
  for (const SideRow& each : rows) {
    join_problems(row, each);
    const bool unread = std::any_of(each.problems.begin(), each.problems.end(), [](const auto& problem) {
      return problem.second.severity == Severity::error && (problem.first == sent_letter || problem.first == sent_date);
    });
    if (unread || (each.values[sent_letter].known() && each.values[sent_date].known())) {
      continue;
    }
    if (!has_errors(side.problems)) {
      refuse(row, each, sent_date,
             values.at(each.place, error("missing-fact", "this row of letters sent lacks its letter or its date.",
                                         "Fill it in, or clear the row.")));
    }
  }
  std::erase_if(
      rows, [](const SideRow& each) { return !each.values[sent_letter].known() || !each.values[sent_date].known(); });
  std::stable_sort(rows.begin(), rows.end(), [](const SideRow& a, const SideRow& b) {
    return a.values[sent_date].as<Date>() < b.values[sent_date].as<Date>();
  });
  std::vector<const SideRow*> latest(vocabulary_->letters().size(), nullptr);
  for (const SideRow& each : rows) {
    for (const facts::Option letter : each.values[sent_letter].as<facts::OptionSet>()) {
      latest[index_of(letter.index)] = &each;
    }
  }
  for (std::size_t letter = 0; letter < latest.size(); ++letter) {
    if (latest[letter] != nullptr) {
      join_letter(row, static_cast<int>(letter), *latest[letter], values);
    }
  }
}

// Which letter a row tells of may not be known: then nobody can say what the case is about.
void SentLetters::refuse(CaseRow& row, const SideRow& sent, int key, Diagnostic problem) const {
  if (!sent.values[sent_letter].known()) {
    row.problems.push_back(std::move(problem));
    return;
  }
  for (const facts::Option letter : sent.values[sent_letter].as<facts::OptionSet>()) {
    row.bad_cells.push_back({doubt_of(key), letter.index, problem});
  }
}

void SentLetters::join_problems(CaseRow& row, const SideRow& sent) const {
  for (const auto& [key, problem] : sent.problems) {
    if (problem.severity == Severity::error) {
      refuse(row, sent, key, problem);
    } else {
      row.problems.push_back(problem);
    }
  }
}

void SentLetters::join_letter(CaseRow& row, int letter, const SideRow& sent, const CellValues& values) const {
  facts::PastLetter& past = row.record.letters[index_of(letter)];
  const std::string& id = vocabulary_->letters()[index_of(letter)].id;
  const auto put = [&](Value& place, Sent field) {
    const Value& told = sent.values[field];
    if (!told.known()) {
      return;
    }
    if (place.known() && !(place == told)) {
      CellPlace at = sent.place;
      at.row = sent.sources[field].row;
      at.column = sent.sources[field].column;
      add_trouble({values.at(at, error("letter-twice",
                                       fmt::format("this row and the column '{} {}' of the case differ.", id,
                                                   sent_words[field]),
                                       "Make them alike, or clear the one that is wrong."))},
                  doubt_of(field), letter, row.bad_cells, row.problems);
      return;
    }
    place = told;
  };
  put(past.date, sent_date);
  put(past.deadline, sent_deadline);
  put(past.signatory, sent_signatory);
  put(past.response_date, sent_response_date);
  put(past.response_channel, sent_channel);
  past.sent = true;
  // The answer may stand where nobody can read it: who looks for one must not find that none came.
  if (past.response_date.known() || sent.unread.empty()) {
    return;
  }
  const auto& [place, heading] = sent.unread.front();
  row.bad_cells.push_back(
      {BadCell::About::answer, letter,
       values.at(place,
                 error("reply-unread",
                       fmt::format("the column \"{}\" is filled in for {}, and nobody knows whether it tells of "
                                   "an answer to it.",
                                   heading, id),
                       "Head the column Response date where it tells when the answer came, Response channel "
                       "where it tells how; or say in a mapping (columns --write, then --map) what it holds."))});
}

Diagnostics SentLetters::orphans(const CellValues& values) const {
  return letters_ ? letters_->orphans(values) : Diagnostics{};
}

Diagnostics SentLetters::remarks(const CellValues& values) const {
  Diagnostics remarks;
  if (!letters_ || letters_->unused().empty()) {
    return remarks;
  }
  std::vector<std::string> unused;
  for (const auto& [place, heading] : letters_->unused()) {
    unused.push_back("\"" + heading + "\"");
  }
  remarks.push_back(values.at(
      letters_->unused().front().first,
      warning(
          "heading-unused",
          (unused.size() == 1 ? "this heading was not used: " : "these headings were not used: ") + join_words(unused) +
              ".",
          "What a sheet of letters sent may tell: Case ID, Letter, Date, Response deadline, Signed by, Response date "
          "and Response channel (how the answer came).")));
  return remarks;
}

std::vector<bool> SentLetters::letters_told() const {
  std::vector<bool> told(vocabulary_->letters().size(), false);
  if (!letters_) {
    return told;
  }
  for (const auto& [id, of] : letters_->cases()) {
    for (const SideRow& row : of.rows) {
      if (!row.values[sent_letter].known() || !row.values[sent_date].known()) {
        continue;
      }
      for (const facts::Option letter : row.values[sent_letter].as<facts::OptionSet>()) {
        told[index_of(letter.index)] = true;
      }
    }
  }
  return told;
}

}  // namespace caseletters::sheets
