// Alerts and deliveries as the API's JSON.
#pragma once

#include "http/api/json.h"
#include "store/alert_book.h"

namespace polso::http {

/// What a list shows of an alert.
[[nodiscard]] Json alert_json(const AlertRecord& record);

/// And the rest: drivers, terms and notes. Not the examples, which are posts.
[[nodiscard]] Json whole_alert_json(const AlertRecord& record);

[[nodiscard]] Json delivery_json(const Delivery& delivery);

[[nodiscard]] std::optional<AlertState> parse_alert_state(std::string_view text);
[[nodiscard]] std::optional<AlertAct> parse_alert_act(std::string_view text);

}  // namespace polso::http
