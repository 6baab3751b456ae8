// A look at one file tells whether there is anything to do.
#include "cmd/contenders.h"

#include <algorithm>
#include <utility>

#include "cmd/open_model.h"
#include "cmd/registry_model.h"

namespace polso {
namespace {

constexpr auto kTryAgain = std::chrono::seconds(30);

}  // namespace

std::optional<Contenders> Contenders::of(const Config& config) {
  const auto model = registry_model(model_setting(config));
  if (!model || model->version != "champion") return std::nullopt;
  Contenders contenders(config, model->registry);
  if (const auto registry = Registry::open(model->registry)) {
    if (auto state = registry->state()) contenders.state_ = std::move(*state);
  }
  return contenders;
}

Result<bool> Contenders::follow() {
  const auto now = std::chrono::steady_clock::now();
  const auto registry = Registry::open(folder_);
  if (!registry) return std::unexpected(registry.error());
  const std::uint64_t revision = registry->revision();
  if (revision == seen_ && now < again_at_) return false;
  seen_ = revision;
  const Status taken = take(*registry);
  again_at_ = taken ? Instant::max() : now + kTryAgain;
  if (!taken) return std::unexpected(taken.error());
  return true;
}

Status Contenders::take(const Registry& registry) {
  POLSO_ASSIGN(state_, registry.state());
  if (challenger_ && challenger_->bundle().id() == state_.challenger) return {};
  challenger_.reset();
  if (state_.challenger.empty()) return {};
  POLSO_TRY(registry.verify_version(state_.challenger));
  POLSO_ASSIGN(challenger_, open_model(config_, registry.folder(state_.challenger).string()));
  return {};
}

const RegistryEvent* Contenders::coronation() const {
  const auto& history = state_.history;
  const auto last = std::find_if(history.rbegin(), history.rend(), changes_champion);
  return last == history.rend() ? nullptr : &*last;
}

bool Contenders::is_nobody(const std::string& version) const {
  if (version == state_.champion || version == state_.challenger) return false;
  const auto& history = state_.history;
  const auto reigned = [&](const RegistryEvent& e) { return changes_champion(e) && e.version == version; };
  return added_event(state_, version) != nullptr && std::ranges::none_of(history, reigned);
}

}  // namespace polso
