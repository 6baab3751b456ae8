// Where data sets lie: the folders of POLSO_DATA first, then the folder that `polso data fetch` fills.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace polso {

/// $POLSO_HOME/data, else $XDG_DATA_HOME/polso/data, else ~/.local/share/polso/data.
[[nodiscard]] std::filesystem::path fetched_folder();

/// `first` (when not empty), the folders of $POLSO_DATA (colon-separated), fetched_folder().
[[nodiscard]] std::vector<std::filesystem::path> data_folders(const std::filesystem::path& first = {});

/// The first of `folders` that holds `name` ("tweeteval/sentiment/test_text.txt"); a file is also found under its name
/// with ".gz" added or left out.
[[nodiscard]] std::optional<std::filesystem::path> find_data(const std::string& name,
                                                             const std::vector<std::filesystem::path>& folders);

}  // namespace polso
