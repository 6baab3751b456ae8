// Asks the terminal itself.
#include "cmd/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace polso {

TableOptions terminal_options(Lang lang) {
  TableOptions options{.lang = lang};
  if (::isatty(STDOUT_FILENO) != 1) return options;
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): nobody writes the environment
  options.colour = no_color == nullptr || *no_color == '\0';
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) options.columns = size.ws_col;
  return options;
}

}  // namespace polso
