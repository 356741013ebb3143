#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>
#include <tuple>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/pdf_options.h"
#include "cli/screen.h"
#include "cli/version.h"
#include "merge/generate.h"
#include "merge/report.h"

namespace caseletters::cli {
namespace {

using merge::Exit;

// "odt", or several: "docx,odt,pdf". A PDF is made of the letter that stands beside it, of the Word letter where both
// do.
Result<void> read_formats(const std::string& text, merge::GenerateOptions& options) {
  auto& formats = options.formats;
  for (const auto& word : split(text, ',')) {
    const auto name = fold_name(word);
    if (name == "pdf") {
      options.pdf_each = true;
      continue;
    }
    if (name != "docx" && name != "odt")
      return fail(error("usage", fmt::format("--format does not know '{}'", word),
                        "Letters are written as docx, odt and pdf, or as several: docx,pdf."));
    const auto format = name == "odt" ? document::DocumentFormat::odt : document::DocumentFormat::docx;
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.push_back(format);
  }
  return {};
}

Result<merge::GenerateOptions> read_options(const Arguments& arguments, const Surroundings& surroundings) {
  merge::GenerateOptions options;
  auto places = places_of(arguments, surroundings);
  if (!places) return fail(places.error());
  options.places = std::move(*places);
  options.places.cases = arguments.operands.front();
  options.letters = arguments.many("letter");
  options.cases = arguments.many("case");
  options.where = arguments.one("where");
  options.sheet = sheet_of(arguments);
  const auto rows = rows_of(arguments);
  if (!rows) return fail(rows.error());
  std::tie(options.first_row, options.last_row) = *rows;
  if (arguments.has("out")) options.out = arguments.one("out");
  options.due = arguments.has("due");
  options.dry_run = arguments.has("dry-run");
  options.overwrite = arguments.has("overwrite");
  auto date = date_of(arguments, surroundings);
  if (!date) return fail(date.error());
  options.date = *date;
  if (arguments.has("format")) {
    if (auto read = read_formats(arguments.one("format"), options); !read) return fail(read.error());
    if (options.pdf_each) {
      auto batch = pdf_options_of(arguments, surroundings);
      if (!batch) return fail(batch.error());
      options.pdf = std::move(*batch);
    }
  }
  if (arguments.has("print")) {
    if (auto fit = check_print(arguments); !fit) return fail(fit.error());
    auto batch = pdf_options_of(arguments, surroundings);
    if (!batch) return fail(batch.error());
    options.pdf = std::move(*batch);
    options.print = arguments.one("print");
    options.duplex = !arguments.has("simplex");
  }
  if ((arguments.has("pdf-engine") || arguments.has("pdf-standard")) && !options.pdf) {
    return fail(error("usage", "--pdf-engine and --pdf-standard are for PDFs, and none is asked for",
                      "Add --format docx,pdf or --print FILE.pdf."));
  }
  if (arguments.has("report") && file_ending(arguments.one("report")) != "json") {
    return fail(error("usage",
                      fmt::format("--report takes the name of a .json file, not '{}'", arguments.one("report")),
                      "The report replaces that file, so it may be nothing else."));
  }
  if (arguments.has("report")) {
    auto replaces_none = check_replaces_none("the report", arguments.one("report"),
                                             {options.places.cases, options.places.register_file}, surroundings);
    if (!replaces_none) return fail(replaces_none.error());
  }
  options.program_version = version;
  options.update = arguments.one("update");
  options.in_place = arguments.has("in-place");
  if (options.in_place && !options.update.empty()) {
    return fail(error("usage", "--in-place and --update exclude each other",
                      "Use --update for a copy, --in-place to change the workbook itself and keep a backup."));
  }
  options.jobs = surroundings.processors;
  if (arguments.has("jobs")) {
    if (!read_number(arguments.one("jobs"), options.jobs) || options.jobs > 256) {
      return fail(
          error("usage", fmt::format("--jobs takes a whole number from 1 to 256, not '{}'", arguments.one("jobs"))));
    }
  }
  if (options.pdf) {
    options.pdf->jobs = options.jobs;
    options.pdf_progress = pdf_progress(arguments, surroundings);
  }
  return options;
}

}  // namespace

Exit run_generate(const Arguments& arguments, Surroundings& surroundings) {
  const auto options = read_options(arguments, surroundings);
  if (!options) return refuse_usage(options.error(), surroundings);
  const bool json = arguments.has("json");
  const bool quiet = arguments.has("quiet") || json;
  const bool keep_report = json || arguments.has("report");
  merge::Report report;
  int told = 0;
  const auto run = merge::generate(*options, surroundings.files, [&](const merge::LetterOutcome& letter) {
    ++told;
    if (keep_report) report.add(letter);
    if (!quiet) {
      print_letter(surroundings.out, letter, options->dry_run);
    } else if (!json && (letter.status == merge::Status::refused || letter.status == merge::Status::failed)) {
      print_letter(surroundings.err, letter, options->dry_run);
    }
    if (surroundings.terminal && !arguments.has("quiet") && told % 100 == 0)
      fmt::print(surroundings.err, "\r{} letters ", told);
  });
  Exit exit = run.exit;
  if (surroundings.terminal && told >= 100 && !arguments.has("quiet")) fmt::print(surroundings.err, "\r{:20}\r", "");
  if (!json) print_diagnostics(surroundings.err, run.diagnostics);
  const std::string text = keep_report ? report.finish(run) : std::string{};
  if (json) surroundings.out << text;
  if (arguments.has("report")) {
    const std::string path = arguments.one("report");
    auto written = surroundings.files.make_folder(parent_path(path));
    if (written) written = surroundings.files.write(path, text);
    if (!written) {
      print_diagnostics(surroundings.err, {written.error()});
      if (exit == Exit::done || exit == Exit::refused) exit = Exit::output_failed;
    }
  }
  // The end of the register's chain: whoever keeps it finds later whether entries were cut off. With --json it stands
  // apart from the report, whose keys are fixed.
  if (!run.register_head.empty() && (json || !quiet)) {
    fmt::print(json ? surroundings.err : surroundings.out, "Register: {}; head {}\n",
               counted_entries(run.register_entries), run.register_head);
  }
  if (!quiet &&
      (exit == Exit::done || exit == Exit::refused || exit == Exit::output_failed || exit == Exit::pdf_failed)) {
    fmt::print(surroundings.out, "{}\n", total_line(run.totals, options->dry_run));
    if (!run.updated.empty()) fmt::print(surroundings.out, "What was issued is told in {}.\n", run.updated);
  }
  return exit;
}

}  // namespace caseletters::cli
