// Pandoc and Typst: the letters' tree through Pandoc and our writer to Typst source, set by a worker that stays.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>

#include "base/text.h"
#include "pdf/pandoc_tree.h"
#include "pdf/pdf_maker.h"
#include "pdf/process.h"

namespace caseletters::pdf {
namespace {

using std::chrono::seconds;

constexpr std::size_t pandoc_memory = 1024u << 20;  // of data; its own heap is held to 512 MB
constexpr std::size_t typesetter_memory = 2048ull << 20;
constexpr const char* typesetter_package = "node_modules/@myriaddreamin/typst-ts-node-compiler/package.json";

// Six numbers of "2026-11-03T09:30:00Z"; nothing where it is no such time.
Json time_of(const std::string& text) {
  Json out = Json::array();
  for (const auto& [at, size] :
       {std::pair<std::size_t, std::size_t>{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}) {
    int number = 0;
    if (text.size() < at + size) {
      if (out.size() < 3) return nullptr;
      out.push_back(0);
      continue;
    }
    const char* from = text.data() + at;
    const auto [end, failure] = std::from_chars(from, from + size, number);
    if (failure != std::errc{} || end != from + size) return nullptr;
    out.push_back(number);
  }
  const auto within = [&](std::size_t index, int least, int most) {
    return out[index].get<int>() >= least && out[index].get<int>() <= most;
  };
  if (!within(0, 1, 9999) || !within(1, 1, 12) || !within(2, 1, 31) || !within(3, 0, 23) || !within(4, 0, 59) ||
      !within(5, 0, 59))
    return nullptr;
  return out;
}

std::string title_of(const Letter& letter) {
  if (!letter.styled.title.empty()) return letter.styled.title;
  for (const auto& section : letter.styled.sections) {
    for (const auto& block : section.blocks) {
      const auto* paragraph = std::get_if<document::Paragraph>(&block);
      if (paragraph == nullptr || paragraph->style.outline == 0) continue;
      std::string words;
      for (const auto& run : paragraph->runs) words += run.text;
      if (!trim(words).empty()) return std::string{trim(words)};
    }
  }
  return "Letter";
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

class PandocMaker final : public PdfMaker {
 public:
  explicit PandocMaker(Tools tools) : tools_(std::move(tools)) {}

  Diagnostics missing() const override {
    Diagnostics out;
    if (find_program("pandoc").empty())
      out.push_back(error("tool-missing", "Pandoc is not on this machine, and PDFs are made with it",
                          "Install it: apt-get install pandoc"));
    if (find_program("node").empty())
      out.push_back(error("tool-missing", "Node.js is not on this machine, and the typesetter of PDFs runs in it",
                          "Install it: apt-get install nodejs npm"));
    std::error_code ignored;
    if (!std::filesystem::exists(tools_.folder + "/" + typesetter_package, ignored))
      out.push_back(error("tool-missing", "the typesetter of PDFs (Typst) is not installed",
                          fmt::format("Install it: npm install --no-save --prefix {} --ignore-scripts",
                                      tools_.folder.empty() ? "engine/pdf" : tools_.folder)));
    return out;
  }

  std::vector<std::string> versions() const override {
    std::vector<std::string> out;
    for (const char* program : {"pandoc", "node"}) {
      auto process = Process::start({{program, "--version"}, "/", true, 0});
      std::string line;
      if (process && process->hear(line, seconds{10}))
        out.push_back(line.starts_with(program) ? line : fmt::format("{} {}", program, line));
    }
    std::error_code ignored;
    if (std::filesystem::exists(tools_.folder + "/" + typesetter_package, ignored)) {
      auto process = Process::start(
          {{"node", "-p", fmt::format("require('./{}').version", typesetter_package)}, tools_.folder, true, 0});
      std::string line;
      if (process && process->hear(line, seconds{10})) out.push_back("typst-ts-node-compiler " + line);
    }
    return out;
  }

  std::vector<Made> make(const std::vector<const Letter*>& letters) override {
    std::vector<Made> made(letters.size());
    if (auto ready = get_ready(); !ready) {
      for (auto& one : made) one.problems.push_back(ready.error());
      return made;
    }
    std::vector<std::size_t> all(letters.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    chunk(letters, all, made);
    return made;
  }

  Made print(const std::vector<const Letter*>& letters, const PrintRun& run, std::vector<int>& starts) override {
    Made made;
    auto ready = get_ready();
    if (ready) ready = print_run(letters, run, made, starts);
    if (!ready) made.problems.push_back(ready.error());
    return made;
  }

 private:
  Result<void> get_ready() {
    if (auto none = missing(); !none.empty()) return fail(none.front());
    if (!folder_) {
      auto folder = WorkFolder::make();
      if (!folder) return fail(folder.error());
      folder_.emplace(std::move(*folder));
    }
    return start_worker();
  }

  // Begun before Pandoc is, so that the two start side by side.
  Result<void> start_worker() {
    if (worker_) return {};
    auto worker = Process::start({{"node", "--max-old-space-size=512", tools_.folder + "/worker.mjs"},
                                  folder_->path(),
                                  true,
                                  typesetter_memory});
    if (!worker) return fail(worker.error());
    worker_.emplace(std::move(*worker));
    return {};
  }

  void chunk(const std::vector<const Letter*>& letters, const std::vector<std::size_t>& which,
             std::vector<Made>& made) {
    if (which.empty()) return;
    auto done = try_chunk(letters, which, made);
    if (done) return;
    if (which.size() == 1) {
      auto& one = made[which.front()];
      one.pdf.clear();
      one.problems.push_back(done.error());
      return;
    }
    // Something in it cannot be set: find out which, and set the others.
    const auto middle = which.begin() + static_cast<std::ptrdiff_t>(which.size() / 2);
    chunk(letters, {which.begin(), middle}, made);
    chunk(letters, {middle, which.end()}, made);
  }

  // Writes the tree of these letters and their pictures; `told` and `files` take what the typesetter is to know of each
  // and what stands in the folder because of it.
  Result<void> put_tree(const std::string& number, const std::vector<const Letter*>& letters,
                        const std::vector<std::size_t>& which, Json& told, std::vector<std::string>& files) {
    PandocTree tree{fonts_};
    substituted_.clear();
    files.push_back(number + ".typ");
    files.push_back(number + ".json");
    std::map<std::string_view, std::string> known;  // bytes of pictures: letters of one school hold one crest
    for (const auto index : which) {
      const auto& letter = *letters[index];
      const std::string name = number + "-" + std::to_string(index);
      std::vector<std::string> pictures;
      for (std::size_t i = 0; i < letter.styled.pictures.size(); ++i) {
        const auto& picture = letter.styled.pictures[i];
        const auto [found, fresh] = known.emplace(picture.bytes, fmt::format("{}-{}.{}", name, i, picture.ending));
        const auto& file = found->second;
        pictures.push_back("/" + file);
        if (!fresh) continue;
        files.push_back(file);
        if (auto put = folder_->put(file, picture.bytes); !put) return put;
      }
      substituted_.push_back(fonts_.substitutions(tree.add(name, letter.styled, pictures)));
      told.push_back({{"name", name},
                      {"title", title_of(letter)},
                      {"created", time_of(letter.styled.created)},
                      {"out", name + ".pdf"}});
      files.push_back(name + ".pdf");
    }
    return folder_->put(number + ".json", tree.finish());
  }

  Result<void> try_chunk(const std::vector<const Letter*>& letters, const std::vector<std::size_t>& which,
                         std::vector<Made>& made) {
    if (auto started = start_worker(); !started) return started;
    const std::string number = std::to_string(++chunks_);
    Json asked{{"source", number + ".typ"}, {"standard", tools_.standard}};
    Json told = Json::array();
    std::vector<std::string> files;
    auto set = put_tree(number, letters, which, told, files);
    asked["fonts"] = fonts_.files();
    asked["letters"] = std::move(told);
    if (set) set = run_pandoc(number);
    if (set) set = run_worker(asked, which, made);
    for (const auto& file : files) folder_->drop(file);
    return set;
  }

  Result<void> print_run(const std::vector<const Letter*>& letters, const PrintRun& run, Made& made,
                         std::vector<int>& starts) {
    constexpr std::size_t most_in_part = 32;
    Json parts = Json::array();
    std::vector<std::string> files{"run.pdf"};
    Result<void> set;
    for (std::size_t from = 0; set && from < letters.size(); from += most_in_part) {
      std::vector<std::size_t> which;
      for (std::size_t i = from; i < std::min(from + most_in_part, letters.size()); ++i) which.push_back(i);
      const std::string number = std::to_string(++chunks_);
      Json told = Json::array(), rows = Json::array();
      set = put_tree(number, letters, which, told, files);
      for (const auto& letter : substituted_)
        for (const auto& one : letter) add_once(made.problems, one);
      if (set) set = run_pandoc(number);
      for (std::size_t i = 0; i < which.size() && i < told.size(); ++i)
        rows.push_back({{"name", told[i]["name"]},
                        {"case", run.entries[which[i]].case_id},
                        {"letter", run.entries[which[i]].letter}});
      parts.push_back({{"source", number + ".typ"}, {"letters", std::move(rows)}});
    }
    if (set) {
      (void)fonts_.face("Arial", false, false);
      (void)fonts_.face("Arial", true, false);
      const Json asked{{"run", {{"out", "run.pdf"}, {"title", run.title}, {"duplex", run.duplex}, {"parts", parts}}},
                       {"fonts", fonts_.files()},
                       {"standard", tools_.standard}};
      set = hear_run(asked, made, starts);
    }
    for (const auto& file : files) folder_->drop(file);
    return set;
  }

  Result<void> hear_run(const Json& asked, Made& made, std::vector<int>& starts) {
    std::string line;
    const bool told =
        worker_->say(asked.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", seconds{tools_.seconds}) &&
        worker_->hear(line, seconds{tools_.seconds * 5});
    const Json answer = told ? Json::parse(line, nullptr, false) : Json{};
    if (!answer.is_object()) return worker_failure();
    if (answer.contains("error"))
      return fail(error("pdf-not-made", "the print run could not be set: " + answer["error"].get<std::string>()));
    for (const auto& start : answer["starts"]) starts.push_back(start.get<int>());
    made.pages = answer["pages"].get<int>();
    auto bytes = folder_->get("run.pdf");
    if (!bytes) return fail(bytes.error());
    made.pdf = std::move(*bytes);
    return {};
  }

  Result<void> run_pandoc(const std::string& number) {
    auto pandoc =
        Process::start({{"pandoc", "+RTS", "-M512M", "-RTS", "--sandbox", "--from=json",
                         "--to=" + tools_.folder + "/typst.lua", "--output=" + number + ".typ", number + ".json"},
                        folder_->path(),
                        false,
                        pandoc_memory});
    if (!pandoc) return fail(pandoc.error());
    const auto ended = pandoc->wait(seconds{tools_.seconds});
    if (ended.late)
      return fail(
          error("tool-late", fmt::format("Pandoc was not done after {} seconds and was ended", tools_.seconds)));
    if (ended.signal != 0)
      return fail(error("tool-failed", fmt::format("Pandoc was ended by signal {}", ended.signal)));
    if (ended.exit != 0)
      return fail(error("tool-failed",
                        fmt::format("Pandoc ended with exit code {}: {}", ended.exit, first_line(ended.errors))));
    if (!ended.errors.empty()) warned_ = first_line(ended.errors);
    return {};
  }

  Result<void> run_worker(const Json& asked, const std::vector<std::size_t>& which, std::vector<Made>& made) {
    std::size_t answered = 0;
    if (worker_->say(asked.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", seconds{tools_.seconds})) {
      std::string line;
      while (worker_->hear(line, seconds{tools_.seconds})) {
        const Json answer = Json::parse(line, nullptr, false);
        if (!answer.is_object()) continue;
        if (answer.contains("done") && answered == which.size()) return {};
        if (!answer.contains("name") || answered == which.size()) continue;
        // One letter's page never goes out under another's name.
        if (answer["name"] != asked["letters"][answered]["name"]) {
          worker_.reset();
          return fail(
              error("tool-failed", "the typesetter answered for another letter than it was asked for", other_ways));
        }
        auto& one = made[which[answered]];
        one = {};
        if (answer.contains("error")) {
          one.problems.push_back(error("pdf-not-made",
                                       "the letter could not be set as a PDF: " + answer["error"].get<std::string>(),
                                       other_ways));
        } else {
          auto bytes = folder_->get(asked["letters"][answered]["out"].get<std::string>());
          if (!bytes) return fail(bytes.error());
          one.pdf = std::move(*bytes);
          one.pages = answer["pages"].get<int>();
        }
        append(one.problems, substituted_[answered]);
        if (!warned_.empty()) one.problems.push_back(warning("tool-warned", "Pandoc says: " + warned_));
        ++answered;
      }
    }
    return worker_failure();
  }

  static constexpr const char* other_ways =
      "The letter itself is right and is kept. Print it from Word or LibreOffice, or make the PDF with --pdf-engine "
      "libreoffice.";

  // It has said nothing more: it is ended, and the next letters get another.
  Result<void> worker_failure() {
    const auto ended = worker_->wait(std::chrono::milliseconds{500});
    worker_.reset();
    warned_.clear();
    if (ended.late)
      return fail(error("tool-late",
                        fmt::format("the typesetter was not done after {} seconds and was ended", tools_.seconds),
                        other_ways));
    return fail(error("tool-failed",
                      ended.signal != 0 ? fmt::format("the typesetter was ended by signal {}", ended.signal)
                                        : fmt::format("the typesetter ended with exit code {}: {}", ended.exit,
                                                      first_line(ended.errors)),
                      other_ways));
  }

  Tools tools_;
  FontBook fonts_;
  std::optional<WorkFolder> folder_;
  std::optional<Process> worker_;         // gone before the folder that it runs in
  std::vector<Diagnostics> substituted_;  // of each letter of the tree put last: fonts that others stand in for
  int chunks_ = 0;
  std::string warned_;
};

}  // namespace

std::unique_ptr<PdfMaker> pandoc_maker(Tools tools) {
  return std::make_unique<PandocMaker>(std::move(tools));
}

}  // namespace caseletters::pdf
