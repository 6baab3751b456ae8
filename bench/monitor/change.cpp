// A change per bundle; the seeds of a split are averaged first, so that the covariance is that between periods.
#include "change.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string>

#include "classify/classifier.h"
#include "posts.h"

namespace polso {
namespace {

using monitor::CellEvidence;
using Parameters = monitor::Vector<CellEvidence::kParameters>;

constexpr double kTogether = 0.5;  // halfway to the diagonal: four changes say little of the rest

struct Mean {
  Parameters sum{};
  double count = 0;

  void add(const Parameters& parameters) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += parameters[i];
    count += 1;
  }
  [[nodiscard]] Parameters value() const {
    Parameters mean = sum;
    for (double& entry : mean) entry /= count;
    return mean;
  }
};

Result<Parameters> change_of(const std::filesystem::path& folder) {
  POLSO_ASSIGN(const auto classifier, open_classifier(folder / "model"));
  POLSO_ASSIGN(const Posts later, judge_set(*classifier, (folder / "sets").string() + ":later"));
  const auto before = monitor::learn_evidence(classifier->bundle().validation.by_truth);
  const auto after = monitor::learn_evidence(by_truth(later));
  if (!before || !after) return fail(Code::kInvalid, folder.string() + ": too few posts of a sentiment");
  Parameters change = after->parameters;
  for (std::size_t i = 0; i < change.size(); ++i) change[i] -= before->parameters[i];
  return change;
}

}  // namespace

Status print_change(const std::filesystem::path& folder) {
  std::map<std::string, Mean> splits;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!std::filesystem::exists(entry.path() / "model" / "polso.json")) continue;
    const std::string name = entry.path().filename().string();
    POLSO_ASSIGN(const Parameters change, change_of(entry.path()));
    splits[name.substr(0, name.rfind('-'))].add(change);
  }
  if (splits.size() < 2) {
    return fail(Code::kNotFound, folder.string() + ": holds fewer than two splits; make them with aging_splits.py");
  }
  Mean mean;
  for (const auto& [name, split] : splits) {
    fmt::print("{:<14} {:6.3f}\n", name, fmt::join(split.value(), " "));
    mean.add(split.value());
  }
  const Parameters centre = mean.value();
  fmt::print("mean           {:6.3f}\ncovariance of a next change:\n", fmt::join(centre, " "));
  // Around a mean of so few changes the next one varies by (1 + 1/n) times their covariance.
  const double weight = (1 + 1 / mean.count) / (mean.count - 1);
  for (std::size_t i = 0; i < centre.size(); ++i) {
    Parameters row{};
    for (const auto& [name, split] : splits) {
      const Parameters value = split.value();
      for (std::size_t j = 0; j < row.size(); ++j) {
        row[j] += weight * (i == j ? 1 : kTogether) * (value[i] - centre[i]) * (value[j] - centre[j]);
      }
    }
    fmt::print("               {:6.3f}\n", fmt::join(row, " "));
  }
  return {};
}

}  // namespace polso
