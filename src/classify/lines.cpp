// Each thread reads a block, answers it, and writes when its turn has come.
#include "classify/lines.h"

#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace polso {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10;

class Belt {
 public:
  explicit Belt(const LineWork& work) : work_(work) {}

  Status run(unsigned threads) {
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([this] { take_turns(); });
      take_turns();
    }
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  void take_turns() {
    std::string block;
    std::string out;
    while (const auto turn = read(block)) {
      Status status = work_.answer(block, out);
      if (!write(*turn, std::move(status), out)) return;
    }
  }

  /// The number of the block, from 0; nothing at the end.
  std::optional<std::uint64_t> read(std::string& block) {
    const std::lock_guard lock(reading_);
    if (ended_) return std::nullopt;
    const std::uint64_t turn = blocks_++;
    if (Status status = read_lines(block); !status) {
      ended_ = true;
      write(turn, std::move(status), {});
      return std::nullopt;
    }
    if (block.empty()) return std::nullopt;
    return turn;
  }

  /// Whole lines: what was left over, and as much as one read gives, or more until there is a newline.
  Status read_lines(std::string& block) {
    block.swap(rest_);
    rest_.clear();
    while (true) {
      const std::size_t old_size = block.size();
      if (old_size > kLongestLine) return fail(Code::kTooLarge, "a line has more than 1 GiB; is this a text file?");
      block.resize(old_size + kBlock);
      POLSO_ASSIGN(const std::size_t got, work_.read(std::span(block).subspan(old_size)));
      block.resize(old_size + got);
      ended_ = got == 0;
      if (ended_) return {};
      const std::size_t newline = std::string_view(block).substr(old_size).rfind('\n');
      if (newline == std::string_view::npos) continue;
      rest_.assign(block, old_size + newline + 1);
      block.resize(old_size + newline + 1);
      return {};
    }
  }

  /// Waits until the blocks before have been written; false when the work is over.
  bool write(std::uint64_t turn, Status status, std::string_view out) {
    std::unique_lock lock(writing_);
    written_.wait(lock, [&] { return turn_ == turn || error_; });
    if (error_) return false;
    if (status) status = work_.write(out);
    if (!status) error_ = std::move(status).error();
    ++turn_;
    written_.notify_all();
    return !error_;
  }

  const LineWork& work_;
  std::mutex reading_;
  std::string rest_;
  std::uint64_t blocks_ = 0;
  bool ended_ = false;

  std::mutex writing_;
  std::condition_variable written_;
  std::uint64_t turn_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Status answer_lines(const LineWork& work, unsigned threads) {
  assert(threads >= 1);
  return Belt(work).run(threads);
}

}  // namespace polso
