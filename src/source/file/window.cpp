// Block reads into one buffer; what is left of a block moves to the front before the next is read.
#include "source/file/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace polso {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;  // the buffer's size, but for a record that does not fit

std::uint64_t count_newlines(std::string_view bytes) {
  return static_cast<std::uint64_t>(std::ranges::count(bytes, '\n'));
}

}  // namespace

Result<Window> Window::open(const std::string& path) {
  POLSO_ASSIGN(ByteInput input, ByteInput::open(path));
  return Window(std::move(input));
}

bool Window::grow() {
  if (ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.empty()) buffer_.resize(kBlock + kPadding);
  if (buffer_.size() - end_ < kBlock / 2) buffer_.resize(2 * buffer_.size());
  const auto got = input_.read(std::span(buffer_).subspan(end_, buffer_.size() - kPadding - end_));
  if (!got) fault_ = got.error();
  ended_ = got.value_or(0) == 0;
  end_ += got.value_or(0);
  return !ended_;
}

std::string_view Window::head(std::size_t count) {
  while (view().size() < count && grow()) {
  }
  return view().substr(0, count);
}

void Window::consume(std::size_t bytes, std::uint64_t newlines) {
  if (bytes == 0) return;
  begin_ += bytes;
  position_ += bytes;
  newlines_ += newlines;
  if (buffer_[begin_ - 1] == '\n') settled_ = position_;
}

std::uint64_t Window::line() {
  if (uncounted_until_ > 0) newlines_ += count_newlines_before(std::exchange(uncounted_until_, 0));
  return newlines_ + 1;
}

std::uint64_t Window::count_newlines_before(std::uint64_t position) const {
  std::vector<char> block(kBlock);
  std::uint64_t count = 0;
  for (std::uint64_t at = 0; at < position;) {
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, position - at));
    const std::size_t got = input_.read_at(at, std::span(block).first(want)).value_or(0);
    if (got == 0) break;
    count += count_newlines({block.data(), got});
    at += got;
  }
  return count;
}

void Window::forget_buffer() {
  begin_ = end_ = 0;
  ended_ = false;
  fault_.reset();
}

Status Window::rewind() {
  POLSO_TRY(input_.rewind());
  forget_buffer();
  position_ = settled_ = newlines_ = uncounted_until_ = 0;
  return {};
}

Result<std::uint64_t> Window::seek(std::uint64_t position) {
  if (position < position_) POLSO_TRY(rewind());
  if (position == position_) return position;
  POLSO_ASSIGN(const bool fits, input_.can_jump() ? jump_to(position) : skip_to(position));
  if (fits) return position;
  auto restarted = rewind();
  if (!restarted) {
    return fail(Code::kUnsupported,
                fmt::format("{} begins like an input that was read before, but does not go on where that one stopped: "
                            "save it as a file and read that",
                            input_.name()));
  }
  return 0;
}

/// Plain files: looks at the byte before, and goes there.
Result<bool> Window::jump_to(std::uint64_t position) {
  std::array<char, 1> before{};
  POLSO_ASSIGN(const std::size_t got, input_.read_at(position - 1, before));
  if (got == 0 || before[0] != '\n') return false;
  POLSO_TRY(input_.jump(position));
  forget_buffer();
  newlines_ = 0;
  position_ = settled_ = uncounted_until_ = position;
  return true;
}

/// Compressed files and pipes: reads everything up to there.
Result<bool> Window::skip_to(std::uint64_t position) {
  while (position_ < position) {
    if (view().empty() && !grow()) {
      if (fault_) return std::unexpected(*fault_);
      return false;
    }
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(view().size(), position - position_));
    consume(bytes, count_newlines(view().substr(0, bytes)));
  }
  return settled_ == position;
}

}  // namespace polso
