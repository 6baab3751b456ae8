// The order of things in a fastText file: header, settings, dictionary, input matrix, output matrix.
#include "classify/fasttext/model_file.h"

#include <fmt/format.h>

namespace polso::fasttext {
namespace {

constexpr std::int32_t kMagic = 793712314;
constexpr std::int32_t kOldestVersion = 11;
constexpr std::int32_t kNewestVersion = 12;
constexpr std::int32_t kSupervised = 3;
constexpr std::int32_t kLongestRun = 100;   // of words or characters; a bound on the work for one byte of text
constexpr std::size_t kSmallestEntry = 10;  // an empty word: NUL, count, type

struct Counts {
  std::int32_t words = 0;
  std::int32_t labels = 0;
  std::int64_t pruned = 0;  // below 0: not pruned
};

std::unexpected<Error> corrupt(std::string message) { return fail(Code::kCorrupt, std::move(message)); }

Result<std::int32_t> read_version(ByteReader& in) {
  const auto magic = in.number<std::int32_t>();
  const auto version = in.number<std::int32_t>();
  if (!in.ok() || magic != kMagic) {
    return fail(Code::kInvalid, "this is not a fastText model; give a .bin or .ftz file made by 'fasttext supervised'");
  }
  if (version < kOldestVersion || version > kNewestVersion) {
    return fail(Code::kUnsupported, fmt::format("the model has format version {}, this program reads {} and {}",
                                                version, kOldestVersion, kNewestVersion));
  }
  return version;
}

Result<Settings> check_settings(std::int32_t loss, std::int32_t word_ngrams, std::int32_t bucket, std::int32_t minn,
                                std::int32_t maxn) {
  if (loss < 1 || loss > 4) return corrupt(fmt::format("the model names an unknown loss, {}", loss));
  if (bucket < 0 || minn < 0 || maxn < 0) return corrupt("the model's settings hold a number below 0");
  if (word_ngrams > kLongestRun || maxn > kLongestRun) {
    return fail(Code::kUnsupported, fmt::format("the model's n-grams are longer than {}", kLongestRun));
  }
  if (bucket == 0 && (word_ngrams > 1 || maxn > 0)) return corrupt("the model has n-grams and no buckets for them");
  return Settings{static_cast<Loss>(loss), static_cast<std::uint32_t>(word_ngrams < 1 ? 1 : word_ngrams),
                  static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(minn),
                  static_cast<std::uint32_t>(maxn)};
}

Result<Settings> read_settings(ByteReader& in, std::int32_t version) {
  in.number<std::int32_t>();          // dim: the matrices say it again
  in.take(4 * sizeof(std::int32_t));  // window, epochs, least count, negatives
  const auto word_ngrams = in.number<std::int32_t>();
  const auto loss = in.number<std::int32_t>();
  const auto kind = in.number<std::int32_t>();
  const auto bucket = in.number<std::int32_t>();
  const auto minn = in.number<std::int32_t>();
  const auto maxn = in.number<std::int32_t>();
  in.take(sizeof(std::int32_t) + sizeof(double));  // learning rate updates, sampling threshold
  if (!in.ok()) return corrupt("the file ends inside its settings");
  if (kind != kSupervised) {
    return fail(
        Code::kUnsupported,
        "the model holds word vectors (cbow or skipgram) and cannot classify; train with 'fasttext supervised'");
  }
  // Supervised models of version 11 were trained without character n-grams, whatever their settings say.
  return check_settings(loss, word_ngrams, bucket, minn, version == kOldestVersion ? 0 : maxn);
}

Result<Counts> read_counts(ByteReader& in) {
  const auto size = in.number<std::int32_t>();
  Counts counts;
  counts.words = in.number<std::int32_t>();
  counts.labels = in.number<std::int32_t>();
  in.number<std::int64_t>();  // tokens seen in training
  counts.pruned = in.number<std::int64_t>();
  if (!in.ok()) return corrupt("the file ends inside its dictionary");
  if (counts.words < 0 || counts.labels < 0 || std::int64_t{counts.words} + counts.labels != size) {
    return corrupt("the dictionary's counts contradict each other");
  }
  if (static_cast<std::size_t>(size) > in.left() / kSmallestEntry) {
    return corrupt(fmt::format("the dictionary claims {} entries, more than the file can hold", size));
  }
  if (counts.labels == 0) return fail(Code::kUnsupported, "the model has no labels");
  return counts;
}

Status read_entries(ByteReader& in, const Counts& counts, ModelFile& file) {
  file.words.reserve(static_cast<std::size_t>(counts.words));
  file.labels.reserve(static_cast<std::size_t>(counts.labels));
  for (std::int64_t i = 0; i < std::int64_t{counts.words} + counts.labels; ++i) {
    const std::string_view text = in.text();
    const auto count = in.number<std::int64_t>();
    const auto type = in.number<std::int8_t>();
    if (!in.ok()) return corrupt("the file ends inside its dictionary");
    if (type != (i < counts.words ? 0 : 1)) return corrupt("the dictionary mixes words and labels");
    if (type == 0) {
      file.words.push_back(text);
    } else {
      file.labels.push_back({text, count});
    }
  }
  return {};
}

Status read_pruned(ByteReader& in, std::int64_t count, ModelFile& file) {
  file.pruned = count >= 0;
  if (!file.pruned) return {};
  if (static_cast<std::uint64_t>(count) > in.left() / (2 * sizeof(std::int32_t))) {
    return corrupt(fmt::format("the model claims {} pruned buckets, more than the file can hold", count));
  }
  file.buckets.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    const auto bucket = in.number<std::int32_t>();
    const auto row = in.number<std::int32_t>();
    if (bucket < 0 || row < 0) return corrupt("a pruned bucket has a number below 0");
    file.buckets.push_back({static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(row)});
  }
  return {};
}

Result<bool> read_flag(ByteReader& in) {
  const auto flag = in.number<std::uint8_t>();
  if (!in.ok()) return corrupt("the file ends before its matrices");
  if (flag > 1) return corrupt("a yes-or-no of the file is neither");
  return flag == 1;
}

Status check_rows(const ModelFile& file) {
  if (file.input.columns() != file.output.columns()) return corrupt("the two matrices differ in width");
  if (file.output.rows() != file.labels.size()) return corrupt("the output matrix has not one row a label");
  const std::size_t words = file.words.size();
  const std::size_t bucket_rows = file.pruned ? 0 : file.settings.bucket;
  if (file.input.rows() < words || file.input.rows() - words < bucket_rows) {
    return corrupt("the input matrix has too few rows for the dictionary");
  }
  for (const PrunedBucket& bucket : file.buckets) {
    if (bucket.row >= file.input.rows() - words) return corrupt("a pruned bucket points beyond the input matrix");
  }
  return {};
}

}  // namespace

Result<ModelFile> read_model_file(std::string_view bytes) {
  ByteReader in(bytes);
  ModelFile file;
  POLSO_ASSIGN(const std::int32_t version, read_version(in));
  POLSO_ASSIGN(file.settings, read_settings(in, version));
  POLSO_ASSIGN(const Counts counts, read_counts(in));
  POLSO_TRY(read_entries(in, counts, file));
  POLSO_TRY(read_pruned(in, counts.pruned, file));
  POLSO_ASSIGN(const bool quantised_input, read_flag(in));
  POLSO_ASSIGN(file.input, MatrixView::read(in, quantised_input));
  if (file.pruned && !quantised_input) return corrupt("the model is pruned and not quantised; download it again");
  POLSO_ASSIGN(const bool quantised_output, read_flag(in));
  POLSO_ASSIGN(file.output, MatrixView::read(in, quantised_input && quantised_output));
  POLSO_TRY(check_rows(file));
  return file;
}

}  // namespace polso::fasttext
