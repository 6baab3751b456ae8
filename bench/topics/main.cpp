// topics BUNDLE FOLDER: what the detector says of real topics; README.md explains.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "learn/data/data_folders.h"
#include "reputation/detect/detector.h"
#include "reputation/detect/sampling.h"
#include "topics.h"
#include "watch/slopes.h"

namespace {

using namespace polso;

constexpr Millis kTick = 10 * kMinute;
constexpr Millis kLearn = 28 * kDay;
constexpr Millis kWeek = 7 * kDay;
constexpr double kPostsAnHour = 100;
constexpr double kNever = std::numeric_limits<double>::infinity();

using Posts = std::span<const TopicPost>;

struct Settings {
  int draws = 5;
  int seed = 1;
};

double negatives_of(Posts posts) {
  const auto count = std::ranges::count(posts, Sentiment::kNegative, &TopicPost::truth);
  return static_cast<double>(count) / static_cast<double>(posts.size());
}

/// To the model, on average.
double scores_of(Posts posts) {
  double sum = 0;
  for (const TopicPost& post : posts) sum += post.verdict.scores[0];
  return sum / static_cast<double>(posts.size());
}

Posts older(const Topic& topic) { return Posts(topic.posts).first(topic.posts.size() / 2); }
Posts newer(const Topic& topic) { return Posts(topic.posts).subspan(topic.posts.size() / 2); }

double change_of(const Topic& topic) { return negatives_of(newer(topic)) - negatives_of(older(topic)); }

/// Whether people's labels of the halves differ by more than chance: z-test, 5 %.
bool surely_changed(const Topic& topic) {
  const double all = negatives_of(topic.posts);
  const auto half = static_cast<double>(topic.posts.size()) / 2;
  const double deviation = std::sqrt(all * (1 - all) * 2 / half);
  return deviation > 0 && std::abs(change_of(topic)) > 1.96 * deviation;
}

bool is_of_mood(const detect::Finding& finding) { return is_mood(finding.channel); }

/// More negatives, or less net mood.
bool says_worse(const detect::Finding& finding) { return finding.up == (finding.channel == Channel::kNegatives); }

void as_they_come(const std::vector<Topic>& topics, detect::ThresholdBook& book) {
  double days = 0;
  std::size_t ready = 0;
  std::size_t mood = 0;
  std::size_t volume = 0;
  for (const Topic& topic : topics) {
    detect::Detector detector(book, {});
    auto next = topic.posts.begin();
    const Millis first = floor_time(next->at, kTick);
    days += static_cast<double>(topic.posts.back().at - first) / static_cast<double>(kDay);
    for (Millis now = first; next != topic.posts.end(); now += kTick) {
      detect::Tick tick{now, kTick, {}, 0};
      for (; next != topic.posts.end() && next->at < now + kTick; ++next) {
        if (tick.parts.empty()) tick.parts.push_back({});
        tick.parts[0].sums.add(next->verdict.scores);
      }
      if (detector.advance(tick) != detect::Change::kOpened) continue;
      (is_of_mood(detector.incident()->findings[0]) ? mood : volume) += 1;
    }
    ready += topic.posts.size() >= 200 ? 1 : 0;
  }
  fmt::print(
      "  as they come: {:.1f} topic-days; topics with the 200 posts that alerts of the mood need: {}; alerts of "
      "the mood {}, of the volume {}\n",
      days, ready, mood, volume);
}

detect::Tick drawn_tick(Posts pool, Millis start, Random& random) {
  detect::Tick tick{start, kTick, {{}}, 0};
  const double count = detect::poisson(kPostsAnHour * static_cast<double>(kTick) / static_cast<double>(kHour), random);
  for (double n = 0; n < count; ++n) tick.parts[0].sums.add(pool[random.below(pool.size())].verdict.scores);
  if (count == 0) tick.parts.clear();
  return tick;
}

/// Hours until an alert of the mood says "worse", and until one says "better".
struct Said {
  double worse = kNever;
  double better = kNever;
};

/// Redrawn until no incident is open at the change, as in bench/detection.
Said made_long(Posts before, Posts after, detect::ThresholdBook& book, Random& random) {
  for (;;) {
    detect::Detector detector(book, {});
    const Millis start = kLearn + static_cast<Millis>(random.below(kWeek / kTick)) * kTick;
    for (Millis now = 0; now < start; now += kTick) detector.advance(drawn_tick(before, now, random));
    if (detector.open()) continue;
    Said said;
    for (Millis now = start; now < start + kWeek; now += kTick) {
      const detect::Change change = detector.advance(drawn_tick(after, now, random));
      if (change == detect::Change::kNone || change == detect::Change::kEnded) continue;
      const double hours = static_cast<double>(now + kTick - start) / static_cast<double>(kHour);
      for (const detect::Finding& finding : detector.incident()->findings) {
        if (finding.calm || !is_of_mood(finding)) continue;
        double& when = says_worse(finding) ? said.worse : said.better;
        when = std::min(when, hours);
      }
    }
    return said;
  }
}

/// Of the trials of some topics.
struct Tally {
  double topics = 0, trials = 0, right = 0, wrong_first = 0;
  double misled = 0;  // topics whose mean score moves against people's labels
  std::vector<double> delays;

  void add(const Topic& topic, const std::vector<Said>& trials_of) {
    const double change = change_of(topic);
    ++topics;
    misled += (scores_of(newer(topic)) - scores_of(older(topic))) * change < 0 ? 1 : 0;
    for (const Said& said : trials_of) {
      const double right_at = change > 0 ? said.worse : said.better;
      const double wrong_at = change > 0 ? said.better : said.worse;
      ++trials;
      right += right_at < kNever && right_at <= wrong_at ? 1 : 0;
      wrong_first += wrong_at < right_at ? 1 : 0;
      delays.push_back(right_at);
    }
  }
  void print(std::string_view name) {
    if (topics == 0) return;
    std::ranges::sort(delays);
    const double median = delays[delays.size() / 2];
    fmt::print(
        "  {:<28} {:>4.0f} topics: named first {:5.1f} %, the opposite first {:5.1f} %, nothing {:5.1f} %; median "
        "{}; scores move against the labels in {:.0f}\n",
        name, topics, 100 * right / trials, 100 * wrong_first / trials, 100 * (trials - right - wrong_first) / trials,
        median == kNever ? "> 168 h" : fmt::format("{:.1f} h", median), misled);
  }
};

/// Alerts of the mood of topics that do not change, by how skewed the scores are that a post is negative.
struct Quiet {
  static constexpr std::array kBounds{1.0, 2.0, 3.0, 1e9};
  static constexpr std::array kNames{"below 1", "1 to 2", "2 to 3", "3 and more"};
  std::array<double, kBounds.size()> trials{}, alerts{}, worse{}, negatives{};

  void add(const Topic& topic, const Said& said) {
    const auto bin =
        static_cast<std::size_t>(std::ranges::upper_bound(kBounds, skewness(topic.posts)) - kBounds.begin());
    ++trials[bin];
    negatives[bin] += negatives_of(topic.posts);
    alerts[bin] += std::min(said.worse, said.better) < kNever ? 1 : 0;
    worse[bin] += said.worse < said.better ? 1 : 0;
  }
  static double skewness(Posts posts) {
    const double mean = scores_of(posts);
    double square = 0;
    double cube = 0;
    for (const TopicPost& post : posts) {
      const double off = post.verdict.scores[0] - mean;
      square += off * off / static_cast<double>(posts.size());
      cube += off * off * off / static_cast<double>(posts.size());
    }
    return cube / std::pow(square, 1.5);
  }
  void print() const {
    fmt::print("  made long, quiet, by the skewness of the scores for negative: alerts of the mood within a week\n");
    for (std::size_t b = 0; b < kBounds.size(); ++b) {
      if (trials[b] == 0) continue;
      fmt::print(
          "  {:<28} {:>4.0f} trials, {:4.1f} % negatives: {:5.1f} % with an alert, {:.1f} % with a worse mood first\n",
          kNames[b], trials[b], 100 * negatives[b] / trials[b], 100 * alerts[b] / trials[b],
          100 * worse[b] / trials[b]);
    }
  }
};

void changed(const std::vector<Topic>& topics, detect::ThresholdBook& book, const Settings& settings) {
  constexpr std::array kBounds{0.05, 0.10, 0.20, 1.01};
  constexpr std::array kNames{"below 5 points", "5 to 10", "10 to 20", "20 and more"};
  std::array<Tally, kBounds.size()> by_size;
  Tally sure;
  Quiet quiet;
  for (std::size_t t = 0; t < topics.size(); ++t) {
    Random random(static_cast<std::uint64_t>(settings.seed) * 1000 + t);
    std::vector<Said> said;
    for (int n = 0; n < settings.draws; ++n) {
      said.push_back(made_long(older(topics[t]), newer(topics[t]), book, random));
      quiet.add(topics[t], made_long(topics[t].posts, topics[t].posts, book, random));
    }
    const double change = change_of(topics[t]);
    if (change != 0) {
      const auto bin = std::ranges::upper_bound(kBounds, std::abs(change)) - kBounds.begin();
      by_size[static_cast<std::size_t>(bin)].add(topics[t], said);
    }
    if (surely_changed(topics[t])) sure.add(topics[t], said);
  }
  quiet.print();
  fmt::print("  made long, the older half's posts, then the newer half's; change of the share of negatives\n");
  for (std::size_t b = 0; b < by_size.size(); ++b) by_size[b].print(kNames[b]);
  sure.print("more than chance (5 %)");
}

Status look(std::string_view title, const std::string& bundle, const auto& read, const Settings& settings) {
  POLSO_ASSIGN(const auto classifier, open_classifier(bundle));
  POLSO_ASSIGN(std::vector<Topic> topics, read(*classifier, data_folders()));
  std::erase_if(topics, [](const Topic& topic) { return topic.posts.size() < 40; });
  std::size_t posts = 0;
  for (const Topic& topic : topics) posts += topic.posts.size();
  fmt::print("{}: {} topics of 40 posts and more, {} posts; {}\n", title, topics.size(), posts,
             classifier->bundle().id());
  detect::ThresholdBook book({}, slopes_of(classifier->bundle().validation));
  as_they_come(topics, book);
  changed(topics, book, settings);
  std::fflush(stdout);
  return {};
}

Status run(const std::string& bundle, const std::string& other, const Settings& settings) {
  POLSO_TRY(look("TweetEval's test, three classes", bundle, three_class_topics, settings));
  return look("SemEval-2016, two classes", other, two_class_topics, settings);
}

}  // namespace

int main(int count, char** arguments) {
  Settings settings;
  for (int i = 3; i + 1 < count; i += 2) {
    const std::string_view flag = arguments[i];
    if (flag == "--draws") settings.draws = std::max(1, std::atoi(arguments[i + 1]));
    if (flag == "--seed") settings.seed = std::atoi(arguments[i + 1]);
    if (flag != "--draws" && flag != "--seed") count = 0;
  }
  if (count < 3 || count % 2 == 0) {
    fmt::print(stderr, "usage: topics BUNDLE FOLDER [--draws N] [--seed N]; bench/topics/README.md explains\n");
    return 2;
  }
  const polso::Status status = run(arguments[1], arguments[2], settings);
  if (!status) fmt::print(stderr, "topics: {}\n", status.error().message);
  return status ? 0 : polso::exit_code(status.error().code);
}
