// The wire formats of others, so that their clients work unchanged.
#pragma once

#include "http/context.h"
#include "http/message.h"

namespace polso::http {

/// Hugging Face text-classification: POST / and POST /models/ID with {"inputs", "parameters"}. Of "function_to_apply",
/// "none" answers logarithms of the scores, "sigmoid" each one's alone.
Response hf_classify(const Context& context, const Request& request);

/// text-embeddings-inference: POST /predict, GET /info, GET /health. The texts of a pair are judged as one, a space
/// between them. Scores come sorted; with "raw_scores" as logarithms.
Response tei_predict(const Context& context, const Request& request);
Response tei_info(const Context& context, const Request& request);

/// Open Inference Protocol v2 (KServe, Triton) with its binary tensor extension: one BYTES input, the outputs "label"
/// (BYTES, one a text) and "scores" (FP32, three a text: negative, neutral, positive).
Response v2_server(const Context& context, const Request& request);
Response v2_live(const Context& context, const Request& request);
Response v2_ready(const Context& context, const Request& request);
Response v2_model(const Context& context, const Request& request);
Response v2_model_ready(const Context& context, const Request& request);
Response v2_infer(const Context& context, const Request& request);

}  // namespace polso::http
