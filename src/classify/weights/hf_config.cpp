// From the keys of config.json to an HfConfig; what a config leaves out is what RobertaConfig puts there.
#include "classify/weights/hf_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/file.h"
#include "bundle/labels.h"
#include "classify/weights/strict_json.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kLargestConfig = std::size_t{1} << 20;
constexpr std::size_t kMostLabels = 1000;
constexpr std::string_view kClassifier = "ForSequenceClassification";
constexpr std::array<std::string_view, 2> kModelTypes{"roberta", "xlm-roberta"};

std::unexpected<Error> corrupt(std::string message) { return fail(Code::kCorrupt, std::move(message)); }

struct Number {
  const char* key = nullptr;
  std::size_t HfConfig::* place = nullptr;
  std::size_t least = 0;
  std::size_t most = 0;
  std::optional<std::size_t> fallback;
};

constexpr std::array kNumbers{
    Number{"hidden_size", &HfConfig::hidden_size, 1, 1U << 14, {}},
    Number{"num_hidden_layers", &HfConfig::num_hidden_layers, 1, 512, {}},
    Number{"num_attention_heads", &HfConfig::num_attention_heads, 1, 1024, {}},
    Number{"intermediate_size", &HfConfig::intermediate_size, 1, 1U << 17, {}},
    Number{"max_position_embeddings", &HfConfig::max_position_embeddings, 1, 1U << 20, {}},
    Number{"vocab_size", &HfConfig::vocab_size, 1, 1U << 24, {}},
    Number{"type_vocab_size", &HfConfig::type_vocab_size, 1, 1024, 2},
    Number{"pad_token_id", &HfConfig::pad_token_id, 0, 1U << 20, 1},
};

Status read_number(const Json& json, const Number& number, HfConfig& config) {
  const auto found = json.find(number.key);
  if (found == json.end() || found->is_null()) {
    if (!number.fallback) return corrupt(fmt::format("the key '{}' is missing", number.key));
    config.*number.place = *number.fallback;
    return {};
  }
  if (!found->is_number_unsigned() || found->get<std::size_t>() < number.least ||
      found->get<std::size_t>() > number.most) {
    return corrupt(fmt::format("'{}' is {}, and must be a whole number from {} to {}", number.key, found->dump(),
                               number.least, number.most));
  }
  config.*number.place = found->get<std::size_t>();
  return {};
}

/// The text at `key`, or the fallback when it is left out; nothing when it is no text.
std::optional<std::string> text_at(const Json& json, const char* key, std::string_view fallback) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::string(fallback);
  if (!found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

/// For keys of which one value is supported, which is also their default.
Status check_only(const Json& json, const char* key, std::string_view only) {
  const auto value = text_at(json, key, only);
  if (value == only) return {};
  return fail(Code::kUnsupported,
              fmt::format("'{}' is {}, this program computes \"{}\" only", key, json[key].dump(), only));
}

Result<std::string> model_type_of(const Json& json) {
  std::string type = text_at(json, "model_type", "").value_or("");
  const auto architectures = json.find("architectures");
  const bool named = architectures != json.end() && architectures->is_array() && !architectures->empty() &&
                     architectures->front().is_string();
  const std::string architecture = named ? architectures->front().get<std::string>() : "";
  const bool known = std::ranges::find(kModelTypes, type) != kModelTypes.end();
  if (known && (architecture.empty() || architecture.ends_with(kClassifier))) return type;
  return fail(Code::kUnsupported,
              fmt::format("the model is of type '{}' and architecture '{}'; this program reads sequence classifiers "
                          "of type {}, which are RobertaForSequenceClassification and "
                          "XLMRobertaForSequenceClassification",
                          type, architecture, fmt::join(kModelTypes, " and ")));
}

Result<float> layer_norm_eps_of(const Json& json) {
  constexpr double kDefault = 1e-12;
  const auto found = json.find("layer_norm_eps");
  if (found == json.end()) return static_cast<float>(kDefault);
  if (!found->is_number() || !(found->get<double>() > 1e-30) || !(found->get<double>() < 1)) {
    return corrupt(fmt::format("'layer_norm_eps' is {}, and must be a small number above 0", found->dump()));
  }
  return static_cast<float>(found->get<double>());
}

Result<std::vector<std::string>> labels_of(const Json& json) {
  const auto names = json.find("id2label");
  const auto number = json.find("num_labels");
  const bool counted = number != json.end() && number->is_number_unsigned();
  if (names == json.end()) {
    const std::size_t count = counted ? number->get<std::size_t>() : 2;
    if (count == 0 || count > kMostLabels) return corrupt(fmt::format("'num_labels' is {}", count));
    std::vector<std::string> labels(count);
    for (std::size_t i = 0; i < count; ++i) labels[i] = fmt::format("LABEL_{}", i);
    return labels;
  }
  if (!names->is_object() || names->empty() || names->size() > kMostLabels) {
    return corrupt(fmt::format("'id2label' must be an object of 1 to {} names", kMostLabels));
  }
  if (counted && number->get<std::size_t>() != names->size()) {
    return corrupt(fmt::format("'num_labels' is {} and 'id2label' has {}", number->get<std::size_t>(), names->size()));
  }
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < names->size(); ++i) {
    const auto name = text_at(*names, std::to_string(i).c_str(), "");
    if (!name || name->empty()) return corrupt(fmt::format("'id2label' has no name for {}", i));
    labels.push_back(*name);
  }
  return labels;
}

Status check_sense(const HfConfig& config) {
  if (config.hidden_size % config.num_attention_heads != 0) {
    return corrupt(fmt::format("'hidden_size' {} cannot be shared out among 'num_attention_heads' {}",
                               config.hidden_size, config.num_attention_heads));
  }
  if (config.max_position_embeddings <= config.pad_token_id + 1) {
    return corrupt(fmt::format("'max_position_embeddings' is {}; positions begin at 'pad_token_id' + 1, {}",
                               config.max_position_embeddings, config.pad_token_id + 1));
  }
  if (config.pad_token_id >= config.vocab_size) {
    return corrupt(
        fmt::format("'pad_token_id' {} is not below 'vocab_size' {}", config.pad_token_id, config.vocab_size));
  }
  return {};
}

}  // namespace

Result<HfConfig> parse_hf_config(std::string_view text) {
  POLSO_ASSIGN(const Json json, parse_strict_json(text, kLargestConfig));
  if (!json.is_object()) return corrupt("it is not a JSON object");
  HfConfig config;
  POLSO_ASSIGN(config.model_type, model_type_of(json));
  POLSO_TRY(check_only(json, "hidden_act", "gelu"));
  POLSO_TRY(check_only(json, "position_embedding_type", "absolute"));
  POLSO_TRY(check_only(json, "problem_type", "single_label_classification"));
  for (const Number& number : kNumbers) POLSO_TRY(read_number(json, number, config));
  POLSO_ASSIGN(config.layer_norm_eps, layer_norm_eps_of(json));
  POLSO_ASSIGN(config.labels, labels_of(json));
  POLSO_TRY(check_sense(config));
  return config;
}

Result<HfConfig> read_hf_config(const fs::path& folder) {
  const fs::path path = folder / "config.json";
  POLSO_ASSIGN(const std::string text, read_file(path, kLargestConfig));
  auto config = parse_hf_config(text);
  if (!config) return fail(config.error().code, fmt::format("'{}': {}", path.string(), config.error().message));
  return config;
}

Result<std::vector<Sentiment>> sentiments_of_labels(const std::vector<std::string>& labels) {
  if (auto sentiments = sentiments_named(labels)) return *std::move(sentiments);
  return fail(Code::kUnsupported,
              fmt::format(R"(the model's {} labels {} are not negative, neutral and positive; say what they mean in a )"
                          R"(polso.json beside it, as in "labels": ["A", "B", "C"], )"
                          R"("sentiments": ["negative", "neutral", "positive"])",
                          labels.size(), some_labels(labels)));
}

}  // namespace polso
