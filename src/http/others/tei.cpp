// "a" is one text, ["a","b"] a pair, [["a"],["b"]] a batch, as text-embeddings-inference has it.
#include <fmt/format.h>

#include <deque>

#include "http/api/json.h"
#include "http/others/handlers.h"
#include "http/others/ranked.h"
#include "http/texts.h"

namespace polso::http {
namespace {

Response tei_error(unsigned status, std::string_view type, std::string_view message) {
  Response response = json_response(Json{{"error", message}, {"error_type", type}});
  response.status = status;
  return response;
}

struct Wanted {
  std::deque<std::string> texts;
  bool batch = false;
  ScoreForm form = ScoreForm::kProbability;
};

/// The texts of one input: a text alone, or up to two in an array.
Result<std::string> one_input(simdjson::dom::element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  simdjson::dom::array pair;
  if (value.get(pair) != simdjson::SUCCESS) return fail(Code::kInvalid, "'inputs' must be texts");
  if (pair.size() == 0 || pair.size() > 2) return fail(Code::kInvalid, "an input is one text or a pair of texts");
  std::string joined;
  for (const simdjson::dom::element part : pair) {
    if (part.get(text) != simdjson::SUCCESS) return fail(Code::kInvalid, "'inputs' must be texts");
    if (!joined.empty()) joined += ' ';
    joined += text;
  }
  return joined;
}

Result<Wanted> wanted_of(const Request& request) {
  POLSO_ASSIGN(const auto document, JsonDocument::parse(request.body));
  simdjson::dom::object object;
  if (document.root().get(object) != simdjson::SUCCESS) return fail(Code::kInvalid, "the body must be a JSON object");
  simdjson::dom::element inputs;
  if (object["inputs"].get(inputs) != simdjson::SUCCESS) return fail(Code::kInvalid, "'inputs' is missing");
  Wanted wanted;
  bool raw = false;
  if (object["raw_scores"].get(raw) == simdjson::SUCCESS && raw) wanted.form = ScoreForm::kLogarithm;
  simdjson::dom::array array;
  wanted.batch = inputs.get(array) == simdjson::SUCCESS && array.size() > 0 && array.at(0).is_array();
  if (!wanted.batch) {
    POLSO_ASSIGN(std::string text, one_input(inputs));
    wanted.texts.push_back(std::move(text));
    return wanted;
  }
  for (const simdjson::dom::element input : array) {
    POLSO_ASSIGN(std::string text, one_input(input));
    wanted.texts.push_back(std::move(text));
  }
  return wanted;
}

}  // namespace

Response tei_predict(const Context& context, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) {
    return tei_error(wrong->status, "Validation", "the body's content type must be application/json");
  }
  const auto wanted = wanted_of(request);
  if (!wanted) return tei_error(422, "Tokenizer", wanted.error().message);
  if (wanted->texts.size() > context.limits.max_batch) {
    return tei_error(
        413, "Validation",
        fmt::format("batch size {} > maximum allowed batch size {}", wanted->texts.size(), context.limits.max_batch));
  }
  for (const std::string& text : wanted->texts) {
    if (text.empty()) return tei_error(413, "Validation", "`inputs` cannot be empty");
  }
  const auto served = context.served.get();
  const std::vector<std::string_view> texts(wanted->texts.begin(), wanted->texts.end());
  std::vector<Verdict> verdicts(texts.size());
  if (const auto done = served->model->classify(texts, verdicts); !done) {
    return tei_error(424, "Backend", done.error().message);
  }
  std::string out;
  if (wanted->batch) out += '[';
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (i > 0) out += ',';
    append_ranked(out, verdicts[i], wanted->form, kSentiments);
  }
  if (wanted->batch) out += ']';
  return json_response(std::move(out));
}

Response tei_info(const Context& context, const Request&) {
  const Bundle& bundle = context.served.get()->model->bundle();
  Json id2label = Json::object();
  Json label2id = Json::object();
  for (std::size_t s = 0; s < kSentiments; ++s) {
    id2label[std::to_string(s)] = kSentimentNames[s];
    label2id[std::string(kSentimentNames[s])] = s;
  }
  return json_response(Json{{"model_id", bundle.name},
                            {"model_sha", bundle.version},
                            {"model_dtype", "float32"},
                            {"model_type", {{"classifier", {{"id2label", id2label}, {"label2id", label2id}}}}},
                            {"max_concurrent_requests", 512},
                            {"max_input_length", 1'000'000},
                            {"max_batch_tokens", 1'000'000},
                            {"max_batch_requests", nullptr},
                            {"max_client_batch_size", context.limits.max_batch},
                            {"auto_truncate", true},
                            {"tokenization_workers", 1},
                            {"version", context.version},
                            {"sha", nullptr},
                            {"docker_label", nullptr}});
}

}  // namespace polso::http
