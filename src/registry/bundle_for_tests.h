// Small bundles for tests: their weights are a line of text, which nobody opens.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/hash.h"
#include "bundle/bundle.h"

namespace polso {

struct BundleForTests {
  std::string weights = "weights";
  std::string lang = "en";
  std::string name = "polso-en";
  std::vector<Sentiment> sentiments{Sentiment::kNegative, Sentiment::kNeutral, Sentiment::kPositive};
};

inline Bundle described(const BundleForTests& wanted) {
  Bundle b;
  b.kind = "fasttext";
  b.name = wanted.name;
  b.lang = wanted.lang;
  b.weights = "model.bin";
  b.labels.assign(wanted.sentiments.size(), "label");
  b.sentiments = wanted.sentiments;
  b.normaliser = "none";
  b.decision = "plain";
  b.metrics["test.macro_recall"] = {0.651, 0.642, 0.66};
  b.data.push_back({"posts:train", std::string(64, 'd'), 45'617, 15});
  b.recipe = "seed = 1\n";
  b.sha256["model.bin"] = sha256(wanted.weights);
  return b;
}

/// Answers the version's name.
inline std::string write_bundle(const std::filesystem::path& folder, const BundleForTests& wanted = {}) {
  std::filesystem::create_directories(folder);
  EXPECT_TRUE(write_file(folder / "model.bin", wanted.weights));
  EXPECT_TRUE(save_bundle(described(wanted), folder));
  return load_bundle(folder).value().id();
}

}  // namespace polso
