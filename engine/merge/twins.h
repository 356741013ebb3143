// Whether the Word and the LibreOffice template of one letter are the same letter.
#pragma once

#include <string>

#include "base/files.h"
#include "base/result.h"
#include "facts/rules.h"
#include "letter/program.h"

namespace caseletters::merge {

// Both files compile. Code: twins-differ, an error where they ask for different facts or hold different marks, a
// warning where only their words differ; each with the words of the paragraph. Which part of the page words stand on
// (a header, the body) is not compared.
[[nodiscard]] Diagnostics compare_twins(const Files& files, const std::string& docx, const letter::Program& word,
                                        const std::string& odt, const letter::Program& open, const facts::Rules& rules,
                                        const std::string& letter);

}  // namespace caseletters::merge
