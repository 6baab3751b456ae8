// libsentencepiece behind the seam: load with checks, encode, number.
#include "text/sentencepiece/encoder.h"

#include <fmt/format.h>
#include <sentencepiece_processor.h>

#include "text/sentencepiece/charsmap.h"
#include "text/sentencepiece/proto.h"

namespace polso::sentencepiece_model {
namespace {

using sentencepiece::SentencePieceProcessor;

class SentencePieceEncoder final : public tokens::Encoder {
 public:
  SentencePieceEncoder(std::unique_ptr<SentencePieceProcessor> processor, Numbering numbering)
      : processor_(std::move(processor)), numbering_(numbering), unknown_(processor_->unk_id()) {}

  void encode(std::string_view text, std::size_t /*enough*/, std::vector<std::int32_t>& ids) const override {
    thread_local std::vector<int> pieces;
    if (!processor_->Encode(text, &pieces).ok()) pieces.assign(1, unknown_);
    for (const int piece : pieces) {
      const bool known = piece != unknown_ || !numbering_.unknown;
      ids.push_back(known ? piece + numbering_.offset : *numbering_.unknown);
    }
  }

  [[nodiscard]] std::size_t vocabulary() const override {
    return static_cast<std::size_t>(processor_->GetPieceSize() + numbering_.offset);
  }

 private:
  std::unique_ptr<SentencePieceProcessor> processor_;
  Numbering numbering_;
  int unknown_;
};

bool is_safe_normaliser(std::string_view spec) { return each_bytes(spec, field::kCharsmap, is_safe_charsmap); }

}  // namespace

Result<tokens::EncoderPtr> make_encoder(std::string_view model, Numbering numbering,
                                        const std::vector<Expected>& expected, const std::string& name) {
  if (model.empty() || !each_bytes(model, field::kNormaliser, is_safe_normaliser) ||
      !each_bytes(model, field::kDenormaliser, is_safe_normaliser)) {
    return fail(Code::kCorrupt, name + " is not a sentencepiece model, or is damaged; fetch the file again");
  }
  auto processor = std::make_unique<SentencePieceProcessor>();
  if (const auto status = processor->LoadFromSerializedProto(model); !status.ok()) {
    return fail(Code::kCorrupt, fmt::format("{} is damaged ({}); fetch the file again", name, status.ToString()));
  }
  for (const auto& [id, piece] : expected) {
    if (id < processor->GetPieceSize() && processor->IdToPiece(id) == piece) continue;
    return fail(Code::kUnsupported,
                fmt::format("{}: piece {} is not '{}', as it is in the models of XLM-RoBERTa", name, id, piece));
  }
  return std::make_unique<SentencePieceEncoder>(std::move(processor), numbering);
}

}  // namespace polso::sentencepiece_model
