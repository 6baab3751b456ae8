// Parcel: what goes over the line to one target, whole and signed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notify/digest.h"
#include "notify/story.h"

namespace polso::notify {

struct Parcel {
  std::string url;                   // http(s) or smtp(s)
  std::vector<std::string> headers;  // of HTTP, "Name: value"
  std::string body;                  // of HTTP, or the whole message
  std::string from;                  // the rest is of mail
  std::vector<std::string> to;
  std::string user;
  std::string secret;  // password of `user`, or a bearer token; never shown
};

/// `id` is the same each time the same thing is sent, so that a receiver can tell a repetition.
[[nodiscard]] Parcel alert_parcel(const News& news, const Target& target, const Reader& reader, std::string_view id,
                                  Millis now);
[[nodiscard]] Parcel digest_parcel(const Digest& digest, const Target& target, const Reader& reader,
                                   std::string_view id, Millis now);

/// All of `news` at once, for a target that is an Alertmanager.
[[nodiscard]] Parcel repeat_parcel(const std::vector<News>& news, const Target& target, const Reader& reader,
                                   Millis now);

}  // namespace polso::notify
