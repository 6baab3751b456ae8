// Reads the topics and averages the errors over them.
#include "topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "base/file.h"

namespace polso {
namespace {

struct Topic {
  Histogram histogram;
  PerSentiment<double> posts{};
};

Result<TopicPost> post_of(std::string_view line, std::size_t number, const std::filesystem::path& file) {
  std::vector<std::string_view> fields;
  for (std::size_t tab = 0; fields.size() < 3 && (tab = line.find('\t')) != std::string_view::npos;) {
    fields.push_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  const auto label = fields.size() == 3 ? parse_sentiment(fields[2]) : std::nullopt;
  if (!label || label == Sentiment::kNeutral) {
    return fail(Code::kInvalid, fmt::format("{}:{}: is not 'id, topic, positive or negative, text' with tabs between",
                                            file.string(), number));
  }
  return TopicPost{std::string(fields[1]), std::string(line), *label};
}

std::array<double, 2> negative_and_positive(const PerSentiment<double>& shares) {
  const double both = shares[0] + shares[2];
  const double negative = both > 0 ? shares[0] / both : 0.5;
  return {negative, 1 - negative};
}

}  // namespace

Result<std::vector<TopicPost>> read_topics(const std::filesystem::path& file) {
  POLSO_ASSIGN(const std::string text, read_file(file));
  std::vector<TopicPost> posts;
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    POLSO_ASSIGN(posts.emplace_back(), post_of(line, number, file));
  }
  return posts;
}

Validation other_topics(const std::vector<TopicPost>& posts, const Judged& judged, const std::string& topic,
                        const Validation& shipped) {
  Validation validation;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (posts[i].topic != topic) validation.by_truth[index(posts[i].label)].add(judged.verdicts[i]);
  }
  constexpr std::size_t kNeutral = index(Sentiment::kNeutral);
  validation.by_truth[kNeutral] = shipped.by_truth[kNeutral];
  return validation;
}

std::vector<TopicResult> measure_topics(const std::vector<TopicPost>& posts, const Judged& judged,
                                        const MethodsForTopic& methods) {
  std::map<std::string, Topic> topics;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    Topic& topic = topics[posts[i].topic];
    topic.histogram.add(judged.verdicts[i]);
    topic.posts[index(posts[i].label)] += 1;
  }
  std::vector<TopicResult> results;
  for (const auto& [name, topic] : topics) {
    const auto truth = negative_and_positive(topic.posts);
    const std::vector<Method> used = methods(name);
    results.resize(used.size());
    for (std::size_t m = 0; m < used.size(); ++m) {
      const auto found = negative_and_positive(used[m].shares(topic.histogram));
      results[m].name = used[m].name;
      results[m].errors += errors_of(truth, found, topic.histogram.total()).over(static_cast<double>(topics.size()));
    }
  }
  return results;
}

}  // namespace polso
