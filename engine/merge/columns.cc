#include "merge/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/open_cases.h"

namespace caseletters::merge {
namespace {

using sheets::TargetKind;

void add_name(std::vector<std::string>& to, const std::string& name) {
  if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

// What the workbook's headings can give, asked letter by letter.
class Provision {
 public:
  Provision(const policy::Policy& policy, const sheets::Survey& survey, bool one_school)
      : policy_(policy), vocabulary_(policy.rules.vocabulary) {
    facts_.resize(vocabulary_.facts().size());
    sent_ = survey.letters_told;
    for (const auto& sheet : survey.sheets) {
      for (const auto& column : sheet.columns) {
        if (!column.match.target) continue;
        const sheets::Target& target = *column.match.target;
        const auto index = static_cast<std::size_t>(target.index);
        if (target.kind == TargetKind::past) {
          sent_[index] = sent_[index] || target.past == facts::PastField::date;
        } else if (target.kind != TargetKind::choice) {
          facts_[index] = true;
          // The last row of a list's sheet, and the one before it, tell of the case itself.
          for (const int filled : {vocabulary_.facts()[index].latest, vocabulary_.facts()[index].earlier}) {
            if (filled >= 0) facts_[static_cast<std::size_t>(filled)] = true;
          }
        }
      }
    }
    const auto grant = [this](std::string_view name) {
      if (const auto fact = vocabulary_.fact(name)) facts_[static_cast<std::size_t>(*fact)] = true;
    };
    grant("Letter date");  // the day of the run
    if (one_school) grant("School");
  }

  [[nodiscard]] LetterLacks lacks_of(int letter) const {
    LetterLacks lacks;
    const auto& declared = policy_.letters[static_cast<std::size_t>(letter)];
    lacks.letter = declared.id;
    for (const auto& any_of : declared.after) {
      const bool told = std::any_of(any_of.begin(), any_of.end(),
                                    [this](int earlier) { return sent_[static_cast<std::size_t>(earlier)]; });
      std::vector<std::string> names;
      for (const int earlier : any_of)
        names.push_back(vocabulary_.letters()[static_cast<std::size_t>(earlier)].id + " date");
      if (!told) add_name(lacks.always, fmt::format("{}", fmt::join(names, " or ")));
    }
    for (const auto& need : declared.needs) {
      const bool given = std::any_of(need.any_of.begin(), need.any_of.end(),
                                     [&](const facts::Symbol& symbol) { return gives(symbol, letter); });
      std::vector<std::string> names;
      for (const auto& symbol : need.any_of) names.push_back(vocabulary_.name_of(symbol));
      if (!given)
        add_name(need.when.empty() ? lacks.always : lacks.sometimes, fmt::format("{}", fmt::join(names, " or ")));
    }
    return lacks;
  }

 private:
  // Whether some heading, a setting or a rule can make it known. Rules are followed down to what somebody must tell.
  [[nodiscard]] bool gives(const facts::Symbol& symbol, int letter) const {
    if (symbol.kind == facts::SymbolKind::past) return true;  // `after` says which letters must be told of
    if (symbol.kind == facts::SymbolKind::fact) {
      const auto& fact = vocabulary_.facts()[static_cast<std::size_t>(symbol.index)];
      if (facts_[static_cast<std::size_t>(symbol.index)]) return true;
      if (fact.origin == facts::Origin::workbook) return fact.fallback.has_value();
      if (fact.origin != facts::Origin::derived) return true;
    }
    facts::Record record = facts::Record::for_vocabulary(vocabulary_);
    if (const auto current = vocabulary_.fact("Current letter"))
      record.facts[static_cast<std::size_t>(*current)] = facts::Value{facts::Option{letter}};
    const Calendar calendar;
    facts::Situation situation{policy_.rules, record, calendar};
    const auto missing = situation.missing_for(symbol);
    return std::all_of(missing.begin(), missing.end(), [this](const facts::MissingFact& each) {
      if (each.fact < 0) return true;
      const auto& fact = vocabulary_.facts()[static_cast<std::size_t>(each.fact)];
      return facts_[static_cast<std::size_t>(each.fact)] || fact.origin != facts::Origin::workbook;
    });
  }

  const policy::Policy& policy_;
  const facts::Vocabulary& vocabulary_;
  std::vector<bool> facts_;  // by fact: some heading gives it
  std::vector<bool> sent_;   // by letter: some heading tells when it was sent
};

class Look {
 public:
  Look(const ColumnsOptions& options, Files& files) : options_(options), files_(files) {}

  ColumnsOutcome go() {
    outcome_.file = options_.places.cases;
    if (open() && survey()) {
      for (std::size_t letter = 0; letter < policy_->letters.size(); ++letter) {
        auto lacks = Provision{*policy_, outcome_.survey, one_school_}.lacks_of(static_cast<int>(letter));
        lacks.asked = letter < outcome_.survey.letters_asked.size() && outcome_.survey.letters_asked[letter];
        if (!lacks.always.empty() || !lacks.sometimes.empty()) outcome_.lacking.push_back(std::move(lacks));
      }
      write();
    }
    return std::move(outcome_);
  }

 private:
  bool stop(Diagnostics problems, Exit exit) {
    append(outcome_.run.diagnostics, std::move(problems));
    outcome_.run.exit = exit;
    return false;
  }

  // The school's settings are needed only where they name the policy.
  bool open() {
    auto workbook = open_workbook_at(files_, options_.places.cases);
    if (!workbook) return stop({workbook.error()}, Exit::unusable_input);
    workbook_ = std::move(*workbook);
    append(outcome_.run.diagnostics, remark_open_elsewhere(files_, options_.places.cases));
    const std::string beside = join_path(parent_path(options_.places.cases), "school.xml");
    if (options_.places.policy.empty() || !options_.places.school.empty() || files_.exists(beside)) {
      auto workplace = Workplace::open(files_, options_.places);
      if (!workplace) return stop(workplace.error(), Exit::unusable_input);
      workplace_ = std::move(*workplace);
      policy_ = &workplace_->policy();
      one_school_ = workplace_->schools().schools.size() == 1;
      case_options_ = workplace_->case_options(options_.sheet);
    } else {
      auto folder = find_policy(files_, options_.places.policy, options_.places.library);
      if (!folder) return stop({folder.error()}, Exit::unusable_input);
      auto policy = policy::load_policy(files_, *folder, options_.places.library);
      if (!policy) return stop(policy.error(), Exit::unusable_input);
      own_policy_ = std::move(*policy);
      policy_ = &*own_policy_;
      case_options_ = options_.sheet;
      auto map = load_map(files_, options_.places.map, options_.places.library);
      if (!map) return stop(map.error(), Exit::unusable_input);
      case_options_.map = std::move(*map);
    }
    outcome_.policy = policy_->id;
    return true;
  }

  bool survey() {
    auto survey = sheets::survey_columns(*workbook_, policy_->rules.vocabulary, case_options_);
    if (!survey) return stop(survey.error(), Exit::unusable_input);
    outcome_.survey = std::move(*survey);
    if (has_errors(outcome_.survey.diagnostics)) outcome_.run.exit = Exit::refused;
    append(outcome_.run.diagnostics, outcome_.survey.diagnostics);
    return true;
  }

  void write() {
    if (options_.write.empty()) return;
    if (files_.exists(options_.write) && !options_.overwrite) {
      Diagnostic there = error("file-exists", "there is a file of this name already, and it was left alone.",
                               "Give the mapping another name, or add --overwrite.");
      there.file = options_.write;
      stop({std::move(there)}, Exit::output_failed);
      return;
    }
    sheets::ColumnMap map = sheets::map_of(outcome_.survey);
    if (case_options_.map && !case_options_.map->issued.empty()) map.issued = case_options_.map->issued;
    if (auto written = files_.write(options_.write, sheets::write_map(map)); !written) {
      stop({written.error()}, Exit::output_failed);
      return;
    }
    outcome_.written = options_.write;
  }

  const ColumnsOptions& options_;
  Files& files_;
  ColumnsOutcome outcome_;
  std::unique_ptr<sheets::Workbook> workbook_;
  std::unique_ptr<Workplace> workplace_;
  std::optional<policy::Policy> own_policy_;
  const policy::Policy* policy_ = nullptr;
  bool one_school_ = true;
  sheets::CaseOptions case_options_;
};

}  // namespace

ColumnsOutcome columns(const ColumnsOptions& options, Files& files) {
  return Look{options, files}.go();
}

}  // namespace caseletters::merge
