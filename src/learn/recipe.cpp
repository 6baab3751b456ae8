// TOML to Recipe, one function a table.
#include "learn/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "learn/toml_table.h"

namespace polso {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 6> kFormats{{{"tweeteval", Format::kTweetEval},
                                                                       {"fasttext", Format::kFastText},
                                                                       {"csv", Format::kCsv},
                                                                       {"tsv", Format::kTsv},
                                                                       {"jsonl", Format::kJsonl},
                                                                       {"lines", Format::kLines}}};

/// Reads a word out of a fixed list into `value`.
template <class T, std::size_t N>
void read_choice(TomlTable& table, std::string_view key, const std::array<std::pair<std::string_view, T>, N>& choices,
                 std::optional<T>& value) {
  std::string word;
  table.read(key, word);
  if (word.empty()) return;
  std::string names;
  for (const auto& [name, choice] : choices) {
    if (name == word) value = choice;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
  }
  if (!value) table.fault(key, fmt::format("is '{}', not one of {}", word, names));
}

void read_optional(TomlTable& table, std::string_view key, std::optional<std::string>& value) {
  std::string text;
  if (!table.has(key)) return table.read(key, text);
  table.read(key, text);
  value = text;
}

/// The keys of a DataRequest, read from a table that may hold others.
void read_request(TomlTable& table, DataRequest& request) {
  table.require("set");
  table.read("set", request.set);
  read_choice(table, "format", kFormats, request.change.format);
  bool header = true;
  table.read("header", header);
  if (table.has("header")) request.change.header = header;
  read_optional(table, "text", request.change.text);
  read_optional(table, "label", request.change.label);
  read_optional(table, "all_labels", request.change.all_labels);
  table.read("labels", request.change.words);
}

void read_requests(TomlTable& parent, std::string_view key, std::vector<DataRequest>& requests) {
  parent.tables(key, [&](const toml::table& inner) {
    TomlTable table(inner, fmt::format("[[{}]]", key));
    read_request(table, requests.emplace_back());
    return table.finish();
  });
}

Status read_validation(const toml::table& inner, ValidationRecipe& validation) {
  TomlTable table(inner, "[validation]");
  read_request(table, validation.data);
  table.read("from", validation.from);
  table.read("to", validation.to);
  return table.finish();
}

Status read_polarity(const toml::table& inner, PolarityRecipe& polarity) {
  TomlTable table(inner, "[[polarity]]");
  table.require("name");
  table.read("name", polarity.name);
  read_requests(table, "posts", polarity.posts);
  table.read("lexicons", polarity.lexicons);
  table.read("min_count", polarity.min_count, 1, 1'000'000);
  table.read("smoothing", polarity.smoothing, 1e-9, 1e9);
  std::string contrast = "polarity";
  table.read("contrast", contrast);
  if (contrast != "polarity" && contrast != "neutrality") table.fault("contrast", "is neither polarity nor neutrality");
  if (contrast == "neutrality") polarity.contrast = Contrast::kNeutrality;
  if (polarity.posts.empty() == polarity.lexicons.empty()) {
    table.fault("posts", "or lexicons: a column is learnt from the one or the other");
  }
  if (polarity.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) {
    table.fault("name", "is not made of a-z, 0-9 and '_'");
  }
  return table.finish();
}

Status read_tune(const toml::table& inner, TuneRecipe& tune) {
  TomlTable table(inner, "[pretrain.tune]");
  read_requests(table, "posts", tune.posts);
  table.read("epochs", tune.epochs, 1, 1000);
  table.read("lr", tune.lr, 1e-6, 10);
  return table.finish();
}

Status read_pretrain(const toml::table& inner, PretrainRecipe& pretrain) {
  TomlTable table(inner, "[pretrain]");
  read_requests(table, "posts", pretrain.posts);
  table.read("scale", pretrain.scale, 0, 1000);
  table.read("epochs", pretrain.epochs, 1, 1000);
  table.read("min_count", pretrain.min_count, 1, 1'000'000);
  table.read("window", pretrain.window, 1, 100);
  table.read("negatives", pretrain.negatives, 1, 100);
  table.read("lr", pretrain.lr, 1e-6, 10);
  table.table("tune", [&](const toml::table& t) { return read_tune(t, pretrain.tune.emplace()); });
  return table.finish();
}

Status read_quantise(const toml::table& inner, QuantiseRecipe& quantise) {
  TomlTable table(inner, "[fasttext.quantise]");
  table.read("cutoff", quantise.cutoff, 0, 100'000'000);
  table.read("dsub", quantise.dsub, 1, 1024);
  table.read("qnorm", quantise.qnorm);
  table.read("retrain", quantise.retrain);
  return table.finish();
}

Status read_fasttext(const toml::table& inner, FastTextRecipe& fasttext) {
  TomlTable table(inner, "[fasttext]");
  table.read("models", fasttext.models, 1, 100);
  table.read("compact", fasttext.compact);
  table.read("dim", fasttext.dim, 1, 10'000);
  table.read("epochs", fasttext.epochs, 1, 10'000);
  table.read("lr", fasttext.lr, 1e-6, 10);
  table.read("word_ngrams", fasttext.word_ngrams, 1, 10);
  table.read("min_count", fasttext.min_count, 1, 1'000'000);
  table.read("min_n", fasttext.min_n, 0, 20);
  table.read("max_n", fasttext.max_n, 0, 20);
  table.read("bucket", fasttext.bucket, 1, 100'000'000);
  table.table("quantise", [&](const toml::table& t) { return read_quantise(t, fasttext.quantise.emplace()); });
  if (fasttext.min_n > fasttext.max_n) table.fault("min_n", "is larger than max_n");
  if (fasttext.quantise && (fasttext.compact || fasttext.models > 1)) {
    table.fault("quantise", "does not go together with compact or several models: three numbers a row need none");
  }
  return table.finish();
}

Status read_cascade(const toml::table& inner, CascadeRecipe& cascade) {
  TomlTable table(inner, "[cascade]");
  for (const auto* key : {"small", "large"}) table.require(key);
  table.read("small", cascade.small);
  table.read("large", cascade.large);
  table.read("budget", cascade.budget, 0, 1);
  return table.finish();
}

Status read_checkpoint(const toml::table& inner, CheckpointRecipe& checkpoint) {
  TomlTable table(inner, "[checkpoint]");
  table.require("folder");
  table.read("folder", checkpoint.folder);
  return table.finish();
}

/// A recipe learns weights from posts, or takes models that are there.
void check_kind(TomlTable& table, const Recipe& recipe) {
  if (!recipe.cascade && !recipe.checkpoint) {
    table.require("train");
    if (recipe.train.empty()) table.fault("train", "names no data set");
    return;
  }
  const char* kind = recipe.cascade ? "cascade" : "checkpoint";
  for (const auto* key : {"train", "polarity", "pretrain", "fasttext", "cascade", "checkpoint"}) {
    if (key != std::string_view(kind) && table.has(key)) {
      table.fault(key, fmt::format("does not go together with [{}], which learns no weights", kind));
    }
  }
  for (const auto* key : {"calibration", "decision"}) {
    if (recipe.cascade && table.has(key)) table.fault(key, "is each model's own in a [cascade]");
  }
}

Status read_all(const toml::table& inner, Recipe& recipe) {
  TomlTable table(inner, "");
  for (const auto* key : {"name", "lang", "validation"}) table.require(key);
  table.read("name", recipe.name);
  table.read("lang", recipe.lang);
  table.read("normaliser", recipe.normaliser);
  table.read("seed", recipe.seed);
  table.read("intended_use", recipe.intended_use);
  table.read("limits", recipe.limits);
  table.read("license", recipe.license);
  table.read("terms", recipe.terms);
  table.read("guard", recipe.guard);
  read_requests(table, "train", recipe.train);
  table.table("validation", [&](const toml::table& t) { return read_validation(t, recipe.validation); });
  read_requests(table, "test", recipe.test);
  table.tables("polarity", [&](const toml::table& t) { return read_polarity(t, recipe.polarity.emplace_back()); });
  if (recipe.polarity.size() > 8) table.fault("polarity", "has more than 8 columns");
  table.table("pretrain", [&](const toml::table& t) { return read_pretrain(t, recipe.pretrain.emplace()); });
  table.table("fasttext", [&](const toml::table& t) { return read_fasttext(t, recipe.fasttext); });
  table.table("cascade", [&](const toml::table& t) { return read_cascade(t, recipe.cascade.emplace()); });
  table.table("checkpoint", [&](const toml::table& t) { return read_checkpoint(t, recipe.checkpoint.emplace()); });
  constexpr std::array<std::pair<std::string_view, CalibrationKind>, 3> kKinds{
      {{"temperature", CalibrationKind::kTemperature},
       {"vector", CalibrationKind::kVector},
       {"matrix", CalibrationKind::kMatrix}}};
  read_choice(table, "calibration", kKinds, recipe.calibration);
  constexpr std::array<std::pair<std::string_view, DecisionRule>, 3> kRules{
      {{"best", DecisionRule::kBest},
       {"plain", DecisionRule::kPlain},
       {"prior-corrected", DecisionRule::kPriorCorrected}}};
  std::optional<DecisionRule> rule;
  read_choice(table, "decision", kRules, rule);
  recipe.decision = rule.value_or(DecisionRule::kBest);
  const bool plain_name = recipe.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string::npos;
  if (recipe.name.empty() || !plain_name) table.fault("name", "is not made of a-z, 0-9, '-', '_' and '.'");
  check_kind(table, recipe);
  return table.finish();
}

}  // namespace

Result<Recipe> parse_recipe(std::string_view text, const std::string& file) {
  Recipe recipe;
  recipe.text = text;
  Status status;
  try {
    status = read_all(toml::parse(text), recipe);
  } catch (const toml::parse_error& error) {
    status = fail(Code::kUsage, fmt::format("line {} is not TOML: {}", error.source().begin.line, error.description()));
  }
  if (!status) return fail(Code::kUsage, fmt::format("recipe '{}': {}", file, status.error().message));
  return recipe;
}

}  // namespace polso
