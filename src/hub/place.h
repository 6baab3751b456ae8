// Where the hub is, where its copies lie, and who asks: the environment as huggingface_hub reads it.
#pragma once

#include <filesystem>
#include <string>

#include "base/config.h"
#include "base/result.h"

namespace polso {

struct HubPlace {
  std::string endpoint;         // without a slash at its end
  std::filesystem::path cache;  // the folder with models--ORG--NAME in it
  std::string token;            // never to be shown; empty: nobody in particular
  std::string token_from;       // "HF_TOKEN", or the file it was read from
  bool offline = false;
};

/// HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME/huggingface/hub, ~/.cache/huggingface/hub: the
/// first that is set. ~ and $NAME in them are expanded. kUsage when not even HOME is set.
[[nodiscard]] Result<std::filesystem::path> hub_cache(const Environment& environment);

/// Besides: HF_ENDPOINT (https://huggingface.co), HF_TOKEN, HUGGING_FACE_HUB_TOKEN or the file HF_TOKEN_PATH
/// (HF_HOME/token), HF_HUB_OFFLINE. kUsage when the token is none.
[[nodiscard]] Result<HubPlace> hub_place(const Environment& environment);

}  // namespace polso
