// The rules of huggingface_hub's validate_repo_id, and git's for references as far as they matter for paths.
#include "hub/model_name.h"

#include <algorithm>

namespace polso {
namespace {

constexpr std::size_t kLongestPart = 96;
constexpr std::size_t kLongestRevision = 255;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_name(std::string_view part) {
  return !part.empty() && part.size() <= kLongestPart && is_letter_or_digit(part.front()) &&
         is_letter_or_digit(part.back()) &&
         std::ranges::all_of(part, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; });
}

bool is_repo(std::string_view repo) {
  const std::size_t slash = repo.find('/');
  const bool named = slash == std::string_view::npos
                         ? is_name(repo)
                         : is_name(repo.substr(0, slash)) && is_name(repo.substr(slash + 1));
  return named && !repo.contains("--") && !repo.contains("..") && !repo.ends_with(".git");
}

}  // namespace

std::optional<ModelName> parse_model_name(std::string_view text) {
  const std::size_t at = text.find('@');
  ModelName name{.repo = std::string(text.substr(0, at))};
  if (at != std::string_view::npos) name.revision = text.substr(at + 1);
  if (!is_repo(name.repo) || !is_inside(name.revision) || name.revision.size() > kLongestRevision) return std::nullopt;
  return name;
}

bool is_commit(std::string_view revision) {
  constexpr std::size_t kDigits = 40;
  return revision.size() == kDigits &&
         std::ranges::all_of(revision, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_inside(std::string_view path) {
  if (path.empty() || std::ranges::any_of(path, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F || c == '\\'; })) {
    return false;
  }
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace polso
