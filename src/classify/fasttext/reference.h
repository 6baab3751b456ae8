// For tests: models trained, and answers given, by libfasttext itself.
#pragma once

#include <fasttext/fasttext.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/temp_folder.h"

namespace polso::fasttext {

/// How a model is trained; the defaults are small, so that a test of many takes seconds.
struct Training {
  std::string name;
  ::fasttext::loss_name loss = ::fasttext::loss_name::softmax;
  int labels = 3;
  int dim = 10;
  int word_ngrams = 1;
  int minn = 0;
  int maxn = 0;
  int bucket = 2000;
  int epochs = 25;
  bool quantise = false;
  bool qnorm = false;
  bool qout = false;
  std::size_t cutoff = 0;
  std::size_t dsub = 2;
};

/// Posts in an invented language with accents and emoji: one a line, after "__label__N ".
inline std::string invented_posts(int labels, int posts, std::uint64_t seed) {
  static const std::vector<std::string> parts{"ba", "lo", "ri", "tù", "né", "ska", "mo", "zi", "d'", "😀", "ß", "x"};
  Random random(seed);
  std::string text;
  for (int i = 0; i < posts; ++i) {
    const auto label = random.below(static_cast<std::uint64_t>(labels));
    text += "__label__" + std::to_string(label);
    for (std::uint64_t word = random.below(20); word > 0; --word) {
      text += ' ';
      if (random.uniform() < 0.3) text += static_cast<char>('a' + label);
      for (std::uint64_t part = 1 + random.below(3); part > 0; --part) text += parts[random.below(parts.size())];
    }
    text += '\n';
  }
  return text;
}

inline ::fasttext::Args arguments(const Training& training, const std::filesystem::path& data) {
  ::fasttext::Args args;
  args.parseArgs({"fasttext", "supervised", "-input", data.string(), "-output", data.string() + ".model"});
  args.loss = training.loss;
  args.dim = training.dim;
  args.wordNgrams = training.word_ngrams;
  args.minn = training.minn;
  args.maxn = training.maxn;
  args.bucket = training.maxn == 0 && training.word_ngrams == 1 ? 0 : training.bucket;
  args.epoch = training.epochs;
  args.thread = 1;
  args.verbose = 0;
  args.qnorm = training.qnorm;
  args.qout = training.qout;
  args.cutoff = training.cutoff;
  args.dsub = training.dsub;
  return args;
}

/// The path of a model trained on `data`.
inline std::filesystem::path train(const Training& training, const std::filesystem::path& data) {
  ::fasttext::FastText model;
  const ::fasttext::Args args = arguments(training, data);
  model.train(args);
  if (training.quantise) model.quantize(args);
  const std::string path = data.string() + (training.quantise ? ".ftz" : ".bin");
  model.saveModel(path);
  return path;
}

/// The same on invented posts in `folder`.
inline std::filesystem::path train_small(const Training& training, const std::filesystem::path& folder) {
  const auto data = folder / "posts.txt";
  std::ofstream(data, std::ios::binary) << invented_posts(training.labels, 800, 7);
  return train(training, data);
}

/// What libfasttext makes of a line: label to probability as it reports it, and the label that it names first.
struct Answer {
  std::string best;
  std::map<std::string, double> probabilities;
};

class Reference {
 public:
  explicit Reference(const std::filesystem::path& path) { model_.loadModel(path.string()); }

  [[nodiscard]] Answer answer(std::string text) const {
    for (char& c : text) {
      if (c == '\n') c = ' ';
    }
    Answer answer;
    std::vector<std::pair<::fasttext::real, std::string>> found;
    std::istringstream one(text + "\n");
    model_.predictLine(one, found, 1, 0.0F);
    if (!found.empty()) answer.best = found.front().second;
    std::istringstream all(text + "\n");
    model_.predictLine(all, found, -1, 0.0F);
    for (const auto& [probability, label] : found) answer.probabilities[label] = static_cast<double>(probability);
    return answer;
  }

 private:
  ::fasttext::FastText model_;
};

/// The first of the folders in POLSO_DATA that has `relative`; empty when none has.
inline std::filesystem::path public_data(const std::string& relative) {
  const char* folders = std::getenv("POLSO_DATA");
  std::istringstream list(folders == nullptr ? "" : folders);
  for (std::string folder; std::getline(list, folder, ':');) {
    if (const auto path = std::filesystem::path(folder) / relative; std::filesystem::exists(path)) return path;
  }
  return {};
}

}  // namespace polso::fasttext
