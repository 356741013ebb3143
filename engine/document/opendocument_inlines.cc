// Words, tabs, fields, notes and frames in a line of an OpenDocument text.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/opendocument_reader.h"
#include "document/word_numbering.h"
#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr int deepest_boxes = 6;

std::string property(const OdfStyle& style, std::string_view name) {
  const auto found = style.properties.find(name);
  return found == style.properties.end() ? std::string{} : found->second;
}

// What the bytes are, whatever their name says; empty for what no page can show.
std::string picture_ending(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG")) return "png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "jpg";
  if (bytes.starts_with("GIF8")) return "gif";
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "webp";
  if (bytes.substr(0, 1000).find("<svg") != std::string_view::npos) return "svg";
  return {};
}

Anchored::From from_word(std::string_view word) {
  if (word == "page") return Anchored::From::page;
  if (word == "page-content") return Anchored::From::margin;
  return Anchored::From::text;
}

}  // namespace

void OdfReader::add(Run run, const RunProperties& base, const std::string& link, Inline& line) {
  run.style = base.computed();
  if (run.style.language.empty()) run.style.language = out_.language;
  run.link = link;
  auto& runs = line.paragraph->runs;
  if (run.kind == Run::Kind::text && !runs.empty() && runs.back().kind == Run::Kind::text &&
      runs.back().style == run.style && runs.back().link == run.link) {
    runs.back().text += run.text;
    return;
  }
  runs.push_back(std::move(run));
}

// White space counts once, and not at the start of a line (OpenDocument 1.3, part 3, 6.1.2).
void OdfReader::words(std::string_view text, const RunProperties& base, const std::string& link, Inline& line) {
  Run run;
  for (const char letter : text) {
    const bool space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!space) {
      run.text += letter;
    } else if (!line.space) {
      run.text += ' ';
    }
    line.space = space;
  }
  if (base.hidden.value_or(false)) {
    out_.hidden += run.text + ' ';
    return;
  }
  const auto shown = signs_as_unicode(run.text, base.font.value_or(""));
  if (shown != run.text) {
    out_.hidden += run.text + ' ';
    run.text = shown;
  }
  if (!run.text.empty()) add(std::move(run), base, link, line);
}

void OdfReader::inlines(pugi::xml_node parent, const Place& place, const RunProperties& base, const std::string& link,
                        Inline& line) {
  for (const auto node : parent.children()) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      words(node.value(), base, link, line);
      continue;
    }
    if (node.type() != pugi::node_element) continue;
    const auto name = local(node);
    Run run;
    if (name == "span") {
      RunProperties own = base;
      own.put(styles_.find("text", value(node, "style-name"), place.content).run);
      inlines(node, place, own, link, line);
      continue;
    }
    if (name == "a") {
      inlines(node, place, base, std::string{value(node, "href")}, line);
      continue;
    }
    if (name == "s") {
      run.text = std::string(static_cast<std::size_t>(std::clamp(number_of(value(node, "c")), 1, 1000)), ' ');
      line.space = false;
    } else if (name == "tab") {
      run.kind = Run::Kind::tab;
      line.space = true;
    } else if (name == "line-break") {
      run.kind = Run::Kind::line_break;
      line.space = true;
    } else if (name == "page-number") {
      run.kind = Run::Kind::page_number;
      line.space = false;
    } else if (name == "page-count") {
      run.kind = Run::Kind::page_count;
      line.space = false;
    } else if (name == "note") {
      note(node, place, base, line);
      continue;
    } else if (name == "frame") {
      frame(node, place, base, line);
      line.space = false;
      continue;
    } else if (name == "custom-shape" || name == "rect" || name == "ellipse" || name == "polyline" || name == "g" ||
               name == "path" || name == "regular-polygon" || name == "polygon") {
      not_set("a drawing", "Put it into the document as a picture with alternative text.");
      continue;
    } else if (name == "hidden-text" || name == "hidden-paragraph") {
      if (value(node, "is-hidden") != "false") continue;
      inlines(node, place, base, link, line);
      continue;
    } else if (name == "ruby") {
      inlines(child(node, "ruby-base"), place, base, link, line);
      continue;
    } else if (name == "annotation" || name == "annotation-end" || name == "tracked-changes" || name == "ruby-text" ||
               name == "script" || name == "dde-connection-decl" || name == "change" || name == "change-start" ||
               name == "change-end" || name == "soft-page-break" || name == "bookmark" || name == "bookmark-start" ||
               name == "bookmark-end") {
      continue;
    } else {
      // Other fields and marks around words: what they show stands in them.
      inlines(node, place, base, link, line);
      continue;
    }
    if (!base.hidden.value_or(false)) add(std::move(run), base, link, line);
  }
}

int OdfReader::number_of(std::string_view text) {
  return static_cast<int>(document::number(text, 1));
}

void OdfReader::note(pugi::xml_node node, const Place& place, const RunProperties& base, Inline& line) {
  const bool foot = value(node, "note-class") != "endnote";
  if (depth_ >= deepest_boxes) return;
  RunProperties raised = base;
  raised.slant = Slant::above;
  Run run;
  auto made = std::make_shared<Note>();
  made->label =
      foot ? std::to_string(++footnotes_told_) : format_number(static_cast<int>(endnotes_.size()) + 1, "lowerRoman");
  Place inner;
  inner.content = place.content;
  inner.width = body_width_;
  inner.note_label = made->label;
  ++depth_;
  blocks(child(node, "note-body"), inner, made->blocks);
  --depth_;
  run.text = made->label;
  if (foot) {
    run.kind = Run::Kind::footnote;
    run.note = std::move(made);
  } else {
    run.kind = Run::Kind::note_label;
    endnotes_.push_back(std::move(made->blocks));
  }
  add(std::move(run), raised, {}, line);
  line.space = false;
}

std::optional<Picture> OdfReader::picture(pugi::xml_node image, const std::string& what) {
  std::string part{value(image, "href")};
  if (part.starts_with("./")) part.erase(0, 2);
  if (part.find("://") != std::string::npos || part.starts_with('/') || part.starts_with("..")) {
    not_set("a picture that stands elsewhere and is never fetched", "Put the picture into the document itself.");
    return std::nullopt;
  }
  Picture made;
  made.alternative = what;
  const auto known = pictures_.find(part);
  if (known != pictures_.end()) {
    made.file = known->second;
    return made;
  }
  auto bytes = document_.archive().read(part);
  if (!bytes) {
    not_set("a picture that the document names but does not hold");
    return std::nullopt;
  }
  auto ending = picture_ending(*bytes);
  if (ending.empty()) {
    not_set(fmt::format("a picture of the kind .{}", part.substr(part.rfind('.') + 1)),
            "Put it into the document as PNG or JPEG.");
    return std::nullopt;
  }
  made.file = static_cast<int>(out_.pictures.size());
  pictures_[part] = made.file;
  out_.pictures.push_back({part, std::move(*bytes), std::move(ending)});
  return made;
}

void OdfReader::frame(pugi::xml_node node, const Place& place, const RunProperties& base, Inline& line) {
  const auto& style = styles_.find("graphic", value(node, "style-name"), place.content);
  std::string what{trim(child(node, "desc").text().get())};
  if (what.empty()) what = trim(child(node, "title").text().get());
  auto box = std::make_shared<Anchored>();
  box->width = odf_length(value(node, "width"));
  box->height = odf_length(value(node, "height"));
  const auto anchor = value(node, "anchor-type");
  Run run;
  if (const auto image = child(node, "image"); image && !child(node, "object") && !child(node, "object-ole")) {
    auto taken = picture(image, what);
    if (!taken) return;
    taken->width = box->width;
    taken->height = box->height;
    if (anchor == "as-char") {
      run.kind = Run::Kind::picture;
      run.picture = std::move(taken);
      add(std::move(run), base, {}, line);
      return;
    }
    box->picture = std::move(taken);
  } else if (const auto text = child(node, "text-box")) {
    if (depth_ >= deepest_boxes) return;
    const double least = odf_length(value(text, "min-height"));
    box->grows = box->height <= 0 || least > 0;
    box->height = std::max(box->height, least);
    const auto pad = [&](const char* side) {
      const std::string own = property(style, std::string{"padding-"} + side);
      return odf_length(own.empty() ? property(style, "padding") : own);
    };
    box->inset = {pad("left"), pad("top"), pad("right"), pad("bottom")};
    box->outline = odf_border(property(style, "border"));
    box->fill = colour_of(property(style, "background-color"));
    Place inner;
    inner.content = place.content;
    inner.width = std::max(1.0, box->width - box->inset[0] - box->inset[2]);
    ++depth_;
    blocks(text, inner, box->blocks);
    --depth_;
  } else {
    not_set(child(node, "object") || child(node, "object-ole") ? "a chart, an equation or another program's object"
                                                               : "a drawing",
            "Put it into the document as a picture with alternative text.");
    return;
  }
  const auto horizontal = property(style, "horizontal-pos"), vertical = property(style, "vertical-pos");
  box->horizontal_from = from_word(property(style, "horizontal-rel"));
  box->vertical_from = from_word(property(style, "vertical-rel"));
  if (anchor == "page" && box->horizontal_from == Anchored::From::text) box->horizontal_from = Anchored::From::page;
  if (anchor == "page" && box->vertical_from == Anchored::From::text) box->vertical_from = Anchored::From::page;
  if (horizontal == "left" || horizontal == "right") box->horizontal_align = horizontal;
  if (horizontal == "center") box->horizontal_align = "centre";
  if (vertical == "top" || vertical == "bottom") box->vertical_align = vertical;
  if (vertical == "middle") box->vertical_align = "centre";
  box->x = odf_length(value(node, "x"));
  box->y = odf_length(value(node, "y"));
  const auto wrap = property(style, "wrap");
  box->flow = wrap == "run-through"                   ? Anchored::Flow::over
              : wrap == "none" || anchor == "as-char" ? Anchored::Flow::above_and_below
                                                      : Anchored::Flow::around;
  run.kind = Run::Kind::anchored;
  run.anchored = std::move(box);
  add(std::move(run), base, {}, line);
}

}  // namespace caseletters::document
