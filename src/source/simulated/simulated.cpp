// Who says what when: brands with moods of their own, a rhythm of the day, and two bad days for one of them.
#include "source/simulated/simulated.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/random.h"
#include "source/simulated/phrases.h"

namespace polso {
namespace {

constexpr int kDays = 10;
constexpr int kCrisisBegins = 6;  // counted from 0
constexpr int kCrisisEnds = 8;
constexpr std::string_view kName = "simulated";

struct Brand {
  std::string_view name, handle;
  std::array<std::string_view, 3> things;
  unsigned posts;             // on a usual day
  PerSentiment<double> mood;  // on a usual day
  bool crisis;
};

constexpr std::array<Brand, 5> kBrands{{
    {"Vento Mobile", "@ventomobile", {"the new plan", "roaming", "my phone bill"}, 150, {0.34, 0.42, 0.24}, true},
    {"Caffè Dora",
     "@caffedora",
     {"the espresso", "the breakfast menu", "the loyalty card"},
     110,
     {0.12, 0.35, 0.53},
     false},
    {"Ferrovia Lago",
     "@ferrovialago",
     {"the morning train", "my ticket", "the night line"},
     130,
     {0.55, 0.33, 0.12},
     false},
    {"Banca Ponte",
     "@bancaponte",
     {"the app", "the credit card", "the savings account"},
     90,
     {0.40, 0.45, 0.15},
     false},
    {"Nuvola Shop",
     "@nuvolashop",
     {"the parcel", "the return label", "the winter coat"},
     80,
     {0.25, 0.30, 0.45},
     false},
}};

std::string_view any_of(std::span<const std::string_view> choices, Random& random) {
  return choices[random.below(choices.size())];
}

Sentiment draw_mood(const PerSentiment<double>& mood, Random& random) {
  const double u = random.uniform();
  if (u < mood[0]) return Sentiment::kNegative;
  return u < mood[0] + mood[1] ? Sentiment::kNeutral : Sentiment::kPositive;
}

/// Few at night, most in the evening.
Millis draw_time_of_day(Random& random) {
  const double u = (random.uniform() + random.uniform()) / 2;
  return (6 * kHour + static_cast<Millis>(u * static_cast<double>(18 * kHour))) / kSecond * kSecond;
}

std::string replaced(std::string text, std::string_view slot, std::string_view with) {
  if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), with);
  return text;
}

std::string draw_text(const Brand& brand, Sentiment mood, bool crisis, Random& random) {
  const bool about_crisis = crisis && mood == Sentiment::kNegative && random.uniform() < 0.8;
  std::string text(any_of(openings(mood), random));
  text += any_of(about_crisis ? crisis_phrases() : phrases(mood), random);
  text += any_of(endings(mood), random);
  return replaced(replaced(std::move(text), "{brand}", brand.handle), "{thing}", any_of(brand.things, random));
}

void add_day(const Brand& brand, int day, Millis start, Random& random, std::vector<SimulatedPost>& out) {
  const bool crisis = brand.crisis && day >= kCrisisBegins && day < kCrisisEnds;
  const PerSentiment<double> mood = crisis ? PerSentiment<double>{0.82, 0.13, 0.05} : brand.mood;
  const auto usual = static_cast<double>(brand.posts) * (0.8 + 0.4 * random.uniform());
  const auto posts = static_cast<std::size_t>(crisis ? 4 * usual : usual);
  for (std::size_t i = 0; i < posts; ++i) {
    SimulatedPost simulated;
    simulated.mood = draw_mood(mood, random);
    simulated.post.source = kName;
    simulated.post.brand = brand.name;
    simulated.post.lang = "en";
    simulated.post.text = draw_text(brand, simulated.mood, crisis, random);
    simulated.post.created_at = start + day * kDay + draw_time_of_day(random);
    out.push_back(std::move(simulated));
  }
}

class Simulated final : public Source {
 public:
  explicit Simulated(std::vector<Post> posts) : posts_(std::move(posts)) {}

  Status seek(std::uint64_t position) override {
    if (position > posts_.size()) return fail(Code::kInvalid, "the simulated stream ends before that position");
    read_ = position;
    return {};
  }

  Result<bool> next(Batch& batch, std::size_t limit) override {
    const std::size_t end = std::min(posts_.size(), read_ + limit);
    batch =
        Batch{{posts_.begin() + static_cast<std::ptrdiff_t>(read_), posts_.begin() + static_cast<std::ptrdiff_t>(end)},
              {},
              {identity_, end}};
    const bool more = end > read_;
    read_ = end;
    return more;
  }

  [[nodiscard]] const std::string& identity() const override { return identity_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return read_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return posts_.size(); }

 private:
  std::vector<Post> posts_;
  std::size_t read_ = 0;
  std::string identity_{kName};
};

}  // namespace

std::vector<SimulatedPost> simulate_posts(std::uint64_t seed) {
  Random random(seed);
  const Millis start = parse_time("2026-01-05").value();
  std::vector<SimulatedPost> out;
  for (int day = 0; day < kDays; ++day) {
    for (const Brand& brand : kBrands) add_day(brand, day, start, random, out);
  }
  std::ranges::sort(out, {},
                    [](const SimulatedPost& s) { return std::tie(s.post.created_at, s.post.brand, s.post.text); });
  for (std::size_t i = 0; i < out.size(); ++i) out[i].post.id = fmt::format("sim-{:06}", i + 1);
  return out;
}

std::unique_ptr<Source> open_simulated(std::vector<Post> posts) {
  return std::make_unique<Simulated>(std::move(posts));
}

}  // namespace polso
