// The hours of a crowded stretch are asked one by one, so that no query reads more than it gives.
#include "watch/health/reader.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace polso::health {
namespace {

HealthPost remembered(const StoredPost& stored, const Verdict& verdict) {
  const Post& post = stored.post;
  HealthPost kept{.source = post.source,
                  .id = post.id,
                  .brands = {post.brand},
                  .at = post.created_at,
                  .verdict = verdict,
                  .words = monitor::words_of(post.text, post.lang, cell_of(verdict.scores)),
                  .labelled = stored.feedback.has_value()};
  kept.brands.insert(kept.brands.end(), post.also.begin(), post.also.end());
  return kept;
}

}  // namespace

Result<std::vector<std::optional<Verdict>>> HealthReader::judged(const std::vector<const StoredPost*>& posts) const {
  std::vector<std::optional<Verdict>> verdicts(posts.size());
  std::vector<std::size_t> others;
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (posts[i]->model == model_) {
      verdicts[i] = posts[i]->verdict;
    } else if (judge_ != nullptr) {
      others.push_back(i);
      texts.emplace_back(posts[i]->post.text);
    }
  }
  if (texts.empty()) return verdicts;
  std::vector<Verdict> said(texts.size());
  POLSO_TRY(judge_->classify(texts, said));
  for (std::size_t i = 0; i < others.size(); ++i) verdicts[others[i]] = said[i];
  return verdicts;
}

Result<std::vector<std::optional<Verdict>>> HealthReader::verdicts(const std::vector<JudgedPost>& posts) const {
  std::vector<const StoredPost*> stored;
  stored.reserve(posts.size());
  for (const JudgedPost& post : posts) stored.push_back(&post.stored);
  return judged(stored);
}

Result<std::map<Millis, std::uint64_t>> HealthReader::counts(Millis from, Millis to, Millis width) {
  std::map<Millis, std::uint64_t> counts;
  BucketQuery query;
  query.from = floor_time(from, width);
  query.to = to;
  query.width = width;
  POLSO_TRY(store_->each_bucket(
      query, [&](const BucketKey& key, const Histogram& histogram) { counts[key.start] += histogram.total(); }));
  return counts;
}

Status HealthReader::add(const PostQuery& query, std::vector<HealthPost>& posts) {
  POLSO_ASSIGN(const std::vector<StoredPost> page, store_->posts(query));
  std::vector<const StoredPost*> stored;
  stored.reserve(page.size());
  for (const StoredPost& post : page) stored.push_back(&post);
  POLSO_ASSIGN(const auto verdicts, judged(stored));
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (verdicts[i]) posts.push_back(remembered(page[i], *verdicts[i]));
  }
  return {};
}

Result<std::vector<HealthPost>> HealthReader::newest(Millis from, Millis to, std::size_t count) {
  PostQuery query;
  query.from = from;
  query.to = to;
  query.limit = count;
  if (judge_ == nullptr) query.model = model_;
  std::vector<HealthPost> posts;
  POLSO_TRY(add(query, posts));
  return posts;
}

Result<std::vector<HealthPost>> HealthReader::read(Millis from, Millis to, std::size_t most) {
  POLSO_ASSIGN(const auto hours, counts(from, to, kHour));
  std::uint64_t all = 0;
  for (const auto& [hour, count] : hours) all += count;
  if (all <= most) return newest(from, to, most);
  std::vector<HealthPost> posts;
  for (auto hour = hours.rbegin(); hour != hours.rend(); ++hour) {
    const auto [start, count] = *hour;
    const double part = static_cast<double>(count) / static_cast<double>(all) * static_cast<double>(most);
    const auto wanted = static_cast<std::size_t>(std::max(1.0, std::round(part)));
    POLSO_ASSIGN(auto of_hour, newest(std::max(from, start), std::min(to, start + kHour), wanted));
    for (HealthPost& post : of_hour) {
      post.stands_for = static_cast<double>(count) / static_cast<double>(of_hour.size());
    }
    std::ranges::move(of_hour, std::back_inserter(posts));
  }
  return posts;
}

}  // namespace polso::health
