// Recipe to fasttext::Args; exceptions of the library become Errors here.
#include "learn/fasttext/train.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

fasttext::Args common_args(const fs::path& lines, int seed) {
  fasttext::Args args;
  args.input = lines.string();
  args.seed = seed;
  args.thread = 1;  // with more the result depends on how they interleave
  args.verbose = 0;
  return args;
}

fasttext::Args supervised_args(const fs::path& lines, const fs::path& vectors, const FastTextRecipe& recipe, int seed) {
  fasttext::Args args = common_args(lines, seed);
  args.model = fasttext::model_name::sup;
  args.loss = fasttext::loss_name::softmax;
  args.dim = recipe.dim;
  args.epoch = recipe.epochs;
  args.lr = recipe.lr;
  args.wordNgrams = recipe.word_ngrams;
  args.minCount = recipe.min_count;
  args.minCountLabel = 0;
  args.minn = recipe.min_n;
  args.maxn = recipe.max_n;
  const bool hashes = recipe.word_ngrams > 1 || recipe.max_n > 0;
  args.bucket = hashes ? recipe.bucket : 0;
  args.pretrainedVectors = vectors.string();
  return args;
}

void quantise(FastTextModel& model, fasttext::Args args, const QuantiseRecipe& recipe) {
  args.cutoff = static_cast<std::size_t>(recipe.cutoff);
  args.dsub = static_cast<std::size_t>(recipe.dsub);
  args.qnorm = recipe.qnorm;
  args.retrain = recipe.retrain;
  model.quantize(args);
}

std::unexpected<Error> training_failed(const std::exception& error) {
  return fail(Code::kInvalid,
              fmt::format("fastText cannot train: {} (check min_count, lr and the data)", error.what()));
}

auto report_to(const Progress& progress, const std::string& stage) {
  return [&progress, stage](float done, float, double, double, std::int64_t) {
    progress(stage, static_cast<std::uint64_t>(std::clamp(done, 0.0F, 0.999F) * 1000), 1000);
  };
}

std::string vector_text(FastTextModel& model, int dim, double scale) {
  const auto dictionary = model.getDictionary();
  std::string text = fmt::format("{} {}\n", dictionary->nwords(), dim);
  fasttext::Vector vector(dim);
  for (int i = 0; i < dictionary->nwords(); ++i) {
    const std::string word = dictionary->getWord(i);
    model.getWordVector(vector, word);
    text += word;
    for (std::int64_t j = 0; j < dim; ++j) text += fmt::format(" {:.5g}", scale * double{vector[j]});
    text += '\n';
  }
  return text;
}

}  // namespace

Result<FastTextPtr> train_fasttext(const fs::path& lines, const fs::path& vectors, const FastTextRecipe& recipe,
                                   int seed, const Progress& progress) {
  const std::string stage = fmt::format("train (seed {})", seed);
  try {
    auto model = std::make_unique<FastTextModel>();
    const fasttext::Args args = supervised_args(lines, vectors, recipe, seed);
    model->train(args, report_to(progress, stage));
    if (model->getDictionary()->nwords() == 0) return fail(Code::kInvalid, "no word is frequent enough for min_count");
    if (recipe.quantise) quantise(*model, args, *recipe.quantise);
    progress(stage, 1000, 1000);
    return model;
  } catch (const std::exception& error) {
    return training_failed(error);
  }
}

Status pretrain_vectors(const fs::path& lines, const PretrainRecipe& recipe, int dim, int seed, const fs::path& vectors,
                        const Progress& progress) {
  fasttext::Args args = common_args(lines, seed);
  args.model = fasttext::model_name::sg;
  args.loss = fasttext::loss_name::ns;
  args.dim = dim;
  args.epoch = recipe.epochs;
  args.lr = recipe.lr;
  args.ws = recipe.window;
  args.neg = recipe.negatives;
  args.minCount = recipe.min_count;
  args.minn = 0;
  args.maxn = 0;
  args.bucket = 0;
  try {
    FastTextModel model;
    model.train(args, report_to(progress, "pretrain vectors"));
    progress("pretrain vectors", 1000, 1000);
    return write_file(vectors, vector_text(model, dim, recipe.scale));
  } catch (const std::exception& error) {
    return training_failed(error);
  }
}

Status tune_vectors(const fs::path& lines, const PretrainRecipe& recipe, int dim, int seed, const fs::path& vectors,
                    const Progress& progress) {
  FastTextRecipe classifier;
  classifier.dim = dim;
  classifier.epochs = recipe.tune->epochs;
  classifier.lr = recipe.tune->lr;
  classifier.min_count = recipe.min_count;
  try {
    FastTextModel model;
    model.train(supervised_args(lines, vectors, classifier, seed), report_to(progress, "tune vectors"));
    progress("tune vectors", 1000, 1000);
    return write_file(vectors, vector_text(model, dim, 1));
  } catch (const std::exception& error) {
    return training_failed(error);
  }
}

}  // namespace polso
