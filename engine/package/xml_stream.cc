#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "package/xml.h"
#include "package/xml_guard.h"

namespace caseletters::package {
namespace {

constexpr std::size_t kLongestText = 64u << 20;  // without an element between; a cell of Excel holds 32,767 characters
constexpr std::size_t kLongestFeed = 16u << 10;  // what libxml2 reads fastest: larger pieces fall out of the cache
constexpr std::size_t kLongestDeclaration = 1024;

}  // namespace

struct XmlStream::State {
  State(StreamHandler& to, std::string file, std::string part_name)
      : handler(&to), part(part_name), guard(std::move(file), std::move(part_name)) {}

  StreamHandler* handler;
  std::string part;
  XmlGuard guard;
  Parser parser;
  std::vector<StreamAttribute> attributes;
  std::size_t text_run = 0;
  std::string head;  // the start of the document, held back until its encoding can be told
  bool begun = false;
  bool stopped = false;  // by the handler, in peace
  std::exception_ptr thrown;

  // libxml2 interns names, so the same pointer is the same name; a namespace is nearly always the one before.
  const xmlChar* last_namespace = nullptr;
  std::string_view last_namespace_view;

  [[nodiscard]] std::string_view name(const xmlChar* text) const {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
  }
  [[nodiscard]] std::string_view namespace_uri(const xmlChar* text) {
    if (text != last_namespace) {
      last_namespace = text;
      last_namespace_view = name(text);
    }
    return last_namespace_view;
  }

  // A handler's exception must not pass through libxml2, which is C: it waits until libxml2 has returned.
  template <class Call>
  void hand_on(const Call& call) {
    if (thrown != nullptr || guard.failed()) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      xmlStopParser(parser.get());
    }
  }

  void start(const xmlChar* local, const xmlChar* uri, int count, const xmlChar** values) {
    text_run = 0;
    if (!guard.enter(parser.get())) return;
    attributes.clear();
    for (int index = 0; index < count; ++index, values += 5) {  // local name, prefix, namespace, begin, end
      const auto* begin = reinterpret_cast<const char*>(values[3]);
      const auto* end = reinterpret_cast<const char*>(values[4]);
      attributes.push_back(
          {name(values[0]), namespace_uri(values[2]), std::string_view(begin, static_cast<std::size_t>(end - begin))});
    }
    hand_on([&] { handler->start(name(local), namespace_uri(uri), attributes); });
  }

  void end(const xmlChar* local, const xmlChar* uri) {
    text_run = 0;
    guard.leave();
    hand_on([&] { handler->end(name(local), namespace_uri(uri)); });
  }

  void text(const xmlChar* characters, int length) {
    const auto size = static_cast<std::size_t>(length);
    text_run += size;
    if (text_run > kLongestText) {
      guard.refuse(
          "bad-xml",
          fmt::format("The part {} holds one text of more than {} million characters.", part, kLongestText >> 20),
          "Shorten the text and try again.", xmlSAX2GetLineNumber(parser.get()));
      xmlStopParser(parser.get());
      return;
    }
    hand_on([&] { handler->text(std::string_view(reinterpret_cast<const char*>(characters), size)); });
  }

  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> give_all(std::string_view piece);
  [[nodiscard]] Result<void> give(const char* bytes, std::size_t size, bool last) {
    xmlParseChunk(parser.get(), bytes, static_cast<int>(size), last ? 1 : 0);
    if (thrown != nullptr) std::rethrow_exception(std::exchange(thrown, nullptr));
    if (guard.failed()) return fail(guard.problem());
    if (handler->done()) {
      stopped = true;
    } else if (parser->wellFormed == 0 || last) {
      return guard.verdict(*parser);
    }
    return {};
  }
};

XmlStream::XmlStream(StreamHandler& handler, std::string file, std::string part, Source source)
    : state_(std::make_unique<State>(handler, std::move(file), std::move(part))) {
  prepare_libxml2();
  xmlSAXHandler calls{};
  calls.initialized = XML_SAX2_MAGIC;
  calls.internalSubset = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& state = *static_cast<State*>(data);
    state.guard.refuse_doctype(state.parser.get());
  };
  calls.startElementNs = [](void* data, const xmlChar* local, const xmlChar*, const xmlChar* uri, int, const xmlChar**,
                            int count, int,
                            const xmlChar** values) { static_cast<State*>(data)->start(local, uri, count, values); };
  calls.endElementNs = [](void* data, const xmlChar* local, const xmlChar*, const xmlChar* uri) {
    static_cast<State*>(data)->end(local, uri);
  };
  calls.characters = [](void* data, const xmlChar* text, int length) { static_cast<State*>(data)->text(text, length); };
  calls.ignorableWhitespace = calls.characters;
  calls.cdataBlock = calls.characters;
  calls.serror = [](void* data, xmlErrorPtr problem) { static_cast<State*>(data)->guard.complain(*problem); };
  state_->parser.reset(xmlCreatePushParserCtxt(&calls, state_.get(), nullptr, 0, nullptr));
  if (state_->parser == nullptr) throw std::bad_alloc();
  state_->begun = source == Source::utf8;
  xmlCtxtUseOptions(state_->parser.get(), kStrictOptions | (state_->begun ? XML_PARSE_IGNORE_ENC : 0));
}

XmlStream::~XmlStream() = default;

Result<void> XmlStream::State::begin() {
  begun = true;
  if (claims_wide_wrongly(head)) xmlCtxtUseOptions(parser.get(), kStrictOptions | XML_PARSE_IGNORE_ENC);
  const std::string first = std::exchange(head, {});
  return give_all(first);
}

Result<void> XmlStream::State::give_all(std::string_view piece) {
  while (!piece.empty() && !stopped) {
    const std::size_t size = std::min(piece.size(), kLongestFeed);
    if (auto given = give(piece.data(), size, false); !given) return given;
    piece.remove_prefix(size);
  }
  return {};
}

Result<void> XmlStream::feed(std::string_view piece) {
  if (state_->guard.failed()) return fail(state_->guard.problem());
  if (state_->stopped) return {};
  if (state_->begun) return state_->give_all(piece);
  state_->head += piece;
  const bool can_tell = state_->head.size() >= kLongestDeclaration || state_->head.find("?>") != std::string::npos ||
                        (state_->head.size() >= 5 && !state_->head.starts_with("<?xml"));
  return can_tell ? state_->begin() : Result<void>();
}

Result<void> XmlStream::finish() {
  if (state_->guard.failed()) return fail(state_->guard.problem());
  if (!state_->begun) {
    if (auto begun = state_->begin(); !begun) return begun;
  }
  if (state_->stopped) return {};
  return state_->give(nullptr, 0, true);
}

std::size_t XmlStream::position() const {
  const long consumed = xmlByteConsumed(state_->parser.get());
  return consumed < 0 ? 0 : static_cast<std::size_t>(consumed);
}

}  // namespace caseletters::package
