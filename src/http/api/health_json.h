// A model's health as the API's JSON; verbs print the same.
#pragma once

#include "http/api/json.h"
#include "monitor/model_health.h"

namespace polso::http {

[[nodiscard]] Json health_json(const monitor::ModelHealth& health);

}  // namespace polso::http
