#include <fmt/format.h>
#include <fmt/ostream.h>

#include <ostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/pdf_options.h"
#include "cli/screen.h"
#include "merge/pdf_stage.h"
#include "merge/report.h"

namespace caseletters::cli {

using merge::Exit;

Result<pdf::BatchOptions> pdf_options_of(const Arguments& arguments, const Surroundings& surroundings) {
  pdf::BatchOptions options;
  options.tools.folder = surroundings.typesetter;
  options.jobs = surroundings.processors;
  if (arguments.has("pdf-engine")) {
    const std::string name = arguments.one("pdf-engine");
    if (name == "libreoffice") {
      options.engine = pdf::Engine::libreoffice;
    } else if (name != "pandoc") {
      return fail(
          error("usage", fmt::format("--pdf-engine does not know '{}'", name), "It takes pandoc or libreoffice."));
    }
  }
  if (arguments.has("pdf-standard")) {
    const std::string name = arguments.one("pdf-standard");
    if (name != "ua-1" && name != "a-2a")
      return fail(error("usage", fmt::format("--pdf-standard does not know '{}'", name),
                        "It takes ua-1 (for everybody who reads letters) or a-2a (for the archive)."));
    options.tools.standard = name;
  }
  return options;
}

Result<void> check_print(const Arguments& arguments) {
  if (file_ending(arguments.one("print")) != "pdf")
    return fail(error("usage", fmt::format("--print takes the name of a .pdf file, not '{}'", arguments.one("print"))));
  if (arguments.one("pdf-engine") == "libreoffice")
    return fail(error("usage", "a print run is set by Pandoc and Typst alone", "Leave out --pdf-engine libreoffice."));
  return {};
}

std::function<void(std::size_t)> pdf_progress(const Arguments& arguments, const Surroundings& surroundings) {
  if (!surroundings.terminal || arguments.has("quiet")) return {};
  return [&out = surroundings.err](std::size_t done) {
    fmt::print(out, "\r{} PDFs ", done);
    out.flush();
  };
}

Exit run_pdf(const Arguments& arguments, Surroundings& surroundings) {
  auto batch = pdf_options_of(arguments, surroundings);
  if (!batch) return refuse_usage(batch.error(), surroundings);
  merge::PdfOptions options;
  options.batch = std::move(*batch);
  options.letters = arguments.operands;
  options.out = arguments.one("out");
  if (arguments.has("print")) {
    if (auto fit = check_print(arguments); !fit) return refuse_usage(fit.error(), surroundings);
    options.print = arguments.one("print");
  }
  options.duplex = !arguments.has("simplex");
  const bool json = arguments.has("json");
  const bool quiet = arguments.has("quiet") || json;
  merge::Report report;
  const auto progress = pdf_progress(arguments, surroundings);
  const auto run = merge::make_pdfs(
      options, surroundings.files,
      [&](const merge::LetterOutcome& letter) {
        if (json) report.add(letter);
        if (!quiet) print_letter(surroundings.out, letter, false);
        if (arguments.has("quiet") && !json && letter.status != merge::Status::written)
          print_letter(surroundings.err, letter, false);
      },
      progress);
  if (progress) fmt::print(surroundings.err, "\r{:20}\r", "");
  if (json) {
    surroundings.out << report.finish(run);
  } else {
    print_diagnostics(surroundings.err, run.diagnostics);
  }
  if (!quiet && run.totals.all() > 0) fmt::print(surroundings.out, "{}\n", total_line(run.totals, false));
  return run.exit;
}

}  // namespace caseletters::cli
