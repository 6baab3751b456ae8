// Wire: one parcel over the line, and what came back.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "notify/parcel.h"

namespace polso::notify {

/// kLater: the line, or a server for the moment; kNever: trying again changes nothing.
enum class Fate : unsigned char { kArrived, kLater, kNever };

struct Carried {
  Fate fate = Fate::kArrived;
  std::string problem;     // a sentence, unless kArrived; names the target's origin, never its path or secret
  Millis retry_after = 0;  // what the server asked for; 0: nothing
};

using Wire = std::function<Carried(const Parcel&)>;

struct WireLimits {
  long connect_seconds = 5;
  long seconds = 15;  // for all of it
};

/// POST over HTTP or a mail over SMTP, on libcurl: certificates verified, redirects not followed, at most 64 KiB of an
/// answer read. Blocks. TLS is used where a mail server offers it, and where a password is to be sent the server must
/// offer it; on this machine (loopback) neither.
[[nodiscard]] Carried carry(const Parcel& parcel, const WireLimits& limits);

[[nodiscard]] Wire network(const WireLimits& limits = {});

}  // namespace polso::notify
