// How long a template takes to compile, and a letter of it to resolve: ten pages, with marks of every kind.
//
// Run through ./dev bench. The aim (design: speed) is a ten-page template in under 20 ms.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "base/calendar.h"
#include "base/files.h"
#include "document/document.h"
#include "facts/situation.h"
#include "letter/program.h"
#include "package/archive.h"
#include "policy/policy.h"

namespace caseletters {
namespace {

constexpr int pages = 10, paragraphs_a_page = 20;

// A shipped policy: its vocabulary is the one a clerk's own template is checked against.
const policy::Policy& shipped_policy() {
  static const policy::Policy policy = [] {
    const auto files = disk_files();
    const std::string root = CASELETTERS_SOURCE_DIR;
    auto loaded = policy::load_policy(*files, root + "/templates/diamond", {root + "/templates", root + "/schemas"});
    if (loaded) return std::move(*loaded);
    for (const auto& problem : loaded.error()) std::cerr << to_text(problem) << '\n';
    std::exit(1);
  }();
  return policy;
}

// A template that ships, its body written ten pages long: every second paragraph holds a fact, and every page a choice
// and a repeat.
std::string long_template() {
  const auto files = disk_files();
  const auto bytes = files->read(std::string{CASELETTERS_SOURCE_DIR} + "/templates/shared/ban-1.docx").value();
  const auto archive = package::Archive::open(bytes, "ban-1.docx").value();
  const auto paragraph = [](const std::string& words) {
    return "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" + words +
           "</w:t></w:r></w:p>";
  };
  std::string body;
  for (int page = 0; page < pages; ++page) {
    body += paragraph("{{if Complaint status is live}}") + paragraph("While the complaint runs.") +
            paragraph("{{else}}") + paragraph("There is no complaint.") + paragraph("{{end if}}");
    body += paragraph("{{for each Child}}") + paragraph("{{Child name}}, {{Child year}}.") + paragraph("{{end for}}");
    for (int line = 0; line < paragraphs_a_page; ++line)
      body +=
          paragraph(line % 2 == 0 ? "On {{Incident date | weekday}} {{Last name}} was at {{Incident place | optional}} "
                                    "and said what is written here, in words enough to fill a line or two."
                                  : "Words of the letter that never change, and of which there are a good many.");
  }
  const package::Compressor compressor;
  std::vector<package::PackedPart> parts;
  for (const auto& entry : archive.entries()) {
    auto content = archive.read(entry.name).value();
    if (entry.name == "word/document.xml") {
      const auto begin = content.find("<w:body>") + 8, end = content.rfind("<w:sectPr");
      content.replace(begin, end - begin, body);
    }
    parts.push_back(compressor.pack(entry.name, content));
  }
  std::vector<const package::PackedPart*> all;
  for (const auto& part : parts) all.push_back(&part);
  return package::write_archive(all);
}

letter::Program compiled(const std::string& file) {
  const auto document = document::Document::open(file, "long.docx").value();
  auto program = letter::Program::compile(document, shipped_policy().rules, {}, {});
  if (program) return std::move(*program);
  for (const auto& problem : program.error()) std::cerr << to_text(problem) << '\n';
  std::exit(1);
}

void compile_ten_pages(benchmark::State& state) {
  const auto file = long_template();
  (void)compiled(file);
  for (auto _ : state) benchmark::DoNotOptimize(compiled(file));
}
BENCHMARK(compile_ten_pages)->Unit(benchmark::kMillisecond);

void resolve_ten_pages(benchmark::State& state) {
  const auto& rules = shipped_policy().rules;
  const auto program = compiled(long_template());
  auto record = facts::Record::for_vocabulary(rules.vocabulary);
  record.sources.resize(rules.vocabulary.facts().size());
  const auto set = [&](const char* name, facts::Value value) {
    record.facts[static_cast<std::size_t>(*rules.vocabulary.fact(name))] = std::move(value);
  };
  // What the letterhead and the footer of the template print, whatever the body says.
  for (std::size_t fact = 0; fact < rules.vocabulary.facts().size(); ++fact) {
    const auto& declared = rules.vocabulary.facts()[fact];
    if (declared.origin == facts::Origin::school && declared.type.kind == facts::Kind::text)
      record.facts[fact] = facts::Value{std::string{"of the school"}};
  }
  set("Case ID", facts::Value{std::string{"OL-1"}});
  set("Letter date", facts::Value{Date::from_ymd(2026, 11, 10).value()});
  set("Incident date", facts::Value{Date::from_ymd(2026, 11, 3).value()});
  set("Last name", facts::Value{std::string{"O'Hara"}});
  set("Incident place", facts::Value{std::string{"the gate"}});
  set("Complaint status", facts::Value{facts::Option{0}});
  const Calendar calendar;
  for (auto _ : state) {
    facts::Situation situation{rules, record, calendar};
    auto letter = program.resolve(situation);
    if (!letter) {
      state.SkipWithError(letter.error().front().message.c_str());
      break;
    }
    benchmark::DoNotOptimize(letter);
  }
}
BENCHMARK(resolve_ten_pages)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace caseletters

BENCHMARK_MAIN();
