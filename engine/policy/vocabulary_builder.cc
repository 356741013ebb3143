#include "policy/vocabulary_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "policy/constant.h"
#include "policy/domain_builder.h"
#include "policy/element.h"
#include "policy/means_reader.h"

namespace caseletters::policy {
namespace {

using facts::FactDecl;
using facts::Kind;
using facts::Origin;
using facts::State;
using facts::Type;
using facts::Vocabulary;

std::optional<Kind> kind_of(std::string_view type) {
  static constexpr std::pair<std::string_view, Kind> kinds[] = {
      {"text", Kind::text},     {"date", Kind::date},     {"time", Kind::time},     {"moment", Kind::moment},
      {"number", Kind::number}, {"yes-no", Kind::yes_no}, {"option", Kind::option}, {"set", Kind::set}};
  for (const auto& [name, kind] : kinds) {
    if (name == type) return kind;
  }
  return std::nullopt;
}

class Builder {
 public:
  Builder(const Declarations& declarations, Vocabulary& vocabulary, Findings& findings)
      : declarations_(declarations), vocabulary_(vocabulary), findings_(findings) {}

  [[nodiscard]] DeclaredIndex build() {
    domains_ = declare_domains(declarations_, vocabulary_, findings_);
    for (const Declaration& declaration : declarations_.all) {
      if (declaration.kind == DeclarationKind::letter) declare_letter(declaration);
    }
    for (const Declaration& declaration : declarations_.all) {
      if (declaration.kind == DeclarationKind::list) declare_list(declaration);
    }
    for (const Declaration& declaration : declarations_.all) {
      switch (declaration.kind) {
        case DeclarationKind::fact:
          declare_fact(declaration);
          break;
        case DeclarationKind::derived:
        case DeclarationKind::word:
          declare_derived(declaration);
          break;
        case DeclarationKind::choice:
          declare_choice(declaration);
          break;
        case DeclarationKind::options:
        case DeclarationKind::list:
        case DeclarationKind::review:
        case DeclarationKind::letter:
          break;
      }
    }
    for (const Declaration& declaration : declarations_.all) {
      if (declaration.kind == DeclarationKind::list) settle_order(declaration);
      if (declaration.kind == DeclarationKind::fact && !declaration.list.empty()) settle_filled(declaration);
    }
    return std::move(index_);
  }

 private:
  void keep(const Declaration& declaration, const Result<int>& added) {
    if (added) {
      index_[&declaration] = *added;
    } else {
      lose(declaration, added.error());
    }
  }

  void lose(const Declaration& declaration, Diagnostic why) {
    findings_.add(std::move(why), declaration.place());
    findings_.not_declared(declaration.name);
  }

  // Fields that stand only on a sheet of their own have headings of their own.
  [[nodiscard]] std::string space_of(const FactDecl& fact) const {
    if (fact.list < 0) return {};
    const facts::ListDecl& list = vocabulary_.lists()[static_cast<std::size_t>(fact.list)];
    return list.most == 0 ? list.sheet + ": " : std::string{};
  }

  // A heading that stands under two facts would mean neither.
  void note_heading(const std::string& heading, const std::string& owner, const Place& place) {
    const auto [known, is_new] = headings_.emplace(fold_heading(heading), owner);
    if (is_new || known->second == owner) return;
    findings_.add(error("heading-taken",
                        fmt::format("The heading “{}” stands under “{}” and under “{}”: it would mean neither.",
                                    heading, known->second, owner),
                        "Keep it under the one that is always meant."),
                  place);
  }

  void take_headings(const Declaration& declaration, FactDecl& fact) {
    for (const pugi::xml_node heading : declaration.node.children("heading")) {
      note_heading(space_of(fact) + words_of(heading), fact.name, declaration.file->place(heading));
      fact.headings.push_back(words_of(heading));
    }
    for (const pugi::xml_node means : declaration.node.children("means")) {
      fact.means.push_back(read_means(means));
    }
  }

  // What other files of the pack say beside the declaration of `name`, in their order.
  [[nodiscard]] std::vector<Declaration> extensions_of(const std::string& name) const {
    const auto found = declarations_.extensions.find(fold_name(name));
    return found == declarations_.extensions.end() ? std::vector<Declaration>{} : found->second;
  }

  void declare_letter(const Declaration& declaration) {
    facts::LetterDecl letter;
    letter.id = declaration.name;
    letter.title = attribute(declaration.node, "title");
    for (const pugi::xml_node heading : declaration.node.children("heading")) {
      note_heading(words_of(heading) + " date", letter.id, declaration.file->place(heading));
      letter.headings.push_back(words_of(heading));
    }
    keep(declaration, vocabulary_.add_letter(std::move(letter)));
  }

  void declare_list(const Declaration& declaration) {
    facts::ListDecl list;
    list.item = declaration.name;
    list.plural = attribute(declaration.node, "plural");
    list.sheet = attribute(declaration.node, "sheet");
    if (const auto most = parse_count(attribute(declaration.node, "most"))) list.most = *most;
    if (list.plural.empty()) {
      findings_.not_declared(declaration.name);
      return;
    }
    const auto added = vocabulary_.add_list(std::move(list));
    if (added) lists_[fold_name(declaration.name)] = *added;
    if (!added) findings_.not_declared(attribute(declaration.node, "plural"));
    keep(declaration, added);
  }

  void settle_order(const Declaration& declaration) {
    const std::string name = attribute(declaration.node, "order");
    const auto list = lists_.find(fold_name(declaration.name));
    if (name.empty() || list == lists_.end()) return;
    const auto fact = vocabulary_.fact(name);
    const FactDecl* field = fact ? &vocabulary_.facts()[static_cast<std::size_t>(*fact)] : nullptr;
    if (field != nullptr && field->list == list->second && field->type.kind == Kind::date) {
      vocabulary_.set_order(list->second, *fact);
      return;
    }
    findings_.add(error("bad-fact", fmt::format("“{}” is no date among the fields of “{}”.", name, declaration.name),
                        "Name one of its fields of type date."),
                  declaration.place());
  }

  void settle_filled(const Declaration& declaration) {
    const auto place = index_.find(&declaration);
    if (place == index_.end()) return;
    const auto filled = [&](const char* which) {
      const std::string name = attribute(declaration.node, which);
      if (name.empty()) return -1;
      const auto fact = vocabulary_.fact(name);
      const FactDecl* of_case = fact ? &vocabulary_.facts()[static_cast<std::size_t>(*fact)] : nullptr;
      const Type& type = vocabulary_.facts()[static_cast<std::size_t>(place->second)].type;
      if (of_case != nullptr && of_case->list < 0 && of_case->origin == Origin::workbook && of_case->type == type) {
        return *fact;
      }
      findings_.add(error("bad-fact", fmt::format("“{}” cannot fill “{}”.", declaration.name, name),
                          "Name a fact of the case, from a column of its own and of the same type."),
                    declaration.place());
      return -1;
    };
    const int latest = filled("latest");
    vocabulary_.set_filled(place->second, latest, filled("earlier"));
  }

  // Nothing, and a finding, where the type and its options do not fit.
  [[nodiscard]] std::optional<Type> type_of(const Declaration& declaration) {
    const pugi::xml_node node = declaration.node;
    const std::string type = attribute(node, "type"), options = attribute(node, "options");
    const bool inline_options = static_cast<bool>(node.child("option"));
    const auto refuse = [&](std::string code, std::string message, std::string hint) -> std::optional<Type> {
      lose(declaration, error(std::move(code), std::move(message), std::move(hint)));
      return std::nullopt;
    };
    const auto kind = kind_of(type);
    if (type.empty()) {
      return refuse("bad-fact", fmt::format("The fact “{}” has no type.", declaration.name),
                    "Write type=\"text\", date, time, moment, number, yes-no, option or set.");
    }
    if (!kind) {  // the schema has complained of it
      findings_.not_declared(declaration.name);
      return std::nullopt;
    }
    if (*kind != Kind::option && *kind != Kind::set) {
      if (!inline_options && options.empty()) return Type{*kind, -1};
      return refuse("bad-fact", fmt::format("“{}” is of type {}, which has no options.", declaration.name, type),
                    "Make it type=\"option\" or \"set\", or take the options out.");
    }
    if (inline_options && !options.empty()) {
      return refuse("bad-fact",
                    fmt::format("“{}” has options of its own and options=\"{}\".", declaration.name, options),
                    "Keep one of the two.");
    }
    if (inline_options) {
      const auto own = domains_.of.find(declaration.node.internal_object());
      if (own == domains_.of.end()) {
        findings_.not_declared(declaration.name);
        return std::nullopt;
      }
      return Type{*kind, own->second};
    }
    if (options.empty()) {
      return refuse("bad-fact", fmt::format("“{}” is of type {} and has no options.", declaration.name, type),
                    "List them as <option id=\"…\"/>, or name a shared list with options=\"…\".");
    }
    const auto domain = domains_.by_name.find(fold_name(options));
    if (domain != domains_.by_name.end()) return Type{*kind, domain->second};
    return refuse("unknown-options", fmt::format("There is no list of options “{}”.", options),
                  domains_.hint_for(options));
  }

  void declare_fact(const Declaration& declaration) {
    const auto type = type_of(declaration);
    if (!type) return;
    const pugi::xml_node node = declaration.node;
    FactDecl fact;
    fact.name = declaration.name;
    fact.type = *type;
    const std::string origin = attribute(node, "origin"), blank = attribute(node, "blank");
    if (origin == "school") fact.origin = Origin::school;
    if (origin == "engine") fact.origin = Origin::engine;
    if (blank == "none" || blank == "no") {
      fact.blank = State::none;
      if (type->kind == Kind::yes_no) fact.fallback = facts::Value{false};
    }
    if (!declaration.list.empty()) {
      const auto list = lists_.find(fold_name(declaration.list));
      if (list == lists_.end()) return findings_.not_declared(declaration.name);
      fact.list = list->second;
    }
    // What a clerk typed in free words, and all that concerns a child, is personal unless the pack says otherwise.
    const bool narrative = type->kind == Kind::text && fact.origin == Origin::workbook;
    fact.personal = yes_attribute(node, "personal", narrative || fact.list >= 0);
    fact.ask = attribute(node, "ask");
    take_headings(declaration, fact);
    take_default(declaration, fact);
    for (const Declaration& extension : extensions_of(declaration.name)) {
      take_headings(extension, fact);
      take_default(extension, fact);
    }
    keep(declaration, vocabulary_.add_fact(std::move(fact)));
  }

  void take_default(const Declaration& declaration, FactDecl& fact) {
    const std::string words = attribute(declaration.node, "default");
    if (words.empty()) return;
    auto value = parse_constant(words, fact.type, vocabulary_);
    if (value) {
      fact.fallback = std::move(*value);
      return;
    }
    Diagnostic why = value.error();
    why.message = fmt::format("The default of “{}”: {}", declaration.name, why.message);
    findings_.add(std::move(why), declaration.place());
  }

  void declare_derived(const Declaration& declaration) {
    FactDecl fact;
    fact.name = declaration.name;
    fact.origin = Origin::derived;
    const bool word = declaration.kind == DeclarationKind::word;
    if (!word) {
      const auto type = type_of(declaration);
      if (!type) return;
      fact.type = *type;
    }
    fact.overridable = yes_attribute(declaration.node, "overridable", false);
    fact.personal = yes_attribute(declaration.node, "personal", fact.type.kind == Kind::text);
    take_headings(declaration, fact);
    for (const Declaration& extension : extensions_of(declaration.name)) take_headings(extension, fact);
    keep(declaration, vocabulary_.add_fact(std::move(fact)));
  }

  void declare_choice(const Declaration& declaration) {
    const pugi::xml_node node = declaration.node;
    const auto domain = domains_.of.find(node.internal_object());
    if (domain == domains_.of.end()) return findings_.not_declared(declaration.name);
    facts::ChoiceDecl choice;
    choice.name = declaration.name;
    choice.domain = domain->second;
    choice.any = attribute(node, "pick") == "any";
    const std::string at_least = attribute(node, "at-least");
    if (!at_least.empty() && !choice.any) {
      findings_.add(error("bad-choice", fmt::format("“{}” picks one: at-least has no place there.", choice.name),
                          "Write pick=\"any\", or take at-least away."),
                    declaration.place());
    }
    choice.at_least = choice.any ? parse_count(at_least).value_or(0) : 0;
    keep(declaration, vocabulary_.add_choice(std::move(choice)));
  }

  const Declarations& declarations_;
  Vocabulary& vocabulary_;
  Findings& findings_;
  DeclaredDomains domains_;
  std::map<std::string, int> lists_;
  std::map<std::string, std::string> headings_;  // by folded heading, the fact or letter it stands under
  DeclaredIndex index_;
};

}  // namespace

DeclaredIndex declare_vocabulary(const Declarations& declarations, Vocabulary& vocabulary, Findings& findings) {
  return Builder(declarations, vocabulary, findings).build();
}

}  // namespace caseletters::policy
