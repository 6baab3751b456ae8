// Flags by the names of the settings.
#include "cmd/settings.h"

#include <algorithm>

#include "cmd/default_model.h"
#include "cmd/registry_model.h"

namespace polso {

SettingFlags::SettingFlags(CLI::App& verb, std::initializer_list<std::string_view> keys) {
  verb.add_option("-c,--config", typed_->config, "A TOML file with settings, see polso.example.toml")
      ->type_name("FILE");
  for (const Setting& setting : settings()) {
    if (std::ranges::find(keys, setting.key) == keys.end()) continue;
    std::string flag = "--" + std::string(setting.key);
    std::ranges::replace(flag, '_', '-');
    std::string help(setting.explanation);
    if (!setting.choices.empty()) help.append(" One of: ").append(setting.choices).append(".");
    verb.add_option(flag, typed_->values[std::string(setting.key)], help)
        ->default_str(std::string(setting.fallback))
        ->type_name("");
  }
}

Result<Config> SettingFlags::load() const {
  POLSO_ASSIGN(Config config, Config::load(typed_->config, process_environment()));
  for (const auto& [key, value] : typed_->values) {
    if (!value.empty()) POLSO_TRY(config.set_flag(key, value));
  }
  return config;
}

Result<std::filesystem::path> model_folder(const Config& config) { return find_model(model_setting(config)); }

}  // namespace polso
