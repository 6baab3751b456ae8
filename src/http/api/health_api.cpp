// What the watcher found last: no request computes it.
#include "http/api/handlers.h"
#include "http/api/health_json.h"

namespace polso::http {

Response model_health(const Context& context, const Request&) {
  const auto health = context.health.get();
  if (!health) return json_response({{"ready", false}, {"health", nullptr}});
  return json_response({{"ready", true}, {"health", health_json(*health)}});
}

}  // namespace polso::http
