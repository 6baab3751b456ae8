// The places of models, in order.
#include "cmd/default_model.h"

#include <fmt/format.h>

#include <array>

#include "base/config.h"
#include "classify/cascade/cascade_classifier.h"
#include "cmd/registry_model.h"
#include "hub/cache.h"
#include "hub/place.h"

namespace polso {

namespace fs = std::filesystem;

namespace {

Result<fs::path> find_in_hub_cache(const fs::path& wanted) {
  const auto name = parse_model_name(wanted.string());
  if (!name) return wanted;
  const auto cache = hub_cache(process_environment());
  const auto snapshot = cache ? find_snapshot(*cache, *name) : std::nullopt;
  if (snapshot) return *snapshot;
  if (!name->repo.contains('/')) return wanted;
  return fail(Code::kNotFound,
              fmt::format("there is no model at '{}'; if a model of the Hugging Face hub is meant, 'polso models pull "
                          "{}' fetches it",
                          wanted.string(), wanted.string()));
}

}  // namespace

Result<fs::path> find_model(const fs::path& wanted) {
  if (const auto kept = registry_model(wanted.string())) return find_in_registry(*kept);
  std::error_code ignored;
  if (wanted.is_absolute() || fs::exists(wanted, ignored)) return wanted;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const std::array<fs::path, 4> places{program.parent_path() / "../..", POLSO_SOURCE_DIR,
                                       program.parent_path() / "../share/polso", "/usr/share/polso"};
  for (const fs::path& place : places) {
    fs::path candidate = (place / wanted).lexically_normal();
    if (fs::exists(candidate, ignored)) return candidate;
  }
  return find_in_hub_cache(wanted);
}

Result<std::string> find_models(const std::string& wanted) {
  const std::size_t comma = wanted.find(',');
  if (!wanted.starts_with(kCascadePrefix) || comma == std::string::npos) {
    POLSO_ASSIGN(const fs::path model, find_model(wanted));
    return model.string();
  }
  const std::size_t begin = kCascadePrefix.size();
  std::string parts[] = {wanted.substr(begin, comma - begin), wanted.substr(comma + 1)};
  for (std::string& part : parts) {
    if (part.empty()) continue;
    POLSO_ASSIGN(const fs::path model, find_model(part));
    part = model.string();
  }
  return fmt::format("{}{},{}", kCascadePrefix, parts[0], parts[1]);
}

}  // namespace polso
