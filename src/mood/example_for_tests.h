// A database of invented buckets, and a model whose errors are known.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "mood/estimators.h"
#include "reputation/simulation_for_tests.h"
#include "store/store.h"

namespace polso {

inline Bundle bundle_for_tests(const std::string& name) {
  Random random(7);
  Bundle bundle;
  bundle.kind = std::string("fasttext");
  bundle.name = name;
  bundle.version = std::string("1");
  bundle.validation = simulation::validation_of({400, 400, 400}, 3, random);
  bundle.validation.data = std::string("own");
  bundle.validation.from = std::string("2024-01-01");
  bundle.validation.to = std::string("2024-02-01");
  return bundle;
}

/// Posts of one hour; `negative` of them are unhappy, the others happy.
struct HourOfPosts {
  std::string brand, time;
  std::uint64_t posts = 100;
  double negative = 0.2;
  std::string model = "en@1";
};

inline std::unique_ptr<Store> store_for_tests(const std::vector<HourOfPosts>& hours) {
  auto store = open_store(":memory:").value();
  Random random(11);
  int number = 0;
  for (const HourOfPosts& hour : hours) {
    Batch batch;
    std::vector<Verdict> verdicts;
    for (std::uint64_t i = 0; i < hour.posts; ++i) {
      batch.posts.push_back({.id = std::to_string(++number),
                             .source = "test",
                             .brand = hour.brand,
                             .author = "",
                             .lang = "en",
                             .text = "text",
                             .created_at = parse_time(hour.time).value()});
      const bool unhappy = static_cast<double>(i) < hour.negative * static_cast<double>(hour.posts);
      verdicts.push_back(simulation::verdict_of(unhappy ? 0 : 2, 3, random));
    }
    EXPECT_TRUE(store->add(batch, verdicts, hour.model));
  }
  return store;
}

}  // namespace polso
