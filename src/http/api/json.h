// The nouns as the API's JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "mood/report.h"
#include "post/post.h"
#include "post/share.h"
#include "reputation/estimator.h"
#include "store/desk.h"
#include "store/store.h"

namespace polso::http {

using Json = nlohmann::ordered_json;

/// Text that is not UTF-8 is mended.
[[nodiscard]] Response json_response(const Json& json);

[[nodiscard]] Json share_json(const Share& share);
[[nodiscard]] Json stretch_json(const Stretch& stretch);
[[nodiscard]] Json figures_json(const ModelNote& model, const std::vector<std::string>& others,
                                const EstimatorOptions& options);
[[nodiscard]] Json estimate_json(const Estimate& estimate);
[[nodiscard]] Json verdict_json(const Verdict& verdict);
[[nodiscard]] Json post_json(const StoredPost& stored);
/// With what all people say of it.
[[nodiscard]] Json judged_json(const JudgedPost& judged);
[[nodiscard]] Json feedback_json(const Feedback& feedback);
[[nodiscard]] Json time_json(std::optional<Millis> time);

/// "audit", "uncertain", "free".
[[nodiscard]] std::string_view name(FeedbackKind kind);
[[nodiscard]] std::optional<FeedbackKind> parse_feedback_kind(std::string_view text);

/// At full speed: a string with its quotes, and {"label":…,"scores":{…}} without the closing brace.
void append_string(std::string& out, std::string_view text);
void append_verdict_open(std::string& out, const Verdict& verdict);

/// The body as a JSON object; kInvalid otherwise, and when the content type is another (415 is `wrong_type`'s).
[[nodiscard]] Result<Json> object_body(const Request& request);

/// 415 unless the request says that its body is `type` (parameters like charset=utf-8 aside).
[[nodiscard]] std::optional<Response> wrong_type(const Request& request, std::initializer_list<std::string_view> types);

/// The member as text; kInvalid when it is missing, of another type, or longer than `longest` bytes.
[[nodiscard]] Result<std::string> text_member(const Json& object, const char* name, std::size_t longest);

/// kInvalid for a member that is none of these.
[[nodiscard]] Status only_members(const Json& object, std::initializer_list<std::string_view> names);

}  // namespace polso::http
