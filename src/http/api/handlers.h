// The handlers of our own API, one a route; docs/openapi.yaml is their contract.
#pragma once

#include <utility>

#include "http/context.h"
#include "http/message.h"

namespace polso::http {

[[nodiscard]] inline Response answer_of(Result<Response> result) {
  return result ? std::move(*result) : error_response(result.error());
}

Response overview(const Context& context, Reader& reader, const Request& request);
Response shares(const Context& context, Reader& reader, const Request& request);
Response compare(const Context& context, Reader& reader, const Request& request);
Response terms(const Context& context, Reader& reader, const Request& request);

Response list_posts(const Context& context, Reader& reader, const Request& request);
Response export_posts(const Context& context, Reader& reader, const Request& request);
void push_posts(const Context& context, Reader& reader, Request request, const Reply& reply);
Response classify_texts(const Context& context, const Request& request);

Response list_brands(const Context& context, Reader& reader, const Request& request);
Response set_brand(const Context& context, Reader& reader, const Request& request);
Response remove_brand(const Context& context, Reader& reader, const Request& request);
Response try_query(const Context& context, Reader& reader, const Request& request);

Response list_feedback(const Context& context, Reader& reader, const Request& request);
Response give_feedback(const Context& context, Reader& reader, const Request& request);
Response withdraw_feedback(const Context& context, Reader& reader, const Request& request);
Response label_queue(const Context& context, Reader& reader, const Request& request);

Response list_alerts(const Context& context, Reader& reader, const Request& request);
Response one_alert(const Context& context, Reader& reader, const Request& request);
Response note_alert(const Context& context, Reader& reader, const Request& request);
Response list_deliveries(const Context& context, Reader& reader, const Request& request);
Response retry_delivery(const Context& context, Reader& reader, const Request& request);

Response list_models(const Context& context, Reader& reader, const Request& request);
Response model_health(const Context& context, const Request& request);

}  // namespace polso::http
