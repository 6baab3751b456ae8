// One text or many: either way a list for each, as the hub's own servers answer.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "http/api/json.h"
#include "http/others/handlers.h"
#include "http/others/ranked.h"
#include "http/texts.h"

namespace polso::http {
namespace {

Response hf_error(unsigned status, std::string_view message) {
  Response response = json_response(Json{{"error", message}});
  response.status = status;
  return response;
}

struct Wanted {
  Texts texts;
  std::size_t top = kSentiments;
  ScoreForm form = ScoreForm::kProbability;
};

Status read_parameters(simdjson::dom::element value, Wanted& wanted) {
  simdjson::dom::object parameters;
  if (value.is_null()) return {};
  if (value.get(parameters) != simdjson::SUCCESS) return fail(Code::kInvalid, "'parameters' must be an object");
  for (const auto [key, setting] : parameters) {
    std::string_view text;
    std::uint64_t top = 0;
    if (key == "top_k" && !setting.is_null()) {
      if (setting.get(top) != simdjson::SUCCESS || top == 0) {
        return fail(Code::kInvalid, "'top_k' must be a whole number above 0");
      }
      wanted.top = std::min<std::size_t>(top, kSentiments);
    } else if (key == "function_to_apply" && !setting.is_null()) {
      if (setting.get(text) != simdjson::SUCCESS) return fail(Code::kInvalid, "'function_to_apply' must be a text");
      if (text == "none") {
        wanted.form = ScoreForm::kLogarithm;
      } else if (text == "sigmoid") {
        wanted.form = ScoreForm::kSigmoid;
      } else if (text != "softmax") {
        return fail(Code::kInvalid, "'function_to_apply' must be softmax, sigmoid or none");
      }
    }
  }
  return {};
}

/// A text, or the object {"text": …} that some clients send.
Status add_input(simdjson::dom::element value, Texts& texts) {
  simdjson::dom::element inner;
  return texts.add(value.is_object() && value["text"].get(inner) == simdjson::SUCCESS ? inner : value, "inputs");
}

Result<Wanted> wanted_of(const Request& request, std::size_t most) {
  POLSO_ASSIGN(const auto document, JsonDocument::parse(request.body));
  simdjson::dom::object object;
  if (document.root().get(object) != simdjson::SUCCESS) return fail(Code::kInvalid, "the body must be a JSON object");
  Wanted wanted;
  simdjson::dom::element inputs;
  if (object["inputs"].get(inputs) != simdjson::SUCCESS) return fail(Code::kInvalid, "'inputs' is missing");
  simdjson::dom::array array;
  if (inputs.get(array) == simdjson::SUCCESS) {
    if (array.size() > most) return fail(Code::kTooLarge, fmt::format("more than {} texts at once", most));
    for (const simdjson::dom::element text : array) POLSO_TRY(add_input(text, wanted.texts));
  } else {
    POLSO_TRY(add_input(inputs, wanted.texts));
  }
  simdjson::dom::element parameters;
  if (object["parameters"].get(parameters) == simdjson::SUCCESS) POLSO_TRY(read_parameters(parameters, wanted));
  return wanted;
}

/// The model is asked for by its name, with or without version or an organisation before it.
bool is_served(const Bundle& bundle, std::string_view wanted) {
  const std::string_view bare = wanted.substr(wanted.rfind('/') == std::string_view::npos ? 0 : wanted.rfind('/') + 1);
  return wanted == bundle.id() || bare == bundle.name || bare == bundle.id();
}

}  // namespace

Response hf_classify(const Context& context, const Request& request) {
  const auto served = context.served.get();
  constexpr std::string_view kModels = "/models/";
  if (request.path.starts_with(kModels)) {
    const std::string_view wanted = std::string_view(request.path).substr(kModels.size());
    if (!is_served(served->model->bundle(), wanted)) {
      return hf_error(404, fmt::format("Model {} is not served here, only {}", wanted, served->model->bundle().name));
    }
  }
  if (auto wrong = wrong_type(request, {"application/json"})) {
    return hf_error(wrong->status, "the body's content type must be application/json");
  }
  const auto wanted = wanted_of(request, context.limits.max_batch);
  if (!wanted) return hf_error(wanted.error().code == Code::kTooLarge ? 413 : 422, wanted.error().message);
  std::vector<Verdict> verdicts(wanted->texts.views().size());
  if (const auto done = served->model->classify(wanted->texts.views(), verdicts); !done) {
    return hf_error(static_cast<unsigned>(http_status(done.error().code)), done.error().message);
  }
  std::string out = "[";
  for (const Verdict& verdict : verdicts) {
    if (out.size() > 1) out += ',';
    append_ranked(out, verdict, wanted->form, wanted->top);
  }
  out += ']';
  return json_response(std::move(out));
}

}  // namespace polso::http
