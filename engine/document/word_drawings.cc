// Pictures and boxes: DrawingML (ECMA-376, part 1, clause 20) and the older VML (part 4, clause 19).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/word_reader.h"

namespace caseletters::document {
namespace {

constexpr int deepest_boxes = 6;

// What the bytes are, whatever their name says; empty for what no page can show.
std::string picture_ending(std::string_view bytes) {
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (starts("\x89PNG")) return "png";
  if (starts("\xFF\xD8\xFF")) return "jpg";
  if (starts("GIF8")) return "gif";
  if (starts("RIFF") && bytes.substr(8, 4) == "WEBP") return "webp";
  const auto head = bytes.substr(0, 1000);
  if (head.find("<svg") != std::string_view::npos) return "svg";
  return {};
}

pugi::xml_node find_below(pugi::xml_node node, std::string_view name) {
  if (local(node) == name) return node;
  for (const auto one : node.children())
    if (const auto found = find_below(one, name)) return found;
  return {};
}

Anchored::From from_word(std::string_view word) {
  if (word == "page" || word.ends_with("Margin")) return Anchored::From::page;
  if (word == "margin") return Anchored::From::margin;
  return Anchored::From::text;
}

std::string align_word(std::string_view word) {
  if (word == "center") return "centre";
  if (word == "inside") return "left";
  if (word == "outside") return "right";
  return std::string{word};
}

// "width:12pt;margin-left:3pt" as pairs.
std::map<std::string, std::string, std::less<>> css(std::string_view text) {
  std::map<std::string, std::string, std::less<>> out;
  for (const auto& piece : split(text, ';')) {
    const auto colon = piece.find(':');
    if (colon != std::string::npos) out[std::string{trim(piece.substr(0, colon))}] = trim(piece.substr(colon + 1));
  }
  return out;
}

double css_length(const std::map<std::string, std::string, std::less<>>& style, std::string_view name) {
  const auto found = style.find(name);
  if (found == style.end()) return 0;
  const auto& text = found->second;
  return text.ends_with("px")                                          ? number(text) * 0.75
         : text.find_first_not_of("-.0123456789") == std::string::npos ? number(text)
                                                                       : twips(text);
}

}  // namespace

std::optional<Picture> WordReader::picture(const WordPlace& place, std::string_view relationship,
                                           const std::string& what) {
  for (const auto& one : *place.relationships) {
    if (one.id != relationship) continue;
    if (one.external) {
      not_set("a picture that stands elsewhere and is never fetched", "Put the picture into the document itself.");
      return std::nullopt;
    }
    Picture made;
    const auto known = pictures_.find(one.target);
    if (known != pictures_.end()) {
      made.file = known->second;
    } else {
      auto bytes = document_.archive().read(one.target);
      if (!bytes) {
        not_set("a picture that the document names but does not hold");
        return std::nullopt;
      }
      auto ending = picture_ending(*bytes);
      if (ending.empty()) {
        not_set(fmt::format("a picture of the kind .{}", one.target.substr(one.target.rfind('.') + 1)),
                "Put it into the document as PNG or JPEG.");
        return std::nullopt;
      }
      made.file = static_cast<int>(out_.pictures.size());
      pictures_[one.target] = made.file;
      out_.pictures.push_back({one.target, std::move(*bytes), std::move(ending)});
    }
    made.alternative = what;
    return made;
  }
  return std::nullopt;
}

// A shape's text, fill, outline and margins. False where it shows nothing.
bool WordReader::shape(pugi::xml_node node, const WordPlace& place, Anchored& box) {
  const auto properties = child(node, "spPr");
  if (const auto fill = child(properties, "solidFill")) box.fill = colour_of(value(child(fill, "srgbClr")));
  const auto line = child(properties, "ln");
  if (line && !child(line, "noFill") && (child(line, "solidFill") || has(line, "w"))) {
    box.outline.kind = Border::Kind::single;
    box.outline.width = std::max(0.25, emu(value(line, "w"), 0.75));
    box.outline.colour = colour_of(value(child(child(line, "solidFill"), "srgbClr")));
    if (box.outline.colour.empty()) box.outline.colour = "#000000";
  } else if (!line && child(child(node, "style"), "lnRef") &&
             value(child(child(node, "style"), "lnRef"), "idx") != "0") {
    box.outline = {Border::Kind::single, 1, 0, "#000000"};
  }
  const auto body = child(node, "bodyPr");
  box.inset = {emu(value(body, "lIns"), 7.2), emu(value(body, "tIns"), 3.6), emu(value(body, "rIns"), 7.2),
               emu(value(body, "bIns"), 3.6)};
  if (child(body, "spAutoFit")) box.grows = true;
  const auto content = child(child(node, "txbx"), "txbxContent");
  if (content && depth_ < deepest_boxes) {
    ++depth_;
    WordPlace inner = place;
    inner.table_paragraph = {};
    inner.table_run = {};
    inner.width = std::max(1.0, box.width - box.inset[0] - box.inset[2]);
    const auto outer = std::move(fields_);
    fields_.clear();
    blocks(content, inner, box.blocks);
    fields_ = outer;
    --depth_;
  }
  if (box.blocks.empty() && box.fill.empty() && box.outline.kind == Border::Kind::none) return false;
  if (box.blocks.empty() && value(child(properties, "prstGeom"), "prst") != "rect" &&
      value(child(properties, "prstGeom"), "prst") != "line")
    set_otherwise("a drawn shape stands as a plain box in the PDF");
  return true;
}

void WordReader::drawing(pugi::xml_node node, const WordPlace& place, const TextStyle& style, Line& line) {
  auto holder = child(node, "inline");
  const bool in_line = static_cast<bool>(holder);
  if (!holder) holder = child(node, "anchor");
  if (!holder) return;
  const auto about = child(holder, "docPr");
  if (has(about, "hidden") && value(about, "hidden") != "0" && value(about, "hidden") != "false") return;
  std::string what{trim(value(about, "descr"))};
  const bool decorative = static_cast<bool>(find_below(about, "decorative"));
  const auto extent = child(holder, "extent");
  const double width = emu(value(extent, "cx")), height = emu(value(extent, "cy"));
  const auto data = child(child(holder, "graphic"), "graphicData");
  const auto kind = value(data, "uri");
  Run made;
  made.style = style;
  made.link = {};
  auto box = std::make_shared<Anchored>();
  box->width = width;
  box->height = height;
  const auto take_picture = [&](pugi::xml_node shown) -> std::optional<Picture> {
    const auto fill = child(shown, "blipFill");
    const auto blip = child(fill, "blip");
    const auto relationship = has(blip, "embed") ? value(blip, "embed") : value(blip, "link");
    auto taken = picture(place, relationship, what);
    if (!taken) return taken;
    taken->width = width;
    taken->height = height;
    taken->decorative = decorative;
    const auto crop = child(fill, "srcRect");
    taken->crop = {number(value(crop, "l")) / 1e5, number(value(crop, "t")) / 1e5, number(value(crop, "r")) / 1e5,
                   number(value(crop, "b")) / 1e5};
    return taken;
  };
  if (const auto shown = child(data, "pic")) {
    auto taken = take_picture(shown);
    if (!taken) return;
    if (in_line) {
      made.kind = Run::Kind::picture;
      made.picture = std::move(taken);
      add(line, std::move(made));
      return;
    }
    box->picture = std::move(taken);
  } else if (const auto drawn = child(data, "wsp")) {
    if (!shape(drawn, place, *box)) return;
  } else if (const auto group = child(data, "wgp")) {
    // Each member becomes a box of its own, placed as in the group.
    const auto frame = child(child(group, "grpSpPr"), "xfrm");
    const double child_width = number(value(child(frame, "chExt"), "cx"), 1),
                 scale_x = child_width > 0 ? width / child_width : 0;
    const double child_height = number(value(child(frame, "chExt"), "cy"), 1),
                 scale_y = child_height > 0 ? height / child_height : 0;
    const double offset_x = number(value(child(frame, "chOff"), "x")),
                 offset_y = number(value(child(frame, "chOff"), "y"));
    set_otherwise("drawings that are grouped are set one by one in the PDF");
    for (const auto member : group.children()) {
      const bool pictured = local(member) == "pic";
      if (!pictured && local(member) != "wsp") {
        if (local(member) == "grpSp" || local(member) == "graphicFrame") not_set("a group of drawings within a group");
        continue;
      }
      auto part = std::make_shared<Anchored>();
      const auto place_of = child(child(member, "spPr"), "xfrm");
      part->x = (number(value(child(place_of, "off"), "x")) - offset_x) * scale_x;
      part->y = (number(value(child(place_of, "off"), "y")) - offset_y) * scale_y;
      part->width = number(value(child(place_of, "ext"), "cx")) * scale_x;
      part->height = number(value(child(place_of, "ext"), "cy")) * scale_y;
      if (pictured) {
        part->picture = take_picture(member);
        if (!part->picture) continue;
        part->picture->width = part->width;
        part->picture->height = part->height;
      } else if (!shape(member, place, *part)) {
        continue;
      }
      Paragraph holder_of;
      holder_of.style.line_rule = LineRule::exact;
      holder_of.style.line = 0;
      Run inner;
      inner.kind = Run::Kind::anchored;
      inner.anchored = std::move(part);
      holder_of.runs.push_back(std::move(inner));
      box->blocks.emplace_back(std::move(holder_of));
    }
  } else if (kind.ends_with("/chart")) {
    not_set("a chart", "Put it into the document as a picture with alternative text.");
    return;
  } else if (kind.ends_with("/diagram")) {
    not_set("a SmartArt diagram", "Put it into the document as a picture with alternative text.");
    return;
  } else {
    not_set("a drawing", "Put it into the document as a picture with alternative text.");
    return;
  }
  made.kind = Run::Kind::anchored;
  if (in_line) {
    // A box that stands in the line takes the room of its own.
    box->flow = Anchored::Flow::above_and_below;
    made.anchored = std::move(box);
    add(line, std::move(made));
    return;
  }
  const auto horizontal = child(holder, "positionH"), vertical = child(holder, "positionV");
  box->horizontal_from = from_word(value(horizontal, "relativeFrom"));
  box->vertical_from = from_word(value(vertical, "relativeFrom"));
  box->horizontal_align = align_word(trim(child(horizontal, "align").text().get()));
  box->vertical_align = align_word(trim(child(vertical, "align").text().get()));
  box->x = emu(child(horizontal, "posOffset").text().get());
  box->y = emu(child(vertical, "posOffset").text().get());
  box->behind = value(holder, "behindDoc") == "1" || value(holder, "behindDoc") == "true";
  box->distance_above = emu(value(holder, "distT"));
  box->distance_below = emu(value(holder, "distB"));
  if (child(holder, "wrapTopAndBottom")) {
    box->flow = Anchored::Flow::above_and_below;
  } else if (!child(holder, "wrapNone")) {
    box->flow = Anchored::Flow::around;
  }
  made.anchored = std::move(box);
  add(line, std::move(made));
}

void WordReader::legacy_picture(pugi::xml_node node, const WordPlace& place, const TextStyle& style, Line& line) {
  if (local(node) == "object" && !find_below(node, "imagedata")) {
    not_set("an object of another program", "Put it into the document as a picture with alternative text.");
    return;
  }
  if (find_below(node, "textpath")) {
    not_set("a watermark or other drawn letters");
    return;
  }
  const auto data = find_below(node, "imagedata");
  const auto text = find_below(node, "txbxContent");
  pugi::xml_node shown = data ? data.parent() : text ? text.parent().parent() : pugi::xml_node{};
  if (!shown) {
    if (child(node, "rect") && value(child(node, "rect"), "hr") == "t") {
      set_otherwise("a line across the page that Word draws is left out of the PDF");
    } else if (find_below(node, "shape") || find_below(node, "rect") || find_below(node, "line") ||
               find_below(node, "oval") || find_below(node, "roundrect")) {
      set_otherwise("a drawn shape without words is left out of the PDF");
    }
    return;
  }
  const auto look = css(value(shown, "style"));
  const double width = css_length(look, "width"), height = css_length(look, "height");
  Run made;
  made.style = style;
  auto box = std::make_shared<Anchored>();
  box->width = width;
  box->height = height;
  if (data) {
    auto taken = picture(place, value(data, "id"), std::string{trim(value(shown, "alt"))});
    if (!taken) return;
    taken->width = width;
    taken->height = height;
    const auto position = look.find("position");
    if (position == look.end() || position->second != "absolute") {
      made.kind = Run::Kind::picture;
      made.picture = std::move(taken);
      add(line, std::move(made));
      return;
    }
    box->picture = std::move(taken);
  } else {
    box->inset = {7.2, 3.6, 7.2, 3.6};
    if (value(shown, "filled") != "f" && value(shown, "filled") != "false")
      box->fill = colour_of(value(shown, "fillcolor"));
    if (value(shown, "stroked") != "f" && value(shown, "stroked") != "false")
      box->outline = {Border::Kind::single, std::max(0.25, twips(value(shown, "strokeweight"), 0.75)), 0, "#000000"};
    if (depth_ >= deepest_boxes) return;
    ++depth_;
    WordPlace inner = place;
    inner.table_paragraph = {};
    inner.table_run = {};
    inner.width = std::max(1.0, width - 14.4);
    const auto outer = std::move(fields_);
    fields_.clear();
    blocks(text, inner, box->blocks);
    fields_ = outer;
    --depth_;
  }
  const auto word = [&](std::string_view name) {
    const auto found = look.find(name);
    return found == look.end() ? std::string{} : found->second;
  };
  const auto from = [](const std::string& name) {
    return name == "page" ? Anchored::From::page : name == "margin" ? Anchored::From::margin : Anchored::From::text;
  };
  box->x = css_length(look, "margin-left");
  box->y = css_length(look, "margin-top");
  box->horizontal_from = from(word("mso-position-horizontal-relative"));
  box->vertical_from = from(word("mso-position-vertical-relative"));
  if (const auto align = word("mso-position-horizontal"); !align.empty() && align != "absolute")
    box->horizontal_align = align_word(align);
  if (const auto align = word("mso-position-vertical"); !align.empty() && align != "absolute")
    box->vertical_align = align_word(align);
  const auto wrap = value(find_below(node, "wrap"), "type");
  if (wrap == "topAndBottom") box->flow = Anchored::Flow::above_and_below;
  if (wrap == "square" || wrap == "tight" || wrap == "through") box->flow = Anchored::Flow::around;
  made.kind = Run::Kind::anchored;
  made.anchored = std::move(box);
  add(line, std::move(made));
}

}  // namespace caseletters::document
