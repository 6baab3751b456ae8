// What the reference answered for the checkpoints in fixtures/ and, where POLSO_ROBERTA_FIXTURE names one, in another
// folder that tools/make_roberta_fixtures.py made.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "classify/roberta/encoder.h"
#include "classify/weights/checkpoint.h"

namespace polso::roberta {

struct Expected {
  std::string text;  // empty for sequences of ids without one
  std::vector<std::int32_t> ids;
  std::vector<float> logits;
};

struct Fixture {
  std::filesystem::path folder;
  std::vector<Expected> texts, sequences;
};

inline std::vector<Expected> expected_of(const nlohmann::json& json) {
  std::vector<Expected> all;
  for (const auto& one : json) {
    all.push_back({one.value("text", ""), one.at("ids").get<std::vector<std::int32_t>>(),
                   one.at("logits").get<std::vector<float>>()});
  }
  return all;
}

inline Fixture load_fixture(const std::filesystem::path& folder) {
  const auto json = nlohmann::json::parse(std::ifstream(folder / "expected.json"));
  return {folder, expected_of(json.at("texts")), expected_of(json.at("sequences"))};
}

inline std::vector<std::filesystem::path> fixture_folders() {
  if (const char* own = std::getenv("POLSO_ROBERTA_FIXTURE")) return {own};
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(POLSO_SOURCE_DIR "/src/classify/roberta/fixtures")) {
    folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  return folders;
}

/// A checkpoint and an encoder that reads it.
struct Opened {
  HfConfig config;
  Checkpoint checkpoint;
  std::unique_ptr<const Encoder> encoder;
};

inline Opened open_encoder(const std::filesystem::path& folder, EncoderOptions options = {}) {
  auto config = read_hf_config(folder);
  auto checkpoint = Checkpoint::open(folder);
  if (!config) throw std::runtime_error(config.error().message);
  if (!checkpoint) throw std::runtime_error(checkpoint.error().message);
  Opened opened{*std::move(config), *std::move(checkpoint), nullptr};
  auto encoder = Encoder::make(opened.config, opened.checkpoint.tensors(), options);
  if (!encoder) throw std::runtime_error(encoder.error().message);
  opened.encoder = *std::move(encoder);
  return opened;
}

inline std::vector<float> logits_of(const Encoder& encoder, const std::vector<Expected>& sequences) {
  const std::vector<Ids> ids = [&] {
    std::vector<Ids> spans;
    for (const Expected& one : sequences) spans.emplace_back(one.ids);
    return spans;
  }();
  std::vector<float> logits(ids.size() * encoder.labels());
  const Status status = encoder.logits(ids, logits);
  if (!status) throw std::runtime_error(status.error().message);
  return logits;
}

inline float largest_difference(const std::vector<Expected>& sequences, const std::vector<float>& logits) {
  float largest = 0;
  std::size_t i = 0;
  for (const Expected& one : sequences) {
    for (const float logit : one.logits) {
      const float difference = std::abs(logit - logits[i++]);
      largest = difference <= largest ? largest : difference;  // keeps a NaN
    }
  }
  return largest;
}

}  // namespace polso::roberta
