// Counts posts into Ticks, and an incident into figures.
#include "watch/brand_watch.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "watch/severity.h"

namespace polso {
namespace {

constexpr std::uint32_t kFewestWords = 4;  // "thanks" twice is no campaign
constexpr std::uint64_t kFewestBefore = 30;
constexpr double kZ = 1.6448536;  // of a 90 % interval

const Histogram* most_posts(const Tally& tally, std::string& model) {
  const Histogram* most = nullptr;
  for (const auto& [name, histogram] : tally.by_model) {
    if (most != nullptr && histogram.total() <= most->total()) continue;
    most = &histogram;
    model = name;
  }
  return most;
}

Estimate net_of(const Share& share) {
  const Estimate& bad = share.corrected[0];
  const Estimate& good = share.corrected[2];
  return {good.value - bad.value, good.low - bad.high, good.high - bad.low};
}

struct Mood {
  Estimate negatives, net;
};

Mood mood_of(const Share& share) { return {share.corrected[0], net_of(share)}; }

/// The mean over the models that judged, by their posts; the given one alone when it judged enough.
Mood usual_mood(Estimators& estimators, const Tally& before, const std::string& model, Millis newest) {
  const auto own = before.by_model.find(model);
  const bool alone = own != before.by_model.end() && own->second.total() >= kFewestBefore;
  Mood mean;
  double posts = 0;
  for (const auto& [name, histogram] : before.by_model) {
    if (alone && name != model) continue;
    const Share share = estimators.estimate(name, estimators.calibration(name, newest), histogram);
    const auto weight = static_cast<double>(histogram.total());
    mean.negatives.value += weight * share.corrected[0].value;
    mean.net.value += weight * net_of(share).value;
    posts += weight;
  }
  mean.negatives.value /= std::max(posts, 1.0);
  mean.net.value /= std::max(posts, 1.0);
  return mean;
}

/// Of a gamma distribution (Wilson and Hilferty 1931).
Estimate gamma_interval(double mean, double shape) {
  const auto quantile = [&](double z) {
    const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
    return mean * std::pow(std::max(root, 0.0), 3);
  };
  return {mean, std::min(quantile(-kZ), mean), std::max(quantile(kZ), mean)};
}

bool has(const std::vector<detect::Finding>& findings, Channel channel) {
  return std::ranges::any_of(findings, [&](const detect::Finding& finding) { return finding.channel == channel; });
}

}  // namespace

BrandWatch::BrandWatch(std::string brand, detect::ThresholdBook& book, Estimators& estimators,
                       const BrandWatchOptions& options)
    : brand_(std::move(brand)),
      book_(&book),
      estimators_(&estimators),
      options_(options),
      detector_(book, options.detector),
      seen_(options.detector.keep + options.detector.longest + kDay, options.most_posts) {}

void BrandWatch::take(const StoredPost& post, const OnChange& on_change) {
  const Millis time = post.post.created_at;
  if (!next_) {
    first_ = next_ = floor_time(time, options_.tick);
    tick_ = {.start = *next_, .width = options_.tick, .parts = {}, .copies = 0};
  }
  if (time < *next_) return;
  advance(floor_time(time, options_.tick), on_change);
  const Likeness likeness = near_copies_.add(post.post.text, time);
  const bool copy = likeness.copies > 0 && likeness.words >= kFewestWords;
  const SeenPost& seen = seen_.add(post, copy);
  models_.try_emplace(post.model, time);
  if (copy) {
    ++tick_.copies;
    return;
  }
  const detect::Stratum stratum = seen_.stratum(seen.kind);
  auto part = std::ranges::find(tick_.parts, stratum, &detect::Part::stratum);
  if (part == tick_.parts.end()) part = tick_.parts.insert(part, {.stratum = stratum, .sums = {}});
  part->sums.add(post.verdict.scores);
}

void BrandWatch::advance(Millis until, const OnChange& on_change) {
  while (next_ && *next_ + options_.tick <= until) end_tick(on_change);
}

void BrandWatch::end_tick(const OnChange& on_change) {
  const detect::Change change = detector_.advance(tick_);
  next_ = tick_.start + tick_.width;
  tick_ = {.start = *next_, .width = options_.tick, .parts = {}, .copies = 0};
  if (change == detect::Change::kEnded) {
    incidents_.push_back({detector_.incident()->began, *detector_.incident()->ended});
    if (incidents_.front().to < *next_ - options_.detector.keep) incidents_.erase(incidents_.begin());
  }
  if (change == detect::Change::kReopened && !incidents_.empty()) incidents_.pop_back();
  if (change != detect::Change::kNone) on_change(change);
  apply_closings();
}

void BrandWatch::close(Millis at) {
  closings_.push_back(at);
  std::ranges::sort(closings_);
  apply_closings();
}

void BrandWatch::apply_closings() {
  while (next_ && !closings_.empty() && closings_.front() <= *next_) {
    const Millis at = closings_.front();
    closings_.erase(closings_.begin());
    if (!detector_.open() || detector_.incident()->began > at) continue;
    detector_.close(at);
    incidents_.push_back({detector_.incident()->began, at});
  }
}

double BrandWatch::expected(const Span& span) const {
  double posts = 0;
  for (Millis start = span.from; start < span.to; start += options_.tick) {
    posts += detector_.baseline().expected(start, std::min(options_.tick, span.to - start));
  }
  return posts;
}

Estimate BrandWatch::volume_now(double posts, const Span& span) const {
  const detect::Wobble& wobble = detector_.baseline().volume;
  const double hours = static_cast<double>(span.to - span.from) / static_cast<double>(kHour);
  const double sway = wobble.sway * wobble.sway * std::min(1.0, 2 * wobble.hours / hours);
  const double spread = wobble.burst / (posts + 0.5) + sway;  // the square of the relative standard error
  Estimate rate = gamma_interval((posts + 0.5) / hours, 1 / spread);
  rate.value = posts / hours;
  rate.low = std::min(rate.low, rate.value);
  return rate;
}

std::string BrandWatch::new_model(Millis began) const {
  const std::string* newest = nullptr;
  bool had_another = false;
  for (const auto& [model, first] : models_) {
    if (first >= began - kDay) newest = &model;
    if (first < began - kDay) had_another = true;
  }
  return newest != nullptr && had_another ? *newest : std::string();
}

Blame BrandWatch::blame_of(const Alert& alert, const Tally& before, const Tally& since, const Span& span) const {
  CauseFacts facts;
  for (const Move& move : alert.moves) (move.channel == Channel::kVolume ? facts.volume : facts.mood) = true;
  const double hours = static_cast<double>(span.to - span.from) / static_cast<double>(kHour);
  facts.posts = since.posts;
  facts.usual_posts = expected(span);
  facts.copies = since.copies;
  facts.usual_copies = detector_.baseline().copies * hours;
  facts.negatives = since.negatives;
  facts.usual_negatives = before.negatives / std::max(before.posts, 1.0) * since.posts;
  facts.sources = portions(seen_.kinds(), before, since, &Kind::source);
  facts.languages = portions(seen_.kinds(), before, since, &Kind::lang);
  facts.authors = loudest(before, since);
  facts.new_model = new_model(span.from);
  return blame(facts);
}

Sighting BrandWatch::sighting() const {
  const detect::Incident& incident = *detector_.incident();
  Sighting out;
  Alert& alert = out.alert;
  alert.brand = brand_;
  alert.state = incident.ended ? AlertState::kCalmed : AlertState::kOpen;
  alert.began = incident.began;
  alert.noticed = incident.noticed;
  alert.updated = *next_;
  alert.ended = incident.ended;
  alert.certainty = 1 - detect::chance_in_a_day(book_->promise(), incident.surprise());

  const Span span{incident.began, std::max(incident.ended.value_or(*next_), incident.began + options_.tick)};
  const Tally since = tally(seen_, span);
  const Tally before = tally(seen_, {span.from - options_.detector.keep, span.from}, incidents_);
  alert.posts = static_cast<std::uint64_t>(since.posts + since.copies);
  const Histogram* histogram = most_posts(since, alert.model);
  if (histogram == nullptr) most_posts(before, alert.model);
  const Share share = estimators_->estimate(alert.model, estimators_->calibration(alert.model, span.to),
                                            histogram != nullptr ? *histogram : Histogram{});
  const Mood now = mood_of(share);
  const Mood usual = usual_mood(*estimators_, before, alert.model, span.to);
  out.change = now.negatives.value - usual.negatives.value;
  out.worse = out.change >= 0;
  for (const detect::Finding& finding : incident.findings) {
    const bool shown_by_negatives = finding.channel == Channel::kNetMood && has(incident.findings, Channel::kNegatives);
    const bool there = std::ranges::find(alert.moves, finding.channel, &Move::channel) != alert.moves.end();
    if (shown_by_negatives || there) continue;
    switch (finding.channel) {
      case Channel::kNegatives:
        alert.moves.push_back({finding.channel, usual.negatives.value, now.negatives});
        break;
      case Channel::kNetMood:
        alert.moves.push_back({finding.channel, usual.net.value, now.net});
        break;
      case Channel::kVolume: {
        const Span own{std::clamp(finding.began, span.from, span.to - options_.tick), span.to};
        const double hours = static_cast<double>(own.to - own.from) / static_cast<double>(kHour);
        alert.moves.push_back({finding.channel, expected(own) / hours, volume_now(tally(seen_, own).posts, own)});
        break;
      }
    }
  }
  alert.severity = severity_of(alert.moves);
  const Blame made_by = blame_of(alert, before, since, span);
  alert.cause = made_by.cause;
  alert.detail = made_by.detail;
  return out;
}

}  // namespace polso
