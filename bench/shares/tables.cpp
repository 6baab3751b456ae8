// Columns of figures on standard output.
#include "tables.h"

#include <fmt/format.h>

namespace polso {

void print_row(const std::string& name, const Errors& errors) {
  fmt::print("  {:<32} {:6.4f}  {:6.3f}  {:6.4f}\n", name, errors.absolute, errors.relative, errors.divergence);
}

void print_head(const std::string& title) {
  fmt::print("\n{}\n  {:<32} {:>6}  {:>6}  {:>6}\n", title, "", "AE", "RAE", "KLD");
}

void print_errors(const std::string& title, const std::vector<std::vector<MethodResult>>& runs) {
  print_head(title);
  for (std::size_t m = 0; m < runs.front().size(); ++m) {
    Errors errors;
    for (const auto& run : runs) errors += run[m].errors.over(static_cast<double>(runs.size()));
    print_row(runs.front()[m].name, errors);
  }
}

void print_intervals(const std::string& title, const std::vector<IntervalResult>& runs) {
  const auto mean = [&](const PerConfidence IntervalResult::* figure, std::size_t c) {
    double sum = 0;
    for (const IntervalResult& run : runs) sum += (run.*figure)[c];
    return sum / static_cast<double>(runs.size());
  };
  fmt::print("  {}:\n", title);
  for (std::size_t c = 0; c < kConfidences.size(); ++c) {
    fmt::print("    {:.0f} % covers {:.1f} % (of the posts at hand {:.1f} %), is {:.3f} wide\n", 100 * kConfidences[c],
               100 * mean(&IntervalResult::people, c), 100 * mean(&IntervalResult::sample, c),
               mean(&IntervalResult::width, c));
  }
}

}  // namespace polso
