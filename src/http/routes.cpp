// The table.
#include "http/routes.h"

#include "http/api/handlers.h"
#include "http/others/handlers.h"

namespace polso::http {

bool matches(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& values) {
  values.clear();
  while (!pattern.empty() && !path.empty()) {
    if (pattern.front() != '{') {
      const std::size_t fixed = std::min(pattern.find('{'), pattern.size());
      if (!path.starts_with(pattern.substr(0, fixed))) return false;
      pattern.remove_prefix(fixed);
      path.remove_prefix(fixed);
      continue;
    }
    const std::size_t end = pattern.find('}');
    const std::string_view name = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    const bool rest = name == "rest";  // of the path, with its slashes
    const std::size_t length = rest ? path.size() : std::min(path.find('/'), path.size());
    if (length == 0) return false;
    values[std::string(name)] = std::string(path.substr(0, length));
    path.remove_prefix(length);
  }
  return pattern.empty() && path.empty();
}

std::vector<Route> all_routes() {
  using enum Need;
  return {
      {"GET", "/api/v1/overview", kRead, Slow(overview)},
      {"GET", "/api/v1/shares", kRead, Slow(shares)},
      {"GET", "/api/v1/compare", kRead, Slow(compare)},
      {"GET", "/api/v1/terms", kRead, Slow(terms)},
      {"GET", "/api/v1/posts", kRead, Slow(list_posts)},
      {"POST", "/api/v1/posts", kWrite, Later(push_posts)},
      {"POST", "/api/v1/classify", kRead, ByModel{classify_texts}},
      {"GET", "/api/v1/export", kRead, Slow(export_posts)},
      {"GET", "/api/v1/brands", kRead, Slow(list_brands)},
      {"PUT", "/api/v1/brands/{brand}", kWrite, Slow(set_brand)},
      {"DELETE", "/api/v1/brands/{brand}", kWrite, Slow(remove_brand)},
      {"POST", "/api/v1/try", kRead, Slow(try_query)},
      {"GET", "/api/v1/feedback", kRead, Slow(list_feedback)},
      {"POST", "/api/v1/feedback", kWrite, Slow(give_feedback)},
      {"DELETE", "/api/v1/feedback", kWrite, Slow(withdraw_feedback)},
      {"GET", "/api/v1/queue", kRead, Slow(label_queue)},
      {"GET", "/api/v1/alerts", kRead, Slow(list_alerts)},
      {"GET", "/api/v1/alerts/{id}", kRead, Slow(one_alert)},
      {"POST", "/api/v1/alerts/{id}/notes", kWrite, Slow(note_alert)},
      {"GET", "/api/v1/deliveries", kRead, Slow(list_deliveries)},
      {"POST", "/api/v1/deliveries/{id}/retry", kWrite, Slow(retry_delivery)},
      {"GET", "/api/v1/models", kRead, Slow(list_models)},
      {"GET", "/api/v1/model/health", kRead, Quick(model_health)},

      {"POST", "/", kRead, ByModel{hf_classify}},
      {"POST", "/models/{rest}", kRead, ByModel{hf_classify}},
      {"POST", "/predict", kRead, ByModel{tei_predict}},
      {"GET", "/info", kRead, Quick(tei_info)},
      {"GET", "/v2", kRead, Quick(v2_server)},
      {"GET", "/v2/health/live", kOpen, Quick(v2_live)},
      {"GET", "/v2/health/ready", kOpen, Quick(v2_ready)},
      {"GET", "/v2/models/{model}", kRead, Quick(v2_model)},
      {"GET", "/v2/models/{model}/ready", kRead, Quick(v2_model_ready)},
      {"POST", "/v2/models/{model}/infer", kRead, ByModel{v2_infer}},
      {"GET", "/v2/models/{model}/versions/{version}", kRead, Quick(v2_model)},
      {"GET", "/v2/models/{model}/versions/{version}/ready", kRead, Quick(v2_model_ready)},
      {"POST", "/v2/models/{model}/versions/{version}/infer", kRead, ByModel{v2_infer}},
  };
}

}  // namespace polso::http
