// Any bytes as the content of an OpenDocument text: refused with findings; or compiled, and a letter of it opens again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/calendar.h"
#include "facts/situation.h"
#include "fuzz_letter.h"
#include "letter/program.h"

using namespace caseletters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const facts::Rules rules = fuzz::small_rules();
  static const Calendar calendar;
  const auto opened =
      document::Document::open(fuzz::text_around({reinterpret_cast<const char*>(data), size}), "fuzz.odt");
  if (!opened) return 0;
  const auto program = letter::Program::compile(*opened, rules, {}, {});
  if (!program && program.error().empty()) std::abort();
  if (!program) return 0;
  const auto record = fuzz::small_case(rules);
  facts::Situation situation{rules, record, calendar};
  const auto letter = program->resolve(situation);
  if (!letter) return 0;
  const auto again = document::Document::open(*letter, "letter.odt");
  if (!again) std::abort();
  if (!document::words_of(*again)) std::abort();
  return 0;
}
