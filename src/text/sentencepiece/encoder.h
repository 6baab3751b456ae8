// A sentencepiece model as an Encoder.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "text/tokens/encoder.h"

namespace polso::sentencepiece_model {

/// Where the ids of the model's pieces go.
struct Numbering {
  std::int32_t offset = 0;                // added to each
  std::optional<std::int32_t> unknown{};  // instead of the id of the unknown piece
};

/// A piece that must be in the model under this id.
struct Expected {
  std::int32_t id;
  std::string piece;
};

/// `model` is the bytes of a ModelProto. kCorrupt when libsentencepiece cannot read it or it could mislead the library,
/// kUnsupported when a piece is not where it is expected; the sentence begins with `name`.
[[nodiscard]] Result<tokens::EncoderPtr> make_encoder(std::string_view model, Numbering numbering,
                                                      const std::vector<Expected>& expected, const std::string& name);

}  // namespace polso::sentencepiece_model
