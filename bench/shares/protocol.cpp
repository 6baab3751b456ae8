// Sums up errors over the draws.
#include "protocol.h"

#include "reputation/draws.h"

namespace polso {

std::vector<MethodResult> run_protocol(const Calibrations& calibrations, const Judged& pool, std::size_t posts,
                                       std::size_t draws, std::uint64_t seed) {
  const std::vector<Method> methods = methods_for(calibrations);
  std::vector<MethodResult> results;
  results.reserve(methods.size());
  for (const Method& method : methods) results.push_back({method.name, {}});
  PrevalenceDraws source(pool.truth, seed);
  for (std::size_t n = 0; n < draws; ++n) {
    const auto [drawn, truth] = source.next(posts);
    Histogram histogram;
    for (const std::size_t post : drawn) histogram.add(pool.verdicts[post]);
    for (std::size_t m = 0; m < methods.size(); ++m) {
      const Errors errors = errors_of(truth, methods[m].shares(histogram), posts);
      results[m].errors += errors.over(static_cast<double>(draws));
    }
  }
  return results;
}

}  // namespace polso
