// detection BUNDLE: how soon alerts come, how often for nothing, and at what cost; README.md says how.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "pools.h"
#include "trial.h"

namespace {

using namespace polso;
using namespace polso::detection;

constexpr double kVolumes[] = {20, 100, 1000};

struct Settings {
  int brands = 100;  // with changes
  int harmless = 0;  // only with what is no change of the mood
  int quiet = 100;   // without
  int months = 3;    // of each quiet one
  int tuning = 30;   // quiet brands that rivals are tuned on
  int threads = 2;
  int seed = 1;
  int volume = 0;  // one class only
};

struct Bench {
  const Pools& pools;
  detect::Slopes slopes;
  Settings settings;
  std::vector<std::unique_ptr<detect::ThresholdBook>> books = {};  // one a thread: a book simulates behind a lock
};

enum Purpose : std::uint64_t { kQuiet = 1, kTuning = 2, kChange = 3, kCost = 4 };

Place place_of(const Bench& bench, double volume, Purpose purpose, std::size_t brand) {
  const auto seed = static_cast<std::uint64_t>(bench.settings.seed);
  return {&bench.pools, volume,
          ((seed * 10 + purpose) * 10'000 + static_cast<std::uint64_t>(volume)) * 1'000'000 + brand};
}

/// Results do not depend on which thread does what: each writes its own place, and books answer alike.
void for_each(const Bench& bench, std::size_t count,
              const std::function<void(std::size_t, detect::ThresholdBook&)>& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (const auto& book : bench.books) {
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < count; i = next++) work(i, *book);
    });
  }
}

/// Of all, those that never noticed included.
std::string quantile(std::vector<double> values, double part) {
  if (values.empty()) return "-";
  std::ranges::sort(values);
  const double value = values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
  return value == kNever ? ">168" : fmt::format("{:.1f}", value);
}

double share_within(const std::vector<double>& values, double limit) {
  const auto count = std::ranges::count_if(values, [&](double value) { return value <= limit; });
  return 100 * static_cast<double>(count) / static_cast<double>(values.size());
}

std::string delays(const std::vector<double>& values) {
  return fmt::format("{:>6} {:>6} {:>5.1f} %", quantile(values, 0.5), quantile(values, 0.9),
                     100 - share_within(values, 1e9));
}

template <class Get>
std::vector<double> gather(const std::vector<Changes>& changes, const Get& get) {
  std::vector<double> values;
  for (const Changes& one : changes) values.push_back(get(one));
  return values;
}

/// Its rate of false alarms.
double print_quiet(const Bench& bench, double volume) {
  const auto count = static_cast<std::size_t>(bench.settings.quiet);
  std::vector<QuietAlerts> alerts(count);
  for_each(bench, count, [&](std::size_t i, detect::ThresholdBook& book) {
    alerts[i] = run_quiet(place_of(bench, volume, kQuiet, i), book, bench.settings.months);
  });
  const double months = static_cast<double>(count) * bench.settings.months;
  QuietAlerts sum;
  double squares = 0;
  for (const QuietAlerts& one : alerts) {
    for (std::size_t c = 0; c < kChannelNames.size(); ++c) sum.by_channel[c] += one.by_channel[c];
    sum.hours += one.hours;
    squares += one.all() * one.all();
  }
  const double error = std::sqrt(squares - sum.all() * sum.all() / static_cast<double>(count)) / months;
  fmt::print("\nQuiet: {} brand-months. False alarms a brand and 30 days: {:.2f} (standard error {:.2f}); promised 1\n",
             months, sum.all() / months, error);
  for (std::size_t c = 0; c < kChannelNames.size(); ++c) {
    fmt::print("  {:<10} {:.2f}\n", kChannelNames[c], sum.by_channel[c] / months);
  }
  fmt::print("  open for {:.1f} h on average\n", sum.hours / std::max(1.0, sum.all()));
  return sum.all() / months;
}

/// The tuned parameters.
RivalSet print_rivals(const Bench& bench, double volume, double rate) {
  const int months = bench.settings.months;
  std::vector<std::vector<Labels>> streams(static_cast<std::size_t>(bench.settings.tuning));
  for_each(bench, streams.size(), [&](std::size_t i, detect::ThresholdBook&) {
    streams[i] = quiet_labels(place_of(bench, volume, kTuning, i), months);
  });
  RivalSet tuned{};
  for_each(bench, kRivals.size(), [&](std::size_t i, detect::ThresholdBook&) {
    const std::size_t kind = (i + 3) % kRivals.size();  // the slow ones first
    tuned[kind] = tune(kind, streams, rate * months);
  });
  const auto count = static_cast<std::size_t>(bench.settings.quiet);
  std::vector<std::array<RivalSet, 2>> alarms(count);
  for_each(bench, count, [&](std::size_t i, detect::ThresholdBook&) {
    const std::vector<Labels> labels = quiet_labels(place_of(bench, volume, kQuiet, i), months);
    for (std::size_t r = 0; r < kRivals.size(); ++r) {
      alarms[i][0][r] = false_alarms(make_rival(r, kRivals[r].usual), labels);
      alarms[i][1][r] = false_alarms(make_rival(r, tuned[r]), labels);
    }
  });
  fmt::print("  {:<28} {:>10} {:>8}   {:>10} {:>8}\n", "rivals on the same streams", "default", "a month", "tuned",
             "a month");
  for (std::size_t r = 0; r < kRivals.size(); ++r) {
    double sums[2]{};
    for (const auto& one : alarms) {
      for (std::size_t t = 0; t < 2; ++t) sums[t] += one[t][r] / static_cast<double>(count) / months;
    }
    fmt::print("  {:<28} {:>10.3g} {:>8.2f}   {:>10.3g} {:>8.2f}\n", kRivals[r].name, kRivals[r].usual, sums[0],
               tuned[r], sums[1]);
  }
  return tuned;
}

void print_polso(const std::vector<Changes>& changes) {
  fmt::print("\n  {:<36} {:>6} {:>6} {:>7} {:>11}\n", "Polso, delay in hours", "median", "90 %", "missed",
             "start error");
  const auto row = [&](std::size_t s, std::string_view what, double Noticed::* when, double Noticed::* error) {
    const auto times = gather(changes, [&](const Changes& one) { return one.polso[s].*when; });
    std::vector<double> errors;
    for (const Changes& one : changes) {
      if (one.polso[s].*when != kNever) errors.push_back(one.polso[s].*error);
    }
    fmt::print("  {:<36} {} {:>11}\n", fmt::format("{}{}", kScenarios[s].name, what), delays(times),
               quantile(errors, 0.5));
  };
  for (std::size_t s = 0; s < kScenarios.size(); ++s) {
    if (kScenarios[s].negatives > 0) row(s, ": mood", &Noticed::mood, &Noticed::mood_error);
    if (kScenarios[s].volume > 1) row(s, ": volume", &Noticed::volume, &Noticed::volume_error);
  }
}

void print_harmless(const std::vector<Changes>& changes) {
  constexpr double kSoonHours = static_cast<double>(kSoon) / static_cast<double>(kHour);
  fmt::print("\n  {:<28}", "alerts in the next 3 days, %");
  std::vector<std::size_t> shown{0};
  for (std::size_t s = 1; s < kScenarios.size(); ++s) {
    if (kScenarios[s].flood > 0 || kScenarios[s].silence || kScenarios[s].swap) shown.push_back(s);
  }
  for (const std::size_t s : shown) fmt::print(" {:>16}", kScenarios[s].name);
  const auto row = [&](std::string_view name, const auto& get) {
    fmt::print("\n  {:<28}", name);
    for (const std::size_t s : shown) {
      fmt::print(" {:>16.1f}",
                 share_within(gather(changes, [&](const Changes& one) { return get(one, s); }), kSoonHours));
    }
  };
  row("Polso, mood", [](const Changes& one, std::size_t s) { return one.polso[s].any_mood; });
  row("Polso, volume", [](const Changes& one, std::size_t s) { return one.polso[s].any_volume; });
  for (std::size_t r = 0; r < kRivals.size(); ++r) {
    row(fmt::format("{}, tuned", kRivals[r].name),
        [&](const Changes& one, std::size_t s) { return one.rivals[s][1][r]; });
  }
  fmt::print("\n");
}

void print_rival_delays(const std::vector<Changes>& changes) {
  for (std::size_t s = 1; s < kScenarios.size(); ++s) {
    if (kScenarios[s].negatives == 0) continue;
    fmt::print("\n  {:<36} {:>22}   {:>22}\n", kScenarios[s].name, "default: median 90% mis", "tuned: median 90% miss");
    for (std::size_t r = 0; r < kRivals.size(); ++r) {
      fmt::print("  {:<36}", kRivals[r].name);
      for (std::size_t t = 0; t < 2; ++t) {
        fmt::print(" {}  ", delays(gather(changes, [&](const Changes& one) { return one.rivals[s][t][r]; })));
      }
      fmt::print("\n");
    }
  }
}

void print_changes(const Bench& bench, double volume, const RivalSet& tuned) {
  const auto count = static_cast<std::size_t>(bench.settings.brands);
  std::vector<Changes> changes(count);
  for_each(bench, count, [&](std::size_t i, detect::ThresholdBook& book) {
    changes[i] = run_changes(place_of(bench, volume, kChange, i), book, tuned);
  });
  int drawn = 0;
  for (const Changes& one : changes) drawn += one.drawn;
  fmt::print("\nChanges: {} brands, each in every scenario; {} drawn\n", count, drawn);
  print_polso(changes);
  print_harmless(changes);
  print_rival_delays(changes);
}

/// Difference of two paired shares with its 95 % interval, in percent (Bonett and Price 2012: one is added to either
/// kind of disagreement).
std::string excess_of(double only_first, double only_second, double pairs) {
  const double more = (only_first + 1) / (pairs + 2);
  const double less = (only_second + 1) / (pairs + 2);
  const double half = 1.96 * std::sqrt((more + less - (more - less) * (more - less)) / (pairs + 2));
  return fmt::format("{:+.2f} ({:+.2f} to {:+.2f})", 100 * (only_first - only_second) / pairs,
                     100 * (more - less - half), 100 * (more - less + half));
}

using Harmless = std::array<Noticed, kHarmless.size()>;

/// The alerts that a brand has only with the event: which, when, how far beyond the threshold.
void print_alerts_of(const std::vector<Harmless>& brands, std::size_t way, double hours) {
  constexpr int kMost = 12;
  int shown = 0;
  for (std::size_t i = 0; i < brands.size() && shown < kMost; ++i) {
    const Noticed& one = brands[i][way];
    if (one.any_mood > hours || brands[i][0].any_mood <= hours) continue;
    fmt::print("      brand {}: {} {} after {:.1f} h, mean {:+.3f} of {:.0f} posts, surprise {:.2f}\n", i,
               kChannelNames[static_cast<std::size_t>(one.mood_found.channel)], one.mood_found.up ? "up" : "down",
               one.any_mood, one.mood_found.mean(), one.mood_found.weight, one.mood_found.surprise);
    ++shown;
  }
}

void print_excess(const Bench& bench, double volume) {
  std::vector<Harmless> brands(static_cast<std::size_t>(bench.settings.harmless));
  for_each(bench, brands.size(), [&](std::size_t i, detect::ThresholdBook& book) {
    brands[i] = run_harmless(place_of(bench, volume, kChange, i), book);
  });
  const auto count = static_cast<double>(brands.size());
  fmt::print("\nHarmless: {} brands; % with an alert of the mood, with the event and without\n", brands.size());
  for (const double days : {3.0, 7.0}) {
    for (std::size_t way = 1; way < kHarmless.size(); ++way) {
      double with = 0;
      double without = 0;
      double both = 0;
      for (const Harmless& one : brands) {
        const bool here = one[way].any_mood <= 24 * days;
        const bool quiet = one[0].any_mood <= 24 * days;
        with += here ? 1 : 0;
        without += quiet ? 1 : 0;
        both += here && quiet ? 1 : 0;
      }
      fmt::print("  {:<16} {:.0f} days: {:5.2f} {:5.2f}, only with {:.0f}, only without {:.0f}, excess {}\n",
                 kScenarios[kHarmless[way]].name, days, 100 * with / count, 100 * without / count, with - both,
                 without - both, excess_of(with - both, without - both, count));
      print_alerts_of(brands, way, 24 * days);
    }
  }
}

void print_limit(const Bench& bench, double volume) {
  fmt::print("\nLeast delay to first order (Lorden 1971) at one false alarm in 30 days, from 15 % negatives\n");
  for (const double added : {0.05, 0.10, 0.20}) {
    const Divergence nats = divergence(bench.pools, {0.15, 0.45, 0.40}, added);
    const double model = least_delay(720 * volume, nats.scores);
    const double perfect = least_delay(720 * volume, nats.labels);
    fmt::print("  +{:.0f} points: this model {:.0f} posts, {:.1f} h; perfect labels {:.0f} posts, {:.1f} h\n",
               100 * added, model, model / volume, perfect, perfect / volume);
  }
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// 10,000 copies of ten detectors; then a day of the ten with their refits.
void print_cost(const Bench& bench) {
  constexpr std::size_t kDistinct = 10;
  constexpr std::size_t kAll = 10'000;
  std::vector<std::pair<detect::Detector, Stream>> some;
  for (std::size_t i = 0; i < kDistinct; ++i) {
    some.push_back(learnt(place_of(bench, 100, kCost, i), *bench.books[0]));
    some.back().first.advance(some.back().second.next().tick);
  }
  std::vector<detect::Detector> all;
  std::vector<detect::Tick> ticks;
  for (std::size_t i = 0; i < kAll; ++i) all.push_back(some[i % kDistinct].first);
  for (auto& [detector, stream] : some) ticks.push_back(stream.next().tick);
  const double before = processor_seconds();
  for (std::size_t i = 0; i < kAll; ++i) all[i].advance(ticks[i % kDistinct]);
  const double tick = processor_seconds() - before;
  double day = 0;
  for (std::size_t i = 0; i < kDistinct; ++i) {
    auto& [detector, stream] = some[i];
    detector.advance(ticks[i]);
    for (Millis t = 0; t < kDay; t += kTick) {
      const detect::Tick next = stream.next().tick;
      const double start = processor_seconds();
      detector.advance(next);
      day += processor_seconds() - start;
    }
  }
  fmt::print(
      "\nCost: 10,000 detectors advanced by one Tick: {:.3f} s of processor time; a day's mean with the daily "
      "baselines: {:.3f} s\n",
      tick, day * kAll / kDistinct / (static_cast<double>(kDay) / static_cast<double>(kTick)));
}

Status run(const std::filesystem::path& bundle, const Settings& settings) {
  POLSO_ASSIGN(const auto classifier, open_classifier(bundle));
  POLSO_ASSIGN(const Pools pools, judge_pools(*classifier));
  Bench bench{pools, slopes_of(pools), settings};
  for (int t = 0; t < settings.threads; ++t) {
    bench.books.push_back(std::make_unique<detect::ThresholdBook>(detect::Promise{}, bench.slopes));
  }
  fmt::print("{}, slopes {:.3f} and {:.3f}\n", classifier->bundle().id(), bench.slopes[0], bench.slopes[1]);
  for (const double volume : kVolumes) {
    if (settings.volume != 0 && settings.volume != static_cast<int>(volume)) continue;
    fmt::print("\n{} posts an hour\n", volume);
    print_limit(bench, volume);
    const double rate = settings.quiet > 0 ? print_quiet(bench, volume) : 1;
    std::fflush(stdout);
    const bool rivals = settings.tuning > 0 && settings.quiet > 0;
    RivalSet tuned{};
    for (std::size_t r = 0; r < kRivals.size(); ++r) tuned[r] = kRivals[r].usual;
    if (rivals) tuned = print_rivals(bench, volume, rate);
    std::fflush(stdout);
    if (settings.brands > 0) print_changes(bench, volume, tuned);
    if (settings.harmless > 0) print_excess(bench, volume);
    std::fflush(stdout);
  }
  print_cost(bench);
  return {};
}

int usage() {
  fmt::print(stderr,
             "usage: detection BUNDLE [--brands N] [--harmless N] [--quiet N] [--months N] [--tuning N] [--threads N] "
             "[--seed N] [--volume 20|100|1000]\n");
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  Settings settings;
  const std::map<std::string_view, int*> flags{{"--brands", &settings.brands}, {"--harmless", &settings.harmless},
                                               {"--quiet", &settings.quiet},   {"--months", &settings.months},
                                               {"--tuning", &settings.tuning}, {"--threads", &settings.threads},
                                               {"--seed", &settings.seed},     {"--volume", &settings.volume}};
  if (count < 2 || count % 2 != 0) return usage();
  for (int i = 2; i < count; i += 2) {
    const auto flag = flags.find(arguments[i]);
    if (flag == flags.end()) return usage();
    *flag->second = std::atoi(arguments[i + 1]);
  }
  const polso::Status status = run(arguments[1], settings);
  if (!status) fmt::print(stderr, "detection: {}\n", status.error().message);
  return status ? 0 : polso::exit_code(status.error().code);
}
