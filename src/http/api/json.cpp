// Keys in a fixed order; an estimate from too few posts is null, never a number that somebody might believe.
#include "http/api/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace polso::http {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"audit", "uncertain", "free"};
constexpr int kDeepest = 64;

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json people_json(const std::vector<PersonLabel>& people) {
  Json out = Json::array();
  for (const PersonLabel& person : people) {
    out.push_back({{"by", person.by},
                   {"label", name(person.label)},
                   {"kind", name(person.kind)},
                   {"at", format_time(person.at)}});
  }
  return out;
}

}  // namespace

Response json_response(const Json& json) {
  return json_response(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json estimate_json(const Estimate& e) {
  return {{"value", rounded(e.value)}, {"low", rounded(e.low)}, {"high", rounded(e.high)}};
}

Json share_json(const Share& share) {
  Json out{{"posts", share.posts}, {"enough", share.enough}};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    Json one{{"value", nullptr}, {"low", nullptr}, {"high", nullptr}};
    if (share.enough) one = estimate_json(share.corrected[s]);
    one["counted"] = share.posts > 0 ? Json(rounded(share.counted[s])) : Json(nullptr);
    out[std::string(kSentimentNames[s])] = std::move(one);
  }
  return out;
}

Json stretch_json(const Stretch& stretch) {
  return {{"from", format_time(stretch.start)}, {"to", format_time(stretch.end)}, {"share", share_json(stretch.share)}};
}

Json figures_json(const ModelNote& model, const std::vector<std::string>& others, const EstimatorOptions& options) {
  return {{"model", model.id.empty() ? Json(nullptr) : Json(model.id)},
          {"calibration", name(model.calibration)},
          {"fresh_labels", model.fresh_labels},
          {"validation", model.data.empty() ? "" : fmt::format("{} {} {}", model.data, model.from, model.to)},
          {"other_models", others},
          {"confidence", options.confidence},
          {"min_posts", options.min_posts}};
}

Json verdict_json(const Verdict& verdict) {
  Json scores = Json::object();
  for (std::size_t s = 0; s < kSentiments; ++s) {
    scores[std::string(kSentimentNames[s])] = std::round(static_cast<double>(verdict.scores[s]) * 1e4) / 1e4;
  }
  return {{"label", name(verdict.label)}, {"scores", std::move(scores)}};
}

Json post_json(const StoredPost& stored) {
  const Post& post = stored.post;
  Json out{{"id", post.id},
           {"source", post.source},
           {"brand", post.brand},
           {"also", post.also},
           {"created_at", format_time(post.created_at)},
           {"lang", post.lang},
           {"text", post.text},
           {"model", stored.model},
           {"feedback", stored.feedback ? Json(name(*stored.feedback)) : Json(nullptr)},
           {"disputed", stored.disputed()},
           {"people", people_json(stored.people)}};
  out.update(verdict_json(stored.verdict));
  return out;
}

Json judged_json(const JudgedPost& judged) {
  Json out = feedback_json(judged.feedback);
  if (judged.stored.disputed()) out["label"] = nullptr;
  out["post"] = post_json(judged.stored);
  return out;
}

Json feedback_json(const Feedback& feedback) {
  return {{"source", feedback.source},      {"id", feedback.id},
          {"label", name(feedback.label)},  {"kind", name(feedback.kind)},
          {"at", format_time(feedback.at)}, {"by", feedback.by}};
}

Json time_json(std::optional<Millis> time) { return time ? Json(format_time(*time)) : Json(nullptr); }

std::string_view name(FeedbackKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<FeedbackKind> parse_feedback_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (text == kKinds[i]) return static_cast<FeedbackKind>(i);
  }
  return std::nullopt;
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_verdict_open(std::string& out, const Verdict& verdict) {
  fmt::format_to(std::back_inserter(out),
                 R"({{"label":"{}","scores":{{"negative":{:.4f},"neutral":{:.4f},"positive":{:.4f}}})",
                 name(verdict.label), verdict.scores[0], verdict.scores[1], verdict.scores[2]);
}

Result<Json> object_body(const Request& request) {
  bool too_deep = false;
  const auto check = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  Json json;
  try {
    json = Json::parse(request.body, check);
  } catch (const Json::exception& error) {
    const std::string_view what = error.what();  // "[json.exception.parse_error.101] parse error at line 1, …"
    return fail(Code::kInvalid,
                fmt::format("the body is not JSON: {}", what.substr(std::min(what.size(), what.find(']') + 2))));
  }
  if (too_deep) return fail(Code::kInvalid, fmt::format("the body is nested deeper than {} levels", kDeepest));
  if (!json.is_object()) return fail(Code::kInvalid, "the body must be a JSON object");
  return json;
}

std::optional<Response> wrong_type(const Request& request, std::initializer_list<std::string_view> types) {
  std::string_view type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (std::ranges::find(types, type) != types.end()) return std::nullopt;
  return error_response(415, "unsupported",
                        fmt::format("the body's content type must be {}", fmt::join(types, " or ")));
}

Result<std::string> text_member(const Json& object, const char* name, std::size_t longest) {
  const auto found = object.find(name);
  if (found == object.end()) return fail(Code::kInvalid, fmt::format("'{}' is missing", name));
  if (!found->is_string()) return fail(Code::kInvalid, fmt::format("'{}' must be a text", name));
  const auto& text = found->get_ref<const std::string&>();
  if (text.size() > longest) return fail(Code::kInvalid, fmt::format("'{}' is longer than {} bytes", name, longest));
  return text;
}

Status only_members(const Json& object, std::initializer_list<std::string_view> names) {
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(names, key) == names.end()) {
      return fail(Code::kInvalid,
                  fmt::format("there is no '{}' here, only: {}", key.substr(0, 60), fmt::join(names, ", ")));
    }
  }
  return {};
}

}  // namespace polso::http
