// A command of the program: its words, its flags, what it does. commands.md is the law; others script against it.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "merge/outcome.h"
#include "policy/policy.h"

namespace caseletters::cli {

// Everything a command may touch outside itself.
struct Surroundings {
  Files& files;
  policy::Library library;
  Date today;
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;  // err is one: progress may be shown
  int processors = 1;
  std::string typesetter{};  // folder of what PDFs are made with: typst.lua, worker.mjs, node_modules
  bool json = false;         // --json stands on the command line, so what is wrong with it is told as JSON too
};

struct OptionSpec {
  std::string name;   // "case": --case
  std::string value;  // "ID"; empty for a switch
  std::string help;
  bool many = false;  // may be given more than once
};

// The words after the command, taken apart.
class Arguments {
 public:
  std::vector<std::string> operands;
  std::map<std::string, std::vector<std::string>> options;  // by name; a switch has one empty value

  [[nodiscard]] bool has(const std::string& name) const { return options.count(name) != 0; }
  [[nodiscard]] std::string one(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> many(const std::string& name) const;
};

struct Command {
  std::string name;
  std::string operands;  // as in the usage line: "CASES"
  std::string purpose;
  std::vector<OptionSpec> options;
  int least_operands = 0, most_operands = 0;
  merge::Exit (*run)(const Arguments&, Surroundings&);
};

// Every command, in the order of the help text.
[[nodiscard]] const std::vector<Command>& commands();

// Options that every command takes: --help, --quiet, --json, --show-names.
[[nodiscard]] const std::vector<OptionSpec>& common_options();

merge::Exit run_generate(const Arguments&, Surroundings&);
merge::Exit run_due(const Arguments&, Surroundings&);
merge::Exit run_explain(const Arguments&, Surroundings&);
merge::Exit run_pdf(const Arguments&, Surroundings&);
merge::Exit run_check(const Arguments&, Surroundings&);
merge::Exit run_columns(const Arguments&, Surroundings&);
merge::Exit run_letters(const Arguments&, Surroundings&);
merge::Exit run_policies(const Arguments&, Surroundings&);
merge::Exit run_register(const Arguments&, Surroundings&);

}  // namespace caseletters::cli
