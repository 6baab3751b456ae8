// What a model of the hub is called: ORG/NAME, and perhaps @ and a branch, a tag or a commit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polso {

struct ModelName {
  std::string repo;               // "cardiffnlp/twitter-roberta-base-sentiment-latest"; old ones have no organisation
  std::string revision = "main";  // "v1.2", "refs/pr/3", or a commit

  /// As it is typed.
  [[nodiscard]] std::string text() const { return revision == "main" ? repo : repo + "@" + revision; }
};

/// By the hub's rules; nothing when `text` breaks them, so what comes out is safe in paths and addresses.
[[nodiscard]] std::optional<ModelName> parse_model_name(std::string_view text);

/// 40 hexadecimal digits.
[[nodiscard]] bool is_commit(std::string_view revision);

/// A path inside a folder: no root, no "..", no empty part, no control characters.
[[nodiscard]] bool is_inside(std::string_view path);

}  // namespace polso
