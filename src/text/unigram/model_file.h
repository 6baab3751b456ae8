// A sentencepiece model file, as XLM-RoBERTa has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/unigram/charsmap.h"
#include "text/unigram/unigram.h"

namespace polso::unigram {

struct ModelFile {
  std::vector<Piece> pieces;  // as in the file
  Charsmap charsmap;
};

/// The bytes of a ModelProto (sentencepiece_model.proto). kCorrupt when they are none or are damaged, kUnsupported when
/// it is not a Unigram model that begins with <unk>, <s>, </s>.
[[nodiscard]] Result<ModelFile> read_model(std::string_view bytes);

}  // namespace polso::unigram
