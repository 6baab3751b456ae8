// The seam text/tokeniser.h for XLM-RoBERTa: sentencepiece's pieces in fairseq's order (transformers,
// tokenization_xlm_roberta.py): <s> <pad> </s> <unk>, then the pieces from the fourth on, then <mask>.
#include "text/sentencepiece/encoder.h"
#include "text/tokeniser.h"
#include "text/tokens/framed.h"

namespace polso {

using sentencepiece_model::Expected;
using tokens::AddedToken;

Result<TokeniserPtr> sentencepiece_tokeniser(std::string_view model) {
  const std::vector<Expected> expected{{0, "<unk>"}, {1, "<s>"}, {2, "</s>"}};
  POLSO_ASSIGN(auto encoder, sentencepiece_model::make_encoder(model, {.offset = 1, .unknown = 3}, expected,
                                                               "sentencepiece.bpe.model"));
  const auto mask = static_cast<std::int32_t>(encoder->vocabulary());
  const std::vector<AddedToken> added{{.content = "<s>", .id = 0},
                                      {.content = "<pad>", .id = 1},
                                      {.content = "</s>", .id = 2},
                                      {.content = "<unk>", .id = 3},
                                      {.content = "<mask>", .id = mask, .lstrip = true}};
  return tokens::framed(std::move(encoder), added, {.front = {0}, .back = {2}});
}

}  // namespace polso
