#include "sheets/sent_headings.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

using facts::Kind;

struct SentHeading {
  Sent field;
  std::string_view folded;
};
constexpr std::array<SentHeading, 41> sent_headings = {{{sent_letter, "letter"},
                                                        {sent_letter, "lettersent"},
                                                        {sent_letter, "letterid"},
                                                        {sent_letter, "lettername"},
                                                        {sent_letter, "lettertype"},
                                                        {sent_letter, "whichletter"},
                                                        {sent_letter, "letterissued"},
                                                        {sent_letter, "letterdespatched"},
                                                        {sent_letter, "letterdispatched"},
                                                        {sent_letter, "kindofletter"},
                                                        {sent_date, "date"},
                                                        {sent_date, "datesent"},
                                                        {sent_date, "senton"},
                                                        {sent_date, "sent"},
                                                        {sent_date, "letterdate"},
                                                        {sent_date, "dateofletter"},
                                                        {sent_date, "dateissued"},
                                                        {sent_date, "issuedon"},
                                                        {sent_date, "dateonletter"},
                                                        {sent_date, "lettersenton"},
                                                        {sent_date, "dateletterssent"},
                                                        {sent_date, "dateposted"},
                                                        {sent_deadline, "deadline"},
                                                        {sent_deadline, "responsedeadline"},
                                                        {sent_deadline, "replydeadline"},
                                                        {sent_deadline, "replyby"},
                                                        {sent_deadline, "respondby"},
                                                        {sent_signatory, "signatory"},
                                                        {sent_signatory, "signedby"},
                                                        {sent_response_date, "responsedate"},
                                                        {sent_response_date, "dateofresponse"},
                                                        {sent_response_date, "replydate"},
                                                        {sent_response_date, "dateofreply"},
                                                        {sent_response_date, "replyreceived"},
                                                        {sent_response_date, "responsereceived"},
                                                        {sent_response_date, "replyreceivedon"},
                                                        {sent_channel, "channel"},
                                                        {sent_channel, "responsechannel"},
                                                        {sent_channel, "replychannel"},
                                                        {sent_channel, "howtheyreplied"},
                                                        {sent_channel, "methodofreply"}}};

// What each word of a heading speaks of.
enum Concept {
  of_letter,
  of_reply,
  of_date,
  of_coming,
  of_sending,
  of_kind,
  of_way,
  of_limit,
  of_signing,
  of_nothing,
  concepts
};
struct ConceptWord {
  std::string_view word;
  Concept meaning;
};
constexpr ConceptWord concept_words[] = {{"letter", of_letter},
                                         {"letters", of_letter},
                                         {"ltr", of_letter},
                                         {"notice", of_letter},
                                         {"reply", of_reply},
                                         {"replied", of_reply},
                                         {"replies", of_reply},
                                         {"response", of_reply},
                                         {"responded", of_reply},
                                         {"resp", of_reply},
                                         {"answer", of_reply},
                                         {"answered", of_reply},
                                         {"responses", of_reply},
                                         {"representations", of_reply},
                                         {"date", of_date},
                                         {"dated", of_date},
                                         {"day", of_date},
                                         {"when", of_date},
                                         {"on", of_date},
                                         {"dt", of_date},
                                         {"came", of_coming},
                                         {"received", of_coming},
                                         {"recd", of_coming},
                                         {"arrived", of_coming},
                                         {"sent", of_sending},
                                         {"posted", of_sending},
                                         {"issued", of_sending},
                                         {"issue", of_sending},
                                         {"went", of_sending},
                                         {"given", of_sending},
                                         {"out", of_sending},
                                         {"post", of_sending},
                                         {"posting", of_sending},
                                         {"delivered", of_sending},
                                         {"despatched", of_sending},
                                         {"dispatched", of_sending},
                                         {"wanted", of_limit},
                                         {"required", of_limit},
                                         {"expected", of_limit},
                                         {"whose", of_nothing},
                                         {"under", of_nothing},
                                         {"sig", of_signing},
                                         {"deadlines", of_limit},
                                         {"ack", of_reply},
                                         {"comments", of_reply},
                                         {"replying", of_reply},
                                         {"responding", of_reply},
                                         {"us", of_nothing},
                                         {"from", of_nothing},
                                         {"kind", of_kind},
                                         {"type", of_kind},
                                         {"which", of_kind},
                                         {"name", of_kind},
                                         {"id", of_kind},
                                         {"title", of_kind},
                                         {"template", of_kind},
                                         {"what", of_kind},
                                         {"how", of_way},
                                         {"by", of_way},
                                         {"way", of_way},
                                         {"method", of_way},
                                         {"channel", of_way},
                                         {"medium", of_way},
                                         {"route", of_way},
                                         {"means", of_way},
                                         {"form", of_way},
                                         {"email", of_way},
                                         {"mail", of_way},
                                         {"person", of_way},
                                         {"phone", of_way},
                                         {"telephone", of_way},
                                         {"spoken", of_way},
                                         {"deadline", of_limit},
                                         {"due", of_limit},
                                         {"expires", of_limit},
                                         {"signed", of_signing},
                                         {"signatory", of_signing},
                                         {"signs", of_signing},
                                         {"signature", of_signing},
                                         {"the", of_nothing},
                                         {"of", of_nothing},
                                         {"to", of_nothing},
                                         {"was", of_nothing},
                                         {"a", of_nothing},
                                         {"in", of_nothing},
                                         {"back", of_nothing},
                                         {"it", of_nothing},
                                         {"or", of_nothing},
                                         {"and", of_nothing},
                                         {"they", of_nothing},
                                         {"their", of_nothing},
                                         {"we", of_nothing},
                                         {"our", of_nothing},
                                         {"parent", of_nothing},
                                         {"parents", of_nothing},
                                         {"he", of_nothing},
                                         {"she", of_nothing},
                                         {"is", of_nothing},
                                         {"e", of_nothing},
                                         {"for", of_nothing},
                                         {"any", of_nothing},
                                         {"who", of_nothing}};

std::optional<Sent> by_concepts(std::string_view heading) {
  std::array<int, concepts> count{};
  std::string word;
  std::string plain = fold_name(heading);
  plain.erase(std::remove(plain.begin(), plain.end(), '\''), plain.end());
  plain.push_back(' ');
  for (const char letter : plain) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
        static_cast<unsigned char>(letter) >= 0x80) {
      word.push_back(letter);
      continue;
    }
    if (word.empty()) {
      continue;
    }
    const auto* const known = std::find_if(std::begin(concept_words), std::end(concept_words),
                                           [&](const ConceptWord& each) { return each.word == word; });
    if (known == std::end(concept_words)) {
      return std::nullopt;
    }
    ++count[known->meaning];
    word.clear();
  }
  const auto none_of = [&](std::initializer_list<Concept> all) {
    return std::all_of(all.begin(), all.end(), [&](Concept each) { return count[each] == 0; });
  };
  if (count[of_signing] > 0) {
    return none_of({of_reply, of_date, of_limit, of_kind}) ? std::optional{sent_signatory} : std::nullopt;
  }
  if (count[of_limit] > 0) {
    return none_of({of_sending, of_kind}) && (count[of_reply] > 0) ? std::optional{sent_deadline} : std::nullopt;
  }
  if (count[of_reply] > 0) {
    if (count[of_way] > 0) {
      // "Reply by" asks for a day; "reply by e-mail, letter" does not.
      return none_of({of_date, of_sending}) &&
                     (count[of_way] > 1 || count[of_letter] > 0 || plain.find("by") == std::string::npos)
                 ? std::optional{sent_channel}
                 : std::nullopt;
    }
    return count[of_date] + count[of_coming] > 0 && none_of({of_sending, of_kind}) ? std::optional{sent_response_date}
                                                                                   : std::nullopt;
  }
  if (count[of_kind] > 0) {
    return count[of_letter] > 0 && none_of({of_date, of_way, of_coming}) ? std::optional{sent_letter} : std::nullopt;
  }
  if (count[of_date] + count[of_sending] > 0) {
    return none_of({of_way, of_coming}) && (count[of_date] > 0 || count[of_letter] > 0) ? std::optional{sent_date}
                                                                                        : std::nullopt;
  }
  return std::nullopt;
}

SideColumn column_of(Sent field) {
  const facts::Type type = field == sent_letter      ? facts::Type{Kind::set, facts::Vocabulary::letters_domain}
                           : field == sent_signatory ? facts::Type{Kind::option, facts::Vocabulary::roles_domain}
                           : field == sent_channel   ? facts::Type{Kind::option, facts::Vocabulary::channels_domain}
                                                     : facts::Type{Kind::date, -1};
  return SideColumn{field, type, std::string(sent_words[field])};
}

}  // namespace

bool is_sent_sheet(std::string_view sheet) {
  constexpr std::array<std::string_view, 8> names = {"letterssent",    "sentletters",       "lettersissued",
                                                     "lettershistory", "letterhistory",     "letterlog",
                                                     "letterslog",     "lettersalreadysent"};
  return std::find(names.begin(), names.end(), fold_heading(sheet)) != names.end();
}

std::optional<SideColumn> understand_sent(std::string_view heading) {
  const std::string folded = fold_heading(heading);
  const auto* const found = std::find_if(sent_headings.begin(), sent_headings.end(),
                                         [&](const SentHeading& each) { return each.folded == folded; });
  const auto field = found != sent_headings.end() ? std::optional{found->field} : by_concepts(heading);
  return field ? std::optional{column_of(*field)} : std::nullopt;
}

std::optional<SideColumn> sent_fact(std::string_view fact) {
  const std::string folded = fold_heading(fact);
  if (folded == "caseid") {
    return SideColumn{side_case_id, {}, "Case ID"};
  }
  for (std::size_t field = 0; field < sent_words.size(); ++field) {
    if (fold_heading(sent_words[field]) == folded) {
      return column_of(static_cast<Sent>(field));
    }
  }
  return understand_sent(fact);
}

SideSheet::Understand understand_sent_by(const MappedSheet* mapped) {
  return [mapped](std::string_view heading, int column) -> std::optional<SideColumn> {
    if (mapped == nullptr) {
      return understand_sent(heading);
    }
    const MappedColumn* found = nullptr;
    for (const MappedColumn& each : mapped->columns) {
      if (fold_heading(each.heading) == fold_heading(heading) &&
          (found == nullptr || column_number(each.at).value_or(-1) == column)) {
        found = &each;
      }
    }
    if (found == nullptr) {
      return understand_sent(heading);
    }
    return found->fact.empty() ? SideColumn{side_not_used, {}, {}} : sent_fact(found->fact);
  };
}

}  // namespace caseletters::sheets
