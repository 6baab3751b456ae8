// Lengths are checked before anything is read by them.
#include "http/others/tensors.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <cstring>

#include "http/api/json.h"

namespace polso::http {
namespace {

constexpr const char* kHeaderLength = "inference-header-content-length";

/// The JSON part and the bytes behind it.
Result<std::pair<std::string_view, std::string_view>> parts_of(const Request& request) {
  const std::string_view body = request.body;
  const std::string_view text = request.header(kHeaderLength);
  if (text.empty()) return std::pair(body, std::string_view());
  std::size_t length = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || stop != text.data() + text.size() || length > body.size()) {
    return fail(Code::kInvalid, "Inference-Header-Content-Length is not the length of the JSON in the body");
  }
  return std::pair(body.substr(0, length), body.substr(length));
}

Status read_binary(std::string_view bytes, std::deque<std::string>& texts, std::size_t most) {
  while (!bytes.empty()) {
    std::uint32_t length = 0;
    if (bytes.size() < sizeof length) return fail(Code::kInvalid, "the binary tensor ends inside a length");
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes.remove_prefix(sizeof length);
    if (length > bytes.size()) return fail(Code::kInvalid, "the binary tensor ends inside a text");
    if (texts.size() == most) return fail(Code::kTooLarge, fmt::format("more than {} texts at once", most));
    texts.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  return {};
}

Status read_data(const Json& data, std::deque<std::string>& texts, std::size_t most) {
  if (!data.is_array()) return fail(Code::kInvalid, "'data' must be an array");
  for (const Json& element : data) {
    if (element.is_array()) {
      POLSO_TRY(read_data(element, texts, most));
    } else if (!element.is_string()) {
      return fail(Code::kInvalid, "'data' of BYTES must hold texts");
    } else if (texts.size() == most) {
      return fail(Code::kTooLarge, fmt::format("more than {} texts at once", most));
    } else {
      texts.push_back(element.get<std::string>());
    }
  }
  return {};
}

Status check_shape(const Json& input, std::size_t texts) {
  const auto shape = input.find("shape");
  if (shape == input.end() || !shape->is_array()) return fail(Code::kInvalid, "'shape' must be an array of numbers");
  std::uint64_t product = 1;
  for (const Json& size : *shape) {
    if (!size.is_number_unsigned() || size.get<std::uint64_t>() > 1'000'000) {
      return fail(Code::kInvalid, "'shape' must be an array of numbers");
    }
    product = std::min<std::uint64_t>(product * size.get<std::uint64_t>(), 1'000'000'000);
  }
  if (product == texts) return {};
  return fail(Code::kInvalid, fmt::format("'shape' asks for {} texts and there are {}", product, texts));
}

Result<std::uint64_t> binary_size(const Json& input) {
  const auto parameters = input.find("parameters");
  if (parameters == input.end() || !parameters->is_object()) return 0;
  const auto size = parameters->find("binary_data_size");
  if (size == parameters->end()) return 0;
  if (!size->is_number_unsigned()) return fail(Code::kInvalid, "'binary_data_size' must be a number");
  return size->get<std::uint64_t>();
}

Status read_input(const Json& json, std::string_view binary, InferRequest& out, std::size_t most) {
  const auto inputs = json.find("inputs");
  if (inputs == json.end() || !inputs->is_array() || inputs->size() != 1 || !inputs->front().is_object()) {
    return fail(Code::kInvalid, "'inputs' must hold one tensor");
  }
  const Json& input = inputs->front();
  POLSO_ASSIGN(const std::string type, text_member(input, "datatype", 20));
  if (type != "BYTES") return fail(Code::kInvalid, "the input's datatype must be BYTES");
  POLSO_ASSIGN(const std::uint64_t size, binary_size(input));
  if (size > 0 || !input.contains("data")) {
    if (size != binary.size()) return fail(Code::kInvalid, "'binary_data_size' is not what follows the JSON");
    POLSO_TRY(read_binary(binary, out.texts, most));
  } else {
    POLSO_TRY(read_data(input.at("data"), out.texts, most));
  }
  return check_shape(input, out.texts.size());
}

bool asks_for_binary(const Json& json, const char* key, bool otherwise) {
  const auto parameters = json.find("parameters");
  if (parameters == json.end() || !parameters->is_object()) return otherwise;
  const auto found = parameters->find(key);
  return found != parameters->end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

Status read_outputs(const Json& json, InferRequest& out) {
  const bool binary = asks_for_binary(json, "binary_data_output", false);
  const auto outputs = json.find("outputs");
  if (outputs == json.end() || (outputs->is_array() && outputs->empty())) {
    out.outputs = {{"label", binary}, {"scores", binary}};
    return {};
  }
  if (!outputs->is_array() || outputs->size() > 2) return fail(Code::kInvalid, "'outputs' must hold tensors");
  for (const Json& output : *outputs) {
    if (!output.is_object()) return fail(Code::kInvalid, "'outputs' must hold tensors");
    POLSO_ASSIGN(std::string name, text_member(output, "name", 100));
    if (name != "label" && name != "scores") {
      return fail(Code::kInvalid, fmt::format("there is no output '{}', only label and scores", name));
    }
    out.outputs.push_back({std::move(name), asks_for_binary(output, "binary_data", binary)});
  }
  return {};
}

}  // namespace

Result<InferRequest> read_infer_request(const Request& request, std::size_t most) {
  POLSO_ASSIGN(const auto parts, parts_of(request));
  Request head;
  head.body = parts.first;
  POLSO_ASSIGN(const Json json, object_body(head));
  InferRequest out;
  if (const auto id = json.find("id"); id != json.end()) {
    if (!id->is_string()) return fail(Code::kInvalid, "'id' must be a text");
    out.id = id->get<std::string>();
  }
  POLSO_TRY(read_input(json, parts.second, out, most));
  POLSO_TRY(read_outputs(json, out));
  return out;
}

void append_binary_text(std::string& out, std::string_view text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  char bytes[sizeof length];
  std::memcpy(bytes, &length, sizeof length);
  out.append(bytes, sizeof length);
  out += text;
}

}  // namespace polso::http
