#include "sheets/told_by_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/fact_words.h"
#include "sheets/loose_heading.h"
#include "sheets/option_words.h"

namespace caseletters::sheets {

namespace {

using facts::Beside;
using facts::PastField;
using Words = std::vector<std::string>;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// What is said of a letter that went, and of the answer to it.
constexpr std::string_view of_sending =
    "sent issued issue issuing given posted post went date dated letter when out handed delivered day gone";
constexpr std::string_view of_answers = "response answer answered answers representation comment came";
constexpr std::string_view of_coming = "date received when to parent from came back letter day got dated";
constexpr std::string_view of_ways =
    "how by method channel way mean email spoken person form letter post in verbal mode";

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Words without(Words words, const Words& taken) {
  for (const std::string& each : taken) {
    if (const auto found = std::find(words.begin(), words.end(), each); found != words.end()) {
      words.erase(found);
    }
  }
  return words;
}

Words telling(Words words) {
  std::erase_if(words, [](const std::string& each) { return says_nothing(each); });
  return words;
}

class Speaker {
 public:
  Speaker(const facts::Vocabulary& vocabulary, const Headings& headings, const HeadingRow& row, std::optional<int> list)
      : vocabulary_(vocabulary), headings_(headings), row_(row), list_(list) {
    for (const facts::LetterDecl& letter : vocabulary.letters()) {
      std::vector<Words> stems;
      for (const std::string* each : {&letter.id, &letter.title}) {
        stems.push_back(telling(loose_words(*each)));
      }
      for (const std::string& each : letter.headings) {
        stems.push_back(telling(loose_words(each)));
      }
      stems_.push_back(std::move(stems));
    }
  }

  [[nodiscard]] std::vector<Wish> wishes() {
    for (std::size_t place = 0; place < row_.columns.size(); ++place) {
      const ColumnHeading& heading = row_.columns[place];
      if (heading.target || heading.told || heading.heading.size() > 120) {
        continue;
      }
      const std::string plain =
          brackets_change_it(heading.heading) ? heading.heading : without_brackets(heading.heading);
      const Words alone = loose_words(plain);
      const Words words = heading.group.empty() ? alone : loose_words(heading.group + " " + plain);
      speak_of_facts(place, alone);
      if (words != alone) {
        speak_of_facts(place, words);
      }
      if (!list_) {
        speak_of_letters(place, telling(alone));
        speak_of_children(place, plain);
      }
      list_options(place, plain);
    }
    return std::move(wishes_);
  }

 private:
  void wish(std::size_t place, const std::optional<Target>& target, Holds holds) {
    if (!target) {
      return;
    }
    const bool taken = std::any_of(row_.columns.begin(), row_.columns.end(),
                                   [&](const ColumnHeading& each) { return each.target == target; });
    const bool said = std::any_of(wishes_.begin(), wishes_.end(), [&](const Wish& each) {
      return each.place == place && each.target == *target && each.holds == holds;
    });
    if (!taken && !said) {
      Wish wish;
      wish.place = place;
      wish.target = *target;
      wish.type = headings_.type(*target);
      wish.how = How::cells;
      wish.holds = holds;
      wishes_.push_back(wish);
    }
  }

  [[nodiscard]] const Target* beside(std::size_t place, int step) const {
    const std::size_t at = place + static_cast<std::size_t>(step);
    const bool adjoins = at < row_.columns.size() && row_.columns[at].column == row_.columns[place].column + step;
    return adjoins && row_.columns[at].target ? &*row_.columns[at].target : nullptr;
  }

  [[nodiscard]] std::string_view name(const Target* target) const {
    return target != nullptr && target->kind == TargetKind::fact
               ? std::string_view(vocabulary_.facts()[index_of(target->index)].name)
               : std::string_view();
  }

  [[nodiscard]] static bool of_incident(std::string_view fact) {
    return fact.starts_with("Incident ") || fact == "Behaviour";
  }

  [[nodiscard]] bool stands(std::size_t place, Beside where) const {
    const Target* left = beside(place, -1);
    const Target* right = beside(place, 1);
    const auto either = [&](std::string_view family) {
      return name(left).starts_with(family) || name(right).starts_with(family);
    };
    switch (where) {
      case Beside::anything:
        return true;
      case Beside::incident:
        return !either("Earlier ") && (of_incident(name(left)) || of_incident(name(right)));
      case Beside::incident_time:
        return name(right) == "Incident time" || name(left) == "Incident time";
      case Beside::complaint:
        return either("Complaint ");
      case Beside::review:
        return either("Review ");
      case Beside::ban:
        return either("Ban decision");
      case Beside::address:
        return left != nullptr && right != nullptr && left->kind == TargetKind::address &&
               right->kind == TargetKind::address;
    }
    return false;
  }

  void speak_of_facts(std::size_t place, const Words& words) {
    for (std::size_t fact = 0; fact < vocabulary_.facts().size(); ++fact) {
      for (const facts::MeansDecl& each : vocabulary_.facts()[fact].means) {
        if (speaks_of(each, words) && stands(place, each.near)) {
          wish(place, target_of(fact, each), each.holds);
        }
      }
    }
  }

  [[nodiscard]] std::optional<Target> target_of(std::size_t fact, const facts::MeansDecl& means) const {
    const facts::FactDecl& declared = vocabulary_.facts()[fact];
    if (list_) {
      return on_list(static_cast<int>(fact));
    }
    if (!means.part.empty()) {
      return headings_.named(means.part == "postcode" ? "Postcode" : "Address (" + means.part + ")");
    }
    return named(declared);
  }

  [[nodiscard]] std::optional<Target> on_list(int fact) const {
    Target target;
    target.index = fact;
    const std::vector<int>& fields = vocabulary_.lists()[index_of(*list_)].fields;
    for (std::size_t field = 0; field < fields.size(); ++field) {
      const facts::FactDecl& declared = vocabulary_.facts()[index_of(fields[field])];
      if (declared.latest == fact) {
        return target;
      }
      if (fields[field] == fact && declared.latest < 0) {
        target.kind = TargetKind::field;
        target.list = *list_;
        target.field = static_cast<int>(field);
        return target;
      }
    }
    return std::nullopt;
  }

  // A field as that of the first item: "Child 1 name".
  [[nodiscard]] std::optional<Target> named(const facts::FactDecl& declared) const {
    if (declared.list < 0) {
      return headings_.named(declared.name);
    }
    const facts::ListDecl& list = vocabulary_.lists()[index_of(declared.list)];
    return list.most > 0 && declared.name.starts_with(list.item)
               ? headings_.named(list.item + " 1" + declared.name.substr(list.item.size()))
               : std::nullopt;
  }

  // "First notice", "Date of my warning", "Reply to first notice"; beside a letter's date "Reply received" too.
  void speak_of_letters(std::size_t place, const Words& words) {
    const auto all_among = [](const Words& each, std::string_view first, std::string_view second) {
      return std::all_of(each.begin(), each.end(),
                         [&](const std::string& word) { return is_among(first, word) || is_among(second, word); });
    };
    const auto answers = [&](const Words& each) {
      return std::any_of(each.begin(), each.end(), [](const std::string& word) { return is_among(of_answers, word); });
    };
    const auto answered = [&](int letter, const Words& rest) {
      Target target;
      target.kind = TargetKind::past;
      target.index = letter;
      if (answers(rest) && all_among(rest, of_answers, of_coming)) {
        target.past = PastField::response_date;
        wish(place, target, Holds::values);
      }
      if (answers(rest) && all_among(rest, of_answers, of_ways)) {
        target.past = PastField::response_channel;
        wish(place, target, Holds::values);
      }
    };
    for (std::size_t letter = 0; letter < stems_.size(); ++letter) {
      for (const Words& stem : stems_[letter]) {
        if (stem.empty() ||
            !std::all_of(stem.begin(), stem.end(), [&](const std::string& each) { return has(words, each); })) {
          continue;
        }
        const Words rest = without(words, stem);
        if (all_among(rest, of_sending, "i my we our")) {
          Target target;
          target.kind = TargetKind::past;
          target.index = static_cast<int>(letter);
          wish(place, target, Holds::values);
        }
        answered(static_cast<int>(letter), rest);
      }
    }
    if (const Target* left = beside(place, -1);
        left != nullptr && left->kind == TargetKind::past &&
        (left->past == PastField::date || left->past == PastField::response_date)) {
      answered(left->index, words);
    }
  }

  // "Eldest child", "Youngest – year": in the order of their age.
  void speak_of_children(std::size_t place, const std::string& heading) {
    const auto speaks = [](std::string_view of, const std::vector<std::string>& words) {
      return std::any_of(words.begin(), words.end(), [&](const std::string& each) { return is_among(of, each); });
    };
    constexpr std::string_view first = "eldest oldest elder";
    constexpr std::string_view second = "middle";
    constexpr std::string_view last = "youngest younger";
    Words words = loose_words(heading);
    bool any_first = false;
    bool any_second = false;
    for (const ColumnHeading& each : row_.columns) {
      const Words others = loose_words(each.heading);
      any_first = any_first || speaks(first, others);
      any_second = any_second || speaks(second, others);
    }
    const int number = !any_first              ? 0
                       : speaks(first, words)  ? 1
                       : speaks(second, words) ? 2
                       : !speaks(last, words)  ? 0
                       : any_second            ? 3
                                               : 2;
    if (number == 0) {
      return;
    }
    std::erase_if(words, [&](const std::string& each) {
      return is_among(first, each) || is_among(second, each) || is_among(last, each) || each == "child" ||
             says_nothing(each) || (each == "s");
    });
    std::string rest;
    for (const std::string& each : words) {
      rest += " " + (each == "mf" ? std::string("sex") : each);
    }
    const auto target =
        headings_.named("Child " + std::to_string(number) + (rest.empty() ? std::string(" name") : rest));
    wish(place, target, rest.empty() || rest == " name" ? Holds::name : Holds::values);
  }

  // "In person / phone / online" over the same words: the one fact that has all of them for options.
  void list_options(std::size_t place, const std::string& heading) {
    std::vector<std::string> pieces{""};
    for (const std::string& word : option_pieces(heading)) {
      if (word == "/") {
        pieces.emplace_back();
      } else {
        pieces.back() += (pieces.back().empty() ? "" : " ") + word;
      }
    }
    std::erase(pieces, "");
    if (pieces.size() < 2) {
      return;
    }
    const auto lists = [&](const Target& target) {
      const facts::Type type = headings_.type(target);
      const bool chosen = type.kind == facts::Kind::option || type.kind == facts::Kind::set;
      return chosen && std::all_of(pieces.begin(), pieces.end(), [&](const std::string& each) {
               return find_option(vocabulary_, type.domain, each).has_value();
             });
    };
    for (std::size_t fact = 0; fact < vocabulary_.facts().size(); ++fact) {
      const facts::FactDecl& declared = vocabulary_.facts()[fact];
      const auto target = declared.origin != facts::Origin::workbook ? std::nullopt
                          : list_                                    ? on_list(static_cast<int>(fact))
                                                                     : named(declared);
      const bool of_earlier = declared.name.starts_with("Earlier ");
      const bool in_place = declared.name != "Incident channel" || stands(place, Beside::incident);
      if (target && !of_earlier && in_place && lists(*target)) {
        wish(place, target, Holds::telling);
      }
    }
  }

  // Its words, with "/" for whatever divides them.
  [[nodiscard]] static Words option_pieces(const std::string& heading) {
    Words words{""};
    for (const char letter : fold_name(heading)) {
      if (letter == '/' || letter == ',' || letter == '|' || letter == ';' || letter == '?') {
        words.emplace_back("/");
        words.emplace_back();
      } else if (letter == ' ') {
        words.emplace_back();
      } else {
        words.back().push_back(letter);
      }
    }
    std::erase(words, "");
    std::replace(words.begin(), words.end(), std::string("or"), std::string("/"));
    std::erase(words, "etc");
    return words;
  }

  const facts::Vocabulary& vocabulary_;
  const Headings& headings_;
  const HeadingRow& row_;
  std::optional<int> list_;
  std::vector<std::vector<Words>> stems_;  // by letter
  std::vector<Wish> wishes_;
};

}  // namespace

std::vector<Wish> wishes_by_words(const facts::Vocabulary& vocabulary, const Headings& headings, const HeadingRow& row,
                                  std::optional<int> list) {
  return Speaker(vocabulary, headings, row, list).wishes();
}

}  // namespace caseletters::sheets
