#include "merge/sweep.h"

#include <fmt/format.h>

#include "document/document.h"
#include "facts/situation.h"
#include "letter/program.h"

namespace caseletters::merge {
namespace {

SweepResult stopped(SweepStatus status, const Diagnostic& why) {
  return {status, why.code, why.message};
}

}  // namespace

SweepResult sweep_document(const Files& files, const std::string& path) {
  auto bytes = files.read(path);
  if (!bytes) return stopped(SweepStatus::error, bytes.error());
  auto document = document::Document::open(*bytes, path);
  if (!document) return stopped(SweepStatus::refused, document.error());
  const facts::Rules rules;
  letter::CompileOptions options;
  options.without_facts = true;
  auto program = letter::Program::compile(*document, rules, {}, options);
  if (!program) return stopped(SweepStatus::refused, program.error().front());
  const facts::Record record = facts::Record::for_vocabulary(rules.vocabulary);
  const Calendar calendar;
  facts::Situation situation{rules, record, calendar};
  auto resolved = program->resolve(situation);
  if (!resolved) return stopped(SweepStatus::error, resolved.error().front());
  auto archive = package::Archive::open(std::move(*resolved), path);
  if (!archive) return stopped(SweepStatus::error, archive.error());

  const auto& before = document->archive();
  for (const auto& entry : before.entries()) {
    if (entry.name.ends_with('/')) continue;
    const auto old_part = before.read(entry.name);
    const auto new_part = archive->read(entry.name);
    if (!old_part) return stopped(SweepStatus::refused, old_part.error());
    if (!new_part) return {SweepStatus::differs, "part-lost", fmt::format("{} is not there any more", entry.name)};
    if (*old_part != *new_part)
      return {SweepStatus::differs, "part-differs", fmt::format("{} is not what it was", entry.name)};
  }
  for (const auto& entry : archive->entries()) {
    if (before.find(entry.name) == nullptr)
      return {SweepStatus::differs, "part-added", fmt::format("{} was not there", entry.name)};
  }
  return {};
}

}  // namespace caseletters::merge
