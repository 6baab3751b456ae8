// Zstandard (RFC 8878), fed one block at a time so that blocks before a broken one are not lost.
#include <zstd.h>

#include <algorithm>

#include "source/file/decoder.h"

namespace polso {
namespace {

class ZstdDecoder final : public Decoder {
 public:
  Result<Step> decode(std::span<const char> in, std::span<char> out) override {
    if (stream_ == nullptr) return fail(Code::kInternal, "cannot be unpacked: zstd could not start");
    if (in.empty() && complete_) return Step{};  // zstd would begin a new frame
    ZSTD_inBuffer input{in.data(), std::min(in.size(), wanted_), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const std::size_t hint = ZSTD_decompressStream(stream_.get(), &output, &input);
    if (ZSTD_isError(hint) != 0) {
      return fail(Code::kCorrupt, std::string("is corrupt: the zstd data is broken (") + ZSTD_getErrorName(hint) + ")");
    }
    complete_ = hint == 0;
    wanted_ = complete_ ? kFirst : hint;
    return Step{input.pos, output.pos};
  }

  [[nodiscard]] bool complete() const override { return complete_; }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  static constexpr std::size_t kFirst = 5;  // enough to know a frame's header
  std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
  std::size_t wanted_ = kFirst;
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_zstd_decoder() { return std::make_unique<ZstdDecoder>(); }

}  // namespace polso
