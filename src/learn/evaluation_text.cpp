// fmt for the table, nlohmann-json for the object.
#include "learn/evaluation_text.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace polso {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 5> kRows{{
    {"macro_recall", "macro recall"},
    {"macro_f1", "macro F1"},
    {"accuracy", "accuracy"},
    {"ece", "calibration error (15 bins)"},
    {"log_loss", "log-loss (nats)"},
}};

std::string confusion_table(const Confusion& confusion) {
  std::string text = fmt::format("{:<24}{:>10}{:>10}{:>10}{:>10}\n", "truth \\ label", kSentimentNames[0],
                                 kSentimentNames[1], kSentimentNames[2], "recall");
  for (std::size_t i = 0; i < kSentiments; ++i) {
    const auto& row = confusion[i];
    const std::uint64_t posts = row[0] + row[1] + row[2];
    const std::string recall =
        posts == 0 ? "-" : fmt::format("{:.3f}", static_cast<double>(row[i]) / static_cast<double>(posts));
    text += fmt::format("{:<24}{:>10}{:>10}{:>10}{:>10}\n", kSentimentNames[i], row[0], row[1], row[2], recall);
  }
  return text;
}

nlohmann::ordered_json curve_json(const std::vector<CurvePoint>& curve) {
  using Json = nlohmann::ordered_json;
  const auto or_null = [](const std::optional<double>& number) { return number ? Json(*number) : Json(); };
  Json points = Json::array();
  for (const CurvePoint& point : curve) {
    points.push_back({{"budget", point.budget},
                      {"deferred", point.deferred},
                      {"macro_recall", point.macro_recall},
                      {"accuracy", point.accuracy},
                      {"share_error", or_null(point.share_error)},
                      {"counted_share_error", or_null(point.counted_error)}});
  }
  return points;
}

}  // namespace

std::string evaluation_table(const Evaluation& evaluation) {
  std::string text = fmt::format("{:<28}{:>8}   {}\n", fmt::format("{} posts", evaluation.posts), "value",
                                 "95 % interval (bootstrap, 1,000 resamples)");
  for (const auto& [key, title] : kRows) {
    const Metric& m = evaluation.metrics.at(key);
    text += fmt::format("{:<28}{:>8.4f}   {:.4f} to {:.4f}\n", title, m.value, m.low, m.high);
  }
  return text + "\n" + confusion_table(evaluation.confusion);
}

std::string evaluation_json(const Evaluation& evaluation, const std::string& model, const std::string& set,
                            const std::vector<CurvePoint>& curve) {
  nlohmann::ordered_json metrics;
  for (const auto& [key, title] : kRows) {
    const Metric& m = evaluation.metrics.at(key);
    metrics[key] = {{"value", m.value}, {"low", m.low}, {"high", m.high}};
  }
  nlohmann::ordered_json json{{"model", model},
                              {"data", set},
                              {"posts", evaluation.posts},
                              {"metrics", metrics},
                              {"confidence", kMetricConfidence},
                              {"resamples", kResamples},
                              {"ece_bins", kEceBins},
                              {"labels", kSentimentNames},
                              {"confusion", evaluation.confusion}};
  if (!curve.empty()) json["curve"] = curve_json(curve);
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace polso
