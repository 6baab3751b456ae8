// For tests: a store full of invented posts, and a model whose errors are known.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/temp_folder.h"
#include "watch/watch.h"

namespace polso {

inline constexpr Millis kStart = 20'000 * kDay;
inline constexpr Scores kBad{0.85F, 0.10F, 0.05F}, kPlain{0.10F, 0.80F, 0.10F}, kGood{0.05F, 0.10F, 0.85F};

/// Nine in ten right, the others evenly wrong.
inline Bundle model_for_tests(const std::string& version = "1") {
  Bundle bundle;
  bundle.name = std::string("m");
  bundle.version = version;
  bundle.validation.from = std::string("2024-01-01");
  bundle.validation.to = std::string("2024-10-01");
  const std::array scores{kBad, kPlain, kGood};
  for (std::size_t truth = 0; truth < kSentiments; ++truth) {
    for (std::size_t said = 0; said < kSentiments; ++said) {
      Histogram& histogram = bundle.validation.by_truth[truth];
      const std::uint32_t posts = truth == said ? 900 : 50;
      histogram.cells[cell_of(scores[said])] += posts;
      histogram.labels[said] += posts;
    }
  }
  return bundle;
}

struct Stream {
  double an_hour = 20;
  double negative = 0.2;
  std::string source = "x";
  std::string lang = "en";
  std::string model = "m@1";
  std::string author = {};
  std::string thread = {};
  std::string text = {};  // empty: each says something else
};

class WatchWorld : public testing::Test {
 protected:
  /// Posts of [from, to), spread by chance.
  void posts(Millis from, Millis to, const Stream& stream) {
    const auto gap = [&] { return -std::log(1 - random.uniform()) * static_cast<double>(kHour) / stream.an_hour; };
    Batch batch;
    std::vector<Verdict> verdicts;
    for (auto at = static_cast<double>(from) + gap(); at < static_cast<double>(to); at += gap()) {
      batch.posts.push_back({.id = std::to_string(++number),
                             .source = stream.source,
                             .brand = std::string("Aurora"),
                             .author = stream.author,
                             .lang = stream.lang,
                             .text = stream.text.empty() ? unlike() : stream.text,
                             .created_at = static_cast<Millis>(at),
                             .thread = stream.thread});
      const double chance = random.uniform();
      const bool bad = chance < stream.negative;
      const bool good = !bad && chance > 0.8;
      const Sentiment label = bad ? Sentiment::kNegative : good ? Sentiment::kPositive : Sentiment::kNeutral;
      verdicts.push_back({.scores = bad ? kBad : good ? kGood : kPlain, .label = label});
    }
    ASSERT_TRUE(store->add(batch, verdicts, stream.model));
  }

  /// The watch as after a start.
  [[nodiscard]] std::unique_ptr<Watch> start(const WatchOptions& options = {}) {
    return std::make_unique<Watch>(*store, *book, estimators, options);
  }
  /// Every ten minutes, from the first to the last moment.
  static Looked look(Watch& watch, Millis from, Millis to) {
    Looked sum;
    for (Millis now = from; now <= to; now += 10 * kMinute) {
      const auto looked = watch.look(now);
      EXPECT_TRUE(looked.has_value()) << looked.error().message;
      if (!looked) break;
      sum.opened += looked->opened;
      sum.grew += looked->grew;
      sum.ended += looked->ended;
    }
    return sum;
  }
  /// The oldest first.
  [[nodiscard]] std::vector<Alert> saved() {
    std::vector<Alert> alerts;
    const auto records = book->alerts({});
    for (const AlertRecord& record : *records) alerts.insert(alerts.begin(), record.alert);
    return alerts;
  }

  TempFolder folder;
  std::string path = (folder.path() / "polso.db").string();
  std::unique_ptr<Store> store = open_store(path).value();
  std::unique_ptr<AlertBook> book = open_alert_book(path).value();
  Estimators estimators{{model_for_tests(), model_for_tests("2")}, EstimatorOptions{}};
  Random random{7};
  int number = 0;

 private:
  std::string unlike() {
    std::string text;
    for (int i = 0; i < 8; ++i) text += "w" + std::to_string(random.below(100'000)) + " ";
    return text;
  }
};

/// Of these alerts one that is about the mood.
inline bool any_of_mood(const std::vector<Alert>& alerts) {
  for (const Alert& alert : alerts) {
    for (const Move& move : alert.moves) {
      if (is_mood(move.channel)) return true;
    }
  }
  return false;
}

}  // namespace polso
