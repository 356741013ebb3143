#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>
#include <tuple>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/due.h"
#include "merge/due_calendar.h"
#include "merge/due_report.h"

namespace caseletters::cli {
namespace {

using merge::Exit;

void print_line(std::ostream& out, const std::string& state, const std::string& what, const std::string& when) {
  fmt::print(out, "  {:<9}{}{}{}\n", state, what, when.empty() ? "" : ", ", when);
}

std::string named(const std::string& letter, const std::string& title) {
  return fmt::format("{} ({})", letter, title);
}

void print_letter(std::ostream& out, const merge::DueLetter& letter) {
  std::string when = letter.since ? fmt::format("since {}", to_long(*letter.since)) : std::string{};
  if (!letter.goes_with.empty()) when += fmt::format("{}with {}", when.empty() ? "" : ", ", letter.goes_with);
  print_line(out, letter.late ? "LATE" : "due", named(letter.letter, letter.title), when);
  for (const auto& problem : letter.diagnostics) {
    Diagnostic inner = problem;
    // The line above names the letter already.
    inner.letter.clear();
    for (const auto& line : split(to_text(inner), '\n')) fmt::print(out, "             {}\n", line);
  }
}

void print_matter(std::ostream& out, const merge::OpenMatter& matter) {
  std::string when;
  if (matter.until) {
    const char* how = matter.late ? "was due by" : matter.kind == "review" ? "on" : "by";
    when = fmt::format("{} {}", how, to_long(*matter.until));
  }
  const char* state = matter.late ? "LATE" : matter.kind == "review" ? "review" : "waiting";
  print_line(out, state, matter.words, when);
}

void print_case(std::ostream& out, const merge::CaseDue& due) {
  fmt::print(out, "{}\n", due.case_id);
  for (const auto& letter : due.letters) print_letter(out, letter);
  for (const auto& matter : due.open) {
    // What is late stands with the letter that ends it, where that is due.
    const bool said = std::any_of(due.letters.begin(), due.letters.end(), [&matter](const merge::DueLetter& letter) {
      return matter.late && merge::is_ended_by(matter, letter.letter);
    });
    if (!said) print_matter(out, matter);
  }
  for (const auto& letter : due.undecided) {
    print_line(out, "unknown",
               fmt::format("nobody can tell whether {} is due until this is filled in: {}",
                           named(letter.letter, letter.title), join_words(letter.missing)),
               {});
  }
  for (const auto& step : due.ahead) {
    // What is waited for stands above with its day; letters that become due of themselves come next.
    if (step.kind == "letter") print_line(out, "next", named(step.letter, step.title), "due from " + to_long(step.on));
  }
  if (due.judged && due.letters.empty() && due.open.empty() && due.ahead.empty() && due.undecided.empty())
    fmt::print(out, "  nothing is due\n");
  if (!due.judged) fmt::print(out, "  not judged\n");
  for (const auto& problem : due.diagnostics) {
    for (const auto& line : split(to_text(problem), '\n')) fmt::print(out, "    {}\n", line);
  }
}

bool has_news(const merge::CaseDue& due) {
  if (!due.judged || !due.letters.empty()) return true;
  for (const auto& matter : due.open) {
    if (matter.late) return true;
  }
  return false;
}

std::string total(const merge::DueTotals& totals) {
  std::string words = fmt::format("{}: {} due, {} late, {} waited for", counted(totals.cases, "case"),
                                  counted(totals.due, "letter"), totals.late, totals.waiting);
  if (totals.unjudged > 0) words += fmt::format(", {} not judged", counted(totals.unjudged, "case"));
  return words + ".";
}

}  // namespace

Exit run_due(const Arguments& arguments, Surroundings& surroundings) {
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  auto date = date_of(arguments, surroundings);
  if (!date) return refuse_usage(date.error(), surroundings);
  const auto rows = rows_of(arguments);
  if (!rows) return refuse_usage(rows.error(), surroundings);
  if (arguments.has("ics") && file_ending(arguments.one("ics")) != "ics") {
    return refuse_usage(
        error("usage", fmt::format("--ics takes the name of an .ics file, not '{}'", arguments.one("ics")),
              "The calendar replaces that file, so it may be nothing else."),
        surroundings);
  }
  merge::DueOptions options;
  options.places = std::move(*places);
  options.places.cases = arguments.operands.front();
  options.date = *date;
  if (arguments.has("out")) options.out = arguments.one("out");
  options.cases = arguments.many("case");
  options.where = arguments.one("where");
  options.sheet = sheet_of(arguments);
  std::tie(options.first_row, options.last_row) = *rows;

  const bool json = arguments.has("json"), quiet = arguments.has("quiet");
  merge::DueReport report{*date};
  merge::DueCalendar calendar{*date};
  const auto run = merge::due(options, surroundings.files, [&](const merge::CaseDue& due) {
    if (json) {
      report.add(due);
    } else if (!quiet || has_news(due)) {
      print_case(surroundings.out, due);
    }
    if (arguments.has("ics")) calendar.add(due);
  });
  Exit exit = run.exit;
  if (json) {
    surroundings.out << report.finish(run);
  } else {
    print_diagnostics(surroundings.err, run.diagnostics);
    if (!quiet && (exit == Exit::done || exit == Exit::refused))
      fmt::print(surroundings.out, "On {}, {}\n", to_long(*date), total(run.totals));
  }
  if (arguments.has("ics") && (exit == Exit::done || exit == Exit::refused)) {
    const std::string path = arguments.one("ics");
    const auto text = calendar.finish();
    Result<void> written = text ? surroundings.files.make_folder(parent_path(path)) : fail(text.error());
    if (written) written = surroundings.files.write(path, *text);
    if (!written) {
      print_diagnostics(surroundings.err, {written.error()});
      exit = Exit::output_failed;
    } else if (!quiet && !json) {
      fmt::print(surroundings.out, "Calendar entries: {}\n", path);
    }
  }
  return exit;
}

}  // namespace caseletters::cli
