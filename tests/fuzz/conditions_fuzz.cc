// Any text as a condition: refused with a reason, or understood so that its own words mean the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "fuzz_letter.h"

using namespace caseletters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const facts::Rules rules = fuzz::small_rules();
  facts::Context context;
  context.vocabulary = &rules.vocabulary;
  const auto folded = fold_name(std::string_view{reinterpret_cast<const char*>(data), size});
  const auto parsed = facts::parse_condition(folded, context);
  if (!parsed) return 0;
  const auto words = facts::to_text(*parsed, rules.vocabulary);
  const auto again = facts::parse_condition(fold_name(words), context);
  if (!again || facts::to_text(*again, rules.vocabulary) != words) std::abort();
  return 0;
}
