// Reads blocks of compressed bytes and feeds them to the decoder.
#include "source/file/byte_input.h"

#include <fmt/format.h>

namespace polso {
namespace {

constexpr std::size_t kPackedBlock = std::size_t{256} << 10;

}  // namespace

Result<ByteInput> ByteInput::open(const std::string& path) {
  POLSO_ASSIGN(RawFile file, RawFile::open(path));
  ByteInput input(std::move(file));
  POLSO_TRY(input.choose_decoder());
  return input;
}

Status ByteInput::choose_decoder() {
  POLSO_ASSIGN(const std::string_view first, file_.peek(4));
  decoder_ = decoder_for(first);
  packed_.clear();
  packed_at_ = 0;
  return {};
}

Result<std::size_t> ByteInput::read(std::span<char> into) {
  if (decoder_ == nullptr) return file_.read(into);
  while (true) {
    if (packed_at_ == packed_.size()) {
      packed_.resize(kPackedBlock);
      packed_at_ = 0;
      auto got = file_.read(packed_);
      packed_.resize(got.value_or(0));
      if (!got) return std::unexpected(std::move(got).error());
    }
    const bool ended = packed_.empty();
    auto step = decoder_->decode(std::span(packed_).subspan(packed_at_), into);
    if (!step) return fail(step.error().code, fmt::format("{} {}", name(), step.error().message));
    packed_at_ += step->used;
    if (step->made > 0) return step->made;
    if (ended && decoder_->complete()) return 0;
    if (ended) {
      return fail(Code::kCorrupt,
                  fmt::format("{} is cut off: the compressed data ends too early; fetch or copy it again", name()));
    }
  }
}

Status ByteInput::rewind() {
  if (!file_.regular()) {
    return fail(Code::kUnsupported, fmt::format("{} can only be read once: save it as a file", name()));
  }
  POLSO_TRY(file_.jump(0));
  return choose_decoder();
}

}  // namespace polso
