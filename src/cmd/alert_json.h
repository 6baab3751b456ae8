// An alert as JSON, for verbs.
#pragma once

#include <nlohmann/json.hpp>

#include "store/alert_book.h"

namespace polso {

[[nodiscard]] nlohmann::ordered_json alert_json(const Alert& alert);

/// With what people did about it.
[[nodiscard]] nlohmann::ordered_json alert_json(const AlertRecord& record);

/// One document on standard output.
void print_json(const nlohmann::ordered_json& document);

}  // namespace polso
