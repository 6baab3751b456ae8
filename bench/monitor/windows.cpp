// Drawing, estimating, comparing.
#include "windows.h"

#include <fmt/os.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace polso {
namespace {

PerSentiment<double> shares_of(const PerSentiment<Positions>& of, double shift, Random& random) {
  const PerSentiment<double> drawn{random.exponential(), random.exponential(), random.exponential()};
  const double sum = drawn[0] + drawn[1] + drawn[2];
  const double all = static_cast<double>(of[0].size() + of[1].size() + of[2].size());
  PerSentiment<double> shares{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    shares[s] = shift * drawn[s] / sum + (1 - shift) * static_cast<double>(of[s].size()) / all;
  }
  return shares;
}

double macro_recall_of(const Posts& posts, const Positions& positions) {
  PerSentiment<double> right{};
  PerSentiment<double> all{};
  for (const std::size_t i : positions) {
    all[index(posts.truth[i])] += 1;
    right[index(posts.truth[i])] += posts.verdicts[i].label == posts.truth[i] ? 1 : 0;
  }
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) sum += all[s] > 0 ? right[s] / all[s] / kSentiments : 0;
  return sum;
}

}  // namespace

Positions draw_window(const Posts& pool, double shift, std::size_t size, Random& random) {
  PerSentiment<Positions> of;
  for (std::size_t i = 0; i < pool.size(); ++i) of[index(pool.truth[i])].push_back(i);
  const PerSentiment<double> shares = shares_of(of, shift, random);
  PerSentiment<std::size_t> counts{static_cast<std::size_t>(shares[0] * static_cast<double>(size)), 0,
                                   static_cast<std::size_t>(shares[2] * static_cast<double>(size))};
  counts[1] = size - counts[0] - counts[2];
  Positions window;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const bool enough = counts[s] <= of[s].size();
    for (std::size_t i = 0; i < counts[s]; ++i) {
      const std::size_t from = enough ? i : 0;
      std::swap(of[s][from], of[s][from + random.below(of[s].size() - from)]);
      window.push_back(of[s][from]);
    }
  }
  return window;
}

void Errors::add(const Estimate& estimate, double truth) {
  off.push_back(estimate.value - truth);
  inside += estimate.low <= truth && truth <= estimate.high ? 1 : 0;
}

void Errors::operator+=(const Errors& other) {
  off.insert(off.end(), other.off.begin(), other.off.end());
  inside += other.inside;
}

double Errors::bias() const {
  double sum = 0;
  for (const double error : off) sum += error;
  return sum / static_cast<double>(off.size());
}

double Errors::mean() const {
  double sum = 0;
  for (const double error : off) sum += std::abs(error);
  return sum / static_cast<double>(off.size());
}

double Errors::tenth_largest() const {
  std::vector<double> sorted;
  for (const double error : off) sorted.push_back(std::abs(error));
  std::ranges::sort(sorted);
  return sorted[sorted.size() * 9 / 10];
}

double Errors::within(double limit) const {
  const auto count = std::ranges::count_if(off, [&](double error) { return std::abs(error) <= limit; });
  return static_cast<double>(count) / static_cast<double>(off.size());
}

double Errors::coverage() const { return static_cast<double>(inside) / static_cast<double>(off.size()); }

void WindowErrors::operator+=(const WindowErrors& other) {
  steady += other.steady;
  moving += other.moving;
  moving_recall += other.moving_recall;
  disagreed += other.disagreed;
}

WindowErrors measure(const monitor::AccuracyWatch& watch, const Posts& pool, const Protocol& protocol) {
  Random random(protocol.seed);
  WindowErrors errors;
  for (std::size_t n = 0; n < protocol.windows; ++n) {
    const Positions window = draw_window(pool, protocol.shift, protocol.size, random);
    const double truth = accuracy_of(pool, window);
    const monitor::UnlabelledAccuracy found = watch.estimate(histogram_of(pool, window));
    errors.steady.add(found.steady.accuracy, truth);
    errors.moving.add(found.moving.accuracy, truth);
    errors.moving_recall.add(found.moving.macro_recall, macro_recall_of(pool, window));
    errors.disagreed += found.disagree ? 1 : 0;
    if (!protocol.dump.empty()) dump_posts(protocol.dump, protocol.name + ".windows", pool, window, n > 0);
  }
  return errors;
}

void dump_posts(const std::string& folder, const std::string& name, const Posts& posts, const Positions& positions,
                bool append) {
  const int mode = append ? fmt::file::WRONLY | fmt::file::CREATE | fmt::file::APPEND
                          : fmt::file::WRONLY | fmt::file::CREATE | fmt::file::TRUNC;
  auto file = fmt::output_file(folder + "/" + name + ".csv", mode);
  if (!append) file.print("negative,neutral,positive,label,truth\n");
  for (const std::size_t i : positions) {
    const Scores& scores = posts.verdicts[i].scores;
    file.print("{:.6f},{:.6f},{:.6f},{},{}\n", scores[0], scores[1], scores[2], polso::name(posts.verdicts[i].label),
               polso::name(posts.truth[i]));
  }
}

}  // namespace polso
