// The tensors of an Open Inference request, from JSON or from the bytes behind it.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace polso::http {

struct WantedOutput {
  std::string name;  // "label" or "scores"
  bool binary = false;
};

struct InferRequest {
  std::string id;
  std::deque<std::string> texts;
  std::vector<WantedOutput> outputs;  // both when none are named
};

/// kInvalid for anything but one BYTES input whose shape fits its data, kTooLarge for more than `most` texts.
[[nodiscard]] Result<InferRequest> read_infer_request(const Request& request, std::size_t most);

/// Four bytes of length, then the text.
void append_binary_text(std::string& out, std::string_view text);

}  // namespace polso::http
