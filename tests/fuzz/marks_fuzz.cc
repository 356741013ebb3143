// Any text as the text of a letter: its marks are found, told apart and bound, or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/word_fields.h"
#include "fuzz_letter.h"
#include "letter/marks.h"
#include "letter/residue.h"

using namespace caseletters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const facts::Rules rules = fuzz::small_rules();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  facts::Context context;
  context.vocabulary = &rules.vocabulary;
  for (const auto& stretch : letter::find_marks(text).marks) {
    if (stretch.begin + 4 > stretch.end || stretch.end > size) std::abort();
    auto mark = letter::classify(text.substr(stretch.begin, stretch.end - stretch.begin));
    (void)letter::bind_value(mark, context);
    (void)letter::bind_condition(mark, context);
    (void)letter::bind_choice(mark, context);
    (void)letter::bind_loop(mark, context);
  }
  (void)letter::find_all_residue(text);
  (void)document::field_words(text);
  return 0;
}
