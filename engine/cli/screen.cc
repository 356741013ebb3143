#include "cli/screen.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <vector>

#include "base/text.h"

namespace caseletters::cli {
namespace {

std::string indented(const std::string& text) {
  std::string out;
  for (const auto& line : split(text, '\n')) out += "    " + line + "\n";
  return out;
}

const char* word_for(merge::Status status, bool dry_run) {
  switch (status) {
    case merge::Status::written:
      return dry_run ? "would be written" : "written";
    case merge::Status::existing:
      return "there already";
    case merge::Status::failed:
      return "failed";
    case merge::Status::refused:
      break;
  }
  return "refused";
}

}  // namespace

std::string counted(int count, const std::string& thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::string counted_entries(std::int64_t count) {
  return fmt::format("{} {}", count, count == 1 ? "entry" : "entries");
}

void print_diagnostics(std::ostream& out, const Diagnostics& diagnostics) {
  for (const auto& diagnostic : diagnostics) fmt::print(out, "{}\n", to_text(diagnostic));
}

void print_json(std::ostream& out, const nlohmann::ordered_json& json) {
  out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void print_letter(std::ostream& out, const merge::LetterOutcome& letter, bool dry_run) {
  fmt::print(out, "{}  {}  {}{}\n", letter.case_id, letter.letter.empty() ? "the whole case" : letter.letter,
             word_for(letter.status, dry_run),
             letter.files.empty() ? "" : fmt::format("  {}", fmt::join(letter.files, ", ")));
  for (const auto& diagnostic : letter.diagnostics) {
    Diagnostic inner = diagnostic;
    // The line above names the letter already.
    inner.letter.clear();
    fmt::print(out, "{}", indented(to_text(inner)));
  }
}

std::string total_line(const merge::Totals& totals, bool dry_run) {
  std::vector<std::string> parts;
  if (totals.written > 0)
    parts.push_back(fmt::format("{} {}", totals.written, dry_run ? "would be written" : "written"));
  if (totals.refused > 0) parts.push_back(fmt::format("{} refused", totals.refused));
  if (totals.existing > 0) parts.push_back(fmt::format("{} there already", totals.existing));
  if (totals.failed > 0) parts.push_back(fmt::format("{} failed", totals.failed));
  if (parts.empty()) return "No letters.";
  return fmt::format("{}: {}.", counted(totals.all(), "letter"), fmt::format("{}", fmt::join(parts, ", ")));
}

}  // namespace caseletters::cli
