// One candidate for each cluster of near-copies; the most relevant compete.
#include "mood/why/examples.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>
#include <unordered_map>

namespace polso {
namespace {

constexpr double kRelevance = 0.7;        // lambda: the rest is for being unlike those chosen before
constexpr std::size_t kCandidates = 200;  // the most relevant
constexpr std::size_t kTermsOfPost = 3;   // the strongest: long posts are no better

struct Candidate {
  const WhyPost* post = nullptr;
  std::optional<Sentiment> said;  // of one of those alike
  std::uint64_t alike = 0;
  double relevance = 0;
  double likeness = 0;  // to the nearest of those chosen
};

std::vector<Candidate> candidates_of(std::span<const WhyPost> posts) {
  std::vector<Candidate> found;
  std::unordered_map<std::uint64_t, std::size_t> place;
  for (const WhyPost& post : posts) {
    if (!post.since) continue;
    const auto [at, fresh] =
        post.cluster == 0 ? std::pair(place.end(), true) : place.emplace(post.cluster, found.size());
    if (fresh) {
      found.push_back({.post = &post, .said = post.said, .alike = 1, .relevance = 0, .likeness = 0});
      continue;
    }
    Candidate& candidate = found[at->second];
    ++candidate.alike;
    if (post.said) candidate.said = post.said;
    if (candidate.post->retweet && !post.retweet) candidate.post = &post;
  }
  return found;
}

/// A person's word comes before the model's.
double mood_of(const Candidate& candidate, Telling telling) {
  const bool bad = telling == Telling::kNegative;
  if (candidate.said) return *candidate.said == (bad ? Sentiment::kNegative : Sentiment::kPositive) ? 1 : 0;
  return bad ? candidate.post->negative : candidate.post->positive;
}

double relevance_of(const Candidate& candidate, const std::unordered_map<TermId, double>& z, Telling telling) {
  if (telling == Telling::kCopies) return static_cast<double>(candidate.alike);
  std::vector<double> strongest;
  for (const TermId term : candidate.post->terms) {
    if (const auto at = z.find(term); at != z.end()) strongest.push_back(at->second);
  }
  std::ranges::sort(strongest, std::greater());
  if (strongest.size() > kTermsOfPost) strongest.resize(kTermsOfPost);
  double sum = 1;  // where nothing stands out the mood decides
  for (const double one : strongest) sum += one;
  return mood_of(candidate, telling) * sum * (1 + std::log(static_cast<double>(candidate.alike)));
}

/// Cosines of posts' terms, each weighted by how rare it is among `posts`.
class Cosines {
 public:
  Cosines(std::span<const WhyPost> posts, const Vocabulary& vocabulary) : idf_(vocabulary.size()) {
    for (const WhyPost& post : posts) {
      for (const TermId term : post.terms) ++idf_[term];
    }
    for (double& idf : idf_) idf = std::log((1 + static_cast<double>(posts.size())) / (1 + idf));
  }

  [[nodiscard]] double operator()(const WhyPost& a, const WhyPost& b) const {
    double both = 0;
    for (auto i = a.terms.begin(), k = b.terms.begin(); i != a.terms.end() && k != b.terms.end();) {
      if (*i == *k) both += idf_[*i] * idf_[*i];
      const bool next = *i <= *k;
      const bool other = *k <= *i;
      i += next ? 1 : 0;
      k += other ? 1 : 0;
    }
    return both == 0 ? 0 : both / std::sqrt(square(a) * square(b));
  }

 private:
  [[nodiscard]] double square(const WhyPost& post) const {
    double sum = 0;
    for (const TermId term : post.terms) sum += idf_[term] * idf_[term];
    return sum;
  }
  std::vector<double> idf_;
};

}  // namespace

std::vector<AlertPost> examples_of(std::span<const WhyPost> posts, std::span<const StandingTerm> terms,
                                   const Vocabulary& vocabulary, Telling telling, std::size_t most) {
  std::unordered_map<TermId, double> z;
  for (const StandingTerm& term : terms) z.emplace(term.term, term.z);
  std::vector<Candidate> candidates = candidates_of(posts);
  for (Candidate& candidate : candidates) candidate.relevance = relevance_of(candidate, z, telling);
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.relevance != b.relevance ? a.relevance > b.relevance
                                      : std::tie(a.post->source, a.post->id) < std::tie(b.post->source, b.post->id);
  });
  if (candidates.size() > kCandidates) candidates.resize(kCandidates);
  std::erase_if(candidates, [&](const Candidate& c) { return c.said && c.relevance == 0; });
  const Cosines cosine(posts, vocabulary);
  const double largest = candidates.empty() ? 0 : candidates.front().relevance;
  std::vector<AlertPost> chosen;
  while (chosen.size() < most && !candidates.empty()) {
    const auto worth = [&](const Candidate& c) {
      return kRelevance * (largest > 0 ? c.relevance / largest : 0) - (1 - kRelevance) * c.likeness;
    };
    const auto best = std::ranges::max_element(candidates, {}, worth);
    const Candidate taken = *best;
    candidates.erase(best);
    chosen.push_back({.source = taken.post->source, .id = taken.post->id, .alike = taken.alike});
    for (Candidate& c : candidates) c.likeness = std::max(c.likeness, cosine(*c.post, *taken.post));
  }
  return chosen;
}

}  // namespace polso
