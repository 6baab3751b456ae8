// Who says what, the most frequent label first.
#include "cmd/people_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"

namespace polso {
namespace {

struct Words {
  const char* some;  // {of} {all} {label}
  const char* disagree;
  const char* somebody;
  std::array<const char*, kSentiments> labels;
};

constexpr Words kEnglish{"{} of {} say {}", "People disagree", "somebody", {"negative", "neutral", "positive"}};
constexpr Words kItalian{
    "{} su {} dicono {}", "Le persone non concordano", "qualcuno", {"negativo", "neutro", "positivo"}};

}  // namespace

std::string people_text(const StoredPost& stored, Lang lang) {
  if (stored.people.empty()) return {};
  const Words& words = lang == Lang::kItalian ? kItalian : kEnglish;
  PerSentiment<std::vector<std::string>> names;
  for (const PersonLabel& person : stored.people) {
    names[index(person.label)].push_back(person.by.empty() ? words.somebody : printable(person.by));
  }
  std::array<std::size_t, kSentiments> order{0, 1, 2};
  std::ranges::sort(order, {}, [&](std::size_t s) { return std::pair(-std::ssize(names[s]), s); });
  std::vector<std::string> parts;
  for (const std::size_t s : order) {
    if (!names[s].empty()) parts.push_back(fmt::format("{}: {}", fmt::join(names[s], ", "), words.labels[s]));
  }
  const std::string head = stored.disputed() ? std::string(words.disagree)
                                             : fmt::format(fmt::runtime(words.some), names[order[0]].size(),
                                                           stored.people.size(), words.labels[order[0]]);
  return fmt::format("{} ({})", head, fmt::join(parts, "; "));
}

}  // namespace polso
