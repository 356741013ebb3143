#include "letter/native_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "document/word_fields.h"
#include "letter/address_lines.h"
#include "letter/merge_field.h"
#include "letter/weave.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::Tree;
using document::WordField;

namespace {

struct Remedy {
  std::string_view type;
  std::string_view says;
  std::string_view write;
};

// Fields whose result would be decided, asked for or counted anew in another program (clause 17.16.5).
constexpr std::array<Remedy, 14> refused{{
    {"IF", "decides between words, which a letter must have decided already",
     "Write {{if …}} … {{else}} … {{end if}} in its place."},
    {"NEXT", "goes on to the next row of the workbook, but a letter is about one case",
     "Take it out; what repeats stands between {{for each Child}} and {{end for}}."},
    {"NEXTIF", "goes on to the next row of the workbook, but a letter is about one case",
     "Take it out; what repeats stands between {{for each Child where …}} and {{end for}}."},
    {"SKIPIF", "leaves rows out, but a letter is written for the case that asks for it",
     "Take it out; words that a case should not have stand between {{if …}} and {{end if}}."},
    {"ASK", "asks whoever opens the letter", "Take it out, and give the answer a column of the workbook: {{…}}."},
    {"FILLIN", "asks whoever opens the letter", "Write a mark with a fact of the workbook in its place: {{…}}."},
    {"SET", "keeps a text under a name for other fields", "Take it out, and write the text where it is wanted."},
    {"MERGEREC", "counts the rows of a merge", "Take it out, or write {{Case ID}} in its place."},
    {"MERGESEQ", "counts the letters of a merge", "Take it out, or write {{Case ID}} in its place."},
    {"DATABASE", "fetches rows from a data base", "Write a table with {{for each Child}} … {{end for}} in its place."},
    {"COMPARE", "compares two values when the letter is opened", "Write {{if …}} … {{end if}} in its place."},
    {"ADDRESSBLOCK", "is put together from the columns of another program",
     "Write {{Recipient name}} and, below it, {{Address}} in its place."},
    {"GREETINGLINE", "is put together from the columns of another program", "Write {{Salutation}} in its place."},
    {"MACROBUTTON", "asks somebody to type over it", "Write a mark in its place, or take it out."},
}};

constexpr std::array<std::string_view, 6> clocks{"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"};
constexpr std::array<std::string_view, 7> outsiders{"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK",
                                                    "DDE",         "DDEAUTO"};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool holds_merge_field(const WordField& field) {
  return std::any_of(field.nested.begin(), field.nested.end(), [](const WordField& inner) {
    return field_type(inner) == "MERGEFIELD" || holds_merge_field(inner);
  });
}

class Translator {
 public:
  Translator(Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary, Findings& findings)
      : tree_(tree), dialect_(dialect), findings_(findings), merge_fields_(vocabulary) {}

  void run() {
    auto fields = document::find_fields(tree_);
    std::erase_if(fields, [](const WordField& field) { return field.deleted; });
    for (auto& field : fields)
      if (field.paragraph != nullptr) one(field);
    close_address();
  }

 private:
  static std::string shown(const WordField& field) {
    std::string code;
    for (const char sign : field.instruction)
      if (sign == document::nested_sign)
        code += "{…}";
      else
        code += sign;
    return "{ " + quoted(code, 70) + " }";
  }

  void report(Diagnostic problem, const WordField& field) {
    const auto code = shown(field);
    problem.message = code + ": " + problem.message;
    findings_.add(std::move(problem), paragraph_words(*field.paragraph));
  }

  void one(WordField& field) {
    if (field.instruction.find("{{") != std::string::npos) return;  // refused with its paragraph
    const auto type = field_type(field);
    if (type == "MERGEFIELD") {
      merge_field(field);
      return;
    }
    for (const auto& remedy : refused) {
      if (remedy.type != type) continue;
      std::string mark;
      if (type == "IF") mark = merge_fields_.mark_for_if(field);
      report(error("native-field", "a field that " + std::string{remedy.says} + ".",
                   mark.empty() ? std::string{remedy.write} : "Write in its place: " + mark),
             field);
      return;
    }
    if (holds_merge_field(field)) {
      report(error("mark-in-field", "a merge field stands inside the code of another field, where it cannot be filled.",
                   "Take the outer field out, and write its words with marks as ordinary text."),
             field);
    } else if (is_one_of(clocks, type)) {
      report(warning("clock-field", "a field that shows the day it is opened or printed, not the day of the letter.",
                     "Write {{Letter date}} in its place."),
             field);
    } else if (is_one_of(outsiders, type)) {
      report(warning("outside-field", "a field that reads another file whenever somebody opens the letter.",
                     "Put what it shows into the document itself."),
             field);
    }
  }

  void merge_field(WordField& field) {
    if (!field.one_paragraph) {
      report(error("mark-in-field", "a merge field that begins in one paragraph and ends in another.",
                   "Take it out, and type its mark as ordinary text."),
             field);
      return;
    }
    auto made = merge_fields_.understand(field);
    if (!made) {
      report(std::move(made.error()), field);
      return;
    }
    if (!made->note.empty())
      report(warning("field-format",
                     "the switch “" + made->note + "” has no counterpart; the letter prints " + quoted(made->mark) +
                         " as every letter does.",
                     "Write the mark with the format that is wanted, or leave it so."),
             field);
    if (made->address) {
      address_line(field, made->mark);
    } else {
      put(field, made->mark);
    }
  }

  // The text of the mark in place of the whole field, in the formatting of what the field shows now.
  Node* put(WordField& field, const std::string& words) {
    Node* text = nullptr;
    for (auto* node : field.shown)
      if (text == nullptr && node->kind == Kind::text) text = node;
    if (text == nullptr) text = new_text(field);
    while (!text->children.empty()) Tree::remove(*text->children.back());
    auto* characters = tree_.make(Node::Type::text);
    characters->text = words;
    Tree::insert(*text, 0, characters);
    dialect_.keep_spaces(*text);
    for (auto* node : field.shown)
      if (node != text) take_out(*node);
    for (auto* node : field.skeleton) take_out(*node);
    if (field.holder != nullptr) Tree::unwrap(*field.holder);
    return text;
  }

  // Of a field that shows nothing: in the run where it begins.
  Node* new_text(const WordField& field) {
    auto* text = tree_.make(Node::Type::element, Kind::text);
    if (field.holder != nullptr) {
      auto* run = tree_.make(Node::Type::element, Kind::run);
      const std::string prefix{document::prefix_of(field.holder->name)};
      run->name = prefix + "r";
      text->name = prefix + "t";
      Tree::insert(*run, 0, text);
      Tree::insert(*field.holder, field.holder->children.size(), run);
      return text;
    }
    auto& begin = *field.skeleton.front();
    text->name = std::string{document::prefix_of(begin.name)} + "t";
    Tree::insert(*begin.parent, begin.position(), text);
    return text;
  }

  // The lines of an address are one fact: the first field of a group takes the whole address, the others go.
  void address_line(WordField& field, const std::string& mark) {
    AddressLine line{field.paragraph, field.shown};
    line.nodes.insert(line.nodes.end(), field.skeleton.begin(), field.skeleton.end());
    if (field.holder != nullptr) line.nodes.push_back(field.holder);
    if (!lines_.empty() && !goes_on(lines_.back(), line)) close_address();
    lines_.push_back(std::move(line));
    group_.push_back({std::move(field), mark});
  }

  void close_address() {
    auto group = std::exchange(group_, {});
    const auto lines = std::exchange(lines_, {});
    if (group.empty()) return;
    if (group.size() == 1) {
      report(error("native-field", "one line of the address alone; letters hold the address as a whole.",
                   "Write " + group.front().second + " once where the whole address stands, and take its lines out."),
             group.front().first);
      return;
    }
    const auto gaps = gaps_of(lines);
    const bool alone = in_paragraphs(lines);
    auto mark = group.front().second;
    if (alone) mark.insert(mark.size() - 2, " | lines");
    put(group.front().first, mark);
    for (std::size_t index = 1; index < group.size(); ++index) put(group[index].first, "{{note: of the address}}");
    for (auto* node : gaps) take_out(*node);
  }

  Tree& tree_;
  const document::Dialect& dialect_;
  Findings& findings_;
  MergeFields merge_fields_;
  std::vector<std::pair<WordField, std::string>> group_;  // lines of an address, with their mark
  std::vector<AddressLine> lines_;
};

}  // namespace

void translate_fields(Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                      Findings& findings) {
  Translator{tree, dialect, vocabulary, findings}.run();
}

}  // namespace caseletters::letter
