#include "merge/workplace.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/document.h"
#include "merge/picture_file.h"

namespace caseletters::merge {

Result<std::string> find_policy(const Files& files, const std::string& named, const policy::Library& library) {
  const bool is_path = named.find('/') != std::string::npos || named.find('.') != std::string::npos;
  if (is_path) {
    if (files.is_folder(named)) return named;
    if (file_name(named) == "policy.xml" && files.exists(named)) {
      const std::string folder = parent_path(named);
      return folder.empty() ? std::string{"."} : folder;
    }
    Diagnostic problem = error("unknown-policy", fmt::format("there is no policy folder '{}'", named),
                               "Name the folder that holds policy.xml, or a policy that ships with the program.");
    problem.file = named;
    return fail(std::move(problem));
  }
  const auto shipped = policy::shipped_policies(files, library);
  const std::string wanted = fold_name(named);
  for (const auto& id : shipped) {
    if (fold_name(id) == wanted) return join_path(library.templates, id);
  }
  const std::string near = nearest(named, shipped);
  return fail(error("unknown-policy", fmt::format("no policy called '{}' ships with the program", named),
                    near.empty() ? fmt::format("Policies that ship: {}.", join_words(shipped))
                                 : fmt::format("Did you mean {}?", near)));
}

std::string template_file(const std::string& template_path, document::DocumentFormat format) {
  return fmt::format("{}.{}", template_path, document::ending_of(format));
}

document::DocumentFormat own_format(const Files& files, const std::string& template_path) {
  using document::DocumentFormat;
  const bool only_odt = !files.exists(template_file(template_path, DocumentFormat::docx)) &&
                        files.exists(template_file(template_path, DocumentFormat::odt));
  return only_odt ? DocumentFormat::odt : DocumentFormat::docx;
}

namespace {

// The same template in the other format, where it is there.
void name_twin(const Files& files, const std::string& path, Diagnostic& problem) {
  const bool odt = file_ending(path) == "odt";
  const std::string twin = path.substr(0, path.rfind('.')) + (odt ? ".docx" : ".odt");
  if (!files.exists(twin)) return;
  problem.hint = fmt::format("It is there as {}: leave --format out, or save that file as {} too.", file_name(twin),
                             file_name(path));
}

}  // namespace

Checked<letter::Program> compile_template(const Files& files, const std::string& path, const facts::Rules& rules,
                                          const letter::Assets& assets, const std::string& letter_id) {
  auto bytes = files.read(path);
  if (!bytes) {
    Diagnostic problem = bytes.error();
    if (problem.code == "file-missing") {
      problem.code = "template-missing";
      name_twin(files, path, problem);
    }
    problem.letter = letter_id;
    return fail(Diagnostics{std::move(problem)});
  }
  auto opened = document::Document::open(std::move(*bytes), path);
  if (!opened) {
    Diagnostic problem = opened.error();
    problem.letter = letter_id;
    return fail(Diagnostics{std::move(problem)});
  }
  letter::CompileOptions options;
  options.letter_id = letter_id;
  return letter::Program::compile(*opened, rules, assets, options);
}

Checked<std::shared_ptr<const sheets::ColumnMap>> load_map(const Files& files, const std::string& path,
                                                           const policy::Library& library) {
  if (path.empty()) return std::shared_ptr<const sheets::ColumnMap>{};
  auto bytes = files.read(path);
  if (!bytes) return fail(Diagnostics{bytes.error()});
  auto schema = files.read(join_path(library.schemas, "map.xsd"));
  if (!schema) return fail(Diagnostics{schema.error()});
  auto map = sheets::read_map(*bytes, path, *schema);
  if (!map) return fail(map.error());
  return std::make_shared<const sheets::ColumnMap>(std::move(*map));
}

Checked<std::unique_ptr<Workplace>> Workplace::open(const Files& files, const Places& places) {
  Diagnostics problems;
  const std::string school_file =
      places.school.empty() ? join_path(parent_path(places.cases), "school.xml") : places.school;
  auto schools = policy::load_schools(files, school_file, places.library.schemas);
  if (!schools) {
    append(problems, schools.error());
    if (places.school.empty() && !files.exists(school_file)) {
      problems.back().hint = "Put the school's settings beside the workbook as school.xml, or name them with --school.";
    }
  }
  std::string named = places.policy;
  if (named.empty() && schools) named = schools->policy;
  if (named.empty()) {
    if (schools) {
      problems.push_back(error("no-policy", "neither the command nor school.xml names a policy",
                               "Add --policy NAME, or policy=\"NAME\" to <schools> in school.xml."));
    }
    return fail(std::move(problems));
  }
  auto folder = find_policy(files, named, places.library);
  if (!folder) {
    problems.push_back(folder.error());
    return fail(std::move(problems));
  }
  auto policy = policy::load_policy(files, *folder, places.library);
  if (!policy) append(problems, policy.error());
  auto map = load_map(files, places.map, places.library);
  if (!map) append(problems, map.error());
  if (!problems.empty()) return fail(std::move(problems));

  std::unique_ptr<Workplace> workplace{new Workplace(files, std::move(*policy), std::move(*schools))};
  workplace->map_ = std::move(*map);
  workplace->find_engine_facts();
  append(problems, workplace->prepare_schools(places.library));
  auto file_names = NamePattern::parse(workplace->schools_.name_pattern, workplace->schools_.file);
  if (file_names) {
    workplace->file_names_ = std::move(*file_names);
  } else {
    problems.push_back(file_names.error());
  }
  if (has_errors(problems)) return fail(std::move(problems));
  append(workplace->policy_.warnings, std::move(problems));
  return workplace;
}

void Workplace::find_engine_facts() {
  const auto& vocabulary = policy_.rules.vocabulary;
  const auto find = [&vocabulary](std::string_view name) { return vocabulary.fact(name).value_or(-1); };
  engine_facts_.current_letter = find("Current letter");
  engine_facts_.letter_signatory = find("Letter signatory");
  engine_facts_.school_roles = find("School roles");
  engine_facts_.companion_letters = find("Companion letters");
  engine_facts_.signatory_name = find("Signatory name");
  engine_facts_.signatory_post = find("Signatory post");
  engine_facts_.signatory_qualifications = find("Signatory qualifications");
  engine_facts_.letter_date = find("Letter date");
  engine_facts_.school = find("School");
  engine_facts_.incident_date = find("Incident date");
  engine_facts_.override_reason = find("Override reason");
  engine_facts_.signatory_choice = vocabulary.choice("Signatory").value_or(-1);
}

Diagnostics Workplace::prepare_schools(const policy::Library& library) {
  Diagnostics problems;
  auto calendar = policy::load_calendar(files_, join_path(library.templates, "bank-holidays.xml"), library.schemas);
  if (!calendar) return calendar.error();
  for (const auto& school : schools_.schools) {
    Calendar own = *calendar;
    policy::add_school_days(school, own);
    calendars_.push_back(std::move(own));

    letter::Assets assets;
    const auto picture = [&](const std::string& path, std::string alternative) -> std::optional<letter::Picture> {
      auto read = load_picture(files_, path, std::move(alternative));
      if (read) return std::move(*read);
      problems.push_back(read.error());
      return std::nullopt;
    };
    if (!school.crest_path.empty())
      assets.crest =
          picture(school.crest_path, school.crest_alternative.empty() ? fmt::format("Crest of {}", school.name)
                                                                      : school.crest_alternative);
    // A role that somebody else signs for shows that person's signature.
    for (const auto& role : policy_.rules.vocabulary.domains()[facts::Vocabulary::roles_domain].options) {
      const auto* signatory = policy::signatory_for(school, role.id);
      if (signatory == nullptr || signatory->signature_path.empty()) continue;
      if (auto scan = picture(signatory->signature_path, fmt::format("Signature of {}", signatory->name)))
        assets.signatures.emplace(role.id, std::move(*scan));
    }
    assets_.push_back(std::move(assets));

    auto bound = policy::bind_school(school, policy_.rules, schools_.file);
    if (!bound) {
      append(problems, bound.error());
      continue;
    }
    bound_.push_back(std::make_unique<policy::BoundSchool>(std::move(*bound)));
    facts::Record record = facts::Record::for_vocabulary(policy_.rules.vocabulary);
    policy::fill_school_facts(*bound_.back(), record);
    records_.push_back(std::move(record));
  }
  return problems;
}

std::optional<int> Workplace::find_school(const facts::Value& cell) const {
  if (!cell.known()) return schools_.schools.size() == 1 ? std::optional{0} : std::nullopt;
  const std::string wanted = fold_heading(cell.as<std::string>());
  std::optional<int> found;
  for (std::size_t i = 0; i < schools_.schools.size(); ++i) {
    const auto& school = schools_.schools[i];
    if (fold_heading(school.id) == wanted || fold_heading(school.name) == wanted) {
      if (found) return std::nullopt;
      found = static_cast<int>(i);
    }
  }
  return found;
}

document::DocumentFormat Workplace::own_format(int letter) const {
  return merge::own_format(files_, policy_.letters[static_cast<std::size_t>(letter)].template_path);
}

Checked<const letter::Program*> Workplace::program(int letter, int school, document::DocumentFormat format) const {
  const std::lock_guard guard{lock_};
  auto& place = programs_[{letter, school, format}];
  if (!place) {
    const auto& declared = policy_.letters[static_cast<std::size_t>(letter)];
    auto compiled = compile_template(files_, template_file(declared.template_path, format), policy_.rules,
                                     assets_[static_cast<std::size_t>(school)], declared.id);
    if (!compiled) return fail(compiled.error());
    place = std::make_unique<letter::Program>(std::move(*compiled));
  }
  return place.get();
}

}  // namespace caseletters::merge
