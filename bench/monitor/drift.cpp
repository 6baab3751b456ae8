// Random windows, windows of another mood, crises, windows of another time.
#include "drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

#include "base/file.h"
#include "compared.h"
#include "learn/data/data_folders.h"
#include "monitor/aging.h"
#include "monitor/alarm.h"
#include "monitor/diagnosis.h"
#include "windows.h"

namespace polso {
namespace {

using monitor::AccuracyWatch;

constexpr std::size_t kTrials = 100;
constexpr std::size_t kWindow = 1000;
constexpr std::size_t kReference = 4000;
constexpr std::size_t kCrises = 30;
constexpr std::array<std::uint64_t, 2> kCrisisWindows{4, 20};
constexpr std::size_t kTimesTrials = 20;

Positions first(Positions positions, std::size_t count) {
  positions.resize(std::min(count, positions.size()));
  return positions;
}

Positions drawn(const Positions& from, std::size_t count, Random& random) {
  Positions taken;
  for (const std::size_t i : first(shuffled(from.size(), random), count)) taken.push_back(from[i]);
  return taken;
}

/// A window with so much more of the negatives than the pool, the rest in its proportions.
Positions crisis(const Posts& pool, double points, Random& random) {
  PerSentiment<Positions> of;
  for (std::size_t i = 0; i < pool.size(); ++i) of[index(pool.truth[i])].push_back(i);
  const auto all = static_cast<double>(pool.size());
  const double negatives = static_cast<double>(of[0].size()) / all;
  Positions window;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double share = static_cast<double>(of[s].size()) / all;
    const double wanted = s == 0 ? share + points : share * (1 - negatives - points) / (1 - negatives);
    const Positions part = drawn(of[s], static_cast<std::size_t>(std::lround(wanted * kWindow)), random);
    window.insert(window.end(), part.begin(), part.end());
  }
  return window;
}

void same_time(const AccuracyWatch& watch, const Posts& test) {
  Tally random_windows, any_mood;
  for (std::uint64_t seed = 1; seed <= kTrials; ++seed) {
    Random random(seed);
    const auto [known, unknown] = cut(test, kReference, random);
    const Part reference{known, shuffled(known.size(), random)};
    const Part quiet{unknown, first(shuffled(unknown.size(), random), kWindow)};
    const Part moved{unknown, draw_window(unknown, kUniform, kWindow, random)};
    random_windows.add(compare(watch.evidence(), reference, quiet, seed));
    any_mood.add(compare(watch.evidence(), reference, moved, seed));
  }
  random_windows.print("test, a random window");
  any_mood.print("test, a window of any mood");
}

using Findings = std::array<std::size_t, monitor::kFindingNames.size()>;

/// A crisis as the monitor sees it, window by window, its alarms promised once in a thousand windows.
class Crisis {
 public:
  Crisis(const AccuracyWatch& watch, const Posts& test, std::uint64_t seed)
      : watch_(watch), random_(seed), seed_(seed) {
    std::tie(known_, unknown_) = cut(test, kReference, random_);
    reference_ = shuffled(known_.size(), random_);
    signs_.band = watch.estimate(histogram_of(known_, reference_)).moving.macro_recall;
  }

  void next(Tally& tally) {
    const Positions window = crisis(unknown_, 0.30, random_);
    const Compared seen =
        compare(watch_.evidence(), {known_, reference_}, {unknown_, window}, seed_ * 1000 + windows_++);
    tally.add(seen);
    const auto p = seen.same_mood.p_values();
    alarm_.add(std::array{p[0], p[1], p[2], p[3], seen.scores.shape.p, seen.scores.mood.p});
    explained_ += monitor::explained_by_mood(seen.as_is, seen.same_mood);
    signs_.unlabelled = watch_.estimate(histogram_of(unknown_, window));
  }

  [[nodiscard]] monitor::Finding finding() {
    for (std::size_t f = 0; f < monitor::kInputFigures; ++f) signs_.input[f] = alarm_.of(f);
    signs_.mood_explains = explained_ / static_cast<double>(windows_);
    signs_.shape = alarm_.of(monitor::kInputFigures);
    signs_.mood_moved = alarm_.of(monitor::kInputFigures + 1) == monitor::Alarm::kDrift;
    return monitor::diagnose(signs_).finding;
  }

 private:
  const AccuracyWatch& watch_;
  Random random_;
  std::uint64_t seed_, windows_ = 0;
  Posts known_, unknown_;
  Positions reference_;
  double explained_ = 0;
  monitor::DriftAlarm alarm_{monitor::kInputFigures + 2};
  monitor::Signs signs_;
};

void crises(const AccuracyWatch& watch, const Posts& test) {
  std::array<Findings, kCrisisWindows.size()> findings{};
  Tally tally;
  for (std::uint64_t seed = 1; seed <= kCrises; ++seed) {
    Crisis now(watch, test, seed);
    std::uint64_t windows = 0;
    for (std::size_t stage = 0; stage < kCrisisWindows.size(); ++stage) {
      for (; windows < kCrisisWindows[stage]; ++windows) now.next(tally);
      ++findings[stage][static_cast<std::size_t>(now.finding())];
    }
  }
  tally.print("test, negatives +30 points");
  for (std::size_t stage = 0; stage < kCrisisWindows.size(); ++stage) {
    fmt::print("  {} such crises, after {} windows, are diagnosed as:", kCrises, kCrisisWindows[stage]);
    for (std::size_t f = 0; f < findings[stage].size(); ++f) {
      fmt::print(" {} {}", monitor::kFindingNames[f], findings[stage][f]);
    }
    fmt::print("\n");
  }
}

/// Positions of TweetEval's train posts from `from` until before `to`, by the dates beside them.
Result<Positions> of_time(std::string_view from, std::string_view to) {
  const std::string name = "tweeteval/sentiment/train_dates.tsv";
  const auto path = find_data(name, data_folders());
  if (!path) return fail(Code::kNotFound, "cannot find '" + name + "' in any folder of POLSO_DATA");
  POLSO_ASSIGN(const std::string text, read_file(*path));
  Positions positions;
  std::size_t line = 0;
  for (std::string_view rest = text; !rest.empty(); ++line) {
    const std::string_view row = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), row.size() + 1));
    const std::string_view time = row.substr(row.rfind('\t') + 1);
    if (line > 0 && time >= from && time < to) positions.push_back(line - 1);
  }
  return positions;
}

Status other_times(const AccuracyWatch& watch, const Posts& train, const Posts& test) {
  constexpr std::array<std::array<std::string_view, 3>, 3> kPeriods{
      {{"2012", "2012-01", "2013-01"},
       {"October 2014", "2014-10", "2014-11"},
       {"November, December 2015", "2015-11", "2016-01"}}};
  POLSO_ASSIGN(const Positions known, of_time("2015-07", "2015-11"));
  const auto against = [&](std::string_view name, const Posts& posts, const Positions& from, bool same) {
    Tally tally;
    for (std::uint64_t seed = 1; seed <= kTimesTrials; ++seed) {
      Random random(seed);
      const Positions both = drawn(known, kReference + kWindow, random);
      const auto middle = both.begin() + kReference;
      const Positions window = same ? Positions(middle, both.end()) : drawn(from, kWindow, random);
      tally.add(compare(watch.evidence(), {train, {both.begin(), middle}}, {posts, window}, seed));
    }
    tally.print(name);
  };
  against("train, July to October 2015 too", train, {}, true);
  for (const auto& [name, from, to] : kPeriods) {
    POLSO_ASSIGN(const Positions posts, of_time(from, to));
    against(fmt::format("train, {}", name), train, posts, false);
  }
  Positions all(test.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  against("test, November, December 2016", test, all, false);
  return {};
}

}  // namespace

Status print_drift(const std::string& bundle) {
  POLSO_ASSIGN(const auto classifier, open_classifier(bundle));
  const Bundle& about = classifier->bundle();
  POLSO_ASSIGN(const Posts test, judge_set(*classifier, "tweeteval/sentiment:test"));
  POLSO_ASSIGN(const Posts train, judge_set(*classifier, "tweeteval/sentiment:train"));
  POLSO_ASSIGN(const AccuracyWatch old,
               AccuracyWatch::make(about.validation, about.decision_weight, {.aging = monitor::measured_aging()}));
  POLSO_ASSIGN(const AccuracyWatch fresh, AccuracyWatch::make(about.validation, about.decision_weight));
  Tally::print_head(
      fmt::format("{}: how often p < 0.05, and the mean figure; windows of {}, reference of {}; the "
                  "reference from test (evidence known to be old)",
                  about.id(), kWindow, kReference));
  same_time(old, test);
  crises(old, test);
  Tally::print_head("the reference from train, July to October 2015");
  return other_times(fresh, train, test);
}

}  // namespace polso
