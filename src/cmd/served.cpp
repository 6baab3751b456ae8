// A model answers its first text more slowly than the rest, so it answers one before anybody waits for it.
#include "cmd/served.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cmd/brand_rules.h"
#include "cmd/bundles.h"
#include "cmd/open_model.h"
#include "cmd/show_report.h"

namespace polso {

Result<http::Served> served_of(const Config& config, const std::string& found) {
  POLSO_ASSIGN(auto model, open_model(config, found));
  const std::string_view text = "late again, and nobody answers";
  Verdict verdict;
  POLSO_TRY(model->classify({&text, 1}, {&verdict, 1}));
  return served_of(config, std::move(model));
}

Result<http::Served> served_of(const Config& config, std::shared_ptr<const Classifier> model) {
  http::Served served;
  served.model = std::move(model);
  served.quick = served.model->bundle().kind == "fasttext";
  POLSO_ASSIGN(std::vector<Bundle> bundles, bundles_of(config));
  const std::string id = served.model->bundle().id();
  if (std::ranges::find(bundles, id, [](const Bundle& b) { return b.id(); }) == bundles.end()) {
    bundles.push_back(served.model->bundle());
  }
  served.estimators = std::make_shared<Estimators>(std::move(bundles), estimator_options(config));
  POLSO_ASSIGN(served.config_brands, config_brand_rules(config));
  served.lang = config.text("lang");
  return served;
}

}  // namespace polso
