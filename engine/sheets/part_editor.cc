#include "sheets/part_editor.h"

#include "sheets/write_cells.h"

namespace caseletters::sheets {

// No attribute may hold a "<".
std::string_view PartEditor::tag() const {
  const std::size_t end = here();
  const std::size_t begin = part_.rfind('<', end == 0 ? 0 : end - 1);
  return part_.substr(begin, end - begin);
}

Result<std::string> edit_part(const package::Archive& archive, std::string_view part, PartEditor& editor,
                              const Diagnostic& not_there) {
  const auto content = archive.read(part);
  if (!content) {
    return fail(content.error());
  }
  const auto text = plain_utf8(*content);
  if (!text) {
    return fail(text.error());
  }
  package::XmlStream stream(editor, archive.file(), std::string(part), package::XmlStream::Source::utf8);
  editor.part_ = *text;
  editor.stream_ = &stream;
  if (auto fed = stream.feed(*text); !fed) {
    return fail(fed.error());
  }
  if (auto done = stream.finish(); !done) {
    return fail(done.error());
  }
  if (!editor.all_there()) {
    return fail(not_there);
  }
  const std::size_t mark = content->size() - text->size();
  return with_part(archive, part, content->substr(0, mark) + editor.edits_.apply(*text));
}

}  // namespace caseletters::sheets
