#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/headings.h"
#include "sheets/loose_heading.h"
#include "sheets/school_words.h"

namespace caseletters::sheets {

namespace {

using facts::FactDecl;
using facts::PastField;
using facts::Vocabulary;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool has_column(const FactDecl& fact) {
  return fact.origin == facts::Origin::workbook || (fact.origin == facts::Origin::derived && fact.overridable);
}

}  // namespace

Headings::Headings(const Vocabulary& vocabulary, const ColumnMap* map)
    : vocabulary_(vocabulary),
      map_(map),
      mapped_lists_(vocabulary.lists().size()),
      on_list_(vocabulary.lists().size()) {
  case_id_ = vocabulary.fact("Case ID").value_or(-1);
  add_facts();
  add_fields();
  add_address();
  add_past();
  for (std::size_t choice = 0; choice < vocabulary.choices().size(); ++choice) {
    Target target;
    target.kind = TargetKind::choice;
    target.index = static_cast<int>(choice);
    add(names_, "choice" + fold_heading(vocabulary.choices()[choice].name), target, false);
    candidates_.push_back("Choice: " + vocabulary.choices()[choice].name);
  }
  for (std::size_t list = 0; list < vocabulary.lists().size(); ++list) {
    if (!vocabulary.lists()[list].sheet.empty()) {
      list_sheets_.emplace(fold_heading(vocabulary.lists()[list].sheet), static_cast<int>(list));
    }
  }
  add_map();
}

// A name of its own beats a synonym; a synonym of two facts means neither.
void Headings::add(Names& names, const std::string& folded, const Target& target, bool may_clash) {
  if (folded.empty()) {
    return;
  }
  const auto [place, is_new] = names.emplace(folded, target);
  if (!is_new && may_clash && place->second && !(*place->second == target)) {
    place->second.reset();
  }
}

void Headings::add_loose(std::string_view heading, const Target& target) {
  const LooseHeading loose = loosened(heading);
  if (loose.number == 0) {
    add(loose_, loose.words, target, true);
  }
}

void Headings::add_facts() {
  const auto& facts = vocabulary_.facts();
  for (const bool synonyms : {false, true}) {
    Names added;
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      if (facts[fact].list >= 0 || !has_column(facts[fact])) {
        continue;
      }
      Target target;
      target.index = static_cast<int>(fact);
      if (!synonyms) {
        add(added, fold_heading(facts[fact].name), target, true);
        add(common_names_, common_words(facts[fact].name), target, true);
        add_loose(facts[fact].name, target);
        candidates_.push_back(facts[fact].name);
      } else {
        for (const std::string& heading : facts[fact].headings) {
          add(added, fold_heading(heading), target, true);
          const std::string common = common_words(without_possessives(fold_name(heading)));
          if (common != "no") {  // "Ref" is the case's; "No" counts rows
            add(common_names_, common, target, true);
          }
          add_loose(heading, target);
          candidates_.push_back(heading);
        }
      }
    }
    names_.merge(added);
  }
}

void Headings::add_fields() {
  const auto& lists = vocabulary_.lists();
  for (std::size_t list = 0; list < lists.size(); ++list) {
    const std::string item = fold_heading(lists[list].item);
    const bool in_columns = lists[list].most > 0;
    if (in_columns) {
      items_.push_back(item);
    }
    if (case_id_ >= 0) {
      Target target;
      target.index = case_id_;
      for (const char* name : {"caseid", "case", "caseno", "casenumber", "caseref", "casereference", "id"}) {
        add(on_list_[list], name, target, false);
      }
      for (const std::string& heading : vocabulary_.facts()[index_of(case_id_)].headings) {
        add(on_list_[list], fold_heading(heading), target, false);
      }
    }
    Names names;
    Names synonyms;
    Names bare;
    for (std::size_t field = 0; field < lists[list].fields.size(); ++field) {
      const FactDecl& fact = vocabulary_.facts()[index_of(lists[list].fields[field])];
      Target target;
      target.kind = TargetKind::field;
      target.index = lists[list].fields[field];
      target.list = static_cast<int>(list);
      target.field = static_cast<int>(field);
      const std::string folded = fold_heading(fact.name);
      add(names, folded, target, true);
      if (in_columns) {
        add(common_fields_, common_words(fact.name), target, true);
        add_loose(fact.name, target);
        candidates_.push_back(fact.name);
      } else if (fact.latest >= 0) {
        // "Incident date" on the sheet of the incidents is that of the row.
        const FactDecl& filled = vocabulary_.facts()[index_of(fact.latest)];
        add(synonyms, fold_heading(filled.name), target, true);
        for (const std::string& heading : filled.headings) {
          add(synonyms, fold_heading(heading), target, true);
        }
      }
      if (folded.size() > item.size() && folded.starts_with(item)) {
        add(bare, folded.substr(item.size()), target, true);
      }
      for (const std::string& heading : fact.headings) {
        add(synonyms, fold_heading(heading), target, true);
        if (!in_columns) {
          continue;
        }
        const std::string common = common_words(without_possessives(fold_name(heading)));
        if (common != "year") {  // "Yr" is a child's; "Year" may be any
          add(common_fields_, common, target, true);
        }
        add_loose(heading, target);
        candidates_.push_back(heading);
        // "Pupil name" tells that a pupil is what we call a child.
        const std::string tail = folded.starts_with(item) ? folded.substr(item.size()) : "";
        const std::string synonym = fold_heading(heading);
        if (field == 0 && !tail.empty() && synonym.size() > tail.size() && synonym.ends_with(tail)) {
          items_.push_back(synonym.substr(0, synonym.size() - tail.size()));
        }
        for (const std::string& word : items_) {
          if (synonym.size() > word.size() && synonym.starts_with(word)) {
            add(bare, synonym.substr(word.size()), target, true);
          }
        }
      }
      if (field == 0) {
        add(synonyms, item, target, true);
      }
    }
    for (Names* each : {&names, &synonyms, &bare}) {
      Names copy = *each;
      on_list_[list].merge(copy);
    }
    if (in_columns) {
      fields_.merge(names);
      fields_.merge(synonyms);
    }
  }
}

void Headings::add_address() {
  const auto address = vocabulary_.fact("Address");
  if (!address || !has_column(vocabulary_.facts()[index_of(*address)])) {
    return;
  }
  Target target;
  target.kind = TargetKind::address;
  target.index = *address;
  std::vector<std::string> stems{"address", "addr", "add"};
  const auto replace = [&](const std::string& folded) {
    const auto place = names_.find(folded);
    if (place != names_.end() && place->second && place->second->index == *address) {
      place->second = target;
    }
  };
  for (Names* names : {&common_names_, &loose_}) {
    for (auto& [words, meaning] : *names) {
      if (meaning && meaning->kind == TargetKind::fact && meaning->index == *address) {
        meaning = target;
      }
    }
  }
  replace("address");
  for (const std::string& heading : vocabulary_.facts()[index_of(*address)].headings) {
    stems.push_back(fold_heading(heading));
    replace(stems.back());
  }
  for (int line = 1; line <= 6; ++line) {
    target.line = line * 10;
    add(names_, "line" + std::to_string(line), target, false);
    const std::string ordinal = std::to_string(line) + (line == 1 ? "st" : line == 2 ? "nd" : line == 3 ? "rd" : "th");
    add(names_, ordinal + "line", target, false);
    for (const std::string& stem : stems) {
      add(names_, stem + std::to_string(line), target, false);
      add(names_, stem + "line" + std::to_string(line), target, false);
      add(names_, ordinal + "lineof" + stem, target, false);
    }
  }
  struct Line {
    const char* name;
    int line;
  };
  constexpr std::array<Line, 38> lines = {{{"housestreet", 10},
                                           {"housenostreet", 10},
                                           {"housenumberstreet", 10},
                                           {"houseandstreet", 10},
                                           {"housenoandstreet", 10},
                                           {"housenumberandstreet", 10},
                                           {"housenameandstreet", 10},
                                           {"housenonameandstreet", 10},
                                           {"housenamenumberandstreet", 10},
                                           {"villagetown", 64},
                                           {"townorvillage", 64},
                                           {"townvillage", 64},
                                           {"villageortown", 64},
                                           {"roadname", 12},
                                           {"addresshousename", 4},
                                           {"addresshousenumber", 5},
                                           {"addressstreet", 12},
                                           {"addressvillage", 62},
                                           {"addresstown", 64},
                                           {"addresscounty", 66},
                                           {"housenumber", 5},
                                           {"houseno", 5},
                                           {"housename", 4},
                                           {"housenameornumber", 5},
                                           {"housenamenumber", 5},
                                           {"street", 12},
                                           {"streetaddress", 12},
                                           {"road", 12},
                                           {"village", 62},
                                           {"locality", 62},
                                           {"posttown", 64},
                                           {"streetname", 12},
                                           {"town", 64},
                                           {"towncity", 64},
                                           {"townorcity", 64},
                                           {"city", 64},
                                           {"county", 66},
                                           {"postcode", 90}}};
  // Whose it is: the recipient's, never the second parent's.
  constexpr std::array<std::string_view, 18> owners = {"",
                                                       "home",
                                                       "parent",
                                                       "parent1",
                                                       "parentcarer",
                                                       "parentcarer1",
                                                       "carer",
                                                       "contact",
                                                       "maincontact",
                                                       "mailing",
                                                       "guardian",
                                                       "recipient",
                                                       "complainant",
                                                       "contact1",
                                                       "primarycontact",
                                                       "correspondence",
                                                       "postal",
                                                       "addressee"};
  for (const Line& each : lines) {
    target.line = each.line;
    for (const std::string_view owner : owners) {
      add(names_, std::string(owner) + each.name, target, false);
    }
  }
  target.line = 90;
  for (const char* name : {"pcode", "postcodeparent", "postcodeofparent", "zip", "zipcode", "pstcd"}) {
    add(names_, name, target, false);
  }
  for (const std::string& stem : stems) {
    add(names_, stem + "postcode", target, false);
    add(names_, stem + "pc", target, false);
  }
  add(names_, "postalcode", target, false);
  candidates_.insert(candidates_.end(), {"Address 1", "Postcode", "Town", "County"});
}

// What is said of a letter that was sent, in any order: "Sent date of warning letter".
void Headings::add_loose_past(Target target) {
  const facts::LetterDecl& letter = vocabulary_.letters()[index_of(target.index)];
  std::vector<std::string> stems{letter.id, letter.title};
  stems.insert(stems.end(), letter.headings.begin(), letter.headings.end());
  struct Phrase {
    PastField past;
    std::string_view words;
  };
  constexpr std::array<Phrase, 22> phrases = {{{PastField::date, "issue date"},
                                               {PastField::date, "sent"},
                                               {PastField::date, "issued"},
                                               {PastField::date, "went"},
                                               {PastField::response_date, "response to"},
                                               {PastField::date, "date"},
                                               {PastField::date, "date sent"},
                                               {PastField::date, "date issued"},
                                               {PastField::date, "letter date"},
                                               {PastField::date, "letter sent"},
                                               {PastField::date, "date letter sent"},
                                               {PastField::date, "sent on"},
                                               {PastField::date, "letter sent on"},
                                               {PastField::deadline, "deadline"},
                                               {PastField::deadline, "response deadline"},
                                               {PastField::response_date, "response date"},
                                               {PastField::response_date, "response received"},
                                               {PastField::response_date, "response received date"},
                                               {PastField::response_date, "response received on"},
                                               {PastField::response_date, "letter response date"},
                                               {PastField::response_channel, "response channel"},
                                               {PastField::signatory, "signatory"}}};
  for (const std::string& stem : stems) {
    for (const Phrase& phrase : phrases) {
      if (!stem.empty()) {
        target.past = phrase.past;
        add_loose(fmt::format("{} {}", stem, phrase.words), target);
      }
    }
  }
}

void Headings::add_past() {
  const auto& letters = vocabulary_.letters();
  for (std::size_t letter = 0; letter < letters.size(); ++letter) {
    Target target;
    target.kind = TargetKind::past;
    target.index = static_cast<int>(letter);
    std::vector<std::string> stems{fold_heading(letters[letter].id)};
    if (!letters[letter].title.empty()) {
      stems.push_back(fold_heading(letters[letter].title));
    }
    for (const std::string& heading : letters[letter].headings) {
      stems.push_back(fold_heading(heading));
    }
    add_loose_past(target);
    for (const std::string& stem : stems) {
      const auto name = [&](PastField past, int index, std::initializer_list<std::string> words) {
        target.past = past;
        target.past_index = index;
        for (const std::string& word : words) {
          add(names_, word, target, &stem != &stems.front());
        }
      };
      for (const int fact : letters[letter].sets) {
        name(PastField::fact, fact, {stem + fold_heading(vocabulary_.facts()[index_of(fact)].name)});
      }
      for (std::size_t choice = 0; choice < vocabulary_.choices().size(); ++choice) {
        name(PastField::choice, static_cast<int>(choice), {stem + fold_heading(vocabulary_.choices()[choice].name)});
      }
      name(PastField::date, -1,
           {stem + "date", "dateof" + stem, stem + "letterdate", "dateof" + stem + "letter", stem + "sent",
            stem + "datesent", stem + "senton", "date" + stem + "sent", stem + "issued", stem + "issuedon",
            "date" + stem + "issued", "date" + stem + "lettersent", stem + "lettersent", stem + "lettersenton",
            stem + "sentdate", stem + "issuedate", "dateof" + stem + "issue", stem + "given", stem + "dated"});
      name(PastField::deadline, -1,
           {stem + "deadline", stem + "responsedeadline", stem + "replyby", stem + "replydeadline"});
      name(PastField::signatory, -1, {stem + "signatory", stem + "signedby"});
      name(
          PastField::response_date, -1,
          {stem + "responsedate", stem + "dateofresponse", stem + "replydate", "dateof" + stem + "response",
           stem + "responsereceived", stem + "replyreceived", "responseto" + stem, "replyto" + stem,
           "responseto" + stem + "received", "replyto" + stem + "received", "dateofreplyto" + stem,
           "dateofresponseto" + stem, "responseto" + stem + "date", "replyto" + stem + "date", stem + "replyreceivedon",
           stem + "responsereceivedon", "responseto" + stem + "receivedon", "replyto" + stem + "receivedon"});
      name(PastField::response_channel, -1, {stem + "responsechannel", stem + "replychannel"});
    }
    candidates_.push_back(letters[letter].id + " date");
    candidates_.push_back(letters[letter].id + " response date");
  }
}

}  // namespace caseletters::sheets
