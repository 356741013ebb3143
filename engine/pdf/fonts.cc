#include "pdf/fonts.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>

#include <optional>

#include "base/text.h"
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

namespace caseletters::pdf {
namespace {

constexpr const char* font_of_signs = "DejaVu Sans";

// Made to the same widths: a letter set in the one breaks its lines like a letter set in the other.
const std::map<std::string, std::vector<std::string>, std::less<>>& twins() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> table{
      {"calibri", {"Carlito"}},
      {"calibri light", {"Carlito"}},
      {"cambria", {"Caladea"}},
      {"arial", {"Liberation Sans", "Arimo"}},
      {"helvetica", {"Liberation Sans", "Arimo"}},
      {"times new roman", {"Liberation Serif", "Tinos"}},
      {"times", {"Liberation Serif", "Tinos"}},
      {"courier new", {"Liberation Mono", "Cousine"}},
      {"courier", {"Liberation Mono", "Cousine"}},
      {"arial narrow", {"Liberation Sans Narrow"}},
      {"georgia", {"Gelasio"}},
      {"symbol", {"OpenSymbol"}},
      {"wingdings", {"OpenSymbol"}},
  };
  return table;
}

std::string text_of(const FcPattern* pattern, const char* what) {
  FcChar8* text = nullptr;
  if (FcPatternGetString(pattern, what, 0, &text) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(text);
}

// At least one, though it may be nothing.
std::vector<std::string> families_of(const std::string& wanted) {
  std::vector<std::string> out;
  for (const auto& one : split(wanted, ';'))
    if (!trim(one).empty()) out.emplace_back(trim(one));
  if (out.empty()) out.emplace_back();
  return out;
}

}  // namespace

struct FontBook::State {
  FcConfig* config = nullptr;
  FT_Library library = nullptr;

  Face match(const std::string& family, bool bold, bool italic) const {
    Face face;
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result = FcResultNoMatch;
    FcPattern* found = FcFontMatch(config, pattern, &result);
    FcPatternDestroy(pattern);
    if (found == nullptr) return face;
    face.family = text_of(found, FC_FAMILY);
    face.file = text_of(found, FC_FILE);
    face.found = !face.file.empty();
    FcPatternDestroy(found);
    return face;
  }

  // The family itself, or one made to the same widths.
  std::optional<Face> own_or_twin(const std::string& family, bool bold, bool italic) const {
    const std::string folded = to_lower(family);
    Face found = match(family, bold, italic);
    if (to_lower(found.family) == folded) return found;
    const auto twin = twins().find(folded);
    if (twin == twins().end()) return std::nullopt;
    for (const auto& name : twin->second) {
      Face other = match(name, bold, italic);
      if (other.family == name) return other;
    }
    return std::nullopt;
  }

  void measure(Face& face) const {
    FT_Face opened = nullptr;
    if (!face.found || FT_New_Face(library, face.file.c_str(), 0, &opened) != 0) return;
    const double unit = opened->units_per_EM > 0 ? opened->units_per_EM : 1000;
    double up = 0, down = 0, gap = 0;
    if (const auto* head = static_cast<const TT_HoriHeader*>(FT_Get_Sfnt_Table(opened, FT_SFNT_HHEA));
        head != nullptr && head->Ascender >= 0 && head->Descender <= 0) {
      up = head->Ascender;
      down = -head->Descender;
      gap = head->Line_Gap;
    }
    if (const auto* other = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(opened, FT_SFNT_OS2)); other != nullptr) {
      constexpr unsigned own_metrics = 1U << 7U;  // of fsSelection: the typographic ones are meant
      if (up <= 0 && down <= 0) {
        up = other->usWinAscent;
        down = other->usWinDescent;
        gap = 0;
      }
      if ((other->fsSelection & own_metrics) != 0 && other->sTypoAscender >= 0 && other->sTypoDescender <= 0) {
        up = other->sTypoAscender;
        down = -other->sTypoDescender;
        gap = other->sTypoLineGap;
      }
    }
    if (up + down > 0) {
      face.up = (up + gap) / unit;
      face.down = down / unit;
    }
    FT_Done_Face(opened);
  }
};

FontBook::FontBook() : state_(std::make_unique<State>()) {
  state_->config = FcInitLoadConfigAndFonts();
  FT_Init_FreeType(&state_->library);
  if (face(font_of_signs, false, false).family == font_of_signs) signs_ = font_of_signs;
}

FontBook::~FontBook() {
  if (state_->library != nullptr) FT_Done_FreeType(state_->library);
  if (state_->config != nullptr) FcConfigDestroy(state_->config);
}

const Face& FontBook::face(const std::string& wanted, bool bold, bool italic) {
  const auto key = std::tuple{wanted, bold, italic};
  const auto known = faces_.find(key);
  if (known != faces_.end()) return known->second;
  Face found;
  bool same = false;
  for (const auto& name : families_of(wanted)) {
    auto one = state_->own_or_twin(name, bold, italic);
    same = one.has_value();
    if (same) found = std::move(*one);
    if (same) break;
  }
  if (!same) found = state_->match(families_of(wanted).front(), bold, italic);
  if (!same) substituted_[wanted] = found.family;
  state_->measure(found);
  return faces_.emplace(key, std::move(found)).first->second;
}

std::vector<std::string> FontBook::files() const {
  std::set<std::string> files;
  for (const auto& [key, face] : faces_)
    if (face.found) files.insert(face.file);
  return {files.begin(), files.end()};
}

Diagnostics FontBook::substitutions(const std::set<std::string>& asked) const {
  Diagnostics out;
  for (const auto& [wanted, family] : substituted_) {
    if (wanted == font_of_signs || asked.count(wanted) == 0) continue;
    out.push_back(warning("font-missing",
                          fmt::format("the font {} is not on this machine; {} stands in for it, and lines may break "
                                      "elsewhere than on a machine that has it",
                                      families_of(wanted).front(), family.empty() ? "no other" : family),
                          fmt::format("Install {}, or use a font that is there.", families_of(wanted).front())));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> usual_fonts() {
  FontBook book;
  std::vector<std::pair<std::string, std::string>> out;
  for (const char* family : {"Arial", "Calibri", "Cambria", "Times New Roman", font_of_signs})
    out.emplace_back(family, book.face(family, false, false).family);
  return out;
}

}  // namespace caseletters::pdf
