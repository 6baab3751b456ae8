// Feedback is paired with the watched model's verdict, which need not be the one that was stored with the post.
#include "watch/health/labels.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace polso::health {
namespace {

constexpr std::size_t kMostLabels = 10'000;

}  // namespace

Result<Labels> Labels::read(Desk& desk, const HealthReader& reader, Millis from, Millis to) {
  FeedbackQuery query;
  query.from = from;
  query.to = to;
  query.limit = kMostLabels;
  POLSO_ASSIGN(const std::vector<JudgedPost> judged, desk.feedback(query));
  POLSO_ASSIGN(const auto verdicts, reader.verdicts(judged));
  Labels labels;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (!verdicts[i]) continue;
    const Post& post = judged[i].stored.post;
    Label label;
    label.post.source = post.source;
    label.post.brands = {post.brand};
    label.post.brands.insert(label.post.brands.end(), post.also.begin(), post.also.end());
    label.post.words.lang = post.lang;
    label.checked = {.verdict = *verdicts[i], .truth = judged[i].feedback.label};
    label.audit = judged[i].feedback.kind == FeedbackKind::kAudit;
    labels.labels_.push_back(std::move(label));
  }
  return labels;
}

std::vector<monitor::Checked> Labels::of(const PartKey& part, bool audit) const {
  std::vector<monitor::Checked> posts;
  for (const Label& label : labels_) {
    if (label.audit == audit && belongs(label.post, part)) posts.push_back(label.checked);
  }
  return posts;
}

std::vector<monitor::Checked> Labels::audit(const PartKey& part, const Posts& month) const {
  std::map<std::string, double> posts;
  for (const HealthPost* post : month) posts[post->brands.front()] += std::max(1.0, post->stands_for);
  std::map<std::string, double> drawn;
  for (const Label& label : labels_) {
    if (label.audit && belongs(label.post, part)) ++drawn[label.post.brands.front()];
  }
  std::vector<monitor::Checked> checked;
  for (const Label& label : labels_) {
    if (!label.audit || !belongs(label.post, part)) continue;
    const std::string& brand = label.post.brands.front();
    checked.push_back(label.checked);
    checked.back().inclusion = std::min(1.0, drawn[brand] / std::max(posts[brand], 1.0));
  }
  return checked;
}

monitor::ByTruth by_truth(const std::vector<monitor::Checked>& posts) {
  monitor::ByTruth counted{};
  for (const monitor::Checked& post : posts) counted[index(post.truth)].add(post.verdict);
  return counted;
}

}  // namespace polso::health
