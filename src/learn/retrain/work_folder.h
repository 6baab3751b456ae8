// The work folder of a retraining: what was learnt from, the manifest, the candidate.
#pragma once

#include <filesystem>
#include <string>

#include "learn/retrain/base_data.h"
#include "learn/retrain/retrain.h"

namespace polso {

/// What is written for the training, as JSONL; an empty one is no file.
struct WorkFiles {
  std::string labels, taught, held, recent;
};

/// `replay` times the labels to learn from; what is taught and recent; what is held back and golden.
[[nodiscard]] WorkFiles files_of(const Material& material, const RetrainInput& input, int replay);

/// JSON: all that the candidate follows from, by hash.
[[nodiscard]] std::string manifest_of(const Contender* champion, const Recipe& base, const BaseData& data,
                                      const Material& material, const WorkFiles& files, const RetrainOptions& options);

/// Whether a candidate that follows from this manifest is there, complete.
[[nodiscard]] bool was_made_from(const std::filesystem::path& work, const std::string& manifest);

/// Starts over: an earlier candidate goes. kInvalid when files of another retraining would be read instead, since data
/// sets are looked for where the program runs before they are in the work folder.
[[nodiscard]] Status write_work(const std::filesystem::path& work, const WorkFiles& files, const std::string& manifest);

/// The recipe that also learns from `files`, by their names inside the work folder.
[[nodiscard]] Recipe extended(Recipe recipe, const WorkFiles& files, std::uint64_t seed);

}  // namespace polso
