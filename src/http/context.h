// What handlers work with.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/slot.h"
#include "classify/classifier.h"
#include "http/metrics.h"
#include "http/succession.h"
#include "monitor/model_health.h"
#include "mood/estimators.h"
#include "mood/range.h"
#include "pipeline/intake.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/opinions.h"
#include "store/store.h"
#include "text/brand_rules.h"

namespace polso::http {

/// What a reload of the configuration replaces as a whole.
struct Served {
  std::shared_ptr<const Classifier> model;
  bool quick = true;  // the model answers within microseconds, so a request need not change threads for it
  std::shared_ptr<Estimators> estimators;
  BrandRules rules{{}};                  // those of the config, then those of the API
  std::vector<BrandRule> config_brands;  // as written
  std::string lang = "en";               // of the page, unless the reader chooses
};

/// One a worker: its own way into the database.
struct Reader {
  std::unique_ptr<Store> store;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<AlertBook> alerts;
  std::unique_ptr<Opinions> opinions;
};

/// Figures are those of the served model as soon as it has judged all posts again.
[[nodiscard]] inline Rejudged rejudged(const Served& served, const Reader& reader) {
  return {.opinions = reader.opinions.get(), .champion = served.model->bundle().id()};
}

struct Limits {
  std::size_t max_batch = 10'000;                   // texts or posts in one request
  std::size_t inline_body = std::size_t{64} << 10;  // a larger body is worked on by a worker
};

struct Context {
  Slot<Served>& served;
  const Slot<Succession>& succession;
  const Slot<monitor::ModelHealth>& health;  // holds nothing before the first look at the model
  Intake& intake;
  Metrics& metrics;
  std::function<Status(Reader&)> rules_changed;                // has them read again; called by a worker
  std::function<void()> feedback_given;                        // any thread
  std::function<Result<std::unique_ptr<Store>>()> open_store;  // another way into the same database
  PseudonymKey author_key{};
  Clock clock = system_now;
  Limits limits;
  std::string version;  // of the program
};

}  // namespace polso::http
