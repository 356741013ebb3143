#include "letter/merge_field.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "facts/condition.h"
#include "facts/print.h"

namespace caseletters::letter {

using document::FieldWord;
using document::WordField;
using facts::Kind;
using facts::SymbolKind;

namespace {

struct DatePicture {
  std::string format;  // " | weekday"; nothing for the plain date
  bool prints = true;  // some format of ours prints such a date
  bool same = true;    // and prints it just so
};

// "dddd d MMMM yyyy" (clause 17.16.4.1) in our formats.
DatePicture understand_picture(std::string_view picture) {
  std::size_t day = 0, weekday = 0, month = 0, year = 0;
  bool clock = false;
  while (!picture.empty()) {
    const char sign = picture.front();
    if (sign == '\'') {
      const auto end = picture.find('\'', 1);
      if (end == std::string_view::npos) break;
      picture.remove_prefix(end + 1);
      continue;
    }
    auto length = picture.find_first_not_of(sign);
    if (length == std::string_view::npos) length = picture.size();
    if (sign == 'd' || sign == 'D') (length > 2 ? weekday : day) = length;
    if (sign == 'M') month = length;
    if (sign == 'y' || sign == 'Y') year = length;
    clock = clock || sign == 'h' || sign == 'H' || sign == 'm' || sign == 's';
    picture.remove_prefix(length);
  }
  if (day > 0 && month > 0 && year > 0) {
    const bool numbers = month < 3;
    const bool same = !clock && month != 3 && year > 2 && weekday != 3 && !(numbers && weekday > 0);
    return {weekday > 0 ? " | weekday" : numbers ? " | short" : "", true, same};
  }
  if (month >= 3 && year > 0 && day == 0 && weekday == 0) return {" | month", true, month > 3 && year > 2};
  return {{}, day == 0 && weekday == 0 && month == 0 && year == 0, false};
}

std::optional<std::string> case_format(std::string_view word) {
  const auto folded = fold_name(word);
  if (folded == "upper") return "upper";
  if (folded == "lower") return "lower";
  if (folded == "firstcap") return "sentence";
  if (folded == "caps") return "capitals";
  if (folded == "mergeformat" || folded == "charformat") return "";
  return std::nullopt;
}

bool is_compare(std::string_view word) {
  constexpr std::array<std::string_view, 6> signs{"=", "<>", "<", ">", "<=", ">="};
  return std::find(signs.begin(), signs.end(), word) != signs.end();
}

// The words of a name: those between the field's type and its first switch.
std::string name_in(const std::vector<FieldWord>& words) {
  std::string name;
  for (std::size_t index = 1; index < words.size() && words[index].type != FieldWord::Type::option; ++index)
    name += (name.empty() ? "" : " ") + words[index].text;
  return name;
}

}  // namespace

std::string field_type(const WordField& field) {
  const auto words = document::field_words(field.instruction);
  if (words.empty() || words.front().type == FieldWord::Type::field) return {};
  return to_upper(words.front().text);
}

const sheets::Headings& MergeFields::headings() {
  if (!headings_) headings_.emplace(vocabulary_);
  return *headings_;
}

Result<MergeFields::Name> MergeFields::find(const std::string& written) {
  Name name;
  if (const auto symbol = vocabulary_.find(written); symbol && symbol->kind != SymbolKind::letter) {
    name.symbol = *symbol;
    name.declared = vocabulary_.name_of(*symbol);
    return name;
  }
  std::string heading = written;
  std::replace(heading.begin(), heading.end(), '_', ' ');
  // Word puts "M_" before a heading that begins with a number.
  if (heading.starts_with("M ") && heading.size() > 2 && heading[2] >= '0' && heading[2] <= '9') heading.erase(0, 2);
  const auto target = headings().find(heading);
  const bool numbered = heading.find_first_of("0123456789") != std::string::npos;
  if (target && target->kind == sheets::TargetKind::field && numbered) {
    const auto& field = vocabulary_.facts()[static_cast<std::size_t>(target->index)];
    const auto& list = vocabulary_.lists()[static_cast<std::size_t>(target->list)];
    return fail(error("native-field",
                      "The merge field “" + written + "” is about one " + list.item +
                          " by number, and another letter may have fewer or more.",
                      "Write {{" + list.plural + "}} for all their names, or {{for each " + list.item + "}} {{" +
                          field.name + "}} {{end for}}."));
  }
  if (target) {
    name.address = target->kind == sheets::TargetKind::address && target->line != 0;
    auto declared = target->kind == sheets::TargetKind::past ? headings().words(*target)
                    : target->kind == sheets::TargetKind::choice
                        ? vocabulary_.choices()[static_cast<std::size_t>(target->index)].name
                        : vocabulary_.facts()[static_cast<std::size_t>(target->index)].name;
    if (const auto symbol = vocabulary_.find(declared)) {
      name.symbol = *symbol;
      name.declared = std::move(declared);
      return name;
    }
  }
  auto near = vocabulary_.nearest_name(written);
  if (near.empty()) near = headings().near(heading);
  return fail(error(
      "unknown-fact", "The merge field “" + written + "” carries no fact: neither a fact nor a heading has that name.",
      near.empty() ? "Take it out, or write a mark with the fact that is meant." : "Did you mean {{" + near + "}}?"));
}

Result<MergeField> MergeFields::understand(const WordField& field) {
  const auto words = document::field_words(field.instruction);
  const auto written = name_in(words);
  if (trim(written).empty()) return fail(error("unknown-fact", "A merge field names nothing.", "Take it out."));
  auto name = find(written);
  if (!name) return fail(std::move(name.error()));
  MergeField made;
  made.address = name->address;
  const auto type = name->symbol.kind == SymbolKind::list_plural ? facts::Type{Kind::set, -1} : name->symbol.type;
  std::string formats, before, after;
  for (std::size_t index = 1; index < words.size(); ++index) {
    if (words[index].type != FieldWord::Type::option) continue;
    const char option = words[index].text.front();
    const bool more = index + 1 < words.size() && words[index + 1].type != FieldWord::Type::option;
    const auto& next = more ? words[index + 1].text : std::string{};
    if (option == '*') {
      const auto format = case_format(next);
      const bool known = format && (format->empty() || facts::check_format(*facts::find_format(*format), type));
      if (!known) made.note = "\\* " + next;
      if (known && !format->empty()) formats += " | " + *format;
    } else if (option == '@') {
      const auto picture = understand_picture(next);
      const bool date = type.kind == Kind::date || type.kind == Kind::moment;
      if (date && !picture.prints)
        return fail(error("bad-format", "No format prints a date as “" + next + "”.",
                          "Write {{" + name->declared + "}}, {{" + name->declared + " | weekday}}, {{" +
                              name->declared + " | short}} or {{" + name->declared + " | month}} in its place."));
      if (date) formats += picture.format;
      if (!date || !picture.same) made.note = "\\@ " + next;
    } else if (option == 'b' || option == 'B') {
      before = next;
    } else if (option == 'f' || option == 'F') {
      after = next;
    } else if (option != 'm' && option != 'M') {
      made.note = "\\" + words[index].text;
    }
  }
  made.mark = "{{" + name->declared + formats + "}}";
  if (!before.empty() || !after.empty())
    made.mark = "{{if " + name->declared + " is known}}" + before + made.mark + after + "{{end if}}";
  return made;
}

Result<MergeField> MergeFields::understand(const std::string& name) {
  auto found = find(name);
  if (!found) return fail(std::move(found.error()));
  MergeField made;
  made.mark = "{{" + found->declared + "}}";
  made.address = found->address;
  return made;
}

std::string MergeFields::words_of(const WordField& field, const FieldWord& word) {
  if (word.type != FieldWord::Type::field) return word.text;
  const auto& inner = field.nested[word.field];
  const auto type = field_type(inner);
  if (type == "IF") return mark_for_if(inner);
  if (type != "MERGEFIELD") return {};
  auto made = understand(inner);
  return made ? made->mark : std::string{};
}

std::string MergeFields::condition(const Name& name, std::string_view compare, const std::string& with) {
  const bool equal = compare == "=", differs = compare == "<>";
  const auto& type = name.symbol.type;
  if (trim(with).empty()) return equal || differs ? name.declared + (equal ? " is not known" : " is known") : "";
  const std::string is = name.declared + (differs ? " is not " : " is ");
  if (type.kind == Kind::number) {
    const auto digits = trim(with);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return {};
    const std::string_view word = compare == ">"    ? "over "
                                  : compare == "<"  ? "under "
                                  : compare == ">=" ? "at least "
                                  : compare == "<=" ? "at most "
                                                    : "";
    return is + std::string{word} + std::string{digits};
  }
  if (!equal && !differs) return {};
  if (type.kind == Kind::option || type.kind == Kind::set) {
    const auto& domain = vocabulary_.domains()[static_cast<std::size_t>(type.domain)];
    const auto option = domain.find(with);
    if (!option) return {};
    const auto& id = domain.options[static_cast<std::size_t>(option->index)].id;
    return type.kind == Kind::option ? is + id : name.declared + (differs ? " excludes " : " includes ") + id;
  }
  if (type.kind == Kind::yes_no) {
    const auto folded = fold_heading(with);
    const bool yes = folded == "yes" || folded == "y" || folded == "true" || folded == "1";
    if (!yes && folded != "no" && folded != "n" && folded != "false" && folded != "0") return {};
    return name.declared + (yes == equal ? " is yes" : " is no");
  }
  if (type.kind != Kind::text || with.find_first_of("*?\"") != std::string::npos) return {};
  return is + "“" + with + "”";
}

std::string MergeFields::mark_for_if(const WordField& field) {
  const auto words = document::field_words(field.instruction);
  if (words.size() < 5 || words[1].type != FieldWord::Type::field || !is_compare(words[2].text)) return {};
  const auto& left = field.nested[words[1].field];
  if (field_type(left) != "MERGEFIELD" || words[3].type == FieldWord::Type::field) return {};
  const auto name = find(name_in(document::field_words(left.instruction)));
  if (!name) return {};
  const bool other = words.size() > 5 && words[5].type != FieldWord::Type::option;
  return decided(*name, words[2].text, words[3].text, words_of(field, words[4]),
                 other ? words_of(field, words[5]) : std::string{});
}

std::string MergeFields::decided(const Name& name, std::string_view compare, const std::string& with,
                                 const std::string& yes, const std::string& no) {
  const auto test = condition(name, compare, with);
  facts::Context context;
  context.vocabulary = &vocabulary_;
  if (name.symbol.kind == SymbolKind::fact) {
    const int list = vocabulary_.facts()[static_cast<std::size_t>(name.symbol.index)].list;
    if (list >= 0) context.open_lists.push_back(list);
  }
  if (test.empty() || !facts::parse_condition(fold_name(test), context)) return {};
  if (yes.empty() && no.empty()) return {};
  if (yes.empty()) return "{{if not (" + test + ")}}" + no + "{{end if}}";
  return "{{if " + test + "}}" + yes + (no.empty() ? "" : "{{else}}" + no) + "{{end if}}";
}

std::string MergeFields::mark_for_condition(std::string_view told, const std::string& yes, const std::string& no) {
  if (const auto prefix = told.find(':'); prefix < 5)  // "ooow:"; one that is not found lies far beyond
    told.remove_prefix(prefix + 1);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> signs{{{" NEQ ", "<>"},
                                                                                 {" LEQ ", "<="},
                                                                                 {" GEQ ", ">="},
                                                                                 {" EQ ", "="},
                                                                                 {" L ", "<"},
                                                                                 {" G ", ">"},
                                                                                 {"!=", "<>"},
                                                                                 {"<>", "<>"},
                                                                                 {"<=", "<="},
                                                                                 {">=", ">="},
                                                                                 {"==", "="},
                                                                                 {"=", "="},
                                                                                 {"<", "<"},
                                                                                 {">", ">"}}};
  for (const auto& [sign, compare] : signs) {
    const auto at = told.find(sign);
    if (at == std::string_view::npos) continue;
    std::string name{trim(told.substr(0, at))};
    auto with = trim(told.substr(at + sign.size()));
    // A column of a data base: [Cases.Sheet1.Title].
    std::erase_if(name, [](char one) { return one == '[' || one == ']' || one == '"'; });
    name.erase(0, name.rfind('.') + 1);
    const bool quoted = with.size() > 1 && with.front() == '"' && with.back() == '"';
    if (quoted) with = with.substr(1, with.size() - 2);
    if (with.find('"') != std::string_view::npos) return {};
    const auto found = find(name);
    return found ? decided(*found, compare, std::string{with}, yes, no) : std::string{};
  }
  return {};
}

}  // namespace caseletters::letter
