// Explains the posts one by one and sums what each word added.
#include "mood/terms.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "text/lower.h"

namespace polso {
namespace {

struct Sum {
  std::uint64_t posts = 0;
  std::uint64_t last_post = 0;  // its number, from 1
  PerSentiment<double> part{};
};
using Sums = std::unordered_map<std::string, Sum>;

/// Names and links say nothing about the mood of many.
bool is_term(std::string_view word) {
  return word.size() > 1 && word.front() != '@' && !word.starts_with("http") && !word.starts_with("www.");
}

std::vector<Term> heaviest(const Sums& sums, Sentiment sentiment, std::uint64_t posts, std::size_t most) {
  const std::size_t s = index(sentiment);
  const std::uint64_t fewest = posts >= 20 ? 2 : 1;
  std::vector<Term> terms;
  for (const auto& [text, sum] : sums) {
    const bool strongest = sum.part[s] >= *std::ranges::max_element(sum.part);
    if (sum.posts >= fewest && sum.part[s] > 0 && strongest) {
      terms.push_back({text, sum.posts, sum.part[s] / static_cast<double>(posts)});
    }
  }
  const auto heavier = [](const Term& a, const Term& b) {
    return std::pair(-a.weight, a.text) < std::pair(-b.weight, b.text);
  };
  const auto kept = static_cast<std::ptrdiff_t>(std::min(most, terms.size()));
  std::partial_sort(terms.begin(), terms.begin() + kept, terms.end(), heavier);
  terms.resize(static_cast<std::size_t>(kept));
  return terms;
}

}  // namespace

Result<Terms> load_terms(Store& store, const Classifier& model, PostQuery query, std::size_t most) {
  query.limit = kPostsForTerms;
  POLSO_ASSIGN(const std::vector<StoredPost> posts, store.posts(query));
  Sums sums;
  std::uint64_t number = 0;
  for (const StoredPost& stored : posts) {
    if (stored.label() != stored.verdict.label) continue;  // its words tell why the model was wrong
    ++number;
    POLSO_ASSIGN(const Explanation explanation, model.explain(stored.post.text));
    for (const WordPart& word : explanation.words) {
      std::string text = lowered(std::string_view(stored.post.text).substr(word.begin, word.end - word.begin));
      if (!is_term(text)) continue;
      Sum& sum = sums[std::move(text)];
      if (std::exchange(sum.last_post, number) != number) ++sum.posts;
      for (std::size_t s = 0; s < kSentiments; ++s) sum.part[s] += word.part[s];
    }
  }
  Terms terms{.posts = number, .negative = {}, .positive = {}};
  terms.negative = heaviest(sums, Sentiment::kNegative, terms.posts, most);
  terms.positive = heaviest(sums, Sentiment::kPositive, terms.posts, most);
  return terms;
}

}  // namespace polso
