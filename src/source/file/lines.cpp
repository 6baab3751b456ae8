// Lines are found with memchr in the window; only a line that is too long is ever copied.
#include "source/file/lines.h"

#include <algorithm>

namespace polso {

LineReader::LineReader(Window window, std::size_t max_line) : window_(std::move(window)), max_line_(max_line) {
  skip_byte_order_mark(window_);
}

Result<bool> LineReader::next(Line& line) {
  if (window_.position() == 0) skip_byte_order_mark(window_);
  std::size_t searched = 0;
  std::size_t end = window_.view().find('\n');
  while (end == std::string_view::npos && window_.view().size() <= max_line_) {
    searched = window_.view().size();
    if (!window_.grow()) return last_line(line);
    end = window_.view().find('\n', searched);
  }
  line.position = window_.position();
  if (end > max_line_) {
    cut_long_line(line);
    return true;
  }
  line.text = window_.view().substr(0, end);
  line.too_long = false;
  terminated_ = true;
  window_.consume(end + 1, 1);
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return true;
}

/// What follows the last '\n'. Before a fault it is no whole line, and is left out.
Result<bool> LineReader::last_line(Line& line) {
  if (window_.fault()) return std::unexpected(*window_.fault());
  line.position = window_.position();
  line.text = window_.view();
  line.too_long = false;
  terminated_ = false;
  window_.consume(line.text.size(), 0);
  return !line.text.empty();
}

void LineReader::cut_long_line(Line& line) {
  terminated_ = skip_line(window_, front_);
  line.text = front_;
  line.too_long = true;
}

bool skip_line(Window& window, std::string& front) {
  front.clear();
  while (true) {
    const std::string_view view = window.view();
    const std::size_t end = view.find('\n');
    const std::size_t taken = std::min(end, view.size());
    front += view.substr(0, std::min(taken, kKeptBytes - front.size()));
    if (end != std::string_view::npos) {
      window.consume(end + 1, 1);
      return true;
    }
    window.consume(taken, 0);
    if (!window.grow()) return false;
  }
}

void skip_byte_order_mark(Window& window) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (window.view().size() < kMark.size() && window.grow()) {
  }
  if (window.position() == 0 && window.view().starts_with(kMark)) window.consume(kMark.size(), 0);
}

}  // namespace polso
