// ModelProto: the pieces, the table of characters, and proof that it is the kind of model that we know.
#include "text/unigram/model_file.h"

#include <fmt/format.h>

#include <array>
#include <bit>

#include "text/unigram/proto.h"

namespace polso::unigram {
namespace {

// Numbers of fields in sentencepiece_model.proto.
constexpr std::uint32_t kPieces = 1;  // of ModelProto
constexpr std::uint32_t kTrainer = 2;
constexpr std::uint32_t kNormaliser = 3;
constexpr std::uint32_t kText = 1;  // of SentencePiece
constexpr std::uint32_t kScore = 2;
constexpr std::uint32_t kModelType = 3;  // of TrainerSpec
constexpr std::uint32_t kCharsmap = 2;   // of NormalizerSpec

constexpr std::uint64_t kUnigram = 1;
constexpr std::array<std::string_view, 5> kModelTypes = {"?", "Unigram", "BPE", "word", "character"};

constexpr std::array<std::string_view, 3> kFirstPieces = {"<unk>", "<s>", "</s>"};

struct Reading {
  ModelFile model;
  std::uint64_t type = kUnigram;
};

bool take_piece(std::string_view message, std::vector<Piece>& pieces) {
  Piece& piece = pieces.emplace_back();
  return each_field(message, [&](const Field& field) {
    if (field.number == kText) piece.text = field.bytes;
    if (field.number == kScore) piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
    return true;
  });
}

bool take_charsmap(std::string_view message, Charsmap& charsmap) {
  return each_field(message, [&](const Field& field) {
    if (field.number != kCharsmap) return true;
    auto parsed = Charsmap::parse(field.bytes);
    if (!parsed) return false;
    charsmap = *std::move(parsed);
    return true;
  });
}

bool take_type(std::string_view message, std::uint64_t& type) {
  return each_field(message, [&](const Field& field) {
    if (field.number == kModelType) type = field.value;
    return true;
  });
}

bool take_part(const Field& field, Reading& reading) {
  if (field.number == kPieces) return take_piece(field.bytes, reading.model.pieces);
  if (field.number == kTrainer) return take_type(field.bytes, reading.type);
  if (field.number == kNormaliser) return take_charsmap(field.bytes, reading.model.charsmap);
  return true;
}

std::unexpected<Error> corrupt(const std::string& why) {
  return fail(Code::kCorrupt, "sentencepiece.bpe.model " + why + "; fetch the file again");
}

}  // namespace

Result<ModelFile> read_model(std::string_view bytes) {
  Reading reading;
  if (!each_field(bytes, [&](const Field& field) { return take_part(field, reading); })) {
    return corrupt("is not a sentencepiece model, or is damaged");
  }
  if (reading.type != kUnigram) {
    return fail(Code::kUnsupported,
                fmt::format("sentencepiece.bpe.model is a model of type {}; XLM-RoBERTa's is Unigram",
                            kModelTypes[reading.type < kModelTypes.size() ? reading.type : 0]));
  }
  const auto& pieces = reading.model.pieces;
  for (std::size_t i = 0; i < kFirstPieces.size(); ++i) {
    if (i < pieces.size() && pieces[i].text == kFirstPieces[i]) continue;
    return fail(
        Code::kUnsupported,
        fmt::format("sentencepiece.bpe.model: piece {} is not '{}', as it is in XLM-RoBERTa's", i, kFirstPieces[i]));
  }
  if (const std::string fault = fault_of(pieces); !fault.empty()) return corrupt("is damaged: " + fault);
  return std::move(reading.model);
}

}  // namespace polso::unigram
