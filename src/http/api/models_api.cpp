// The model in use, the others at hand, and those of which only figures are left.
#include <algorithm>
#include <map>

#include "http/api/handlers.h"
#include "http/api/json.h"

namespace polso::http {
namespace {

struct Use {
  std::uint64_t posts = 0;
  Millis first = kMaxTime, last = kMinTime;
};

/// Days are fine enough, and ten million posts have few of them.
Result<std::map<std::string, Use>> uses_of(Store& store) {
  std::map<std::string, Use> uses;
  BucketQuery all;
  all.width = kDay;
  POLSO_TRY(store.each_bucket(all, [&](const BucketKey& key, const Histogram& histogram) {
    Use& use = uses[key.model];
    use.posts += histogram.total();
    use.first = std::min(use.first, key.start);
    use.last = std::max(use.last, key.start);
  }));
  return uses;
}

Json validation_json(const Validation& validation) {
  std::uint64_t posts = 0;
  for (const Histogram& histogram : validation.by_truth) posts += histogram.total();
  return {{"data", validation.data}, {"from", validation.from}, {"to", validation.to}, {"posts", posts}};
}

Json use_json(const Use& use) {
  const bool any = use.posts > 0;
  return {{"posts", use.posts},
          {"first", any ? time_json(use.first) : Json(nullptr)},
          {"last", any ? time_json(use.last) : Json(nullptr)}};
}

Json bundle_json(const Bundle& bundle, bool in_use, const Use& use) {
  Json metrics = Json::object();
  for (const auto& [metric, value] : bundle.metrics) {
    metrics[metric] = {{"value", value.value}, {"low", value.low}, {"high", value.high}};
  }
  Json out{{"id", bundle.id()},
           {"name", bundle.name},
           {"kind", bundle.kind},
           {"lang", bundle.lang},
           {"in_use", in_use},
           {"metrics", std::move(metrics)},
           {"validation", validation_json(bundle.validation)}};
  out.update(use_json(use));
  return out;
}

Json forgotten_json(const std::string& id, const Use& use) {
  Json out{{"id", id},
           {"name", id.substr(0, id.find('@'))},
           {"kind", nullptr},
           {"lang", nullptr},
           {"in_use", false},
           {"metrics", Json::object()},
           {"validation", validation_json({})}};
  out.update(use_json(use));
  return out;
}

Result<Response> models_of(const Context& context, Reader& reader) {
  POLSO_ASSIGN(auto uses, uses_of(*reader.store));
  const auto served = context.served.get();
  const Bundle& current = served->model->bundle();
  Json models = Json::array();
  models.push_back(bundle_json(current, true, uses[current.id()]));
  uses.erase(current.id());
  for (const Bundle& bundle : served->estimators->bundles()) {
    if (bundle.id() == current.id()) continue;
    models.push_back(bundle_json(bundle, false, uses[bundle.id()]));
    uses.erase(bundle.id());
  }
  for (const auto& [id, use] : uses) {
    const auto bundle = served->estimators->bundle(id);  // a cascade at another budget
    models.push_back(bundle ? bundle_json(*bundle, false, use) : forgotten_json(id, use));
  }
  return json_response({{"models", std::move(models)}});
}

}  // namespace

Response list_models(const Context& context, Reader& reader, const Request&) {
  return answer_of(models_of(context, reader));
}

}  // namespace polso::http
