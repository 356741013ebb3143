#include "policy/school.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "package/xml.h"
#include "policy/element.h"
#include "policy/findings.h"

namespace caseletters::policy {
namespace {

// facts.md, "From school.xml".
const std::vector<std::string> kTypes = {"maintained", "academy", "independent"};
const std::vector<std::string> kPhases = {
    "nursery", "infant", "junior", "primary", "middle", "secondary", "all-through", "special", "alternative-provision"};

// An SVG is looked at more closely where it is used.
bool is_picture(std::string_view bytes, std::string_view ending) {
  if (ending == "svg")
    return bytes.find("<svg") != std::string_view::npos || bytes.find(":svg") != std::string_view::npos;
  return bytes.starts_with("\x89PNG\r\n\x1a\n") || bytes.starts_with("\xff\xd8\xff");
}

class SchoolReader {
 public:
  SchoolReader(const Files& files, const std::string& path, const package::XmlTree& tree, Findings& findings)
      : files_(files), path_(path), tree_(tree), findings_(findings) {}

  [[nodiscard]] School read(pugi::xml_node node) {
    school_ = {};
    seen_.clear();
    school_.id = attribute(node, "id");
    school_.name = attribute(node, "name");
    school_.line = tree_.line_of(node);
    tell("School name", school_.name, node);
    tell("School type", listed(attribute(node, "type"), kTypes, "type of school", node), node);
    tell("School phase", listed(attribute(node, "phase"), kPhases, "phase", node), node);
    tell("Trust name", attribute(node, "trust"), node);
    tell("School telephone", attribute(node, "telephone"), node);
    tell("School e-mail", attribute(node, "e-mail"), node);
    tell("School website", attribute(node, "website"), node);
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_element) read_child(child);
    }
    for (const pugi::xml_node setting : node.children("setting")) read_setting(setting);
    check_signatories(node);
    return std::move(school_);
  }

 private:
  void refuse(pugi::xml_node node, std::string code, std::string message, std::string hint) {
    findings_.add(error(std::move(code), std::move(message), std::move(hint)), {path_, tree_.line_of(node)});
  }

  void tell(const std::string& fact, std::string text, pugi::xml_node node) {
    if (text.empty()) return;
    school_.values[fact] = std::move(text);
    school_.value_lines[fact] = tree_.line_of(node);
  }

  // The listed id that a word means, whatever its capitals, spaces and hyphens.
  [[nodiscard]] std::string listed(const std::string& word, const std::vector<std::string>& ids, std::string_view what,
                                   pugi::xml_node node) {
    if (word.empty()) return {};
    for (const std::string& id : ids) {
      if (fold_heading(id) == fold_heading(word)) return id;
    }
    const std::string near = nearest(word, ids);
    refuse(
        node, "bad-value", fmt::format("“{}” is not a {} we know.", word, what),
        near.empty() ? fmt::format("It may be: {}.", fmt::join(ids, ", ")) : fmt::format("Did you mean “{}”?", near));
    return {};
  }

  [[nodiscard]] std::optional<Date> date(pugi::xml_node node, const char* name) {
    const std::string text = attribute(node, name);
    if (text.empty()) return std::nullopt;
    const auto found = Date::from_iso(text);
    if (!found) {
      refuse(node, "bad-date", fmt::format("“{}” is not a date ({} of <{}>).", text, name, node.name()),
             "Write dates as 2026-12-21.");
    }
    return found;
  }

  // The picture's path, ready to open; a finding where it is not there or no picture.
  [[nodiscard]] std::string picture(pugi::xml_node node, const char* name, std::string_view what) {
    const std::string file = attribute(node, name);
    if (file.empty()) return {};
    std::string path = beside(file);
    const auto bytes = files_.read(path);
    if (!bytes) {
      refuse(node, "file-missing", fmt::format("The {} “{}” cannot be read.", what, file),
             fmt::format("Looked for {}. Paths in school.xml are relative to it.", path));
      return {};
    }
    if (!is_picture(*bytes, file_ending(path))) {
      refuse(node, "bad-picture",
             fmt::format("The {} “{}” is neither a PNG nor a JPEG picture, nor an SVG drawing.", what, file),
             "Save it as PNG or JPEG.");
      return {};
    }
    if (file_ending(path) == "svg" && !files_.exists(path.substr(0, path.size() - 3) + "png")) {
      refuse(node, "bad-picture",
             fmt::format("The {} “{}” is an SVG picture, which many programs cannot show by itself.", what, file),
             "Put the same picture beside it as a PNG of the same name.");
      return {};
    }
    return path;
  }

  [[nodiscard]] std::string beside(const std::string& file) const {
    return file.starts_with('/') ? file : join_path(parent_path(path_), file);
  }

  // True the first time; a finding the second.
  [[nodiscard]] bool only_once(pugi::xml_node node) {
    if (seen_.insert(node.name()).second) return true;
    refuse(node, "element-twice", fmt::format("The school “{}” has <{}> twice.", school_.id, node.name()),
           "Keep one of the two.");
    return false;
  }

  void read_child(pugi::xml_node node) {
    const std::string_view element = node.name();
    if (element == "signatory") return read_signatory(node);
    if (element == "stand-in") return read_stand_in(node);
    if (element == "review-period") return read_review_period(node);
    if (element == "closure") return read_closure(node);
    if (element == "bank-holiday") {
      if (const auto day = date(node, "date")) school_.extra_holidays.emplace_back(*day, words_of(node));
      return;
    }
    if (element == "setting" || !only_once(node))
      return;  // settings come last: they may not repeat what has an element
    if (element == "address") return read_address(node);
    if (element == "crest") {
      school_.crest_path = picture(node, "file", "crest");
      school_.crest_alternative = attribute(node, "alternative");
    } else if (element == "policy-title") {
      tell("Policy name", words_of(node), node);
      if (const auto day = date(node, "date")) tell("Policy date", to_iso(*day), node);
    } else if (element == "premises") {
      tell("Premises", words_of(node), node);
    } else if (element == "internal-review") {
      tell("Internal review contact", attribute(node, "contact"), node);
      tell("Internal review days", attribute(node, "days"), node);
    } else if (element == "ombudsman") {
      tell("Ombudsman", words_of(node), node);
    } else if (element == "section-table") {
      read_section_table(node);
    }
  }

  void read_address(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node line : node.children()) {
      const std::string words = words_of(line);
      if (words.empty()) continue;
      if (!text.empty()) text += '\n';
      text += words;
    }
    tell("School address", std::move(text), node);
  }

  void read_signatory(pugi::xml_node node) {
    Signatory signatory{attribute(node, "role"), attribute(node, "name"), attribute(node, "post"),
                        attribute(node, "qualifications"), picture(node, "signature", "scanned signature")};
    if (signatory.role.empty()) return;
    const bool twice = std::any_of(school_.signatories.begin(), school_.signatories.end(),
                                   [&](const Signatory& other) { return other.role == signatory.role; });
    if (twice) {
      refuse(node, "role-twice", fmt::format("The school “{}” has two signatories as {}.", school_.id, signatory.role),
             "Keep the one who signs today.");
      return;
    }
    school_.signatories.push_back(std::move(signatory));
  }

  void read_stand_in(pugi::xml_node node) {
    const std::string lacking = attribute(node, "for"), role = attribute(node, "role");
    if (lacking.empty() || role.empty()) return;
    if (!school_.role_stand_ins.emplace(lacking, role).second) {
      refuse(node, "role-twice", fmt::format("The school “{}” has two stand-ins for {}.", school_.id, lacking),
             "Keep one of the two.");
    }
    stand_in_nodes_[school_.id + " " + lacking] = node;
  }

  void read_review_period(pugi::xml_node node) {
    const std::string review = attribute(node, "review"), words = attribute(node, "period");
    if (review.empty() || words.empty()) return;
    const auto period = parse_period(words);
    if (!period) {
      refuse(node, "bad-period", fmt::format("“{}” is not a period.", words),
             "Write it as “6 months”, “1 year” or “20 working days”.");
    } else if (!school_.review_periods.emplace(review, ReviewPeriod{period->first, period->second, tree_.line_of(node)})
                    .second) {
      refuse(node, "element-twice",
             fmt::format("The school “{}” has two periods for the review “{}”.", school_.id, review),
             "Keep one of the two.");
    }
  }

  void read_closure(pugi::xml_node node) {
    const auto from = date(node, "from"), to = date(node, "to");
    if (!from || !to) return;
    if (*to < *from) {
      refuse(node, "bad-date",
             fmt::format("This closure ends on {}, before it begins on {}.", to_long(*to), to_long(*from)),
             "Check the two dates.");
      return;
    }
    school_.closures.push_back({*from, *to, words_of(node)});
  }

  void read_setting(pugi::xml_node node) {
    const std::string name = attribute(node, "name");
    if (name.empty()) return;
    for (const auto& [other, line] : school_.value_lines) {
      if (fold_name(other) != fold_name(name)) continue;
      refuse(node, "element-twice", fmt::format("“{}” is set twice, first in line {}.", name, line),
             "Keep one of the two.");
      return;
    }
    tell(name, std::string{trim(raw_text_of(node))}, node);
    school_.settings.insert(name);
  }

  void read_section_table(pugi::xml_node node) {
    tell("Section table confirmed", attribute(node, "confirmed"), node);
    facts::Domain table;
    table.name = "section";
    std::set<std::string> ids;
    for (const pugi::xml_node child : node.children("section")) {
      const std::string id = attribute(child, "id");
      if (!id.empty() && !ids.insert(fold_heading(id)).second) {
        refuse(child, "element-twice", fmt::format("The section “{}” stands in the table twice.", id),
               "Keep one of the two.");
        continue;
      }
      school_.value_lines["section " + id] = tree_.line_of(child);
      table.options.push_back({id, attribute(child, "label"), attribute(child, "group"), {}});
    }
    if (!table.options.empty()) school_.labels.push_back(std::move(table));
  }

  void check_signatories(pugi::xml_node node) {
    if (school_.signatories.empty()) {
      refuse(node, "no-signatory", fmt::format("Nobody signs the letters of “{}”.", school_.id),
             "Add <signatory role=\"headteacher\" name=\"…\" post=\"Headteacher\"/>.");
      return;
    }
    for (const auto& [lacking, role] : school_.role_stand_ins) {
      if (signatory_for(school_, lacking) != nullptr) continue;
      std::set<std::string> walked;
      std::string at = lacking;
      while (walked.insert(at).second && school_.role_stand_ins.count(at) != 0) at = school_.role_stand_ins.at(at);
      const bool ring = school_.role_stand_ins.count(at) != 0;
      refuse(stand_in_nodes_[school_.id + " " + lacking], ring ? "stand-in-cycle" : "stand-in-nobody",
             ring ? fmt::format("The stand-ins for {} lead back to where they began.", lacking)
                  : fmt::format("{} stands in for {}, but this school has no such signatory.", role, lacking),
             "Let the stand-in be a role that has a <signatory>.");
    }
  }

  const Files& files_;
  const std::string& path_;
  const package::XmlTree& tree_;
  Findings& findings_;
  School school_;
  std::set<std::string> seen_;
  std::map<std::string, pugi::xml_node> stand_in_nodes_;
};

}  // namespace

Checked<SchoolBook> load_schools(const Files& files, const std::string& path, const std::string& schema_folder) {
  const auto bytes = files.read(path);
  if (!bytes) return fail(Diagnostics{bytes.error()});
  const auto schema = files.read(join_path(schema_folder, "school.xsd"));
  if (!schema) return fail(Diagnostics{schema.error()});
  const auto tree = package::XmlTree::parse(*bytes, path, "");
  if (!tree) return fail(Diagnostics{tree.error()});

  Findings findings;
  for (Diagnostic& finding : package::validate(*bytes, path, *schema)) {
    const int line = finding.line;
    findings.add(std::move(finding), {path, line});
  }
  const pugi::xml_node root = tree->root();
  SchoolBook book;
  book.file = path;
  book.name_pattern = attribute(root, "file-names");
  const auto beside = [&path](const std::string& name) {
    return name.empty() || name.starts_with('/') ? name : join_path(parent_path(path), name);
  };
  book.register_path = beside(attribute(root, "register"));
  book.policy = attribute(root, "policy");
  if (book.policy.find_first_of("/.") != std::string::npos) book.policy = beside(book.policy);

  SchoolReader reader(files, path, *tree, findings);
  for (const pugi::xml_node node : root.children("school")) {
    School school = reader.read(node);
    const auto same = std::find_if(book.schools.begin(), book.schools.end(),
                                   [&school](const School& other) { return other.id == school.id; });
    if (same != book.schools.end() && !school.id.empty()) {
      findings.add(error("school-twice",
                         fmt::format("Two schools have the id “{}”, the first in line {}.", school.id, same->line),
                         "Give each school an id of its own."),
                   {path, school.line});
    }
    book.schools.push_back(std::move(school));
  }
  Diagnostics found = findings.take({path});
  if (has_errors(found)) return fail(std::move(found));
  return book;
}

const Signatory* signatory_for(const School& school, const std::string& role) {
  std::set<std::string> walked;
  std::string at = role;
  while (walked.insert(at).second) {
    const auto found = std::find_if(school.signatories.begin(), school.signatories.end(),
                                    [&at](const Signatory& signatory) { return signatory.role == at; });
    if (found != school.signatories.end()) return &*found;
    const auto stand_in = school.role_stand_ins.find(at);
    if (stand_in == school.role_stand_ins.end()) return nullptr;
    at = stand_in->second;
  }
  return nullptr;
}

}  // namespace caseletters::policy
