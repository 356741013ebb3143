#include "merge/file_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/date.h"
#include "base/text.h"
#include "package/archive.h"

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
  // Every folder and file that it makes lies below the output folder and has a name that any system can bear.
  for (const auto& step : split(result.name({"x", "x", "x", "x"}), '/')) {
    bool changed = false;
    (void)safe_file_name(step, &changed);
    if (changed) return refuse(fmt::format("the pattern for file names makes '{}', which is no safe name", step));
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

std::vector<NamePattern::Copy> NamePattern::find_copies(const Files& files, const std::string& out,
                                                        const Fields& fields) const {
  // The date may stand in a folder's name as well, so the search walks the pattern piece by piece between slashes.
  constexpr char hole_mark = '\x01';
  Fields marked = fields;
  marked.letter_date = hole_mark;
  struct Found {
    std::string path;
    std::optional<Date> date;
  };
  std::vector<Found> found{{}};
  const auto steps = split(name(marked), '/');
  for (std::size_t step = 0; step < steps.size(); ++step) {
    const bool last = step + 1 == steps.size();
    const auto hole = steps[step].find(hole_mark);
    const std::string before = steps[step].substr(0, hole);
    const std::string after = hole == std::string::npos ? std::string{} : steps[step].substr(hole + 1);
    std::vector<Found> next;
    for (const auto& folder : found) {
      if (hole == std::string::npos && !last) {
        const std::string path = join_path(folder.path, before);
        if (files.exists(join_path(out, path))) next.push_back({path, folder.date});
        continue;
      }
      for (const auto& entry : files.list(join_path(out, folder.path))) {
        std::string_view rest{entry};
        if (!rest.starts_with(before)) continue;
        rest.remove_prefix(before.size());
        std::optional<Date> date = folder.date;
        if (hole != std::string::npos) {
          date = Date::from_iso(rest.substr(0, 10));
          if (!date) continue;
          rest.remove_prefix(10);
        }
        if (!rest.starts_with(after)) continue;
        rest.remove_prefix(after.size());
        // Words may stand behind a letter's name, but not more of a number or a name; and a folder's name is whole.
        const bool ends = rest.empty() || (last && (rest.front() == '.' || rest.front() == ' ' || rest.front() == '('));
        if (ends && !rest.ends_with(".part") && !rest.ends_with("~"))
          next.push_back({join_path(folder.path, entry), date});
      }
    }
    found = std::move(next);
  }
  std::vector<Copy> copies;
  for (auto& one : found) {
    if (one.date) copies.push_back({std::move(one.path), *one.date});
  }
  std::stable_sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) { return a.date < b.date; });
  return copies;
}

std::string case_name(const std::string& case_id, bool* changed) {
  constexpr std::size_t most_bytes = 100;  // with the hash still short enough to be a safe name itself
  bool one = false;
  std::string safe = safe_file_name(case_id, &one);
  // A tilde is what the hash stands behind: an ID that holds one might look like another's name.
  one = one || case_id.size() > most_bytes || case_id.find('~') != std::string::npos;
  if (changed != nullptr) *changed = one;
  if (!one) return safe;
  std::size_t end = std::min(safe.size(), most_bytes);
  while (end > 0 && end < safe.size() && (static_cast<unsigned char>(safe[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{}~{}", safe.substr(0, end), package::sha256(case_id).substr(0, 8));
}

}  // namespace caseletters::merge
