// Counts, z, and which of overlapping terms to keep.
#include "mood/why/standing_out.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "mood/why/function_words.h"

namespace polso {
namespace {

constexpr double kSmallestPrior = 0.5;
constexpr double kFewestPosts = 3;
constexpr std::size_t kFewestBefore = 20;
constexpr double kLeastZ = 2.5;
constexpr double kLeastZOften = 3;
constexpr double kOften = 0.05;  // of all posts
constexpr double kLeastZCommon = 3.5;
constexpr double kCommon = 0.1;
constexpr double kLeastRatio = 1.5;
constexpr double kFewestOfMood = 10;  // posts
constexpr double kLeastZOfMood = 3;
constexpr double kLargeRatio = 3;     // no word that is always said rises so
constexpr double kSamePosts = 0.6;    // of the rarer one's posts: they say the same
constexpr std::size_t kLooked = 300;  // terms, the strongest; overlaps are looked for among them

/// How many posts (that vote) have both terms of a pair.
class Together {
 public:
  Together(std::span<const WhyPost> posts, std::span<const StandingTerm> terms) {
    std::unordered_map<TermId, std::uint32_t> place;
    for (const StandingTerm& term : terms) place.emplace(term.term, static_cast<std::uint32_t>(place.size()));
    size_ = terms.size();
    posts_.resize(size_ * size_);
    std::vector<std::uint32_t> here;
    for (const WhyPost& post : posts) {
      if (!post.first) continue;
      here.clear();
      for (const TermId term : post.terms) {
        if (const auto at = place.find(term); at != place.end()) here.push_back(at->second);
      }
      for (const std::uint32_t a : here) {
        for (const std::uint32_t b : here) ++posts_[a * size_ + b];
      }
    }
  }
  [[nodiscard]] double operator()(std::size_t a, std::size_t b) const { return posts_[a * size_ + b]; }

 private:
  std::size_t size_ = 0;
  std::vector<std::uint32_t> posts_;
};

/// How much of a mood each term brings: sums over the posts (that vote) with the term.
class TermMoods {
 public:
  TermMoods(std::span<const WhyPost> posts, double WhyPost::* mood, std::size_t terms) : since_(terms), before_(terms) {
    for (const WhyPost& post : posts) {
      if (!post.first) continue;
      ++(post.since ? posts_since_ : posts_before_);
      const double value = post.*mood;
      for (const TermId term : post.terms) {
        Sum& sum = (post.since ? since_ : before_)[term];
        sum.value += value;
        sum.square += value * value;
      }
    }
  }
  /// Of the difference of two means, by their pooled variance.
  [[nodiscard]] double z(TermId term) const {
    const double all = posts_since_ + posts_before_;
    const double mean = (since_[term].value + before_[term].value) / all;
    const double variance = (since_[term].square + before_[term].square) / all - mean * mean;
    if (variance <= 0) return 0;
    const double rise = since_[term].value / posts_since_ - before_[term].value / posts_before_;
    return rise / std::sqrt(variance * (1 / posts_since_ + 1 / posts_before_));
  }

 private:
  struct Sum {
    double value = 0, square = 0;
  };
  std::vector<Sum> since_, before_;  // by TermId
  double posts_since_ = 0, posts_before_ = 0;
};

double least_z(double ratio, double often) {
  if (ratio >= kLargeRatio || often < kOften) return kLeastZ;
  return often < kCommon ? kLeastZOften : kLeastZCommon;
}

bool share_a_word(const Vocabulary& vocabulary, TermId a, TermId b) {
  const auto [a1, a2] = vocabulary.words(a);
  const auto [b1, b2] = vocabulary.words(b);
  constexpr TermId kNone = Vocabulary::kNone;
  if (a1 == kNone && b1 == kNone) return false;
  if (a1 == kNone) return a == b1 || a == b2;
  if (b1 == kNone) return b == a1 || b == a2;
  return a1 == b1 || a1 == b2 || a2 == b1 || a2 == b2;
}

/// Two words stay when they make up most of the word's posts, and the word stays when they do not.
std::vector<StandingTerm> without_doubles(std::span<const StandingTerm> terms, const Together& together,
                                          const Vocabulary& vocabulary) {
  std::vector<bool> dropped(terms.size(), false);
  const auto is_pair = [&](std::size_t i) { return vocabulary.words(terms[i].term).first != Vocabulary::kNone; };
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (std::size_t k = i + 1; k < terms.size() && !dropped[i]; ++k) {
      if (dropped[k] || !share_a_word(vocabulary, terms[i].term, terms[k].term)) continue;
      if (is_pair(i) == is_pair(k)) {  // two pairs: the stronger
        const double fewer = std::min(together(i, i), together(k, k));
        if (together(i, k) >= kSamePosts * fewer) dropped[k] = true;
        continue;
      }
      const std::size_t pair = is_pair(i) ? i : k;
      const std::size_t word = is_pair(i) ? k : i;
      dropped[together(pair, pair) >= kSamePosts * together(word, word) ? word : pair] = true;
    }
  }
  std::vector<StandingTerm> kept;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!dropped[i]) kept.push_back(terms[i]);
  }
  return kept;
}

}  // namespace

void TermCounts::add(std::span<const TermId> terms) {
  for (const TermId term : terms) {
    if (term >= posts.size()) posts.resize(std::max<std::size_t>(term + 1, posts.size() * 2));
    ++posts[term];
  }
  total += static_cast<double>(terms.size());
  ++texts;
}

double log_odds_z(double since, double since_total, double before, double before_total, double prior,
                  double prior_total) {
  const auto log_odds = [&](double y, double n) { return std::log((y + prior) / (n + prior_total - y - prior)); };
  const double variance = 1 / (since + prior) + 1 / (before + prior);
  return (log_odds(since, since_total) - log_odds(before, before_total)) / std::sqrt(variance);
}

std::vector<StandingTerm> standing_out(std::span<const WhyPost> posts, const TermCounts& history,
                                       const Vocabulary& vocabulary, double WhyPost::* mood) {
  TermCounts since;
  TermCounts before;
  TermCounts always = history;
  std::size_t before_posts = 0;
  for (const WhyPost& post : posts) {
    if (!post.first) continue;
    (post.since ? since : before).add(post.terms);
    always.add(post.terms);
    before_posts += post.since ? 0 : 1;
  }
  if (since.total == 0 || before_posts < kFewestBefore) return {};
  const double weight = std::min(1.0, since.total / always.total);
  const double prior_total = weight * always.total + kSmallestPrior * static_cast<double>(vocabulary.size());
  std::optional<TermMoods> moods;
  if (mood != nullptr) moods.emplace(posts, mood, vocabulary.size());
  std::vector<StandingTerm> terms;
  const auto is_common = [&](TermId term) {
    return term != Vocabulary::kNone && always.of(term) >= kCommon * always.texts;
  };
  for (TermId term = 0; term < vocabulary.size(); ++term) {
    const double now = since.of(term);
    const double then = before.of(term);
    if (now < kFewestPosts || vocabulary.is_name(term) || is_function_word(vocabulary.text(term))) continue;
    const auto [first, second] = vocabulary.words(term);
    if (is_common(first) || is_common(second)) continue;
    const double ratio = (now + kSmallestPrior) / since.total / ((then + kSmallestPrior) / before.total);
    const double odds =
        log_odds_z(now, since.total, then, before.total, weight * always.of(term) + kSmallestPrior, prior_total);
    const bool frequent = ratio >= kLeastRatio && odds >= least_z(ratio, always.of(term) / always.texts);
    const bool telling = moods && now >= kFewestOfMood && !is_common(term) && moods->z(term) >= kLeastZOfMood;
    if (frequent || telling) terms.push_back({term, static_cast<std::uint64_t>(now), odds});
  }
  std::ranges::sort(terms, [&](const StandingTerm& a, const StandingTerm& b) {
    return a.z != b.z ? a.z > b.z : vocabulary.text(a.term) < vocabulary.text(b.term);
  });
  if (terms.size() > kLooked) terms.resize(kLooked);
  return without_doubles(terms, Together(posts, terms), vocabulary);
}

}  // namespace polso
