// Knows names of files only; what is in the weights is for others to read.
#include "hub/wanted_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "hub/model_name.h"

namespace polso {
namespace {

using nlohmann::json;
using Names = std::set<std::string, std::less<>>;

constexpr std::string_view kBundle = "polso.json";
constexpr std::string_view kConfig = "config.json";
constexpr std::array<std::string_view, 2> kWeights{"model.safetensors", "pytorch_model.bin"};
constexpr std::string_view kIndex = ".index.json";
constexpr std::array<std::string_view, 4> kCompanions{"tokenizer_config.json", "special_tokens_map.json", "README.md",
                                                      "added_tokens.json"};

std::string index_of(std::string_view weights) { return fmt::format("{}{}", weights, kIndex); }

/// The first of the weights that are there, whole or as an index; empty when there are none.
std::string weights_of(const Names& listed) {
  for (const std::string_view weights : kWeights) {
    if (listed.contains(weights)) return std::string(weights);
    if (listed.contains(index_of(weights))) return index_of(weights);
  }
  return {};
}

FileNames tokeniser_of(const Names& listed) {
  if (listed.contains("vocab.json") && listed.contains("merges.txt")) return {"vocab.json", "merges.txt"};
  for (const char* name : {"tokenizer.json", "sentencepiece.bpe.model"}) {
    if (listed.contains(name)) return {name};
  }
  return {};
}

Result<json> parse(const std::string& name, const std::map<std::string, std::string>& texts) {
  const auto text = texts.find(name);
  json document = json::parse(text == texts.end() ? "" : text->second, nullptr, false);
  if (document.is_object()) return document;
  return fail(Code::kCorrupt, fmt::format("'{}' of the repository is not a JSON object", name));
}

/// Shards lie beside their index, under the names of its "weight_map".
Status add_shards(const json& index, const std::string& name, const Names& listed, Names& wanted) {
  const auto map = index.find("weight_map");
  if (map == index.end() || !map->is_object() || map->empty()) {
    return fail(Code::kCorrupt, fmt::format("'{}' of the repository names no files of weights", name));
  }
  for (const json& shard : *map) {
    const std::string file = shard.is_string() ? shard.get<std::string>() : shard.dump();
    if (!listed.contains(file)) {
      return fail(Code::kCorrupt, fmt::format("'{}' names '{}', which is not in the repository", name, file));
    }
    wanted.insert(file);
  }
  return {};
}

Status add_transformer(const Names& listed, const std::map<std::string, std::string>& texts, Names& wanted) {
  const std::string weights = weights_of(listed);
  wanted.insert(std::string(kConfig));
  wanted.insert(weights);
  for (const std::string& name : tokeniser_of(listed)) wanted.insert(name);
  for (const std::string_view name : kCompanions) {
    if (listed.contains(name)) wanted.emplace(name);
  }
  if (!weights.ends_with(kIndex)) return {};
  POLSO_ASSIGN(const json index, parse(weights, texts));
  return add_shards(index, weights, listed, wanted);
}

/// Every listed file that the document names anywhere, as a key or as a value.
void add_named(const json& document, const Names& listed, Names& wanted) {
  std::vector<const json*> open{&document};
  while (!open.empty()) {
    const json& here = *open.back();
    open.pop_back();
    if (here.is_string() && listed.contains(here.get_ref<const std::string&>())) wanted.insert(here.get<std::string>());
    if (!here.is_structured()) continue;
    for (auto item = here.begin(); item != here.end(); ++item) {
      if (here.is_object() && listed.contains(item.key())) wanted.insert(item.key());
      open.push_back(&*item);
    }
  }
}

Status add_bundle(const Names& listed, const std::map<std::string, std::string>& texts, Names& wanted) {
  const std::string name(kBundle);
  POLSO_ASSIGN(const json bundle, parse(name, texts));
  wanted.insert(name);
  if (listed.contains("README.md")) wanted.emplace("README.md");
  add_named(bundle, listed, wanted);
  const json hashes = bundle.value("sha256", json::object());
  for (auto file = hashes.begin(); hashes.is_object() && file != hashes.end(); ++file) {
    if (!listed.contains(file.key())) {
      return fail(Code::kCorrupt, fmt::format("'{}' names '{}', which is not in the repository", name, file.key()));
    }
  }
  return {};
}

Status check_transformer(const Names& listed) {
  std::string missing;
  if (!listed.contains(kConfig))
    missing = kConfig;
  else if (weights_of(listed).empty())
    missing = "model.safetensors or pytorch_model.bin";
  else if (tokeniser_of(listed).empty())
    missing = "a tokeniser (vocab.json and merges.txt, tokenizer.json or sentencepiece.bpe.model)";
  if (missing.empty()) return {};
  return fail(Code::kUnsupported,
              fmt::format("it holds no model that Polso reads: it has neither polso.json nor {}", missing));
}

}  // namespace

FileNames guiding_files(const FileNames& listed) {
  const Names names(listed.begin(), listed.end());
  FileNames guiding;
  if (names.contains(kBundle)) guiding.emplace_back(kBundle);
  if (const std::string weights = weights_of(names); weights.ends_with(kIndex)) guiding.push_back(weights);
  return guiding;
}

Result<FileNames> wanted_files(const FileNames& listed, const std::map<std::string, std::string>& texts) {
  const Names names(listed.begin(), listed.end());
  const bool bundle = names.contains(kBundle);
  const Status transformer = check_transformer(names);
  if (!bundle && !transformer) return std::unexpected(transformer.error());
  Names wanted;
  if (bundle) POLSO_TRY(add_bundle(names, texts, wanted));
  if (transformer) POLSO_TRY(add_transformer(names, texts, wanted));
  FileNames chosen;
  std::ranges::copy_if(listed, std::back_inserter(chosen),
                       [&](const std::string& name) { return wanted.contains(name); });
  for (const std::string& name : chosen) {
    if (!is_inside(name)) {
      return fail(Code::kCorrupt, fmt::format("it lists a file outside itself, '{}': this is not to be trusted", name));
    }
  }
  return chosen;
}

}  // namespace polso
