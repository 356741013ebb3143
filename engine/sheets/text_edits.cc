#include "sheets/text_edits.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::string_view space = " \t\r\n";

}  // namespace

std::string TextEdits::apply(std::string_view to) const {
  std::vector<const Edit*> order;
  std::size_t more = 0;
  for (const Edit& each : edits_) {
    order.push_back(&each);
    more += each.text.size();
  }
  std::stable_sort(order.begin(), order.end(), [](const Edit* a, const Edit* b) { return a->at < b->at; });
  std::string out;
  out.reserve(to.size() + more);
  std::size_t done = 0;
  for (const Edit* each : order) {
    out.append(to.substr(done, each->at - done)).append(each->text);
    done = each->at + each->length;
  }
  return out.append(to.substr(done));
}

std::string_view raw_name(std::string_view tag) {
  const std::size_t begin = tag.starts_with('<') ? 1 : 0;
  return tag.substr(begin, std::min(tag.find_first_of(" \t\r\n/>", begin), tag.size()) - begin);
}

std::string_view raw_prefix(std::string_view tag) {
  const std::string_view name = raw_name(tag);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon + 1);
}

std::vector<RawAttribute> raw_attributes(std::string_view tag) {
  std::vector<RawAttribute> attributes;
  std::size_t at = raw_name(tag).size() + 1;
  while (true) {
    const std::size_t name = tag.find_first_not_of(space, at);
    const std::size_t equals = name == std::string_view::npos ? name : tag.find('=', name);
    const std::size_t quote = equals == std::string_view::npos ? equals : tag.find_first_of("\"'", equals);
    const std::size_t end = quote == std::string_view::npos ? quote : tag.find(tag[quote], quote + 1);
    if (end == std::string_view::npos) {
      return attributes;
    }
    const std::string_view named = tag.substr(name, equals - name);
    attributes.push_back({named.substr(0, named.find_last_not_of(space) + 1), tag.substr(quote + 1, end - quote - 1)});
    at = end + 1;
  }
}

std::optional<std::string_view> raw_attribute(std::string_view tag, std::string_view name) {
  for (const RawAttribute& each : raw_attributes(tag)) {
    if (each.name == name) {
      return each.value;
    }
  }
  return std::nullopt;
}

Result<std::string_view> plain_utf8(std::string_view part) {
  if (part.starts_with("\xEF\xBB\xBF")) {
    part.remove_prefix(3);
  }
  std::string_view declared = "UTF-8";
  if (part.starts_with("<?xml")) {
    declared = raw_attribute(part.substr(0, part.find("?>")), "encoding").value_or("UTF-8");
  }
  const std::string encoding = to_lower(declared);
  if (!part.starts_with('<') || (encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii")) {
    return fail(error("cannot-write-back",
                      "the sheet is not kept as UTF-8, so nothing can be written into a copy of it.",
                      "Open the workbook in Excel or LibreOffice and save it again."));
  }
  return part;
}

}  // namespace caseletters::sheets
