#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/opendocument.h"
#include "letter/crest.h"
#include "letter/packaging.h"

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;
using document::Tree;

namespace {

std::string words_in(const Node& node) {
  std::string out;
  for (const auto* child : node.children) out += child->text;
  return out;
}

Node* child_named(const Node& node, std::string_view local) {
  for (auto* child : node.children)
    if (child->type == Node::Type::element && local_name(child->name) == local) return child;
  return nullptr;
}

bool asks_for(const std::string& words, std::string_view name) {
  const auto text = trim(words);
  return text.size() > 4 && text.starts_with("{{") && text.ends_with("}}") &&
         fold_name(text.substr(2, text.size() - 4)) == name;
}

// Frames with a picture whose title or description is one mark and no more, by its folded name.
void find_placeholders(Node& node, std::string_view name, std::vector<Node*>& out) {
  if (local_name(node.name) == "frame" && child_named(node, "image") != nullptr)
    for (const auto* local : {"title", "desc"})
      if (const auto* told = child_named(node, local); told != nullptr && asks_for(words_in(*told), name)) {
        out.push_back(&node);
        return;
      }
  for (auto* child : node.children) find_placeholders(*child, name, out);
}

// A length as a number and its unit: "25mm".
struct Length {
  double number = 0;
  std::string_view unit;
};

Length read_length(std::string_view text) {
  Length length;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), length.number);
  if (failure == std::errc{}) length.unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return length;
}

std::string write_length(double number, std::string_view unit) {
  auto written = std::to_string(number);
  return written.erase(written.find('.') + 4).append(unit);
}

void fit(Node& frame, const Picture& crest) {
  auto* width = frame.attribute("width");
  auto* height = frame.attribute("height");
  if (width == nullptr || height == nullptr || crest.width_px <= 0 || crest.height_px <= 0) return;
  const auto wide = read_length(width->value), high = read_length(height->value);
  if (wide.unit.empty() || wide.unit != high.unit) return;
  const double scale = std::min(wide.number / crest.width_px, high.number / crest.height_px);
  const std::string unit{wide.unit};
  width->value = write_length(crest.width_px * scale, unit);
  height->value = write_length(crest.height_px * scale, unit);
}

class OpenDocumentPackaging final : public Packaging {
 public:
  explicit OpenDocumentPackaging(const document::Document& document) : document_(document) {}

  Result<bool> place_crest(Tree& tree, const std::string&, const std::optional<Picture>& crest) override {
    std::vector<Node*> placeholders;
    find_placeholders(tree.root(), "school crest", placeholders);
    for (auto* frame : placeholders) {
      note_pictures(*frame);
      if (crest) {
        if (auto shown = show(tree, *frame, *crest, "school-crest"); !shown) return fail(shown.error());
      } else {
        take_out_picture(*frame, document::opendocument_dialect());
      }
    }
    return !placeholders.empty();
  }

  // Who signs is known only with a case: the placeholder becomes a choice among the signatures. Where a role has none,
  // a space keeps the paragraph for a signature by hand.
  Result<bool> place_signatures(Tree& tree, const std::string&,
                                const std::map<std::string, Picture>& signatures) override {
    std::vector<Node*> placeholders;
    find_placeholders(tree.root(), "signature", placeholders);
    for (auto* frame : placeholders) {
      auto& around = *frame->parent;
      if (around.kind != Kind::paragraph && around.kind != Kind::run) continue;  // it hangs on a page
      note_pictures(*frame);
      auto position = frame->position();
      Tree::remove(*frame);
      const auto put = [&](Node* made) { Tree::insert(around, position++, made); };
      if (!signatures.empty()) put(words(tree, "{{choose Signatory}}"));
      for (const auto& [role, picture] : signatures) {
        put(words(tree, "{{when " + role + "}}"));
        auto* shown = tree.copy(*frame);
        if (auto done = show(tree, *shown, picture, "signature-" + role); !done) return fail(done.error());
        put(shown);
      }
      if (!signatures.empty()) put(words(tree, "{{otherwise}}"));
      put(words(tree, "\u00a0"));
      if (!signatures.empty()) put(words(tree, "{{end choose}}"));
    }
    return !placeholders.empty();
  }

  Result<void> finish(Findings&) override {
    for (const auto& entry : document_.archive().entries())
      if (document::is_signature_part(entry.name))
        if (auto dropped = drop_part(entry.name); !dropped) return dropped;
    if (auto dropped = drop_unused(); !dropped) return dropped;
    const auto type = document::media_type_of(document_.archive());
    if (!type) return fail(type.error());
    if (*type != document::opendocument_template) return {};
    auto manifest = open_manifest();
    if (!manifest) return fail(manifest.error());
    if (*manifest == nullptr) return {};
    for (auto* entry : (*manifest)->root().children)
      if (auto* kind = entry->attribute("media-type");
          kind != nullptr && kind->value == document::opendocument_template)
        kind->value = document::opendocument_text;
    return {};
  }

  std::optional<package::PackedPart> first_part(bool as_it_was) const override {
    const std::string name{document::media_type_part};
    if (!as_it_was) return package::Compressor::store(name, document::opendocument_text);
    if (document_.archive().find(name) == nullptr) return std::nullopt;
    const auto type = document_.archive().read(name);
    if (!type) return std::nullopt;
    return package::Compressor::store(name, *type);
  }

  std::map<std::string, std::string> changed_parts() const override {
    std::map<std::string, std::string> out;
    if (manifest_) out[std::string{document::manifest_part}] = to_xml(*manifest_);
    return out;
  }
  const std::set<std::string>& dropped() const override { return dropped_; }
  const std::map<std::string, std::string>& added() const override { return added_; }

 private:
  void note_pictures(const Node& frame) {
    for (const auto* child : frame.children)
      if (local_name(child->name) == "image")
        if (const auto* target = child->attribute("href")) ++let_go_[target->value];
  }

  static Node* words(Tree& tree, const std::string& text) {
    auto* characters = tree.make(Node::Type::text);
    characters->text = text;
    auto* made = tree.make(Node::Type::element, Kind::text);
    Tree::insert(*made, 0, characters);
    return made;
  }

  Result<void> show(Tree& tree, Node& frame, const Picture& picture, const std::string& stem) {
    auto name = picture_part(stem, picture.ending, picture.bytes);
    if (!name) return fail(name.error());
    bool first = true;
    for (std::size_t index = 0; index < frame.children.size();) {
      auto* child = frame.children[index];
      const auto local = local_name(child->name);
      if (child->type == Node::Type::element && local == "image") {
        // Another form of the placeholder would be shown in place of the picture.
        if (!std::exchange(first, false)) {
          Tree::remove(*child);
          continue;
        }
        while (!child->children.empty()) Tree::remove(*child->children.back());
        refer(*child, *name, picture.ending);
        if (!picture.svg.empty()) {
          // The first form that a program can show is shown (part 3, 10.4.2).
          auto vector_name = picture_part(stem, "svg", picture.svg);
          if (!vector_name) return fail(vector_name.error());
          auto* form = tree.copy(*child);
          refer(*form, *vector_name, "svg");
          Tree::insert(frame, index++, form);
        }
      }
      ++index;
    }
    fit(frame, picture);
    describe(tree, frame, picture.alternative);
    return {};
  }

  static void refer(Node& image, const std::string& name, const std::string& ending) {
    if (auto* type = image.attribute("mime-type")) type->value = media_type(ending);
    if (auto* target = image.attribute("href")) {
      target->value = name;
      return;
    }
    // The placeholder's bytes stood in the document itself.
    image.attributes.push_back({"xmlns:xlink", "http://www.w3.org/1999/xlink"});
    image.attributes.push_back({"xlink:href", name});
    image.attributes.push_back({"xlink:type", "simple"});
    image.attributes.push_back({"xlink:show", "embed"});
    image.attributes.push_back({"xlink:actuate", "onLoad"});
  }

  static void describe(Tree& tree, Node& frame, const std::string& words) {
    auto* title = child_named(frame, "title");
    auto* described = child_named(frame, "desc");
    if (title != nullptr && (asks_for(words_in(*title), "school crest") || asks_for(words_in(*title), "signature"))) {
      if (described == nullptr) {
        described = title;
        title->name = std::string{document::prefix_of(title->name)} + "desc";
      } else {
        Tree::remove(*title);
      }
    }
    while (!described->children.empty()) Tree::remove(*described->children.back());
    auto* text = tree.make(Node::Type::text);
    text->text = words;
    Tree::insert(*described, 0, text);
  }

  static std::string media_type(const std::string& ending) {
    return ending == "svg" ? "image/svg+xml" : "image/" + ending;
  }

  // A picture as a part of its own, once however often it is shown; returns its name.
  Result<std::string> picture_part(const std::string& stem, const std::string& ending, const std::string& bytes) {
    auto& known = pictures_[stem + "." + ending];
    if (!known.empty()) return known;
    std::string part;
    for (int number = 0; part.empty() || document_.archive().find(part) != nullptr; ++number)
      part = "Pictures/" + stem + (number == 0 ? "" : std::to_string(number)) + "." + ending;
    known = part;
    added_[part] = bytes;
    auto manifest = open_manifest();
    if (!manifest) return fail(manifest.error());
    if (*manifest != nullptr) {
      auto& root = (*manifest)->root();
      const std::string prefix{document::prefix_of(root.name)};
      auto* entry = (*manifest)->make(Node::Type::element);
      entry->name = prefix + "file-entry";
      entry->attributes = {{prefix + "full-path", part}, {prefix + "media-type", media_type(ending)}};
      Tree::insert(root, root.children.size(), entry);
    }
    return part;
  }

  Result<void> drop_part(const std::string& part) {
    dropped_.insert(part);
    auto manifest = open_manifest();
    if (!manifest) return fail(manifest.error());
    if (*manifest == nullptr) return {};
    auto& entries = (*manifest)->root().children;
    for (std::size_t index = 0; index < entries.size();) {
      const auto* path = entries[index]->attribute("full-path");
      if (path != nullptr && path->value == part)
        Tree::remove(*entries[index]);
      else
        ++index;
    }
    return {};
  }

  // Takes out the placeholder's own picture where nothing else shows it.
  Result<void> drop_unused() {
    for (const auto& [picture, times] : let_go_) {
      if (document_.archive().find(picture) == nullptr) continue;
      std::size_t uses = 0;
      for (const auto& entry : document_.archive().entries()) {
        if (!entry.name.ends_with(".xml") || entry.name == document::manifest_part) continue;
        const auto content = document_.archive().read(entry.name);
        if (!content) return fail(content.error());
        for (auto at = content->find(picture); at != std::string::npos; at = content->find(picture, at + 1)) ++uses;
      }
      if (uses > times) continue;
      if (auto dropped = drop_part(picture); !dropped) return dropped;
    }
    return {};
  }

  // Null where the package has none.
  Result<Tree*> open_manifest() {
    if (!manifest_) {
      if (document_.archive().find(document::manifest_part) == nullptr) return nullptr;
      auto tree = document::read_manifest(document_.archive());
      if (!tree) return fail(tree.error());
      manifest_ = std::make_unique<Tree>(std::move(*tree));
    }
    return manifest_.get();
  }

  const document::Document& document_;
  std::unique_ptr<Tree> manifest_;
  std::set<std::string> dropped_;
  std::map<std::string, std::string> added_;
  std::map<std::string, std::size_t> let_go_;    // pictures of placeholders, and how often each stood there
  std::map<std::string, std::string> pictures_;  // parts made, by stem and ending
};

}  // namespace

std::unique_ptr<Packaging> opendocument_packaging(const document::Document& document) {
  return std::make_unique<OpenDocumentPackaging>(document);
}

}  // namespace caseletters::letter
