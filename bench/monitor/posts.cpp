// Judging, picking and counting.
#include "posts.h"

#include <numeric>
#include <string_view>

#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"

namespace polso {

Result<Posts> judge_set(const Classifier& classifier, const std::string& name) {
  POLSO_ASSIGN(LabelledSet set, load_data_set(name, data_folders()));
  Posts posts;
  for (LabelledText& row : set.rows) {
    posts.texts.push_back(std::move(row.text));
    posts.truth.push_back(row.label);
  }
  const std::vector<std::string_view> views(posts.texts.begin(), posts.texts.end());
  posts.verdicts.resize(views.size());
  POLSO_TRY(classifier.classify(views, posts.verdicts));
  return posts;
}

Posts pick(const Posts& posts, const Positions& positions) {
  Posts picked;
  for (const std::size_t i : positions) {
    picked.texts.push_back(posts.texts[i]);
    picked.verdicts.push_back(posts.verdicts[i]);
    picked.truth.push_back(posts.truth[i]);
  }
  return picked;
}

Positions shuffled(std::size_t count, Random& random) {
  Positions order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

std::pair<Posts, Posts> cut(const Posts& posts, std::size_t count, Random& random) {
  const Positions order = shuffled(posts.size(), random);
  const auto at = order.begin() + static_cast<std::ptrdiff_t>(count);
  return {pick(posts, {order.begin(), at}), pick(posts, {at, order.end()})};
}

monitor::ByTruth by_truth(const Posts& posts) {
  monitor::ByTruth counted{};
  for (std::size_t i = 0; i < posts.size(); ++i) counted[index(posts.truth[i])].add(posts.verdicts[i]);
  return counted;
}

Histogram histogram_of(const Posts& posts, const Positions& positions) {
  Histogram histogram;
  for (const std::size_t i : positions) histogram.add(posts.verdicts[i]);
  return histogram;
}

double accuracy_of(const Posts& posts, const Positions& positions) {
  double right = 0;
  for (const std::size_t i : positions) right += posts.verdicts[i].label == posts.truth[i] ? 1 : 0;
  return right / static_cast<double>(positions.size());
}

}  // namespace polso
