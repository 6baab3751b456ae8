// Alerts, what people do about them, and whom they could not be told to.
#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "http/api/alert_json.h"
#include "http/api/handlers.h"
#include "http/api/json.h"
#include "http/api/words.h"
#include "http/parameters.h"

namespace polso::http {
namespace {

constexpr std::size_t kLongestNote = 4000;

/// As it stands in a path or a cursor; kInvalid names `what`.
Result<std::int64_t> id_in(const std::string& text, std::string_view what) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id);
  if (error != std::errc() || stop != end || id < 1) {
    return fail(Code::kInvalid, fmt::format("'{}' must be a whole number from 1", what));
  }
  return id;
}

Result<AlertQuery> query_of(Parameters& parameters) {
  AlertQuery query;
  POLSO_ASSIGN(auto brand, parameters.text("brand"));
  POLSO_ASSIGN(const auto state, parameters.text("state", 20));
  POLSO_ASSIGN(const auto from, parameters.time("from"));
  POLSO_ASSIGN(const auto to, parameters.time("to"));
  POLSO_ASSIGN(const auto cursor, parameters.text("cursor", 100));
  if (brand) query.brand = std::move(*brand);
  query.from = from.value_or(kMinTime);
  query.to = to.value_or(kMaxTime + 1);
  if (from && to && *from >= *to) return fail(Code::kInvalid, "'from' must be before 'to'");
  if (state) {
    query.state = parse_alert_state(*state);
    if (!query.state) return fail(Code::kInvalid, "'state' must be open, calmed or closed");
  }
  if (cursor) {
    POLSO_ASSIGN(query.before, id_in(*cursor, "cursor"));
  }
  return query;
}

Result<Response> page_of(Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(AlertQuery query, query_of(parameters));
  POLSO_ASSIGN(const std::uint64_t limit, parameters.whole("limit", 1, 200, 50));
  POLSO_TRY(parameters.finish());
  query.limit = limit + 1;  // one more tells whether there is a next page
  POLSO_ASSIGN(std::vector<AlertRecord> records, reader.alerts->alerts(query));
  Json next = nullptr;
  if (records.size() > limit) {
    records.resize(limit);
    next = std::to_string(records.back().alert.id);
  }
  Json out = Json::array();
  for (const AlertRecord& record : records) out.push_back(alert_json(record));
  POLSO_ASSIGN(const AlertCounts counts, reader.alerts->counts());
  std::uint64_t open = 0;
  for (const auto& [brand, number] : counts.open) open += number;
  return json_response({{"alerts", std::move(out)}, {"next", std::move(next)}, {"open", open}});
}

/// An example whose post has gone is left out.
Result<Json> examples_of(const Context& context, Reader& reader, const Alert& alert, bool explain) {
  const auto served = context.served.get();
  Json out = Json::array();
  for (const AlertPost& example : alert.examples) {
    POLSO_ASSIGN(const auto stored, reader.store->post(example.source, example.id));
    if (!stored) continue;
    Json post = post_json(*stored);
    if (explain) post["words"] = words_json(*served->model, stored->post.text);
    out.push_back({{"alike", example.alike}, {"post", std::move(post)}});
  }
  return out;
}

Result<Response> whole(const Context& context, Reader& reader, std::int64_t id, bool explain) {
  POLSO_ASSIGN(const auto record, reader.alerts->alert(id));
  if (!record) return fail(Code::kNotFound, fmt::format("there is no alert {}", id));
  Json out = whole_alert_json(*record);
  POLSO_ASSIGN(out["examples"], examples_of(context, reader, record->alert, explain));
  return json_response(out);
}

Result<Response> one_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::int64_t id, id_in(request.path_values.at("id"), "id"));
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(const bool explain, parameters.flag("explain"));
  POLSO_TRY(parameters.finish());
  return whole(context, reader, id, explain);
}

Result<AlertNote> note_in(const Context& context, const Request& request) {
  POLSO_ASSIGN(const Json body, object_body(request));
  POLSO_TRY(only_members(body, {"act", "text", "until", "by"}));
  AlertNote note;
  note.at = context.clock();
  POLSO_ASSIGN(const std::string name, text_member(body, "act", 20));
  const auto act = parse_alert_act(name);
  if (!act) return fail(Code::kInvalid, "'act' must be acknowledge, snooze, close or comment");
  note.act = *act;
  if (body.contains("text")) {
    POLSO_ASSIGN(note.text, text_member(body, "text", kLongestNote));
  }
  if (body.contains("by")) {
    POLSO_ASSIGN(note.by, text_member(body, "by", 200));
  }
  if (body.contains("until")) {
    POLSO_ASSIGN(const std::string until, text_member(body, "until", 40));
    POLSO_ASSIGN(note.until, parse_time(until));
    if (note.act != AlertAct::kSnooze) return fail(Code::kInvalid, "'until' is for a snooze only");
    if (*note.until <= note.at) return fail(Code::kInvalid, "'until' must lie in the future");
  }
  return note;
}

Result<Response> noted(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::int64_t id, id_in(request.path_values.at("id"), "id"));
  POLSO_ASSIGN(const AlertNote note, note_in(context, request));
  POLSO_TRY(reader.alerts->add_note(id, note));
  return whole(context, reader, id, false);
}

Result<Response> deliveries_of(Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(const auto state, parameters.text("state", 20));
  POLSO_ASSIGN(const std::uint64_t limit, parameters.whole("limit", 1, 500, 50));
  POLSO_TRY(parameters.finish());
  if (state && *state != "dead" && *state != "waiting") {
    return fail(Code::kInvalid, "'state' must be dead or waiting");
  }
  const bool waiting = state == "waiting";
  POLSO_ASSIGN(const auto found, waiting ? reader.alerts->due(kMaxTime, limit) : reader.alerts->dead(limit));
  Json out = Json::array();
  for (const Delivery& delivery : found) out.push_back(delivery_json(delivery));
  return json_response({{"deliveries", std::move(out)}});
}

Result<Response> retried(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::int64_t id, id_in(request.path_values.at("id"), "id"));
  POLSO_ASSIGN(const bool was_dead, reader.alerts->revive(id, context.clock()));
  if (!was_dead) return fail(Code::kNotFound, fmt::format("there is no delivery {} that was given up", id));
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

}  // namespace

Response list_alerts(const Context&, Reader& reader, const Request& request) {
  return answer_of(page_of(reader, request));
}

Response one_alert(const Context& context, Reader& reader, const Request& request) {
  return answer_of(one_of(context, reader, request));
}

Response note_alert(const Context& context, Reader& reader, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) return std::move(*wrong);
  return answer_of(noted(context, reader, request));
}

Response list_deliveries(const Context&, Reader& reader, const Request& request) {
  return answer_of(deliveries_of(reader, request));
}

Response retry_delivery(const Context& context, Reader& reader, const Request& request) {
  return answer_of(retried(context, reader, request));
}

}  // namespace polso::http
