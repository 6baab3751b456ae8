// What a verb reads from flags, environment and config file alike.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/config.h"

namespace polso {

/// The flags of some settings, and --config. Copies share what the command line said, so an action may hold one.
class SettingFlags {
 public:
  /// Adds the flags to `verb`; each of `keys` is a key of settings().
  SettingFlags(CLI::App& verb, std::initializer_list<std::string_view> keys);

  /// After the command line has been read.
  [[nodiscard]] Result<Config> load() const;

 private:
  struct Typed {
    std::string config;
    std::map<std::string, std::string, std::less<>> values;
  };
  std::shared_ptr<Typed> typed_ = std::make_shared<Typed>();
};

/// The model's folder, looked for as default_model.h says.
[[nodiscard]] Result<std::filesystem::path> model_folder(const Config& config);

}  // namespace polso
