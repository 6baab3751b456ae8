// From settings to renderers.
#include "cmd/show_report.h"

#include <cerrno>
#include <cstdio>
#include <string>

#include "base/file.h"
#include "cmd/terminal.h"
#include "report/html/page.h"
#include "report/json.h"

namespace polso {
namespace {

Lang lang_of(const Config& config) { return parse_lang(config.text("lang")).value(); }

}  // namespace

EstimatorOptions estimator_options(const Config& config) {
  EstimatorOptions options;
  options.confidence = config.number("confidence");
  options.min_posts = config.whole("min_posts");
  return options;
}

std::optional<Step> step_option(const Config& config) { return parse_step(config.text("bucket")); }

Status print_report(const Report& report, const Config& config, bool json) {
  const std::string text = json ? render_json(report) : render_table(report, terminal_options(lang_of(config)));
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) return std::unexpected(errno_error(errno, "cannot write the report to standard output"));
  return {};
}

Status save_page(const Report& report, const Config& config, const std::filesystem::path& path) {
  return write_file(path, render_page(report, lang_of(config)));
}

}  // namespace polso
