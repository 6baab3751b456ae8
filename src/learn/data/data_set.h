// What "tweeteval/sentiment:val", a folder or a file means: labelled posts, found and read.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "learn/data/catalogue.h"
#include "learn/data/labelled.h"

namespace polso {

/// What a recipe or the command line says differently from the catalogue or the file's name.
struct LayoutChange {
  std::optional<Format> format;
  std::optional<bool> header;
  std::optional<std::string> text, label, all_labels;
  std::map<std::string, std::string> words;
};

/// `name` is SET[:SPLIT]: a set of the catalogue, else a path (as it is, else inside `folders`) to a file or to a
/// TweetEval folder, which needs the split. Without one a set's only split or "all" is meant. kNotFound says what to
/// fetch, kUsage which splits there are.
[[nodiscard]] Result<LabelledSet> load_data_set(const std::string& name,
                                                const std::vector<std::filesystem::path>& folders,
                                                const LayoutChange& change = {});

/// The bytes of the only file of a public set that holds no posts (a lexicon), unpacked.
[[nodiscard]] Result<std::string> read_public_file(const PublicSet& set,
                                                   const std::vector<std::filesystem::path>& folders);

}  // namespace polso
