// Tensors as JSON or, where the client asks for it, as the bytes behind the JSON.
#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstring>

#include "http/api/json.h"
#include "http/others/handlers.h"
#include "http/others/tensors.h"

namespace polso::http {
namespace {

static_assert(std::endian::native == std::endian::little, "the binary extension is little-endian");

Response v2_error(unsigned status, std::string_view message) {
  Response response = json_response(Json{{"error", message}});
  response.status = status;
  return response;
}

Response v2_error(const Error& error) {
  return v2_error(static_cast<unsigned>(http_status(error.code)), error.message);
}

/// Nothing when the model and version of the path are those that we serve.
std::optional<Response> not_served(const Bundle& bundle, const Request& request) {
  const std::string& model = request.path_values.at("model");
  const auto version = request.path_values.find("version");
  if (model != bundle.name) {
    return v2_error(
        404, fmt::format("Request for unknown model: '{}' is not found; this server has '{}'", model, bundle.name));
  }
  if (version != request.path_values.end() && version->second != bundle.version) {
    return v2_error(404, fmt::format("Request for unknown model: '{}' has no version '{}', only '{}'", model,
                                     version->second, bundle.version));
  }
  return std::nullopt;
}

std::string binary_labels(const std::vector<Verdict>& verdicts) {
  std::string out;
  for (const Verdict& verdict : verdicts) append_binary_text(out, name(verdict.label));
  return out;
}

std::string binary_scores(const std::vector<Verdict>& verdicts) {
  std::string out(verdicts.size() * sizeof(Scores), '\0');
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    std::memcpy(out.data() + i * sizeof(Scores), verdicts[i].scores.data(), sizeof(Scores));
  }
  return out;
}

Json label_data(const std::vector<Verdict>& verdicts) {
  Json data = Json::array();
  for (const Verdict& verdict : verdicts) data.push_back(name(verdict.label));
  return data;
}

Json score_data(const std::vector<Verdict>& verdicts) {
  Json data = Json::array();
  for (const Verdict& verdict : verdicts) {
    for (const float score : verdict.scores) data.push_back(score);
  }
  return data;
}

Response inferred(const InferRequest& asked, const Bundle& bundle, const std::vector<Verdict>& verdicts) {
  Json outputs = Json::array();
  std::string binary;
  for (const WantedOutput& output : asked.outputs) {
    const bool labels = output.name == "label";
    Json one{{"name", output.name}, {"datatype", labels ? "BYTES" : "FP32"}};
    one["shape"] = labels ? Json::array({verdicts.size()}) : Json::array({verdicts.size(), kSentiments});
    if (output.binary) {
      const std::string bytes = labels ? binary_labels(verdicts) : binary_scores(verdicts);
      one["parameters"] = {{"binary_data_size", bytes.size()}};
      binary += bytes;
    } else {
      one["data"] = labels ? label_data(verdicts) : score_data(verdicts);
    }
    outputs.push_back(std::move(one));
  }
  Json out{{"model_name", bundle.name}, {"model_version", bundle.version}};
  if (!asked.id.empty()) out["id"] = asked.id;
  out["outputs"] = std::move(outputs);
  Response response = json_response(out);
  if (!binary.empty()) {
    response.content_type = "application/octet-stream";
    response.headers.emplace_back("Inference-Header-Content-Length", std::to_string(response.body.size()));
    response.body += binary;
  }
  return response;
}

}  // namespace

Response v2_server(const Context& context, const Request&) {
  return json_response(
      Json{{"name", "polso"}, {"version", context.version}, {"extensions", Json::array({"binary_tensor_data"})}});
}

Response v2_live(const Context&, const Request&) { return json_response(Json{{"live", true}}); }
Response v2_ready(const Context&, const Request&) { return json_response(Json{{"ready", true}}); }

Response v2_model(const Context& context, const Request& request) {
  const auto served = context.served.get();
  const Bundle& bundle = served->model->bundle();
  if (auto refusal = not_served(bundle, request)) return std::move(*refusal);
  return json_response(
      Json{{"name", bundle.name},
           {"versions", Json::array({bundle.version})},
           {"platform", "polso_" + bundle.kind},
           {"inputs", Json::array({{{"name", "text"}, {"datatype", "BYTES"}, {"shape", Json::array({-1})}}})},
           {"outputs", Json::array({{{"name", "label"}, {"datatype", "BYTES"}, {"shape", Json::array({-1})}},
                                    {{"name", "scores"}, {"datatype", "FP32"}, {"shape", Json::array({-1, 3})}}})}});
}

Response v2_model_ready(const Context& context, const Request& request) {
  const auto served = context.served.get();
  if (auto refusal = not_served(served->model->bundle(), request)) return std::move(*refusal);
  return json_response(Json{{"name", served->model->bundle().name}, {"ready", true}});
}

Response v2_infer(const Context& context, const Request& request) {
  const auto served = context.served.get();
  if (auto refusal = not_served(served->model->bundle(), request)) return std::move(*refusal);
  const auto asked = read_infer_request(request, context.limits.max_batch);
  if (!asked) return v2_error(asked.error());
  const std::vector<std::string_view> texts(asked->texts.begin(), asked->texts.end());
  std::vector<Verdict> verdicts(texts.size());
  if (const auto done = served->model->classify(texts, verdicts); !done) return v2_error(done.error());
  return inferred(*asked, served->model->bundle(), verdicts);
}

}  // namespace polso::http
