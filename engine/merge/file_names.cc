#include "merge/file_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.h"
#include "base/text.h"

namespace caseletters::merge {

Result<NamePattern> NamePattern::parse(const std::string& pattern, const std::string& file) {
  const auto refuse = [&file](std::string message) {
    Diagnostic problem = error(
        "bad-pattern", std::move(message),
        fmt::format("Use {{{{Case ID}}}}, {{{{School}}}}, {{{{letter}}}} and {{{{Letter date}}}}, as in {}.", usual));
    problem.file = file;
    return fail(std::move(problem));
  };
  NamePattern result;
  bool has_case = false, has_letter = false, has_date = false;
  for (std::string_view rest = pattern.empty() ? std::string_view{usual} : std::string_view{pattern}; !rest.empty();) {
    const auto open = rest.find("{{");
    if (open != 0) {
      result.pieces_.push_back({Part::literal, std::string{rest.substr(0, open)}});
      rest.remove_prefix(std::min(open, rest.size()));
      continue;
    }
    const auto close = rest.find("}}");
    if (close == std::string_view::npos) return refuse("the pattern for file names has {{ without }}");
    const std::string name = fold_name(rest.substr(2, close - 2));
    rest.remove_prefix(close + 2);
    if (name == "case id") {
      result.pieces_.push_back({Part::case_id, {}});
      has_case = true;
    } else if (name == "school") {
      result.pieces_.push_back({Part::school, {}});
    } else if (name == "letter") {
      result.pieces_.push_back({Part::letter, {}});
      has_letter = true;
    } else if (name == "letter date") {
      result.pieces_.push_back({Part::letter_date, {}});
      has_date = true;
    } else {
      return refuse(fmt::format("the pattern for file names asks for '{}', which a file name cannot hold", name));
    }
  }
  if (!has_case || !has_letter || !has_date) {
    return refuse(
        "the pattern for file names must hold the case, the letter and its date, or letters would overwrite each "
        "other");
  }
  return result;
}

std::string NamePattern::name(const Fields& fields, bool* changed) const {
  std::string name;
  bool any = false;
  const auto add = [&](const std::string& value) {
    bool one = false;
    name += safe_file_name(value, &one);
    any = any || one;
  };
  for (const auto& piece : pieces_) {
    switch (piece.part) {
      case Part::literal:
        name += piece.literal;
        break;
      case Part::case_id:
        add(fields.case_id);
        break;
      case Part::school:
        add(fields.school);
        break;
      case Part::letter:
        add(fields.letter);
        break;
      case Part::letter_date:
        name += fields.letter_date;
        break;
    }
  }
  if (changed != nullptr) *changed = any;
  return name;
}

std::optional<std::string> NamePattern::find_copy(const Files& files, const std::string& out, const Fields& fields,
                                                  const std::string& ending, bool any_date) const {
  const std::string exact = name(fields) + "." + ending;
  if (files.exists(join_path(out, exact))) return exact;
  if (!any_date) return std::nullopt;
  // The date may stand in a folder's name as well, so the search walks the pattern piece by piece between slashes.
  Fields marked = fields;
  marked.letter_date = "\x01";
  std::vector<std::string> found{""};
  for (const auto& step : split(name(marked) + "." + ending, '/')) {
    std::vector<std::string> next;
    for (const auto& folder : found) {
      const auto hole = step.find('\x01');
      if (hole == std::string::npos) {
        const std::string path = join_path(folder, step);
        if (files.exists(join_path(out, path))) next.push_back(path);
        continue;
      }
      const std::string before = step.substr(0, hole);
      const std::string after = step.substr(hole + 1);
      for (const auto& entry : files.list(join_path(out, folder))) {
        if (entry.size() != before.size() + 10 + after.size() || !entry.starts_with(before) || !entry.ends_with(after))
          continue;
        if (Date::from_iso(std::string_view{entry}.substr(before.size(), 10))) next.push_back(join_path(folder, entry));
      }
    }
    found = std::move(next);
  }
  if (found.empty()) return std::nullopt;
  return found.back();
}

std::string CaseNames::name_for(const std::string& case_id) {
  if (const auto known = name_of_case_.find(case_id); known != name_of_case_.end()) return known->second;
  const std::string safe = safe_file_name(case_id);
  const int use = ++uses_[fold_name(safe)];
  std::string name = use == 1 ? safe : fmt::format("{}~{}", safe, use);
  name_of_case_.emplace(case_id, name);
  return name;
}

}  // namespace caseletters::merge
