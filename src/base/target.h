// Target: somebody who is told of alerts, as the table [targets.NAME] of the config describes it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace polso {

/// Looks up an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

enum class TargetKind : std::uint8_t { kWebhook = 0, kSlack = 1, kTeams = 2, kAlertmanager = 3, kEmail = 4 };
inline constexpr std::array<std::string_view, 5> kTargetKindNames{"webhook", "slack", "teams", "alertmanager", "email"};

enum class DigestEvery : std::uint8_t { kNever = 0, kDaily = 1, kWeekly = 2 };
inline constexpr std::array<std::string_view, 3> kDigestEveryNames{"", "daily", "weekly"};

struct Target {
  std::string name;
  TargetKind kind = TargetKind::kWebhook;
  std::string url;     // http(s)://, of an e-mail smtp(s)://; may itself be a secret: show origin_of_url() alone
  std::string secret;  // signs webhooks; the bearer token of an Alertmanager; the password of `user`. Never shown
  std::string user;    // of the mail server; empty: nobody logs in
  std::string from;    // an address
  std::vector<std::string> to;
  std::vector<std::string> brands;  // empty: all
  int min_severity = 1;
  DigestEvery digest = DigestEvery::kNever;  // a digest instead of single alerts
  std::string lang;                          // empty: that of the config
};

/// A text that need not stand in the config: it is there, or in a variable, or in a file.
struct Hidden {
  enum class Place : std::uint8_t { kNowhere, kHere, kVariable, kFile };
  Place place = Place::kNowhere;
  std::string text;  // itself, or the variable's or the file's name
};

/// A Target whose url and secret have not been looked up.
struct TargetEntry {
  Target target;
  Hidden url, secret;
  std::string where;  // "polso.toml:12"
};

/// kUsage: a variable or file that is not there, an address that does not fit the kind. The text is in no Error.
[[nodiscard]] Result<Target> look_up(const TargetEntry& entry, const Environment& environment);

/// "https://hooks.example:8443" of "https://user:password@hooks.example:8443/T000/B000": fit for the eyes of all.
[[nodiscard]] std::string origin_of_url(std::string_view url);

}  // namespace polso
