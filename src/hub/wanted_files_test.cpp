#include "hub/wanted_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FileNames wanted(const FileNames& listed, const std::map<std::string, std::string>& texts = {}) {
  const auto files = wanted_files(listed, texts);
  EXPECT_TRUE(files) << files.error().message;
  return files.value_or(FileNames{});
}

std::string refused(const FileNames& listed, const std::map<std::string, std::string>& texts = {}) {
  const auto files = wanted_files(listed, texts);
  EXPECT_FALSE(files);
  return files ? "" : files.error().message;
}

TEST(WantedFiles, OfACrowdedRepositoryAreOneOfEachKind) {
  EXPECT_THAT(
      wanted({".gitattributes", "README.md", "config.json", "flax_model.msgpack", "merges.txt", "model.safetensors",
              "onnx/model.onnx", "onnx/config.json", "pytorch_model.bin", "rust_model.ot", "special_tokens_map.json",
              "tf_model.h5", "tokenizer.json", "tokenizer_config.json", "training_args.bin", "vocab.json"}),
      ElementsAre("README.md", "config.json", "merges.txt", "model.safetensors", "special_tokens_map.json",
                  "tokenizer_config.json", "vocab.json"));
}

TEST(WantedFiles, FallBackToOlderKindsOfWeightsAndOtherTokenisers) {
  EXPECT_THAT(wanted({"config.json", "pytorch_model.bin", "sentencepiece.bpe.model", "tf_model.h5"}),
              ElementsAre("config.json", "pytorch_model.bin", "sentencepiece.bpe.model"));
  EXPECT_THAT(wanted({"config.json", "pytorch_model.bin", "sentencepiece.bpe.model", "tokenizer.json", "vocab.json"}),
              ElementsAre("config.json", "pytorch_model.bin", "tokenizer.json"));
}

TEST(WantedFiles, AreTheShardsThatTheIndexNames) {
  const FileNames listed{"config.json",
                         "model-00001-of-00002.safetensors",
                         "model-00002-of-00002.safetensors",
                         "model-00003-of-00002.safetensors",
                         "model.safetensors.index.json",
                         "pytorch_model.bin",
                         "tokenizer.json"};
  EXPECT_THAT(guiding_files(listed), ElementsAre("model.safetensors.index.json"));
  const std::string index = R"({"weight_map": {"a": "model-00001-of-00002.safetensors",
      "b": "model-00002-of-00002.safetensors", "c": "model-00001-of-00002.safetensors"}})";
  EXPECT_THAT(wanted(listed, {{"model.safetensors.index.json", index}}),
              ElementsAre("config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                          "model.safetensors.index.json", "tokenizer.json"));
  EXPECT_THAT(guiding_files({"config.json", "model.safetensors", "model.safetensors.index.json"}), IsEmpty())
      << "whole weights need no index";
}

TEST(WantedFiles, OfABundleAreAllThatItNames) {
  const FileNames listed{".gitattributes", "README.md", "model.bin", "polarity.tsv", "polso.json", "train.log"};
  EXPECT_THAT(guiding_files(listed), ElementsAre("polso.json"));
  EXPECT_THAT(wanted(listed, {{"polso.json", R"({"weights": "model.bin", "sha256": {"polarity.tsv": "…"}})"}}),
              ElementsAre("README.md", "model.bin", "polarity.tsv", "polso.json"));
}

TEST(WantedFiles, OfABundleAroundATransformerAreThoseOfBoth) {
  EXPECT_THAT(
      wanted({"config.json", "data/guard.tsv", "extra.json", "model.safetensors", "polso.json", "tokenizer.json"},
             {{"polso.json", R"({"parts": [{"file": "data/guard.tsv"}, 7, null]})"}}),
      ElementsAre("config.json", "data/guard.tsv", "model.safetensors", "polso.json", "tokenizer.json"));
}

TEST(WantedFiles, WhatIsMissingIsSaid) {
  EXPECT_THAT(refused({}), HasSubstr("config.json"));
  EXPECT_THAT(refused({"config.json", "tf_model.h5", "vocab.json", "merges.txt"}), HasSubstr("model.safetensors"));
  EXPECT_THAT(refused({"config.json", "model.safetensors", "vocab.json"}), HasSubstr("tokeniser"));
  EXPECT_EQ(wanted_files({"README.md"}, {}).error().code, Code::kUnsupported);
}

TEST(WantedFiles, GuidesThatLeadAstrayAreRefused) {
  const FileNames sharded{"config.json", "model.safetensors.index.json", "tokenizer.json"};
  const auto index = [&](const std::string& text) {
    return refused(sharded, {{"model.safetensors.index.json", text}});
  };
  EXPECT_THAT(index("<html>"), HasSubstr("not a JSON object"));
  EXPECT_THAT(index("{}"), HasSubstr("names no files"));
  EXPECT_THAT(index(R"({"weight_map": {}})"), HasSubstr("names no files"));
  EXPECT_THAT(index(R"({"weight_map": {"a": "gone.safetensors"}})"), HasSubstr("gone.safetensors"));
  EXPECT_THAT(index(R"({"weight_map": {"a": 7}})"), HasSubstr("'7'"));
  EXPECT_THAT(refused({"polso.json"}, {{"polso.json", "[]"}}), HasSubstr("not a JSON object"));
  EXPECT_THAT(refused({"polso.json"}, {{"polso.json", R"({"sha256": {"model.bin": "…"}})"}}), HasSubstr("model.bin"));
  EXPECT_THAT(refused({"polso.json", "../../x"}, {{"polso.json", R"({"weights": "../../x"})"}}),
              HasSubstr("outside itself"));
}

TEST(WantedFiles, ADeepDocumentDoesNotExhaustTheStack) {
  const std::string deep = R"({"a": )" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  EXPECT_THAT(wanted({"polso.json"}, {{"polso.json", deep}}), ElementsAre("polso.json"));
}

}  // namespace
}  // namespace polso
