// Model files that are cut off, damaged or made to harm: each ends in an Error or in a model that answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>

#include "base/file.h"
#include "classify/fasttext/model.h"
#include "classify/fasttext/reference.h"

namespace polso::fasttext {
namespace {

using testing::HasSubstr;

std::string model_bytes(const Training& training) {
  const TempFolder folder;
  const auto data = folder.path() / "posts.txt";
  std::ofstream(data, std::ios::binary) << invented_posts(training.labels, 40, 3);
  return *read_file(train(training, data));
}

/// Small, so that every byte can be tried.
std::vector<Training> small_models() {
  return {
      Training{.name = "dense", .dim = 2, .word_ngrams = 2, .minn = 2, .maxn = 3, .bucket = 50, .epochs = 1},
      Training{.name = "tree", .loss = ::fasttext::loss_name::hs, .labels = 5, .dim = 2, .epochs = 1},
      Training{
          .name = "quantised", .dim = 2, .word_ngrams = 2, .bucket = 200, .epochs = 1, .quantise = true, .qnorm = true},
      Training{
          .name = "pruned", .dim = 2, .word_ngrams = 2, .bucket = 300, .epochs = 1, .quantise = true, .cutoff = 260}};
}

/// True when the bytes are a model; it must answer then.
bool answers(const std::string& bytes) {
  const auto model = FastTextModel::parse(bytes);
  if (!model) {
    EXPECT_FALSE(model.error().message.empty());
    return false;
  }
  Scratch scratch;
  std::vector<float> probabilities(model->labels().size());
  for (const char* text : {"balo ritù né x a b c", "", "😀 ßx unheard-of </s> words"}) {
    model->predict(text, probabilities, scratch);
    for (const float p : probabilities) EXPECT_TRUE(p >= 0 && p <= 1.001F) << p;
  }
  return true;
}

class HostileModel : public testing::TestWithParam<Training> {};

TEST_P(HostileModel, EveryTruncationIsAnError) {
  const std::string bytes = model_bytes(GetParam());
  ASSERT_TRUE(answers(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto model = FastTextModel::parse(bytes.substr(0, size));
    ASSERT_FALSE(model) << size;
    EXPECT_EQ(model.error().code, size < 8 ? Code::kInvalid : Code::kCorrupt) << size;
  }
}

TEST_P(HostileModel, EveryFourBytesMayBeAnyExtreme) {
  const std::string bytes = model_bytes(GetParam());
  for (const std::uint32_t value : {0U, 0xFFFFFFFFU, 0x7FFFFFFFU, 0x80000000U, 0x00FFFFFFU, 0x7F800000U}) {
    for (std::size_t at = 0; at + sizeof value <= bytes.size(); ++at) {
      std::string changed = bytes;
      std::memcpy(changed.data() + at, &value, sizeof value);
      answers(changed);
    }
  }
}

TEST_P(HostileModel, AnyBytesMayBeFlipped) {
  const std::string bytes = model_bytes(GetParam());
  Random random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string changed = bytes;
    for (std::uint64_t flips = 1 + random.below(8); flips > 0; --flips) {
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    }
    answers(changed);
  }
}

INSTANTIATE_TEST_SUITE_P(FastText, HostileModel, testing::ValuesIn(small_models()),
                         [](const auto& test) { return test.param.name; });

template <class T>
void put(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

// Places in the file: magic 0, version 4, settings 8-63 (loss 32, model 36, bucket 40, minn 44, maxn 48), dictionary
// 64 (size, words, labels, tokens, pruned).
TEST(HostileModelFile, FaultsAreNamed) {
  const std::string bytes = model_bytes(small_models()[0]);
  struct Case {
    std::size_t at;
    std::int32_t value;
    Code code;
    const char* says;
  };
  for (const Case& c :
       {Case{0, 1, Code::kInvalid, "not a fastText model"}, Case{4, 13, Code::kUnsupported, "version 13"},
        Case{4, 10, Code::kUnsupported, "version 10"}, Case{28, 1000, Code::kUnsupported, "longer than"},
        Case{32, 9, Code::kCorrupt, "unknown loss"}, Case{36, 1, Code::kUnsupported, "word vectors"},
        Case{36, 2, Code::kUnsupported, "cannot classify"}, Case{40, 0, Code::kCorrupt, "no buckets"},
        Case{40, 1'000'000, Code::kCorrupt, "too few rows"}, Case{44, -1, Code::kCorrupt, "below 0"},
        Case{48, 2'000'000'000, Code::kUnsupported, "longer than"},
        Case{64, 2'000'000'000, Code::kCorrupt, "contradict"}, Case{68, -5, Code::kCorrupt, "contradict"}}) {
    std::string changed = bytes;
    put(changed, c.at, c.value);
    const auto model = FastTextModel::parse(changed);
    ASSERT_FALSE(model) << c.says;
    EXPECT_EQ(model.error().code, c.code) << model.error().message;
    EXPECT_THAT(model.error().message, HasSubstr(c.says));
  }
}

TEST(HostileModelFile, CountsBeyondTheFileAreRefusedBeforeMemoryIsTaken) {
  std::string bytes = model_bytes(small_models()[0]);
  put<std::int32_t>(bytes, 64, 2'000'000'003);
  put<std::int32_t>(bytes, 68, 2'000'000'000);
  EXPECT_THAT(FastTextModel::parse(bytes).error().message, HasSubstr("more than the file can hold"));
  bytes = model_bytes(small_models()[0]);
  put<std::int64_t>(bytes, 84, std::int64_t{1} << 60);
  EXPECT_EQ(FastTextModel::parse(bytes).error().code, Code::kCorrupt);
}

TEST(HostileModelFile, AFolderAndAMissingFileAreNamed) {
  const TempFolder folder;
  EXPECT_THAT(FastTextModel::load(folder.path()).error().message, HasSubstr("not a regular file"));
  EXPECT_EQ(FastTextModel::load(folder.path() / "none.bin").error().code, Code::kNotFound);
  ASSERT_TRUE(write_file(folder.path() / "empty.bin", ""));
  EXPECT_THAT(FastTextModel::load(folder.path() / "empty.bin").error().message, HasSubstr("empty.bin"));
}

TEST(AwkwardText, OfTenMegabytesIsAnsweredAsItsWordsAre) {
  const auto model = FastTextModel::parse(model_bytes(small_models()[0]));
  ASSERT_TRUE(model);
  Scratch scratch;
  std::vector<float> once(3);
  std::vector<float> many(3);
  std::string text;
  while (text.size() < 10'000'000) text += "balo ritù zimo ";
  model->predict(text.substr(0, text.size() / 100), once, scratch);
  model->predict(text, many, scratch);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(once[i], many[i], 1e-3);
  EXPECT_TRUE(model->predict(text.assign(10'000'000, 'a'), many, scratch));
  EXPECT_TRUE(model->predict(text.assign(1'000'000, '\0') + "balo", many, scratch));
}

}  // namespace
}  // namespace polso::fasttext
