#include "sheets/column_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "sheets/case_builder.h"
#include "sheets/cell_values.h"
#include "sheets/sent_letters.h"
#include "sheets/sheet_names.h"
#include "sheets/sheet_remarks.h"
#include "sheets/typed_date.h"
#include "sheets/understood_sheets.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t most_samples = 3;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

enum class Kind { date, moment, time, yes_no, number, typed_date, typed_time, text, lines, error, formula };

// "1 date", "3 dates".
std::string counted(int count, Kind kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> words = {
      {{"date", "dates"},
       {"date with a time", "dates with times"},
       {"time", "times"},
       {"yes or no", "yes or no"},
       {"number", "numbers"},
       {"date typed as text", "dates typed as text"},
       {"time typed as text", "times typed as text"},
       {"text", "texts"},
       {"text of several lines", "texts of several lines"},
       {"error", "errors"},
       {"formula without a result", "formulas without a result"}}};
  const auto& [one, many] = words[static_cast<std::size_t>(kind)];
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

Kind kind_of_text(std::string_view text) {
  if (text.find_first_of("\r\n") != std::string_view::npos) {
    return Kind::lines;
  }
  if (text.size() <= 5) {
    const std::string word = fold_name(text);
    if (word == "yes" || word == "no" || word == "y" || word == "n" || word == "true" || word == "false") {
      return Kind::yes_no;
    }
  }
  if (text.find_first_not_of("0123456789.,") == std::string_view::npos) {
    return text.find_first_of("0123456789") == std::string_view::npos ? Kind::text : Kind::number;
  }
  if (text.size() <= 40 && text.find_first_of("0123456789") != std::string_view::npos) {
    if (read_date(text).date) {
      return Kind::typed_date;
    }
    if (read_time(text)) {
      return Kind::typed_time;
    }
  }
  return Kind::text;
}

Kind kind_of(const Cell& cell) {
  if (cell.formula_without_value) {
    return Kind::formula;
  }
  switch (cell.kind) {
    case CellKind::date:
      return Kind::date;
    case CellKind::moment:
      return Kind::moment;
    case CellKind::time:
      return Kind::time;
    case CellKind::boolean:
      return Kind::yes_no;
    case CellKind::number:
      return Kind::number;
    case CellKind::error:
      return Kind::error;
    case CellKind::text:
    case CellKind::empty:
      break;
  }
  return kind_of_text(trim(cell.text));
}

// What was met under one heading.
class Tally {
 public:
  void add(const Cell& cell) {
    const Kind kind = kind_of(cell);
    ++counts_[kind];
    if (kind == Kind::text) {
      const std::size_t length = character_count(trim(cell.text));
      shortest_ = counts_[kind] == 1 ? length : std::min(shortest_, length);
      longest_ = std::max(longest_, length);
    }
  }
  [[nodiscard]] std::vector<std::string> kinds() const {
    std::vector<std::pair<Kind, int>> all(counts_.begin(), counts_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> words;
    for (const auto& [kind, count] : all) {
      std::string line = counted(count, kind);
      if (kind == Kind::text) {
        line += shortest_ == longest_ ? fmt::format(" of {} character{}", longest_, longest_ == 1 ? "" : "s")
                                      : fmt::format(" of {} to {} characters", shortest_, longest_);
      }
      words.push_back(std::move(line));
    }
    return words;
  }

 private:
  std::map<Kind, int> counts_;
  std::size_t shortest_ = 0, longest_ = 0;
};

class Surveyor {
 public:
  Surveyor(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
           const CaseOptions& options)
      : workbook_(workbook),
        vocabulary_(vocabulary),
        headings_(headings),
        options_(options),
        values_(workbook, vocabulary, options.show_values),
        letter_(vocabulary.fact("Letter").value_or(-1)) {}

  [[nodiscard]] const std::vector<int>& letters_asked() const { return letters_asked_; }

  [[nodiscard]] Result<SurveyedSheet> look(int sheet, const HeadingRow& row, std::optional<int> list) {
    SurveyedSheet surveyed;
    surveyed.name = workbook_.sheets()[index_of(sheet)].name;
    surveyed.heading_row = row.row;
    if (list) {
      surveyed.list = vocabulary_.lists()[index_of(*list)].sheet;
    }
    for (HeadingMatch& match : matches_of(headings_, row)) {
      SurveyedColumn column;
      if (list && match.target && match.target->kind == TargetKind::field) {
        match.fact = clerks_name(vocabulary_, match.target->index);
      }
      column.match = std::move(match);
      surveyed.columns.push_back(std::move(column));
    }
    return count(sheet, row.row, std::move(surveyed));
  }

  [[nodiscard]] Result<SurveyedSheet> look_at_letters(const SentSheet& sent) {
    SurveyedSheet surveyed;
    surveyed.name = workbook_.sheets()[index_of(sent.sheet)].name;
    surveyed.heading_row = sent.layout.row;
    surveyed.list = sent_sheet;
    for (const auto& [column, heading] : sent.layout.headings) {
      SurveyedColumn surveyed_column;
      HeadingMatch& match = surveyed_column.match;
      match.column = column;
      match.heading = heading;
      match.cell = {sent.layout.row, column};
      if (column == sent.layout.id_column) {
        match.fact = "Case ID";
      }
      for (const auto& [at, meaning] : sent.layout.columns) {
        if (at == column) {
          match.fact = to_sentence(meaning.words);
          surveyed_column.type = meaning.type;
        }
      }
      match.how = fold_heading(match.fact) == fold_heading(heading) ? How::name : How::synonym;
      surveyed.columns.push_back(std::move(surveyed_column));
    }
    return count(sent.sheet, sent.layout.row, std::move(surveyed));
  }

 private:
  [[nodiscard]] Result<SurveyedSheet> count(int sheet, int heading_row, SurveyedSheet surveyed) {
    std::vector<Tally> tallies(surveyed.columns.size());
    auto read = workbook_.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
      if (info.row <= heading_row || (info.hidden && !options_.hidden) || CaseBuilder::is_totals(cells)) {
        return true;
      }
      bool any = false;
      for (std::size_t at = 0; at < surveyed.columns.size(); ++at) {
        SurveyedColumn& column = surveyed.columns[at];
        const std::size_t place = index_of(column.match.column);
        if (place >= cells.size() || is_blank(cells[place])) {
          continue;
        }
        any = true;
        ++column.filled;
        tallies[at].add(cells[place]);
        understand(column, cells[place], {sheet, info.row, column.match.column, info.line, column.match.fact});
      }
      surveyed.rows += any ? 1 : 0;
      return true;
    });
    if (!read) {
      return fail(read.error());
    }
    for (std::size_t at = 0; at < tallies.size(); ++at) {
      surveyed.columns[at].kinds = tallies[at].kinds();
    }
    return surveyed;
  }

  void understand(SurveyedColumn& column, const Cell& cell, const CellPlace& place) {
    Diagnostics problems;
    if (column.type) {
      static_cast<void>(values_.read(cell, *column.type, place, problems));
    } else if (column.match.target) {
      const Target& target = *column.match.target;
      if (target.kind == TargetKind::fact && target.index == letter_) {
        const std::vector<int> asked = values_.read_letters(cell, place, problems);
        letters_asked_.insert(letters_asked_.end(), asked.begin(), asked.end());
      } else {
        static_cast<void>(values_.read(cell, headings_.type(target), place, problems));
      }
    }
    column.not_understood += has_errors(problems) ? 1 : 0;
    if (options_.show_values && column.samples.size() < most_samples) {
      std::string text = cell_text(cell);
      std::replace(text.begin(), text.end(), '\n', ' ');
      if (std::find(column.samples.begin(), column.samples.end(), text) == column.samples.end()) {
        column.samples.push_back(std::move(text));
      }
    }
  }

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  const Headings& headings_;
  const CaseOptions& options_;
  CellValues values_;
  int letter_;
  std::vector<int> letters_asked_;
};

}  // namespace

Checked<Survey> survey_columns(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                               const CaseOptions& options) {
  auto sheets = understand_sheets(workbook, vocabulary, options);
  if (!sheets) {
    return fail(sheets.error());
  }
  const Headings& headings = (*sheets)->headings;
  const ChosenSheet* const chosen = &(*sheets)->cases;
  Survey survey;
  Surveyor surveyor(workbook, vocabulary, headings, options);
  auto cases = surveyor.look(chosen->sheet, chosen->row, std::nullopt);
  if (!cases) {
    return fail(Diagnostics{cases.error()});
  }
  survey.sheets.push_back(std::move(*cases));
  survey.letters_asked.resize(vocabulary.letters().size());
  for (const int letter : surveyor.letters_asked()) {
    survey.letters_asked[index_of(letter)] = true;
  }
  survey.diagnostics = workbook.warnings();
  append(survey.diagnostics, chosen->warnings);
  append(survey.diagnostics, chosen->errors);
  append(survey.diagnostics, (*sheets)->remarks);
  CellValues values(workbook, vocabulary, options.show_values);
  const auto sent = SentLetters::read(workbook, vocabulary, values, (*sheets)->letters, options.hidden);
  if (!sent) {
    return fail(Diagnostics{sent.error()});
  }
  append(survey.diagnostics, sent->remarks(values));
  survey.letters_told = sent->letters_told();
  const auto add = [&](Result<SurveyedSheet> looked) -> Result<void> {
    if (!looked) {
      return fail(looked.error());
    }
    survey.sheets.push_back(std::move(*looked));
    return {};
  };
  for (const ListSheet& each : (*sheets)->lists) {
    if (auto done = add(surveyor.look(each.sheet, each.row, each.list)); !done) {
      return fail(Diagnostics{done.error()});
    }
  }
  for (const SentSheet& each : (*sheets)->letters) {
    if (auto done = add(surveyor.look_at_letters(each)); !done) {
      return fail(Diagnostics{done.error()});
    }
  }
  for (const UnreadSheet& each : (*sheets)->unread) {
    auto looked = surveyor.look(each.sheet, each.row, std::nullopt);
    if (!looked) {
      return fail(Diagnostics{looked.error()});
    }
    looked->read = false;
    for (SurveyedColumn& column : looked->columns) {
      column.match.near.clear();  // what it may mean depends on what the sheet holds
    }
    survey.sheets.push_back(std::move(*looked));
  }
  return survey;
}

ColumnMap map_of(const Survey& survey) {
  ColumnMap map;
  for (const SurveyedSheet& sheet : survey.sheets) {
    MappedSheet mapped;
    mapped.name = sheet.name;
    mapped.list = sheet.list;
    mapped.undecided = !sheet.read;
    mapped.heading_row = sheet.heading_row + 1;
    for (const SurveyedColumn& column : sheet.columns) {
      mapped.columns.push_back({column.match.heading, column_name(column.match.column), column.match.fact, 0});
    }
    map.sheets.push_back(std::move(mapped));
  }
  for (std::size_t field = 0; field < issued_headings.size(); ++field) {
    map.issued.push_back({static_cast<IssuedField>(field), std::string(issued_headings[field])});
  }
  return map;
}

}  // namespace caseletters::sheets
