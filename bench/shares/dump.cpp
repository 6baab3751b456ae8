// Histograms as lists of counts; the order of sentiments and cells is the program's.
#include "dump.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "reputation/draws.h"

namespace polso {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::size_t, 3> kSizes{50, 100, 500};
constexpr std::uint64_t kSeed = 11;

Json json_of(const Histogram& histogram) { return {{"cells", histogram.cells}, {"labels", histogram.labels}}; }

Json json_of(const Validation& validation) {
  Json by_truth = Json::array();
  for (const Histogram& histogram : validation.by_truth) by_truth.push_back(json_of(histogram));
  return by_truth;
}

Json samples_of(const DumpCase& made, std::size_t draws) {
  const std::vector<Method> methods = methods_for(made.calibrations);
  PrevalenceDraws source(made.pool.truth, kSeed);
  Json samples = Json::array();
  for (const std::size_t posts : kSizes) {
    for (std::size_t n = 0; n < draws; ++n) {
      const auto [drawn, truth] = source.next(posts);
      Histogram histogram;
      for (const std::size_t post : drawn) histogram.add(made.pool.verdicts[post]);
      Json sample = json_of(histogram);
      sample["truth"] = truth;
      for (const Method& method : methods) sample["estimates"][method.name] = method.shares(histogram);
      samples.push_back(std::move(sample));
    }
  }
  return samples;
}

}  // namespace

Status dump(const std::vector<DumpCase>& cases, std::size_t draws, const std::filesystem::path& file) {
  Json out;
  for (std::size_t cell = 0; cell < kCells; ++cell) out["centres"].push_back(centre_of(static_cast<Cell>(cell)));
  for (const DumpCase& made : cases) {
    out["cases"].push_back({{"name", made.name},
                            {"validation", json_of(made.calibrations.validation)},
                            {"shipped", json_of(made.calibrations.shipped)},
                            {"samples", samples_of(made, draws)}});
  }
  return write_file(file, out.dump());
}

}  // namespace polso
