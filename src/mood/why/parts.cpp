// Each post's number first; then sums of it by name.
#include "mood/why/parts.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

namespace polso {
namespace {

constexpr double kLeastScale = 0.5;
constexpr double kMostScale = 3;
constexpr double kSmallestChange = 1e-6;
constexpr std::size_t kMostTerms = 8;
constexpr std::size_t kMostOthers = 5;
constexpr double kFewestPosts = 3;   // of an author or thread
constexpr double kLeastPart = 0.05;  // of the change

struct Sum {
  std::uint64_t since = 0, before = 0;
  double part = 0;
};
using Sums = std::unordered_map<std::string, Sum>;

struct Means {
  double since = 0, before = 0;
  std::uint64_t posts_since = 0, posts_before = 0;
};

Means means_of(std::span<const WhyPost> posts) {
  Means means;
  for (const WhyPost& post : posts) {
    (post.since ? means.since : means.before) += post.negative;
    ++(post.since ? means.posts_since : means.posts_before);
  }
  means.since /= static_cast<double>(means.posts_since);
  means.before /= static_cast<double>(means.posts_before);
  return means;
}

double scale_of(double change, double plain) {
  if (std::abs(plain) < kSmallestChange || change * plain <= 0) return 1;
  return std::clamp(change / plain, kLeastScale, kMostScale);
}

void add(Sums& sums, const std::string& name, const WhyPost& post, double part) {
  Sum& sum = sums[name];
  ++(post.since ? sum.since : sum.before);
  sum.part += part;
}

std::size_t names(const Sums& sums) { return sums.size() - sums.count(std::string()); }

/// The largest, and one without a name that makes the sum exact; `unnamed` posts since have none of all names.
void tell(std::vector<Driver>& drivers, const std::string& kind, const Sums& sums, std::size_t most, double change,
          std::uint64_t unnamed) {
  std::vector<Driver> told;
  for (const auto& [name, sum] : sums) {
    if (!name.empty()) told.push_back({.kind = kind, .name = name, .posts = sum.since, .part = sum.part});
  }
  std::ranges::sort(told, [](const Driver& a, const Driver& b) {
    return std::abs(a.part) != std::abs(b.part) ? std::abs(a.part) > std::abs(b.part) : a.name < b.name;
  });
  if (told.size() > most) told.resize(most);
  double rest = change;
  for (const Driver& driver : told) rest -= driver.part;
  told.push_back({.kind = kind, .name = {}, .posts = unnamed, .part = rest});
  drivers.insert(drivers.end(), told.begin(), told.end());
}

}  // namespace

Parts parts_of(std::span<const WhyPost> posts, std::span<const StandingTerm> terms, const Vocabulary& vocabulary,
               double change) {
  const Means means = means_of(posts);
  if (means.posts_since == 0 || means.posts_before == 0) return {};
  const double middle = (means.since + means.before) / 2;
  Parts parts{.drivers = {}, .scale = scale_of(change, means.since - means.before)};
  std::unordered_map<TermId, bool> standing;  // whether it is a hashtag
  for (const StandingTerm& term : terms) standing.emplace(term.term, vocabulary.text(term.term).front() == '#');
  Sums sources, langs, authors, threads, words, tags;
  std::vector<TermId> words_here, tags_here;
  std::uint64_t with_words = 0, with_tags = 0;
  for (const WhyPost& post : posts) {
    const auto n = static_cast<double>(post.since ? means.posts_since : means.posts_before);
    const double part = parts.scale * (post.negative - middle) / (post.since ? n : -n);
    add(sources, post.source, post, part);
    add(langs, post.lang, post, part);
    add(authors, post.author, post, part);
    add(threads, post.thread, post, part);
    words_here.clear();
    tags_here.clear();
    for (const TermId term : post.terms) {
      if (const auto at = standing.find(term); at != standing.end())
        (at->second ? tags_here : words_here).push_back(term);
    }
    const auto split = [&](Sums& sums, const std::vector<TermId>& among) {
      for (const TermId term : among) {
        add(sums, vocabulary.text(term), post, part / static_cast<double>(among.size()));
      }
    };
    split(words, words_here);
    split(tags, tags_here);
    with_words += post.since && !words_here.empty() ? 1 : 0;
    with_tags += post.since && !tags_here.empty() ? 1 : 0;
  }
  const auto is_small = [&](const auto& one) {
    const Sum& sum = one.second;
    return static_cast<double>(std::max(sum.since, sum.before)) < kFewestPosts ||
           std::abs(sum.part) < kLeastPart * std::abs(change);
  };
  std::erase_if(authors, is_small);
  std::erase_if(threads, is_small);
  const std::uint64_t all = means.posts_since;
  const auto of_named = [&](const Sums& sums) {
    std::uint64_t named = 0;
    for (const auto& [name, sum] : sums) named += name.empty() ? 0 : sum.since;
    return all - named;
  };
  tell(parts.drivers, "term", words, kMostTerms, change, all - with_words);
  if (!tags.empty()) tell(parts.drivers, "hashtag", tags, kMostOthers, change, all - with_tags);
  if (names(sources) > 1) tell(parts.drivers, "source", sources, kMostOthers, change, of_named(sources));
  if (names(langs) > 1) tell(parts.drivers, "lang", langs, kMostOthers, change, of_named(langs));
  if (names(authors) > 0) tell(parts.drivers, "author", authors, kMostOthers, change, of_named(authors));
  if (names(threads) > 0) tell(parts.drivers, "thread", threads, kMostOthers, change, of_named(threads));
  return parts;
}

}  // namespace polso
