#include "policy/letter_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

Delivery delivery_of(std::string_view word) {
  if (word == "signed-for") return Delivery::signed_for;
  if (word == "signed-for-and-ordinary") return Delivery::signed_for_and_ordinary;
  if (word == "internal") return Delivery::internal;
  return Delivery::ordinary;
}

class LetterReader {
 public:
  // `parts`: the letter's element, then those that add to it, maybe from other files.
  LetterReader(const std::vector<Declaration>& parts, ExpressionReader& reader)
      : declaration_(parts.front()), parts_(parts), node_(parts.front().node), reader_(reader) {}

  [[nodiscard]] Letter read() {
    letter_.id = declaration_.name;
    letter_.title = attribute(node_, "title");
    letter_.place = declaration_.place();
    const std::string name = attribute(node_, "template");
    letter_.template_path = join_path(parent_path(declaration_.file->path), name.empty() ? letter_.id : name);
    letter_.signatory = attribute(node_, "signatory");
    if (letter_.signatory.empty()) letter_.signatory = declaration_.file->signatory;
    if (letter_.signatory.empty()) {
      reader_.refuse(error("signatory-missing", fmt::format("Nobody signs the letter “{}”.", letter_.id),
                           "Write signatory=\"…\" on the letter, or on the <include> of its file."),
                     site(node_, ""));
    }
    letter_.delivery = delivery_of(attribute(node_, "delivery"));
    letter_.repeats = yes_attribute(node_, "repeats", false);
    for (const Declaration& part : parts_) read_standing(part);
    read_ends_where();
    read_due();
    letter_.again =
        reader_.condition(attribute(node_.child("again"), "when"), site(node_.child("again"), "the <again> rule"));
    for (const Declaration& part : parts_) {
      file_ = part.file;
      for (const pugi::xml_node child : part.node.children("await")) read_await(child);
      for (const pugi::xml_node child : part.node.children("remark")) read_remark(child);
      for (const pugi::xml_node child : part.node.children("after")) read_after(child);
      for (const pugi::xml_node child : part.node.children("needs")) read_need(child);
      for (const pugi::xml_node child : part.node.children("refuse")) read_refusal(child);
      for (const pugi::xml_node child : part.node.children("caution")) read_caution(child);
      for (const pugi::xml_node child : part.node.children("companion")) read_companion(child);
    }
    return std::move(letter_);
  }

 private:
  [[nodiscard]] Site site(pugi::xml_node node, std::string what) const {
    return {file_->place(node), std::move(what), letter_.id};
  }

  // What a pack says of a shared letter takes the place of what the shared file says.
  void read_standing(const Declaration& part) {
    file_ = part.file;
    const std::string until = attribute(part.node, "stands-until");
    if (until.empty()) return;
    letter_.stands = true;
    letter_.stands_until.clear();
    if (until == "never") return;
    for (const std::string& id : comma_list(until)) {
      if (const auto letter = reader_.letter(id, site(part.node, "`stands-until`")))
        letter_.stands_until.push_back(*letter);
    }
  }

  void read_ends_where() {
    file_ = declaration_.file;
    const std::string name = attribute(node_, "ends-where");
    if (name.empty()) return;
    const auto symbol = reader_.name(name, site(node_, "`ends-where`"));
    if (!symbol) return;
    const auto index = reader_.vocabulary().letter(letter_.id);
    const auto& sets = reader_.vocabulary().letters()[static_cast<std::size_t>(index.value_or(0))].sets;
    const bool set = symbol->kind == facts::SymbolKind::fact && symbol->type.kind == facts::Kind::yes_no &&
                     std::find(sets.begin(), sets.end(), symbol->index) != sets.end();
    if (set) {
      letter_.ends_where = symbol->index;
      return;
    }
    reader_.refuse(error("bad-sets",
                         fmt::format("“{}” decides whether the letter “{}” ends what stands until it, and is no yes "
                                     "or no that this letter sets.",
                                     name, letter_.id),
                         "Name it under <sets names=\"…\"> of the letter, or name another."),
                   site(node_, ""));
  }

  void read_due() {
    for (const pugi::xml_node child : node_.children("due")) {
      if (!letter_.due.empty()) {
        reader_.refuse(
            error("due-twice", fmt::format("The letter “{}” has two due rules.", letter_.id), "Join them with “or”."),
            site(child, ""));
      }
      letter_.due = reader_.condition(attribute(child, "when"), site(child, "the due rule"), true);
      letter_.due_since = reader_.date(attribute(child, "since"), site(child, "`since` of the due rule"));
    }
  }

  void read_await(pugi::xml_node child) {
    Await await;
    const std::string what = attribute(child, "for");
    await.what = what == "response" ? Await::For::response
                 : what == "review" ? Await::For::review
                                    : Await::For::decision;
    await.line = site(child, "").place.line;
    await.when = reader_.condition(attribute(child, "when"), site(child, "the condition of <await>"), true);
    await.until = reader_.date(attribute(child, "until"), site(child, "`until` of <await>"));
    for (const std::string& id : comma_list(attribute(child, "also"))) {
      if (const auto letter = reader_.letter(id, site(child, "`also` of <await>"))) await.also.push_back(*letter);
    }
    await.words = reader_.text(words_of(child), site(child, "<await>"));
    letter_.awaits.push_back(std::move(await));
  }

  void read_remark(pugi::xml_node child) {
    Remark remark;
    remark.code = attribute(child, "code");
    remark.line = site(child, "").place.line;
    const std::string what = fmt::format("the remark “{}”", remark.code);
    remark.when = reader_.condition(attribute(child, "when"), site(child, what), true);
    remark.because = read_words(child.child("because"), what);
    letter_.remarks.push_back(std::move(remark));
  }

  void read_after(pugi::xml_node child) {
    std::vector<int> letters;
    for (const std::string& id : comma_list(attribute(child, "letters"))) {
      if (const auto letter = reader_.letter(id, site(child, "<after>"))) letters.push_back(*letter);
    }
    if (!letters.empty()) letter_.after.push_back(std::move(letters));
  }

  void read_need(pugi::xml_node child) {
    Need need;
    need.line = site(child, "").place.line;
    need.when = reader_.condition(attribute(child, "when"), site(child, "the condition of <needs>"));
    for (const std::string& name : comma_list(attribute(child, "fact"))) {
      if (const auto symbol = reader_.name(name, site(child, "<needs>"))) need.any_of.push_back(*symbol);
    }
    if (!need.any_of.empty()) letter_.needs.push_back(std::move(need));
  }

  void read_refusal(pugi::xml_node child) {
    Refusal refusal;
    refusal.code = attribute(child, "code");
    refusal.line = site(child, "").place.line;
    refusal.overridable = yes_attribute(child, "overridable", false);
    const std::string what = fmt::format("the refusal “{}”", refusal.code);
    check_code(refusal.code, child);
    refusal.when = reader_.condition(attribute(child, "when"), site(child, what));
    refusal.because = read_words(child.child("because"), what);
    refusal.remedy = read_words(child.child("remedy"), what);
    letter_.refusals.push_back(std::move(refusal));
  }

  void read_caution(pugi::xml_node child) {
    Caution caution;
    caution.code = attribute(child, "code");
    caution.line = site(child, "").place.line;
    const std::string what = fmt::format("the caution “{}”", caution.code);
    check_code(caution.code, child);
    caution.when = reader_.condition(attribute(child, "when"), site(child, what));
    caution.because = read_words(child.child("because"), what);
    letter_.cautions.push_back(std::move(caution));
  }

  [[nodiscard]] facts::TextTemplate read_words(pugi::xml_node node, const std::string& what) {
    if (!node) return {};
    return reader_.text(words_of(node), site(node, fmt::format("<{}> of {}", node.name(), what)));
  }

  void check_code(const std::string& code, pugi::xml_node node) {
    if (code.empty() || codes_.insert(code).second) return;
    reader_.refuse(error("refuse-twice", fmt::format("The letter “{}” uses the code “{}” twice.", letter_.id, code),
                         "Give each refusal and caution a code of its own, or join their conditions with “or”."),
                   site(node, ""));
  }

  void read_companion(pugi::xml_node child) {
    const std::string id = attribute(child, "letter");
    Companion companion;
    companion.line = site(child, "").place.line;
    companion.when = reader_.condition(attribute(child, "when"), site(child, "the condition of <companion>"));
    if (id.empty()) return;
    if (id == letter_.id) {
      reader_.refuse(
          error("letter-itself", fmt::format("The letter “{}” is its own companion.", id), "Name another letter."),
          site(child, ""));
      return;
    }
    const auto letter = reader_.letter(id, site(child, "<companion>"));
    if (!letter) return;
    companion.letter = *letter;
    letter_.companions.push_back(std::move(companion));
  }

  const Declaration& declaration_;
  const std::vector<Declaration>& parts_;
  const PackFile* file_ = declaration_.file;  // of the part that is being read
  pugi::xml_node node_;
  ExpressionReader& reader_;
  Letter letter_;
  std::set<std::string> codes_;
};

}  // namespace

std::vector<Letter> read_letters(const Declarations& declarations, const DeclaredIndex& index,
                                 ExpressionReader& reader) {
  std::vector<Letter> letters(reader.vocabulary().letters().size());
  for (const Declaration& declaration : declarations.all) {
    const auto place = index.find(&declaration);
    if (declaration.kind != DeclarationKind::letter || place == index.end()) continue;
    const std::vector<Declaration> parts = declarations.parts_of_letter(declaration);
    letters[static_cast<std::size_t>(place->second)] = LetterReader(parts, reader).read();
  }
  return letters;
}

void read_sets(const Declarations& declarations, const DeclaredIndex& index, facts::Vocabulary& vocabulary,
               Findings& findings) {
  for (const Declaration& declaration : declarations.all) {
    const auto place = index.find(&declaration);
    if (declaration.kind != DeclarationKind::letter || place == index.end()) continue;
    std::vector<int> sets;
    std::vector<std::pair<pugi::xml_node, Place>> nodes;
    for (const Declaration& part : declarations.parts_of_letter(declaration)) {
      for (const pugi::xml_node node : part.node.children("sets")) nodes.emplace_back(node, part.file->place(node));
    }
    for (const auto& [node, line] : nodes) {
      for (const std::string& name : comma_list(attribute(node, "names"))) {
        const auto fact = vocabulary.fact(name);
        if (!fact) {
          std::vector<std::string> names;
          for (const facts::FactDecl& each : vocabulary.facts()) names.push_back(each.name);
          const std::string near = nearest(name, names);
          findings.add_expression(error("unknown-fact", fmt::format("There is no fact “{}”.", name),
                                        near.empty() ? "" : fmt::format("Did you mean “{}”?", near)),
                                  line, declaration.name, "<sets>", name);
        } else if (vocabulary.facts()[static_cast<std::size_t>(*fact)].list >= 0) {
          findings.add(
              error("bad-sets", fmt::format("“{}” belongs to the items of a list: a letter cannot set it.", name),
                    "Name a fact of the case."),
              line, declaration.name);
        } else if (std::find(sets.begin(), sets.end(), *fact) == sets.end()) {
          sets.push_back(*fact);
        }
      }
    }
    vocabulary.set_sets(place->second, std::move(sets));
  }
}

}  // namespace caseletters::policy
