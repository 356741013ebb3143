#include "document/word_numbering.h"

#include <algorithm>
#include <string_view>

namespace caseletters::document {
namespace {

std::string roman(int value) {
  static constexpr std::array<std::pair<int, const char*>, 13> digits{{{1000, "m"},
                                                                       {900, "cm"},
                                                                       {500, "d"},
                                                                       {400, "cd"},
                                                                       {100, "c"},
                                                                       {90, "xc"},
                                                                       {50, "l"},
                                                                       {40, "xl"},
                                                                       {10, "x"},
                                                                       {9, "ix"},
                                                                       {5, "v"},
                                                                       {4, "iv"},
                                                                       {1, "i"}}};
  std::string out;
  for (const auto& [worth, letters] : digits)
    for (; value >= worth; value -= worth) out += letters;
  return out;
}

// a … z, aa … zz, aaa …: Word doubles the letter.
std::string letters(int value) {
  const int turn = (value - 1) / 26;
  return std::string(static_cast<std::size_t>(turn) + 1, static_cast<char>('a' + (value - 1) % 26));
}

std::string capitals(std::string text) {
  for (char& letter : text)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return text;
}

const char* ordinal_ending(int value) {
  if (value % 100 >= 11 && value % 100 <= 13) return "th";
  return value % 10 == 1 ? "st" : value % 10 == 2 ? "nd" : value % 10 == 3 ? "rd" : "th";
}

ListLevel read_level(pugi::xml_node node, const ThemeFonts& theme) {
  ListLevel level;
  level.start = static_cast<int>(number(value(child(node, "start")), 1));
  if (const auto format = child(node, "numFmt")) level.format = value(format);
  level.text = value(child(node, "lvlText"));
  if (const auto restart = child(node, "lvlRestart")) level.restart = static_cast<int>(number(value(restart)));
  const auto after = value(child(node, "suff"));
  if (after == "space") level.after = Label::After::space;
  if (after == "nothing") level.after = Label::After::nothing;
  const auto align = value(child(node, "lvlJc"));
  if (align == "right" || align == "end") level.align = Align::right;
  if (align == "center") level.align = Align::centre;
  if (const auto legal = child(node, "isLgl")) level.legal = is_on(legal);
  level.paragraph = ParagraphProperties::read(child(node, "pPr"));
  level.run = RunProperties::read(child(node, "rPr"), theme);
  level.style = value(child(node, "pStyle"));
  return level;
}

int level_number(pugi::xml_node node) {
  return std::clamp(static_cast<int>(number(value(node, "ilvl"))), 0, 8);
}

}  // namespace

std::string format_number(int value, std::string_view format) {
  const bool countable = value > 0 && value < 5000;
  if (format == "lowerLetter" && countable) return letters(value);
  if (format == "upperLetter" && countable) return capitals(letters(value));
  if (format == "lowerRoman" && countable) return roman(value);
  if (format == "upperRoman" && countable) return capitals(roman(value));
  if (format == "decimalZero") return (value >= 0 && value < 10 ? "0" : "") + std::to_string(value);
  if (format == "ordinal") return std::to_string(value) + ordinal_ending(value);
  if (format == "none") return {};
  return std::to_string(value);
}

Result<WordNumbering> WordNumbering::read(const package::Archive& archive, const std::string& part,
                                          const ThemeFonts& theme) {
  WordNumbering out;
  if (part.empty() || archive.find(part) == nullptr) return out;
  const auto bytes = archive.read(part);
  if (!bytes) return fail(bytes.error());
  const auto tree = package::XmlTree::parse(*bytes, archive.file(), part);
  if (!tree) return fail(tree.error());
  std::map<int, std::string> linked;               // abstract lists that are made by a style
  std::map<std::string, int, std::less<>> makers;  // and who makes them
  for (const auto node : tree->root().children()) {
    if (local(node) != "abstractNum") continue;
    const int id = static_cast<int>(number(value(node, "abstractNumId"), -1));
    auto& levels = out.abstracts_[id];
    for (const auto level : node.children())
      if (local(level) == "lvl") levels[level_number(level)] = read_level(level, theme);
    if (const auto link = child(node, "numStyleLink")) linked[id] = value(link);
    if (const auto link = child(node, "styleLink")) makers.emplace(value(link), id);
  }
  for (const auto& [id, style] : linked) {
    const auto maker = makers.find(style);
    if (maker != makers.end()) out.abstracts_[id] = out.abstracts_[maker->second];
  }
  for (const auto node : tree->root().children()) {
    if (local(node) != "num") continue;
    List list;
    list.abstract = static_cast<int>(number(value(child(node, "abstractNumId")), -1));
    for (const auto change : node.children()) {
      if (local(change) != "lvlOverride") continue;
      const int at = level_number(change);
      if (const auto level = child(change, "lvl")) list.levels[at] = read_level(level, theme);
      if (const auto start = child(change, "startOverride"))
        list.starts[static_cast<std::size_t>(at)] = static_cast<int>(number(value(start), 1));
    }
    out.lists_[static_cast<int>(number(value(node, "numId"), -1))] = std::move(list);
  }
  return out;
}

const ListLevel* WordNumbering::level(int list, int level) const {
  const auto found = lists_.find(list);
  if (list == 0 || found == lists_.end()) return nullptr;
  if (const auto own = found->second.levels.find(level); own != found->second.levels.end()) return &own->second;
  const auto abstract = abstracts_.find(found->second.abstract);
  if (abstract == abstracts_.end()) return nullptr;
  const auto its = abstract->second.find(level);
  return its == abstract->second.end() ? nullptr : &its->second;
}

int WordNumbering::level_of_style(int list, const std::string& style) const {
  for (int at = 0; at < 9; ++at) {
    const auto* one = level(list, at);
    if (one != nullptr && !style.empty() && one->style == style) return at;
  }
  return 0;
}

std::string WordNumbering::family(int list) const {
  const auto found = lists_.find(list);
  return found == lists_.end() ? std::string{} : std::to_string(found->second.abstract) + "." + std::to_string(list);
}

std::string WordNumbering::next(int list, int at) {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return {};
  auto& counters = counters_[found->second.abstract].values;
  const auto index = static_cast<std::size_t>(at);
  const auto start_of = [&](int which) {
    const auto own = found->second.starts[static_cast<std::size_t>(which)];
    const auto* one = level(list, which);
    return own ? *own : one == nullptr ? 1 : one->start;
  };
  auto& begun = begun_[list][index];
  const bool own_start = !begun && found->second.starts[index].has_value();
  begun = true;
  counters[index] = !counters[index] || own_start ? start_of(at) : *counters[index] + 1;
  for (int below = at + 1; below < 9; ++below) {
    const auto* one = level(list, below);
    if (one != nullptr && one->restart && (*one->restart == 0 || *one->restart <= at)) continue;
    counters[static_cast<std::size_t>(below)] = std::nullopt;
  }
  for (int above = 0; above < at; ++above) {
    auto& counter = counters[static_cast<std::size_t>(above)];
    if (!counter) counter = start_of(above);
  }
  const auto* own = level(list, at);
  if (own == nullptr) return {};
  std::string out;
  for (std::size_t i = 0; i < own->text.size(); ++i) {
    const bool field =
        own->text[i] == '%' && i + 1 < own->text.size() && own->text[i + 1] >= '1' && own->text[i + 1] <= '9';
    if (!field) {
      out += own->text[i];
      continue;
    }
    const int which = own->text[++i] - '1';
    const auto* its = level(list, which);
    const auto number_of = counters[static_cast<std::size_t>(which)].value_or(start_of(which));
    out += format_number(number_of, its == nullptr || (own->legal && which != at) ? "decimal" : its->format);
  }
  if (own->format == "none" && own->text.find('%') != std::string::npos) return {};
  return out;
}

}  // namespace caseletters::document
