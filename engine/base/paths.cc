#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"

namespace caseletters {

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty() || name.starts_with('/')) return std::string{name};
  std::string path{folder};
  if (!path.ends_with('/')) path += '/';
  return path.append(name);
}

std::string parent_path(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return std::string{path.substr(0, slash == 0 ? 1 : slash)};
}

std::string file_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string{slash == std::string_view::npos ? path : path.substr(slash + 1)};
}

std::string file_ending(std::string_view path) {
  const std::string name = file_name(path);
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? std::string{} : to_lower(name.substr(dot + 1));
}

std::string path_from(const std::string& folder, const std::string& path) {
  std::error_code ignored;
  const auto whole = [&ignored](const std::string& name) {
    return std::filesystem::absolute(name.empty() ? "." : name, ignored).lexically_normal();
  };
  const auto base = whole(folder);
  // A folder's name may end in a slash, which would count as a step of its own.
  return whole(path).lexically_proximate(base.has_filename() ? base : base.parent_path()).generic_string();
}

std::string safe_file_name(std::string_view name, bool* changed) {
  static constexpr std::size_t most_bytes = 120;
  static constexpr std::array<std::string_view, 6> reserved = {"con", "prn", "aux", "nul", "com", "lpt"};
  std::string safe;
  for (const char c : trim(name)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool bad = byte < 0x20 || byte == 0x7F || std::string_view{"/\\:*?\"<>|"}.find(c) != std::string_view::npos;
    safe += bad ? '-' : c;
  }
  if (safe.size() > most_bytes) {
    std::size_t end = most_bytes;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0) == 0x80) --end;
    safe.resize(end);
  }
  while (!safe.empty() && (safe.back() == '.' || safe.back() == ' ')) safe.pop_back();
  while (!safe.empty() && safe.front() == '.') safe.erase(0, 1);
  // Windows takes CON, NUL, COM1 … for devices, whatever the ending.
  const std::string stem = to_lower(safe.substr(0, safe.find('.')));
  for (const auto word : reserved) {
    const bool numbered = word == "com" || word == "lpt";
    const bool is_device =
        numbered ? stem.size() == 4 && stem.starts_with(word) && std::isdigit(static_cast<unsigned char>(stem[3]))
                 : stem == word;
    if (is_device) safe.insert(0, 1, '-');
  }
  if (safe.empty()) safe = "-";
  if (changed != nullptr) *changed = safe != name;
  return safe;
}

}  // namespace caseletters
