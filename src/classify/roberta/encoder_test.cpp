#include "classify/roberta/encoder.h"

#include <gtest/gtest.h>

#include <thread>

#include "classify/roberta/fixture_for_tests.h"

namespace polso::roberta {
namespace {

constexpr float kExact = 1e-4F;

class EncoderTest : public testing::TestWithParam<std::filesystem::path> {};

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.filename().string();
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Fixtures, EncoderTest, testing::ValuesIn(fixture_folders()), name_of);

TEST_P(EncoderTest, AnswersTheLogitsOfTheReference) {
  const Fixture fixture = load_fixture(GetParam());
  const Opened opened = open_encoder(fixture.folder);
  for (const auto& sequences : {fixture.sequences, fixture.texts}) {
    const float difference = largest_difference(sequences, logits_of(*opened.encoder, sequences));
    EXPECT_LE(difference, kExact);
    RecordProperty("largest_difference", std::to_string(difference));
  }
}

TEST_P(EncoderTest, AnswersEachSequenceAloneAsInABatch) {
  const Fixture fixture = load_fixture(GetParam());
  const Opened opened = open_encoder(fixture.folder);
  for (const Expected& one : fixture.sequences) {
    EXPECT_LE(largest_difference({one}, logits_of(*opened.encoder, {one})), kExact) << one.ids.size() << " ids";
  }
}

TEST_P(EncoderTest, AnswersTheSameHoweverTheWorkIsCutAndShared) {
  const Fixture fixture = load_fixture(GetParam());
  for (const unsigned threads : {1U, 3U}) {
    for (const PackSize pack : {PackSize{1, 1}, PackSize{20, 60}, PackSize{1, 1000}}) {
      const Opened opened = open_encoder(fixture.folder, {.threads = threads, .pack = pack});
      EXPECT_LE(largest_difference(fixture.sequences, logits_of(*opened.encoder, fixture.sequences)), kExact);
    }
  }
}

/// On average: attention over random weights is sharper than a trained model's, and rows of 32 numbers are short.
TEST_P(EncoderTest, StaysNearTheReferenceInEightBits) {
  const Fixture fixture = load_fixture(GetParam());
  const Opened opened = open_encoder(fixture.folder, {.precision = Precision::kInt8});
  const auto logits = logits_of(*opened.encoder, fixture.sequences);
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const std::size_t labels = opened.encoder->labels();
    sum += std::abs(double{logits[i]} - double{fixture.sequences[i / labels].logits[i % labels]});
  }
  EXPECT_LE(sum / static_cast<double>(logits.size()), 0.1);
}

Opened open_first() { return open_encoder(fixture_folders().front()); }

TEST(Encoder, RefusesIdsThatTheModelDoesNotKnow) {
  const Opened opened = open_first();
  std::vector<float> logits(opened.encoder->labels());
  for (const std::vector<std::int32_t>& ids : {std::vector<std::int32_t>{},
                                               {0, -1, 2},
                                               {static_cast<std::int32_t>(opened.config.vocab_size)},
                                               std::vector<std::int32_t>(opened.encoder->most_ids() + 1, 3)}) {
    const Ids one[]{ids};
    const Status status = opened.encoder->logits(one, logits);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Code::kInvalid);
  }
}

TEST(Encoder, AnswersNothingForNothing) { EXPECT_TRUE(open_first().encoder->logits({}, {})); }

TEST(Encoder, ServesSeveralCallersAtOnce) {
  const Fixture fixture = load_fixture(fixture_folders().front());
  const Opened opened = open_encoder(fixture.folder, {.threads = 2});
  std::array<float, 4> differences{};
  {
    std::vector<std::jthread> callers;
    for (float& difference : differences) {
      callers.emplace_back([&] {
        for (int i = 0; i < 5; ++i) {
          difference = std::max(difference,
                                largest_difference(fixture.sequences, logits_of(*opened.encoder, fixture.sequences)));
        }
      });
    }
  }
  for (const float difference : differences) EXPECT_LE(difference, kExact);
}

TEST(Encoder, NamesTheTensorThatIsMissingOrOfAnotherShape) {
  const Opened opened = open_first();
  const std::string name = "roberta.encoder.layer.1.attention.self.key.weight";
  TensorMap tensors = opened.checkpoint.tensors();
  tensors.at(name).shape = {1, 1};
  const auto wrong = Encoder::make(opened.config, tensors, {});
  tensors.erase(name);
  const auto missing = Encoder::make(opened.config, tensors, {.precision = Precision::kInt8});
  for (const auto* result : {&wrong, &missing}) {
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().code, Code::kCorrupt);
    EXPECT_NE(result->error().message.find(name), std::string::npos) << result->error().message;
  }
}

}  // namespace
}  // namespace polso::roberta
