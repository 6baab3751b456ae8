// What people say of posts, and which posts they are best asked about.
#include "http/api/handlers.h"
#include "http/api/json.h"
#include "http/parameters.h"

namespace polso::http {
namespace {

Result<std::optional<FeedbackKind>> kind_of(Parameters& parameters) {
  POLSO_ASSIGN(const auto text, parameters.text("kind", 20));
  if (!text) return std::optional<FeedbackKind>();
  const auto kind = parse_feedback_kind(*text);
  if (!kind) return fail(Code::kInvalid, "'kind' must be audit, uncertain or free");
  return kind;
}

Result<Response> feedback_of(Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  FeedbackQuery query;
  POLSO_ASSIGN(const auto brand, parameters.text("brand"));
  POLSO_ASSIGN(const auto from, parameters.time("from"));
  POLSO_ASSIGN(const auto to, parameters.time("to"));
  POLSO_ASSIGN(query.kind, kind_of(parameters));
  POLSO_ASSIGN(query.limit, parameters.whole("limit", 1, 500, 50));
  POLSO_TRY(parameters.finish());
  query.brand = brand.value_or("");
  query.from = from.value_or(kMinTime);
  query.to = to.value_or(kMaxTime + 1);
  query.disputed = true;
  POLSO_ASSIGN(const auto judged, reader.desk->feedback(query));
  Json out = Json::array();
  for (const JudgedPost& one : judged) out.push_back(judged_json(one));
  return json_response({{"feedback", std::move(out)}});
}

Result<Feedback> feedback_in(const Context& context, const Request& request) {
  POLSO_ASSIGN(const Json body, object_body(request));
  POLSO_TRY(only_members(body, {"source", "id", "label", "kind", "by"}));
  Feedback feedback;
  POLSO_ASSIGN(feedback.source, text_member(body, "source", 200));
  POLSO_ASSIGN(feedback.id, text_member(body, "id", 1000));
  POLSO_ASSIGN(const std::string label, text_member(body, "label", 20));
  const auto sentiment = parse_sentiment(label);
  if (!sentiment) return fail(Code::kInvalid, "'label' must be negative, neutral or positive");
  feedback.label = *sentiment;
  if (body.contains("kind")) {
    POLSO_ASSIGN(const std::string kind, text_member(body, "kind", 20));
    const auto parsed = parse_feedback_kind(kind);
    if (!parsed) return fail(Code::kInvalid, "'kind' must be audit, uncertain or free");
    feedback.kind = *parsed;
  }
  if (body.contains("by")) {
    POLSO_ASSIGN(feedback.by, text_member(body, "by", 200));
  }
  feedback.at = context.clock();
  return feedback;
}

/// As it is now.
Result<Json> post_of(Reader& reader, const std::string& source, const std::string& id) {
  POLSO_ASSIGN(const auto post, reader.store->post(source, id));
  if (!post) return fail(Code::kNotFound, "the post is not there any more");
  return post_json(*post);
}

Result<Response> feedback_given(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const Feedback feedback, feedback_in(context, request));
  POLSO_TRY(reader.desk->give(feedback));
  context.feedback_given();
  Json out = feedback_json(feedback);
  POLSO_ASSIGN(out["post"], post_of(reader, feedback.source, feedback.id));
  return json_response(out);
}

Result<Response> feedback_withdrawn(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(const auto source, parameters.text("source"));
  POLSO_ASSIGN(const auto id, parameters.text("id", 1000));
  POLSO_ASSIGN(const auto by, parameters.text("by"));
  POLSO_TRY(parameters.finish());
  if (!source || !id) return fail(Code::kInvalid, "'source' and 'id' say of which post");
  POLSO_ASSIGN(const bool withdrawn, reader.desk->withdraw(*source, *id, by.value_or("")));
  if (!withdrawn) return fail(Code::kNotFound, "this person has said nothing of that post");
  context.feedback_given();
  POLSO_ASSIGN(Json post, post_of(reader, *source, *id));
  return json_response({{"post", std::move(post)}});
}

Result<Response> queue_of(Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(const auto kind, kind_of(parameters));
  POLSO_ASSIGN(const auto brand, parameters.text("brand"));
  POLSO_ASSIGN(const std::uint64_t limit, parameters.whole("limit", 1, 100, 20));
  POLSO_TRY(parameters.finish());
  if (!kind || *kind == FeedbackKind::kFree) return fail(Code::kInvalid, "'kind' must be audit or uncertain");
  POLSO_ASSIGN(const auto posts, reader.desk->queue(*kind, brand.value_or(""), limit));
  Json out = Json::array();
  for (const StoredPost& stored : posts) out.push_back(post_json(stored));
  return json_response({{"posts", std::move(out)}});
}

}  // namespace

Response list_feedback(const Context&, Reader& reader, const Request& request) {
  return answer_of(feedback_of(reader, request));
}

Response give_feedback(const Context& context, Reader& reader, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) return std::move(*wrong);
  return answer_of(feedback_given(context, reader, request));
}

Response withdraw_feedback(const Context& context, Reader& reader, const Request& request) {
  return answer_of(feedback_withdrawn(context, reader, request));
}

Response label_queue(const Context&, Reader& reader, const Request& request) {
  return answer_of(queue_of(reader, request));
}

}  // namespace polso::http
