#include "letter/signature.h"

#include <algorithm>

#include "letter/crest.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::Tree;

namespace {

class Placer {
 public:
  Placer(Tree& tree, const document::Dialect& dialect, const std::map<std::string, Picture>& signatures,
         std::string choice)
      : tree_(tree), dialect_(dialect), signatures_(signatures), choice_(std::move(choice)) {}

  SignatureChange run() {
    const auto frames = find_frames(tree_, "signature");
    change_.any = !frames.empty();
    const auto others = ids_elsewhere(tree_, frames);
    for (auto* frame : frames) {
      for (const auto* id : picture_ids(*frame))
        if (!others.contains(id->value)) change_.unused.push_back(id->value);
      one(*frame);
    }
    std::sort(change_.unused.begin(), change_.unused.end());
    change_.unused.erase(std::unique(change_.unused.begin(), change_.unused.end()), change_.unused.end());
    return std::move(change_);
  }

 private:
  void one(Node& frame) {
    auto* place = &frame;
    while (place->parent != nullptr && place->parent->kind != Kind::run) place = place->parent;
    if (place->parent == nullptr) return;
    auto& run = *place->parent;
    auto& around = *run.parent;
    split_after(*place);
    auto position = run.position() + 1;
    // The run with the drawing is the last child of `run`; it moves into runs of its own, one a signature.
    Tree::remove(*place);
    const auto put = [&](Node* made) { Tree::insert(around, position++, made); };
    if (!signatures_.empty()) put(text_run(run, "{{choose " + choice_ + "}}"));
    for (const auto& [role, picture] : signatures_) {
      put(text_run(run, "{{when " + role + "}}"));
      auto* holder = shell(run);
      auto* drawing = tree_.copy(*place);
      Tree::insert(*holder, holder->children.size(), drawing);
      put(holder);
      for (auto* id : picture_ids(*drawing)) id->value = relationship(role, false);
      fit_picture(*drawing, picture);
      if (!picture.svg.empty()) add_svg(tree_, *drawing, relationship(role, true));
    }
    if (!signatures_.empty()) put(text_run(run, "{{otherwise}}"));
    put(text_run(run, "\u00a0"));
    if (!signatures_.empty()) put(text_run(run, "{{end choose}}"));
    if (std::all_of(run.children.begin(), run.children.end(),
                    [](const Node* child) { return child->kind == Kind::run_properties; }))
      Tree::remove(run);
  }

  // What follows in the same run goes into a run of its own.
  void split_after(Node& place) {
    auto& run = *place.parent;
    const auto at = place.position();
    if (at + 1 == run.children.size()) return;
    auto* rest = shell(run);
    while (run.children.size() > at + 1) {
      auto* moved = run.children[at + 1];
      Tree::remove(*moved);
      Tree::insert(*rest, rest->children.size(), moved);
    }
    Tree::insert(*run.parent, run.position() + 1, rest);
  }

  Node* shell(const Node& run) {
    auto* made = tree_.copy_shell(run);
    if (const auto* properties = run.child(Kind::run_properties)) Tree::insert(*made, 0, tree_.copy(*properties));
    return made;
  }

  Node* text_run(const Node& run, const std::string& words) {
    auto* made = shell(run);
    auto* text = tree_.make(Node::Type::element, Kind::text);
    text->name = std::string{document::prefix_of(run.name)} + "t";
    auto* characters = tree_.make(Node::Type::text);
    characters->text = words;
    Tree::insert(*text, 0, characters);
    dialect_.keep_spaces(*text);
    Tree::insert(*made, made->children.size(), text);
    return made;
  }

  std::string relationship(const std::string& role, bool svg) {
    auto id = "signature-" + role + (svg ? "-svg" : "");
    if (std::none_of(change_.made.begin(), change_.made.end(),
                     [&](const SignatureChange::Made& one) { return one.id == id; }))
      change_.made.push_back({id, role, svg});
    return id;
  }

  Tree& tree_;
  const document::Dialect& dialect_;
  const std::map<std::string, Picture>& signatures_;
  std::string choice_;
  SignatureChange change_;
};

}  // namespace

SignatureChange place_signatures(Tree& tree, const document::Dialect& dialect,
                                 const std::map<std::string, Picture>& signatures, const std::string& choice) {
  return Placer{tree, dialect, signatures, choice}.run();
}

}  // namespace caseletters::letter
