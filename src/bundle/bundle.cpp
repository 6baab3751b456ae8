// polso.json both ways. The reader checks everything, since anybody may have written the file.
#include "bundle/bundle.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/hash.h"
#include "bundle/cascade_json.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::size_t kLargestManifest = std::size_t{16} << 20;

Json to_json(const Histogram& histogram) {
  Json cells = Json::object();
  for (std::size_t i = 0; i < kCells; ++i) {
    if (histogram.cells[i] > 0) cells[std::to_string(i)] = histogram.cells[i];
  }
  return {{"cells", cells}, {"labels", histogram.labels}};
}

Json to_json(const Validation& validation) {
  Json by_truth = Json::object();
  for (std::size_t i = 0; i < kSentiments; ++i) {
    by_truth[std::string(kSentimentNames[i])] = to_json(validation.by_truth[i]);
  }
  return {{"data", validation.data},
          {"from", validation.from},
          {"to", validation.to},
          {"grid", kGridSteps},
          {"by_truth", by_truth}};
}

Json to_json(const Bundle& b) {
  Json sentiments = Json::array();
  for (const Sentiment s : b.sentiments) sentiments.push_back(std::string(name(s)));
  Json metrics = Json::object();
  for (const auto& [key, m] : b.metrics) metrics[key] = {{"value", m.value}, {"low", m.low}, {"high", m.high}};
  Json data = Json::array();
  for (const DataSource& d : b.data) {
    data.push_back({{"name", d.name}, {"sha256", d.sha256}, {"rows", d.rows}, {"removed", d.removed}});
  }
  Json json{{"format", kFormat},
            {"kind", b.kind},
            {"name", b.name},
            {"lang", b.lang},
            {"weights", b.weights},
            {"labels", b.labels},
            {"sentiments", sentiments},
            {"normaliser", b.normaliser},
            {"polarity", b.polarity},
            {"calibration", {{"weight", b.calibration.weight}, {"bias", b.calibration.bias}}},
            {"decision", {{"rule", b.decision}, {"weight", b.decision_weight}}},
            {"validation", to_json(b.validation)},
            {"metrics", metrics},
            {"data", data},
            {"recipe", b.recipe},
            {"seed", b.seed},
            {"sha256", b.sha256}};
  if (b.cascade) json["cascade"] = cascade_json(*b.cascade);
  return json;
}

Histogram histogram_of(const Json& json) {
  Histogram histogram;
  for (const auto& [key, count] : json.at("cells").items()) {
    const std::size_t cell = std::stoul(key);
    if (cell >= kCells) throw std::out_of_range("cell " + key);
    histogram.cells[cell] = count.get<std::uint32_t>();
  }
  histogram.labels = json.at("labels").get<PerSentiment<std::uint32_t>>();
  return histogram;
}

Validation validation_of(const Json& json) {
  if (json.at("grid").get<std::size_t>() != kGridSteps) throw std::out_of_range("validation.grid is not 20");
  Validation validation{
      json.at("data").get<std::string>(), json.at("from").get<std::string>(), json.at("to").get<std::string>(), {}};
  for (std::size_t i = 0; i < kSentiments; ++i) {
    validation.by_truth[i] = histogram_of(json.at("by_truth").at(std::string(kSentimentNames[i])));
  }
  return validation;
}

Sentiment sentiment_of(const std::string& text) {
  const auto sentiment = parse_sentiment(text);
  if (!sentiment) throw std::out_of_range("sentiments: '" + text + "' is not negative, neutral or positive");
  return *sentiment;
}

Bundle bundle_of(const Json& json) {
  Bundle b;
  json.at("kind").get_to(b.kind);
  json.at("name").get_to(b.name);
  json.at("lang").get_to(b.lang);
  json.at("weights").get_to(b.weights);
  json.at("labels").get_to(b.labels);
  for (const Json& s : json.at("sentiments")) b.sentiments.push_back(sentiment_of(s.get<std::string>()));
  json.at("normaliser").get_to(b.normaliser);
  json.at("polarity").get_to(b.polarity);
  json.at("calibration").at("weight").get_to(b.calibration.weight);
  json.at("calibration").at("bias").get_to(b.calibration.bias);
  json.at("decision").at("rule").get_to(b.decision);
  json.at("decision").at("weight").get_to(b.decision_weight);
  b.validation = validation_of(json.at("validation"));
  for (const auto& [key, m] : json.at("metrics").items()) {
    b.metrics[key] = {m.at("value").get<double>(), m.at("low").get<double>(), m.at("high").get<double>()};
  }
  for (const Json& d : json.at("data")) {
    b.data.push_back({d.at("name").get<std::string>(), d.at("sha256").get<std::string>(),
                      d.at("rows").get<std::uint64_t>(), d.at("removed").get<std::uint64_t>()});
  }
  json.at("recipe").get_to(b.recipe);
  json.at("seed").get_to(b.seed);
  json.at("sha256").get_to(b.sha256);
  if (json.contains("cascade")) b.cascade = cascade_of(json.at("cascade"));
  return b;
}

bool is_plain_file_name(const std::string& file) {
  return !file.empty() && file != "." && file != ".." && file.find('/') == std::string::npos &&
         file.find('\0') == std::string::npos;
}

std::string first_fault(const Bundle& b) {
  if (b.labels.empty()) return "labels is empty";
  if (b.labels.size() != b.sentiments.size()) return "labels and sentiments differ in length";
  if (b.cascade.has_value() != (b.kind == "cascade")) return "a cascade, and nothing else, has the key 'cascade'";
  if (!is_plain_file_name(b.weights) && !b.cascade) return "weights is not the name of a file in the folder";
  if (!b.polarity.empty() && !is_plain_file_name(b.polarity)) return "polarity is not the name of a file in the folder";
  for (const auto& row : b.calibration.weight) {
    for (const double w : row) {
      if (!std::isfinite(w)) return "calibration.weight has a number that is not finite";
    }
  }
  for (std::size_t i = 0; i < kSentiments; ++i) {
    if (!std::isfinite(b.calibration.bias[i])) return "calibration.bias has a number that is not finite";
    if (!std::isfinite(b.decision_weight[i]) || b.decision_weight[i] < 0) return "decision.weight is below 0";
  }
  return {};
}

}  // namespace

Result<Bundle> load_bundle(const fs::path& folder) {
  const fs::path path = folder / kBundleFile;
  auto text = read_file(path, kLargestManifest);
  if (!text && text.error().code == Code::kNotFound) {
    return fail(Code::kNotFound, fmt::format("'{}' is not a bundle: it holds no {}", folder.string(), kBundleFile));
  }
  if (!text) return std::unexpected(text.error());
  try {
    const Json json = Json::parse(*text);
    if (json.at("format").get<int>() != kFormat) {
      return fail(Code::kUnsupported, fmt::format("'{}' has format {}, this version reads {}", path.string(),
                                                  json.at("format").get<int>(), kFormat));
    }
    Bundle bundle = bundle_of(json);
    if (const std::string fault = first_fault(bundle); !fault.empty()) {
      return fail(Code::kCorrupt, fmt::format("'{}': {}", path.string(), fault));
    }
    bundle.version = sha256(*text).substr(0, 12);
    return bundle;
  } catch (const std::exception& error) {  // nlohmann-json and std::stoul throw; nothing leaves this function
    return fail(Code::kCorrupt, fmt::format("'{}' cannot be read: {}", path.string(), error.what()));
  }
}

Status save_bundle(const Bundle& bundle, const fs::path& folder) {
  return write_file(folder / kBundleFile, to_json(bundle).dump(1) + "\n");
}

}  // namespace polso
