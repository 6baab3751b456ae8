// Any bytes as a fastText model: an Error, or a model that answers with probabilities.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "classify/fasttext/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto model = polso::fasttext::FastTextModel::parse({reinterpret_cast<const char*>(data), size});
  if (!model) return 0;
  polso::fasttext::Scratch scratch;
  std::vector<float> probabilities(model->labels().size());
  for (const std::string_view text : {"the good the bad", "", "\xF0\x9F\x98\x80 \xC3\x9Fx unheard-of </s> a b"}) {
    model->predict(text, probabilities, scratch);
    for (const float p : probabilities) {
      if (!(p >= 0 && p <= 1.001F)) std::abort();
    }
  }
  return 0;
}
