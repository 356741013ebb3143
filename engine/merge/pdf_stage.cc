#include "merge/pdf_stage.h"

#include <fmt/format.h>

#include <map>

namespace caseletters::merge {

bool PdfStage::make(const std::vector<Task>& tasks, const std::function<void(std::size_t)>& progress) {
  std::vector<pdf::Source> sources;
  for (const auto& task : tasks)
    sources.push_back({task.letter, [this, path = task.letter] { return files_.read(path); }});
  bool all = true;
  std::size_t done = 0;
  batch_.make(sources, [&](std::size_t index, pdf::Made made) {
    const auto& task = tasks[index];
    append(task.outcome->diagnostics, std::move(made.problems));
    bool there = !made.pdf.empty();
    if (there) {
      if (const auto written = files_.write(task.pdf, made.pdf); !written) {
        task.outcome->diagnostics.push_back(written.error());
        there = false;
      }
    }
    if (there) task.outcome->files.push_back(task.told);
    all = all && there;
    if (progress) progress(++done);
  });
  return all;
}

bool PdfStage::print(const std::vector<Task>& tasks, const std::string& file, bool duplex, Diagnostics& problems) {
  std::vector<pdf::Source> sources;
  pdf::PrintRun run;
  run.duplex = duplex;
  for (const auto& task : tasks) {
    sources.push_back({task.letter, [this, path = task.letter] { return files_.read(path); }});
    run.entries.push_back(task.entry);
  }
  bool all = true;
  batch_.print(sources, std::move(run), [&](std::size_t, pdf::Made made) {
    if (has_errors(made.problems)) all = false;
    for (auto& problem : made.problems) add_once(problems, std::move(problem));
    if (made.pdf.empty()) return;
    auto written = files_.make_folder(parent_path(file));
    if (written) written = files_.write(file, made.pdf);
    if (written) return;
    problems.push_back(written.error());
    all = false;
  });
  return all;
}

namespace {

std::string without_ending(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

RunOutcome make_pdfs(const PdfOptions& options, Files& files, const LetterTaker& take,
                     const std::function<void(std::size_t)>& progress) {
  RunOutcome run;
  for (const auto& letter : options.letters) {
    if (files.exists(letter) && !files.is_folder(letter)) continue;
    Diagnostic problem =
        error("file-missing", "there is no such file", "Name the finished letters, .docx or .odt files.");
    problem.file = letter;
    run.diagnostics.push_back(std::move(problem));
    run.exit = Exit::unusable_input;
  }
  if (run.exit != Exit::done) return run;
  PdfStage stage{options.batch, files};
  append(run.diagnostics, stage.missing());
  if (!run.diagnostics.empty()) {
    run.exit = Exit::pdf_failed;
    return run;
  }
  if (!options.out.empty()) {
    if (auto made = files.make_folder(options.out); !made) {
      run.diagnostics.push_back(made.error());
      run.exit = Exit::output_failed;
      return run;
    }
  }
  std::vector<LetterOutcome> outcomes(options.letters.size());
  std::vector<PdfStage::Task> tasks;
  std::map<std::string, int> taken;  // names in the one folder
  for (std::size_t i = 0; i < options.letters.size(); ++i) {
    const auto& letter = options.letters[i];
    const std::string folder = parent_path(letter);
    outcomes[i].case_id = file_name(folder);
    outcomes[i].letter = without_ending(file_name(letter));
    std::string name = outcomes[i].letter;
    std::string to = folder;
    if (!options.out.empty()) {
      to = options.out;
      // Letters of several cases may have one name.
      if (taken[name]++ > 0 && !outcomes[i].case_id.empty()) name = outcomes[i].case_id + "-" + name;
      if (name != outcomes[i].letter && taken[name]++ > 0) name += fmt::format("-{}", taken[name]);
    }
    const std::string path = to.empty() ? name + ".pdf" : join_path(to, name + ".pdf");
    tasks.push_back({letter, path, options.out.empty() ? path : name + ".pdf", &outcomes[i]});
  }
  for (std::size_t i = 0; i < tasks.size(); ++i) tasks[i].entry = {outcomes[i].case_id, outcomes[i].letter};
  if (!options.print.empty()) {
    if (!stage.print(tasks, options.print, options.duplex, run.diagnostics)) run.exit = Exit::pdf_failed;
    if (options.out.empty()) {
      for (auto& outcome : outcomes) {
        outcome.status = run.exit == Exit::done ? Status::written : Status::failed;
        ++(run.exit == Exit::done ? run.totals.written : run.totals.failed);
        if (run.exit == Exit::done) outcome.files.push_back(options.print);
        take(outcome);
      }
      return run;
    }
  }
  stage.make(tasks, progress);
  for (auto& outcome : outcomes) {
    if (outcome.files.empty()) {
      outcome.status = Status::failed;
      ++run.totals.failed;
      bool unreadable = true;
      for (const auto& problem : outcome.diagnostics)
        if (problem.code.starts_with("pdf-") || problem.code.starts_with("tool-")) unreadable = false;
      if (run.exit != Exit::unusable_input) run.exit = unreadable ? Exit::unusable_input : Exit::pdf_failed;
    } else {
      outcome.status = Status::written;
      ++run.totals.written;
    }
    take(outcome);
  }
  return run;
}

}  // namespace caseletters::merge
