// Wires the zone's clock to messages.
#include "cmd/message_reader.h"

#include <fmt/format.h>

#include "cmd/serve_options.h"

namespace polso {
namespace {

Result<Zone> zone_of(const Config& config) {
  auto zone = Zone::find(config.text("zone"));
  if (zone) return zone;
  return fail(Code::kUsage, fmt::format("{}: {}", config.origin("zone"), zone.error().message));
}

}  // namespace

Result<notify::Reader> message_reader(const Config& config) {
  POLSO_ASSIGN(const Zone zone, zone_of(config));
  notify::Reader reader;
  reader.lang = parse_lang(config.text("lang")).value();
  reader.page = config.text("page");
  if (reader.page.empty()) reader.page = fmt::format("http://{}", address_to_visit(config.text("listen")));
  while (reader.page.ends_with('/')) reader.page.pop_back();
  reader.zone = zone.name();
  reader.local = [zone](Millis time) { return zone.local(time); };
  return reader;
}

Result<notify::PeriodStart> message_periods(const Config& config) {
  POLSO_ASSIGN(const Zone zone, zone_of(config));
  return [zone](Millis time, DigestEvery every) {
    return zone.floor(time, every == DigestEvery::kWeekly ? Step::kByWeek : Step::kByDay);
  };
}

}  // namespace polso
