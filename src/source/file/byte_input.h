// The plain bytes of a file or of standard input, unpacked on the way when they are compressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "source/file/decoder.h"
#include "source/file/raw_file.h"

namespace polso {

/// One thread at a time. Positions count plain (decompressed) bytes.
class ByteInput {
 public:
  /// "-" is standard input. gzip and zstd are known by their first bytes, whatever the name says.
  [[nodiscard]] static Result<ByteInput> open(const std::string& path);

  /// Takes the next bytes, at least one unless at the end. kCorrupt for compressed data that is broken or cut off,
  /// after everything before the fault has been answered.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into);

  /// Starts again at the first byte; kUnsupported when the input can only be read once.
  [[nodiscard]] Status rewind();

  /// True for uncompressed regular files, where jump() and read_at() are possible.
  [[nodiscard]] bool can_jump() const { return file_.regular() && decoder_ == nullptr; }
  [[nodiscard]] Status jump(std::uint64_t position) { return file_.jump(position); }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t position, std::span<char> into) const {
    return file_.read_at(position, into);
  }

  [[nodiscard]] const std::string& name() const { return file_.name(); }
  /// Bytes as stored on disk: read so far, and in all (0: unknown).
  [[nodiscard]] std::uint64_t bytes_read() const { return file_.bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const { return file_.size(); }

 private:
  explicit ByteInput(RawFile file) : file_(std::move(file)) {}
  [[nodiscard]] Status choose_decoder();

  RawFile file_;
  std::unique_ptr<Decoder> decoder_;  // none for plain bytes
  std::string packed_;                // read from the file, not yet unpacked from packed_at_ on
  std::size_t packed_at_ = 0;
};

}  // namespace polso
