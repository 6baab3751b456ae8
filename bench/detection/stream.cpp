// Thread after thread.
#include "stream.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "reputation/detect/season.h"

namespace polso::detection {
namespace {

constexpr double kTicksAnHour = static_cast<double>(kHour) / static_cast<double>(kTick);

enum StratumOf : detect::Stratum { kFirst = 0, kSecond = 1, kModels = 2 };

double wave(Millis time) {
  return std::cos(2 * std::numbers::pi * static_cast<double>(time % kDay) / static_cast<double>(kDay));
}

std::size_t draw_sentiment(double negatives, const PerSentiment<double>& mix, Random& random) {
  const double u = random.uniform();
  if (u < negatives) return 0;
  const double neutral = (1 - negatives) * mix[1] / (mix[1] + mix[2]);
  return u < negatives + neutral ? 1 : 2;
}

/// Another model's scores: sharper by a half.
Scores sharper(const Scores& scores) {
  Scores other{};
  float sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) sum += other[s] = std::pow(scores[s], 1.5F);
  for (float& score : other) score /= sum;
  return other;
}

}  // namespace

Brand draw_brand(double posts_per_hour, Random& random) {
  Brand brand;
  brand.posts_per_hour = posts_per_hour * std::exp(0.2 * (2 * random.uniform() - 1));
  brand.mix[0] = 0.10 + 0.15 * random.uniform();
  brand.mix[2] = 0.25 + 0.15 * random.uniform();
  brand.mix[1] = 1 - brand.mix[0] - brand.mix[2];
  brand.night = 0.3 + 0.5 * random.uniform();
  brand.volume_sway = 0.15 + 0.2 * random.uniform();
  brand.mood_sway = 0.004 + 0.008 * random.uniform();
  return brand;
}

Stream::Stream(const Pools& pools, const Brand& brand, std::uint64_t seed)
    : pools_(&pools),
      brand_(brand),
      random_(seed),
      flood_random_(~seed),
      volume_(brand.volume_sway, brand.volume_hours * kTicksAnHour, random_),
      mood_(brand.mood_sway, brand.mood_hours * kTicksAnHour, random_) {}

void Stream::say(Seen& seen, bool second, std::size_t sentiment) {
  const std::vector<Verdict>& pool = pools_->of[sentiment];
  const Verdict& verdict = pool[random_.below(pool.size())];
  const bool swapped = event_.swap && now_ >= event_.start;
  const auto stratum = static_cast<detect::Stratum>((second ? kSecond : kFirst) + (swapped ? kModels : 0));
  (verdict.label == Sentiment::kNegative  ? seen.negative_labels
   : verdict.label == Sentiment::kNeutral ? seen.neutral_labels
                                          : seen.positive_labels)++;
  if (random_.uniform() < brand_.copies) {
    ++seen.tick.copies;
    return;
  }
  seen.tick.parts[stratum].sums.add(swapped ? sharper(verdict.scores) : verdict.scores);
}

Seen Stream::next() {
  Seen seen;
  seen.tick.start = now_;
  seen.tick.width = kTick;
  for (detect::Stratum s = 0; s < 2 * kModels; ++s) seen.tick.parts.push_back({s, {}});

  const bool on = now_ >= event_.start && now_ - event_.start < event_.length;
  const double grown = !on ? 0
                       : event_.ramp == 0
                           ? 1
                           : std::min(1.0, static_cast<double>(now_ - event_.start) / static_cast<double>(event_.ramp));
  const bool weekend = detect::day_of_week(now_) == 2 || detect::day_of_week(now_) == 3;  // 1970 began on a Thursday
  double rate = brand_.posts_per_hour / kTicksAnHour * std::max(0.05, 1 - brand_.night * wave(now_)) *
                (weekend ? brand_.weekend : 1) *
                std::exp(volume_.next(random_) - brand_.volume_sway * brand_.volume_sway / 2);
  rate *= 1 + grown * (event_.volume - 1);
  const double added = mood_.next(random_) + brand_.mood_night * wave(now_) + grown * event_.negatives;

  Seen unheard;  // drawn all the same, so that what the first source says does not depend on the second's silence
  unheard.tick.parts = seen.tick.parts;
  const double threads = detect::poisson(rate / brand_.thread, random_);
  const double more = 1 - 1 / brand_.thread;  // a thread goes on
  for (double t = 0; t < threads; ++t) {
    const bool second = random_.uniform() < brand_.second_source;
    const double gap =
        second ? brand_.source_gap * (1 - brand_.second_source) : -brand_.source_gap * brand_.second_source;
    const double negatives = std::clamp(brand_.mix[0] + gap + added, 0.005, 0.95);
    const std::size_t first = draw_sentiment(negatives, brand_.mix, random_);
    const bool silent = second && event_.silence && on;
    std::size_t sentiment = first;
    do {
      say(silent ? unheard : seen, second, sentiment);
      sentiment = random_.uniform() < brand_.agree ? first : draw_sentiment(negatives, brand_.mix, random_);
    } while (random_.uniform() < more);
  }
  if (on && event_.flood > 0) {
    const double flood = detect::poisson(event_.flood / kTicksAnHour, flood_random_);
    seen.tick.copies += flood;
    seen.negative_labels += flood;
  }
  std::erase_if(seen.tick.parts, [](const detect::Part& part) { return part.sums.posts == 0; });
  now_ += kTick;
  return seen;
}

}  // namespace polso::detection
