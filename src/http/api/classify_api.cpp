// Texts in, verdicts out, nothing stored. The way of most requests, so its JSON is read and written at full speed.
#include <fmt/format.h>
#include <simdjson.h>

#include <vector>

#include "http/api/handlers.h"
#include "http/api/json.h"
#include "http/api/words.h"
#include "http/texts.h"

namespace polso::http {
namespace {

struct Wanted {
  Texts texts;
  bool many = false;
  bool explain = false;
};

Result<Wanted> wanted_of(const Request& request, const Limits& limits) {
  POLSO_ASSIGN(const auto document, JsonDocument::parse(request.body));
  simdjson::dom::object object;
  if (document.root().get(object) != simdjson::SUCCESS) return fail(Code::kInvalid, "the body must be a JSON object");
  Wanted wanted;
  bool one = false;
  for (const auto [key, value] : object) {
    if (key == "text") {
      one = true;
      POLSO_TRY(wanted.texts.add(value, "text"));
    } else if (key == "texts") {
      wanted.many = true;
      POLSO_TRY(wanted.texts.add_all(value, "texts", limits.max_batch));
    } else if (key == "explain") {
      if (value.get(wanted.explain) != simdjson::SUCCESS)
        return fail(Code::kInvalid, "'explain' must be true or false");
    } else {
      return fail(Code::kInvalid, fmt::format("there is no '{}' here, only: text, texts, explain", key.substr(0, 60)));
    }
  }
  if (one == wanted.many) return fail(Code::kInvalid, "send 'text' or 'texts'");
  return wanted;
}

void append_one(std::string& out, const Classifier& model, std::string_view text, const Verdict& verdict,
                bool explain) {
  append_verdict_open(out, verdict);
  if (!explain) return;
  out += R"(,"words":)";
  out += words_json(model, text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Response> verdicts_of(const Context& context, const Request& request) {
  POLSO_ASSIGN(const Wanted wanted, wanted_of(request, context.limits));
  const auto served = context.served.get();
  const auto succession = context.succession.get();
  const auto texts = wanted.texts.views();
  std::vector<Verdict> verdicts(texts.size());
  POLSO_ASSIGN(const Classifier* answerer,
               judge_for(*served, *succession, texts.empty() ? "" : texts.front(), texts, verdicts));
  const Classifier& model = *answerer;
  std::string out;
  out.reserve(120 * (texts.size() + 1));
  if (wanted.many) {
    out += R"({"model":)";
    append_string(out, model.bundle().id());
    out += R"(,"verdicts":[)";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out += ',';
      append_one(out, model, texts[i], verdicts[i], wanted.explain);
      out += '}';
    }
    out += "]}";
  } else {
    append_one(out, model, texts[0], verdicts[0], wanted.explain);
    out += R"(,"model":)";
    append_string(out, model.bundle().id());
    out += '}';
  }
  return json_response(std::move(out));
}

}  // namespace

Response classify_texts(const Context& context, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) return std::move(*wrong);
  return answer_of(verdicts_of(context, request));
}

}  // namespace polso::http
