// The wire format of protocol buffers (protobuf.dev/programming-guides/encoding), as far as a model file needs it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace polso::sentencepiece_model {

/// Numbers of fields in sentencepiece_model.proto; what else is there is at its default.
namespace field {
inline constexpr std::uint32_t kPieces = 1;  // of ModelProto
inline constexpr std::uint32_t kTrainer = 2;
inline constexpr std::uint32_t kNormaliser = 3;
inline constexpr std::uint32_t kDenormaliser = 5;
inline constexpr std::uint32_t kText = 1;  // of SentencePiece
inline constexpr std::uint32_t kScore = 2;
inline constexpr std::uint32_t kType = 3;
inline constexpr std::uint32_t kModelType = 3;  // of TrainerSpec
inline constexpr std::uint32_t kCharsmap = 2;   // of NormalizerSpec
}  // namespace field

/// Calls `take` with the value of each field `number` of `message` that is bytes. False when the message is broken, or
/// when `take` answered so.
[[nodiscard]] bool each_bytes(std::string_view message, std::uint32_t number,
                              const std::function<bool(std::string_view)>& take);

void append_bytes(std::string& message, std::uint32_t number, std::string_view value);
void append_number(std::string& message, std::uint32_t number, std::uint64_t value);
void append_float(std::string& message, std::uint32_t number, float value);

}  // namespace polso::sentencepiece_model
