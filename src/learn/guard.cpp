// Keys of texts in a hash map.
#include "learn/guard.h"

#include <algorithm>

namespace polso {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Handles, links and marks such as "<caps>" say nothing about whose text it is.
bool counts(std::string_view token) {
  return !token.starts_with('@') && !token.starts_with("http") && !token.starts_with('<');
}

}  // namespace

std::string LeakGuard::key_of(std::string_view text) const {
  std::string normal;
  normaliser_(text, normal);
  std::string key;
  for (std::string_view rest = normal; !rest.empty();) {
    const std::size_t space = rest.find(' ');
    const std::string_view token = rest.substr(0, space);
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    if (!counts(token) || std::ranges::none_of(token, is_word_byte)) continue;
    for (const char c : token) {
      if (is_word_byte(c)) key += lower(c);
    }
    key += ' ';
  }
  return key.empty() ? normal : key;
}

void LeakGuard::protect(const LabelledSet& set) {
  sets_.push_back(set.name);
  for (const LabelledText& row : set.rows) owner_.emplace(key_of(row.text), sets_.size() - 1);
}

std::map<std::string, std::uint64_t> LeakGuard::clean(LabelledSet& set) const {
  std::map<std::string, std::uint64_t> removed;
  std::erase_if(set.rows, [&](const LabelledText& row) {
    const auto found = owner_.find(key_of(row.text));
    if (found == owner_.end()) return false;
    ++removed[sets_[found->second]];
    return true;
  });
  return removed;
}

}  // namespace polso
