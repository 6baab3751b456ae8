// Contenders: the champion and the challenger of a registry, as it says from moment to moment.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/config.h"
#include "classify/classifier.h"
#include "registry/registry.h"

namespace polso {

/// One thread.
class Contenders {
 public:
  /// Nothing when the settings' model is not the champion of a registry: then nobody challenges it. Knows the
  /// registry's state, if that can be read, but opens nothing yet.
  [[nodiscard]] static std::optional<Contenders> of(const Config& config);

  /// Looks at the registry, and opens another challenger, verified. Whether anything changed. What cannot be opened is
  /// tried again after half a minute; until then there is no challenger. The Error is the registry's or the
  /// challenger's.
  [[nodiscard]] Result<bool> follow();

  [[nodiscard]] const RegistryState& state() const { return state_; }
  [[nodiscard]] const std::shared_ptr<const Classifier>& challenger() const { return challenger_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// The event that made the champion what it is; nullptr: there is none.
  [[nodiscard]] const RegistryEvent* coronation() const;

  /// Whether the version was added to the registry, and is neither one of the two nor was ever champion.
  [[nodiscard]] bool is_nobody(const std::string& version) const;

 private:
  Contenders(Config config, std::filesystem::path folder) : config_(std::move(config)), folder_(std::move(folder)) {}
  [[nodiscard]] Status take(const Registry& registry);
  using Instant = std::chrono::steady_clock::time_point;

  Config config_;
  std::filesystem::path folder_;
  RegistryState state_;
  std::shared_ptr<const Classifier> challenger_;
  std::optional<std::uint64_t> seen_;  // the registry's revision
  Instant again_at_ = Instant::max();  // after a failure
};

}  // namespace polso
