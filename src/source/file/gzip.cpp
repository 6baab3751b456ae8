// gzip through zlib (RFC 1952): concatenated members, with their checksums.
#include <zlib.h>

#include <algorithm>

#include "source/file/decoder.h"

namespace polso {
namespace {

class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() { ready_ = inflateInit2(&stream_, kGzipOnly) == Z_OK; }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;
  ~GzipDecoder() override {
    if (ready_) inflateEnd(&stream_);
  }

  Result<Step> decode(std::span<const char> in, std::span<char> out) override {
    if (!ready_) return fail(Code::kInternal, "cannot be unpacked: zlib could not start");
    if (between_members_) {
      const auto padding = std::ranges::find_if(in, [](char byte) { return byte != '\0'; }) - in.begin();
      if (padding > 0 || in.empty()) return Step{static_cast<std::size_t>(padding), 0};
      inflateReset(&stream_);
      between_members_ = false;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // zlib does not write to it
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const Step step{in.size() - stream_.avail_in, out.size() - stream_.avail_out};
    if (code == Z_STREAM_END) between_members_ = true;
    const bool fine = code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
    if (!fine && step.made == 0) {
      return fail(Code::kCorrupt, std::string("is corrupt: the gzip data is broken (") +
                                      (stream_.msg != nullptr ? stream_.msg : "bad data") + ")");
    }
    return step;
  }

  [[nodiscard]] bool complete() const override { return between_members_; }

 private:
  static constexpr int kGzipOnly = 15 + 16;
  z_stream stream_{};
  bool ready_ = false;
  bool between_members_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_gzip_decoder() { return std::make_unique<GzipDecoder>(); }

}  // namespace polso
