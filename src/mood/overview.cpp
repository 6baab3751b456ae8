// One pass over the hours of both periods (days where whole days will do), then an estimate for each brand.
#include "mood/overview.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "mood/range.h"

namespace polso {
namespace {

constexpr Millis kQuiet = 7 * kDay;       // nothing new for so long: show what was last
constexpr std::size_t kSparkPoints = 30;  // of a course, about

struct Sums {
  Histogram now, before;
  std::map<Millis, Histogram> by_stretch;
};
using ByBrand = std::map<std::string, Sums, std::less<>>;
using ByModel = std::map<std::string, ByBrand, std::less<>>;

std::optional<Millis> newest_of(const std::vector<BrandSummary>& brands) {
  std::optional<Millis> newest;
  for (const BrandSummary& brand : brands) newest = std::max(newest.value_or(brand.last), brand.last);
  return newest;
}

Result<TimeRange> range_of(const OverviewQuery& query, std::optional<Millis> newest) {
  Millis to = query.now;
  if (newest && *newest < query.now - kQuiet) to = *newest + 1;
  to = floor_time(query.to.value_or(to) + kHour - 1, kHour);
  const Millis from = floor_time(query.from.value_or(to - 7 * kDay), kHour);
  if (from >= to) return fail(Code::kInvalid, "'from' must be before 'to'");
  return TimeRange{from, to};
}

std::map<std::string, std::uint64_t> posts_by_model(const ByModel& models) {
  std::map<std::string, std::uint64_t> posts;
  for (const auto& [model, brands] : models) {
    for (const auto& [brand, sums] : brands) posts[model] += sums.now.total() + sums.before.total();
  }
  return posts;
}

void add_brands(ByBrand& to, const ByBrand& from) {
  for (const auto& [brand, sums] : from) {
    Sums& sum = to[brand];
    sum.now += sums.now;
    sum.before += sums.before;
    for (const auto& [start, histogram] : sums.by_stretch) sum.by_stretch[start] += histogram;
  }
}

Attention attention_of(const BrandNow& brand) {
  if (!brand.change) return Attention::kFew;
  const Estimate& negative = (*brand.change)[index(Sentiment::kNegative)];
  if (negative.low > 0) return Attention::kWorse;
  return negative.high < 0 ? Attention::kBetter : Attention::kSteady;
}

bool comes_first(const BrandNow& a, const BrandNow& b) {
  const auto key = [](const BrandNow& brand) {
    const std::size_t negative = index(Sentiment::kNegative);
    const double surely = brand.attention == Attention::kWorse ? (*brand.change)[negative].low : 0;
    const double negatives = brand.now.enough ? brand.now.corrected[negative].low : 0;
    return std::tuple(brand.attention != Attention::kWorse, -surely, !brand.now.enough, -negatives,
                      -static_cast<double>(brand.now.posts), std::string_view(brand.brand));
  };
  return key(a) < key(b);
}

/// Adds [from, to) to `models`; by day where the stretch and the step allow it.
class Reading {
 public:
  Reading(const OverviewQuery& query, const TimeRange& now, Millis before)
      : query_(query), now_(now), before_(before), step_(finest_step(before, now.to, kSparkPoints)) {}

  /// `source`: a Store or Opinions.
  template <class Source>
  Status read(Source& source, ByModel& models) {
    const bool by_days = step_ != Step::kByHour && query_.zone.name() == "UTC";
    for (const auto& [from, to] : {std::pair(before_, now_.from), std::pair(now_.from, now_.to)}) {
      const Millis first_day = by_days ? std::min(to, floor_time(from + kDay - 1, kDay)) : to;
      const Millis last_day = std::max(first_day, floor_time(to, kDay));
      POLSO_TRY(read(source, models, from, first_day, kHour));
      POLSO_TRY(read(source, models, first_day, std::min(to, last_day), kDay));
      POLSO_TRY(read(source, models, std::min(to, last_day), to, kHour));
    }
    return {};
  }

  [[nodiscard]] Step step() const { return step_; }

 private:
  template <class Source>
  Status read(Source& source, ByModel& models, Millis from, Millis to, Millis width) {
    if (from >= to) return {};
    BucketQuery wanted{.brand = {}, .model = query_.model, .source = query_.source, .lang = query_.lang};
    wanted.from = from;
    wanted.to = to;
    wanted.width = width;
    Millis start = 0;
    Millis end = 0;
    return source.each_bucket(wanted, [&](const BucketKey& key, const Histogram& histogram) {
      ByBrand& brands = models.try_emplace(key.model).first->second;
      Sums& sums = brands.try_emplace(key.brand).first->second;
      (key.start < now_.from ? sums.before : sums.now) += histogram;
      if (key.start < start || key.start >= end) {
        start = query_.zone.floor(key.start, step_);
        end = query_.zone.next(start, step_);
      }
      sums.by_stretch[start] += histogram;
    });
  }

  const OverviewQuery& query_;
  TimeRange now_;
  Millis before_;
  Step step_;
};

}  // namespace

Estimate difference(const Estimate& now, const Estimate& before) {
  const double value = now.value - before.value;
  const double down = std::hypot(now.value - now.low, before.high - before.value);
  const double up = std::hypot(now.high - now.value, before.value - before.low);
  return {.value = value, .low = std::max(-1.0, value - down), .high = std::min(1.0, value + up)};
}

Result<Overview> load_overview(Store& store, Estimators& estimators, const OverviewQuery& query,
                               const Rejudged& rejudged) {
  POLSO_ASSIGN(const std::vector<BrandSummary> known, store.brands());
  Overview overview;
  overview.newest = newest_of(known);
  POLSO_ASSIGN(const TimeRange now, range_of(query, overview.newest));
  overview.from = now.from;
  overview.to = now.to;
  overview.before = now.from - (now.to - now.from);
  Reading reading(query, now, overview.before);
  ByModel models;
  POLSO_TRY(reading.read(store, models));
  ByModel again;
  if (rejudged.opinions != nullptr) POLSO_TRY(reading.read(*rejudged.opinions, again));
  const std::uint64_t by_champion =
      posts_by_model(models)[rejudged.champion] + posts_by_model(again)[rejudged.champion];
  const std::string model =
      chosen_model(posts_by_model(models), estimators, query.model, rejudged.champion, by_champion);
  overview.model = note_of(estimators, model, std::min(now.to, overview.newest.value_or(now.to)));
  for (const auto& [other, brands] : models) {
    if (other != model) overview.other_models.push_back(other);
  }
  const auto share = [&](const Histogram& h) { return estimators.estimate(model, overview.model.calibration, h); };
  ByBrand& mine = models[model];
  add_brands(mine, again[model]);
  for (const BrandSummary& summary : known) {
    const Sums& sums = mine[summary.brand];
    BrandNow brand;
    brand.brand = summary.brand;
    brand.now = share(sums.now);
    brand.before = share(sums.before);
    if (brand.now.enough && brand.before.enough) {
      brand.change.emplace();
      for (std::size_t s = 0; s < kSentiments; ++s) {
        (*brand.change)[s] = difference(brand.now.corrected[s], brand.before.corrected[s]);
      }
    }
    brand.attention = attention_of(brand);
    for (Millis at = query.zone.floor(overview.before, reading.step()); at < now.to;) {
      const Millis end = query.zone.next(at, reading.step());
      const auto found = sums.by_stretch.find(at);
      brand.course.push_back({at, end, found == sums.by_stretch.end() ? Share{} : share(found->second)});
      at = end;
    }
    overview.posts += brand.now.posts;
    overview.brands.push_back(std::move(brand));
  }
  std::ranges::sort(overview.brands, comes_first);
  return overview;
}

}  // namespace polso
