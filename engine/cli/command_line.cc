// Values are lists of one each: a comma in a case ID is part of it.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <cxxopts.hpp>
#include <exception>
#include <optional>

#include "base/text.h"
#include "cli/options.h"
#include "cli/version.h"

namespace caseletters::cli {
namespace {

using merge::Exit;

void print_usage(std::ostream& out) {
  fmt::print(
      out,
      "caseletters: a school's case workbook in, finished letters out\n\nUsage: caseletters COMMAND [OPTION]...\n\n");
  for (const auto& command : commands()) fmt::print(out, "  {:<10} {}\n", command.name, command.purpose);
  fmt::print(
      out, "\n  --version  say which version this is\n  --help     say this; 'caseletters COMMAND --help' says more\n");
}

std::string flag(const OptionSpec& option) {
  return option.value.empty() ? fmt::format("--{}", option.name) : fmt::format("--{} {}", option.name, option.value);
}

void print_help(const Command& command, std::ostream& out) {
  fmt::print(out, "{}\n\nUsage: caseletters {}{}{} [OPTION]...\n\n", to_sentence(command.purpose), command.name,
             command.operands.empty() ? "" : " ", command.operands);
  for (const auto& option : command.options) {
    fmt::print(out, "  {:<20} {}{}\n", flag(option), option.help, option.many ? " (may be given again)" : "");
  }
  for (const auto& option : common_options()) fmt::print(out, "  {:<20} {}\n", flag(option), option.help);
}

int usage_error(Surroundings& surroundings, const std::string& message, const std::string& hint) {
  return static_cast<int>(refuse_usage(error("usage", message, hint), surroundings));
}

std::vector<OptionSpec> options_of(const Command& command) {
  std::vector<OptionSpec> options = command.options;
  options.insert(options.end(), common_options().begin(), common_options().end());
  return options;
}

// The option among the words that the command does not know; the library's own message names it less kindly.
std::string unknown_option(const std::vector<std::string>& words, const std::vector<OptionSpec>& options) {
  for (const auto& word : words) {
    if (word == "--") break;
    if (!word.starts_with('-') || word.size() < 2) continue;
    const std::string name = word.substr(word.find_first_not_of('-'), word.find('=') - word.find_first_not_of('-'));
    const bool known =
        word.starts_with("--") &&
        std::any_of(options.begin(), options.end(), [&](const OptionSpec& option) { return option.name == name; });
    if (!known) return word.substr(0, word.find('='));
  }
  return {};
}

std::optional<Arguments> parse(const Command& command, const std::vector<std::string>& words, std::string& message,
                               std::string& hint) {
  const auto specs = options_of(command);
  cxxopts::Options parser{"caseletters " + command.name};
  auto add = parser.add_options();
  for (const auto& option : specs) {
    if (option.value.empty()) {
      add(option.name, option.help);
    } else {
      add(option.name, option.help, cxxopts::value<std::vector<std::string>>());
    }
  }
  add("operands", "", cxxopts::value<std::vector<std::string>>());
  parser.parse_positional({"operands"});
  std::vector<const char*> raw{"caseletters"};
  for (const auto& word : words) raw.push_back(word.c_str());
  Arguments arguments;
  try {
    const auto parsed = parser.parse(static_cast<int>(raw.size()), raw.data());
    for (const auto& option : specs) {
      if (parsed.count(option.name) == 0) continue;
      auto& values = arguments.options[option.name];
      if (option.value.empty()) {
        values.emplace_back();
      } else {
        values = parsed[option.name].as<std::vector<std::string>>();
      }
      if (values.size() > 1 && !option.many) {
        message = fmt::format("--{} is given more than once", option.name);
        return std::nullopt;
      }
    }
    if (parsed.count("operands") != 0) arguments.operands = parsed["operands"].as<std::vector<std::string>>();
  } catch (const cxxopts::exceptions::exception& failure) {
    const std::string unknown = unknown_option(words, specs);
    hint = fmt::format("'caseletters {} --help' lists the options.", command.name);
    if (unknown.empty()) {
      message = failure.what();
    } else {
      message = fmt::format("{} has no option {}", command.name, unknown);
      std::vector<std::string> names;
      for (const auto& option : specs) names.push_back("--" + option.name);
      if (const std::string near = nearest(unknown, names); !near.empty()) hint = fmt::format("Did you mean {}?", near);
    }
    return std::nullopt;
  }
  return arguments;
}

int run_command(const Command& command, const std::vector<std::string>& words, Surroundings& surroundings) {
  if (std::find(words.begin(), words.end(), "--help") != words.end()) {
    print_help(command, surroundings.out);
    return static_cast<int>(Exit::done);
  }
  std::string message, hint;
  const auto arguments = parse(command, words, message, hint);
  if (!arguments) return usage_error(surroundings, message, hint);
  const int count = static_cast<int>(arguments->operands.size());
  if (count < command.least_operands || count > command.most_operands) {
    return usage_error(surroundings,
                       count < command.least_operands
                           ? fmt::format("{} needs {}", command.name, command.operands)
                           : fmt::format("{} does not know what to do with '{}'", command.name,
                                         arguments->operands[static_cast<std::size_t>(command.most_operands)]),
                       fmt::format("Usage: caseletters {} {} [OPTION]...", command.name, command.operands));
  }
  return static_cast<int>(command.run(*arguments, surroundings));
}

}  // namespace

int run(const std::vector<std::string>& words, Surroundings& surroundings) {
  surroundings.json = std::find(words.begin(), std::find(words.begin(), words.end(), "--"), "--json") !=
                      std::find(words.begin(), words.end(), "--");
  try {
    if (words.empty()) {
      print_usage(surroundings.err);
      return static_cast<int>(Exit::usage);
    }
    const std::string& first = words.front();
    if (first == "--help" || first == "-h" || first == "help") {
      print_usage(surroundings.out);
      return static_cast<int>(Exit::done);
    }
    if (first == "--version") {
      fmt::print(surroundings.out, "caseletters {}\n", version);
      return static_cast<int>(Exit::done);
    }
    std::vector<std::string> names;
    for (const auto& command : commands()) {
      if (command.name == first) return run_command(command, {words.begin() + 1, words.end()}, surroundings);
      names.push_back(command.name);
    }
    const std::string near = nearest(first, names);
    return usage_error(
        surroundings, fmt::format("there is no command '{}'", first),
        near.empty() ? fmt::format("Commands: {}.", join_words(names)) : fmt::format("Did you mean {}?", near));
  } catch (const std::bad_alloc&) {
    fmt::print(surroundings.err,
               "caseletters: this machine has too little memory for what was asked\n"
               "    Close other programs, or let fewer letters be made at once (generate --jobs 1), and run the same "
               "command again: what is there is kept.\n");
    return static_cast<int>(Exit::output_failed);
  } catch (const std::exception& failure) {
    fmt::print(surroundings.err, "caseletters: this is a fault of the program, not of your files: {}\n",
               failure.what());
    return static_cast<int>(Exit::output_failed);
  }
}

}  // namespace caseletters::cli
