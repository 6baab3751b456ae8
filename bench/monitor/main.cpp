// monitor BUNDLE [DUMP]: how far estimates of accuracy without labels are from the truth; README.md explains.
#include <fmt/format.h>

#include <numeric>

#include "change.h"
#include "drift.h"
#include "monitor/aging.h"
#include "windows.h"

namespace {

using namespace polso;
using monitor::AccuracyWatch;
using monitor::AccuracyWatchOptions;

constexpr std::uint64_t kHalves = 5;
constexpr std::size_t kAudits[] = {50, 100, 200, 300, 500};
constexpr std::uint64_t kAuditDraws = 20;
constexpr double kTarget = 0.02;

void print_row(std::string_view name, const Errors& errors) {
  fmt::print("  {:<46} {:+.4f}  {:.4f}  {:.4f}   {:>5.1f} %   {:.1f} %\n", name, errors.bias(), errors.mean(),
             errors.tenth_largest(), 100 * errors.within(kTarget), 100 * errors.coverage());
}

void print_head(std::string_view title) {
  fmt::print("\n{}\n  {:<46} {:>7}  {:>6}  {:>6}   {}  {}\n", title, "", "bias", "mean", "90th", "in 0.02",
             "90 % interval covers");
}

void print_both(std::string_view title, const WindowErrors& errors) {
  print_head(title);
  print_row("CBPE", errors.steady);
  print_row("LEAP", errors.moving);
  print_row("LEAP, macro recall", errors.moving_recall);
  fmt::print("  the two disagree in {} of {} windows\n", errors.disagreed, errors.moving.off.size());
}

Positions all_of(const Posts& posts) {
  Positions all(posts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::string_view name_of_shift(double shift) { return shift == kUniform ? "any mood" : "moderate shifts"; }

Status shipped(const Bundle& bundle, const Posts& known, const Posts& test, double shift, const std::string& dump) {
  const std::string name = shift == kUniform ? "shipped-any" : "shipped-moderate";
  const Protocol protocol{.name = name, .shift = shift, .dump = dump};
  if (!dump.empty()) dump_posts(dump, name + ".reference", known, all_of(known), false);
  POLSO_ASSIGN(const AccuracyWatch plain, AccuracyWatch::make(bundle.validation, bundle.decision_weight));
  print_both(fmt::format("validation as shipped (older), taken for fresh; {}", name_of_shift(shift)),
             measure(plain, test, protocol));
  POLSO_ASSIGN(const AccuracyWatch old,
               AccuracyWatch::make(bundle.validation, bundle.decision_weight, {.aging = monitor::measured_aging()}));
  print_both(fmt::format("validation as shipped (older), known to be old; {}", name_of_shift(shift)),
             measure(old, test, {.name = name, .shift = shift}));
  return {};
}

Status same_period(const Bundle& bundle, const Posts& test, double shift, const std::string& dump) {
  WindowErrors errors;
  for (std::uint64_t seed = 1; seed <= kHalves; ++seed) {
    Random random(seed);
    const auto [known, unknown] = cut(test, test.size() / 2, random);
    const std::string name = fmt::format("same-{}-{}", shift == kUniform ? "any" : "moderate", seed);
    if (!dump.empty()) dump_posts(dump, name + ".reference", known, all_of(known), false);
    Validation validation;
    validation.by_truth = by_truth(known);
    POLSO_ASSIGN(const AccuracyWatch watch, AccuracyWatch::make(validation, bundle.decision_weight));
    errors += measure(watch, unknown, {.name = name, .shift = shift, .windows = 100, .seed = seed, .dump = dump});
  }
  print_both(fmt::format("validation of the same period (a random half of test); {}", name_of_shift(shift)), errors);
  return {};
}

Status audited(const Bundle& bundle, const Posts& test, double shift) {
  print_head(fmt::format("validation as shipped and a random audit of recent posts; {}", name_of_shift(shift)));
  for (const std::size_t labels : kAudits) {
    WindowErrors errors;
    WindowErrors alone;
    for (std::uint64_t seed = 1; seed <= kAuditDraws; ++seed) {
      Random random(seed);
      const auto [audit, unknown] = cut(test, labels, random);
      const monitor::ByTruth counted = by_truth(audit);
      POLSO_ASSIGN(const AccuracyWatch watch,
                   AccuracyWatch::make(bundle.validation, bundle.decision_weight,
                                       {.aging = monitor::measured_aging(), .audit = counted}));
      const Protocol protocol{.shift = shift, .windows = 25, .seed = seed};
      errors += measure(watch, unknown, protocol);
      Validation only;
      only.by_truth = counted;
      if (const auto fresh = AccuracyWatch::make(only, bundle.decision_weight)) {
        alone += measure(*fresh, unknown, protocol);
      }
    }
    print_row(fmt::format("LEAP, {} labels", labels), errors.moving);
    if (!alone.moving.off.empty()) print_row(fmt::format("LEAP, {} labels, shipped forgotten", labels), alone.moving);
  }
  return {};
}

Status run(const std::string& folder, const std::string& dump) {
  POLSO_ASSIGN(const auto classifier, open_classifier(folder));
  const Bundle& bundle = classifier->bundle();
  POLSO_ASSIGN(const Posts test, judge_set(*classifier, "tweeteval/sentiment:test"));
  POLSO_ASSIGN(const Posts known, judge_set(*classifier, bundle.validation.data));
  fmt::print("{}; windows of 1,000 posts of TweetEval test; errors of the estimated accuracy\n", bundle.id());
  for (const double shift : {kUniform, kModerate}) {
    POLSO_TRY(shipped(bundle, known, test, shift, dump));
    POLSO_TRY(same_period(bundle, test, shift, dump));
    POLSO_TRY(audited(bundle, test, shift));
  }
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  const std::string first = count > 1 ? arguments[1] : "";
  const std::string second = count > 2 ? arguments[2] : "";
  if (first.empty() || count > 3 || (first.starts_with("--") && second.empty())) {
    fmt::print(stderr,
               "usage: monitor BUNDLE [DUMP] | --drift BUNDLE | --aging FOLDER; bench/monitor/README.md explains\n");
    return 2;
  }
  const polso::Status status = first == "--aging"   ? print_change(second)
                               : first == "--drift" ? print_drift(second)
                                                    : run(first, second);
  if (!status) fmt::print(stderr, "monitor: {}\n", status.error().message);
  return status ? 0 : polso::exit_code(status.error().code);
}
