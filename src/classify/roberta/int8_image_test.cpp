#include "classify/roberta/int8_image.h"

#include <gtest/gtest.h>

#include "base/temp_folder.h"
#include "classify/roberta/fixture_for_tests.h"
#include "classify/roberta/names.h"

namespace polso::roberta {
namespace {

namespace fs = std::filesystem;

TEST(QuantiseMatrix, KeepsEachRowsLargestAndRoundsTheRestToTheNearest) {
  const std::vector<float> matrix{1, -0.5F, 0.251F, 0, 0, 0, -8, 4, 0.1F};
  std::vector<std::int8_t> values(9);
  std::vector<float> scale(3);
  quantise_matrix(matrix, 100, values, scale);
  EXPECT_EQ(values, (std::vector<std::int8_t>{100, -50, 25, 0, 0, 0, -100, 50, 1}));
  EXPECT_EQ(scale, (std::vector<float>{0.01F, 0, 0.08F}));
}

class Int8ImageTest : public testing::Test {
 protected:
  Int8ImageTest() : opened_(open_encoder(POLSO_SOURCE_DIR "/src/classify/roberta/fixtures/roberta-float32")) {}

  Int8Image make(int limit = 127) { return make_of(opened_.checkpoint.tensors(), limit); }

  Int8Image make_of(const TensorMap& tensors, int limit = 127) {
    auto image = Int8Image::make(opened_.config, tensors, limit, temp_.path(), [] {});
    if (!image) throw std::runtime_error(image.error().message);
    return *std::move(image);
  }

  std::vector<fs::path> files() const { return {fs::directory_iterator(temp_.path()), fs::directory_iterator()}; }

  TempFolder temp_;
  Opened opened_;
};

TEST_F(Int8ImageTest, IsTakenFromTheFileOfAnEarlierRun) {
  const Int8Image made = make();
  const Int8Image taken = make();
  EXPECT_FALSE(made.from_file());
  EXPECT_TRUE(taken.from_file());
  for (std::size_t layer = 0; layer < opened_.config.num_hidden_layers; ++layer) {
    for (std::size_t m = 0; m < kMatrices; ++m) {
      EXPECT_TRUE(std::ranges::equal(made.matrix(layer, m).values, taken.matrix(layer, m).values));
      EXPECT_TRUE(std::ranges::equal(made.matrix(layer, m).scale, taken.matrix(layer, m).scale));
    }
  }
}

TEST_F(Int8ImageTest, HoldsTheMatricesOfEachLayerJoinedFromTheirParts) {
  const Int8Image image = make();
  const MatrixNames names = matrices_of_layer(opened_.config, 1)[0];
  const auto matrix = read_matrix(opened_.checkpoint.tensors(), names);
  ASSERT_TRUE(matrix);
  const QuantisedMatrix quantised = image.matrix(1, 0);
  ASSERT_EQ(quantised.values.size(), matrix->size());
  for (std::size_t i = 0; i < matrix->size(); ++i) {
    const float scale = quantised.scale[i / names.in];
    ASSERT_NEAR((*matrix)[i], static_cast<float>(quantised.values[i]) * scale, scale * 0.501F);
  }
}

TEST_F(Int8ImageTest, IsMadeAgainWhereTheFileWasDamagedOrCut) {
  make();
  const fs::path file = files().at(0);
  const auto size = fs::file_size(file);
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{20}, std::size_t{100}, size / 2, size - 1}) {
    {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekg(static_cast<std::streamoff>(at));
      const int byte = stream.get();
      stream.seekp(static_cast<std::streamoff>(at));
      stream.put(static_cast<char>(byte ^ 1));
    }
    EXPECT_FALSE(make().from_file()) << "byte " << at;
    EXPECT_TRUE(make().from_file());
  }
  fs::resize_file(file, size - 1);
  EXPECT_FALSE(make().from_file());
}

TEST_F(Int8ImageTest, IsNotTakenForOtherWeightsOrAnotherNumberOfBits) {
  make();
  EXPECT_FALSE(make(63).from_file());
  TensorMap tensors = opened_.checkpoint.tensors();
  Tensor& tensor = tensors.at("roberta.encoder.layer.1.output.dense.weight");
  std::vector<std::byte> other(tensor.bytes.begin(), tensor.bytes.end());
  other[0] ^= std::byte{1};
  tensor.bytes = other;
  EXPECT_FALSE(make_of(tensors).from_file());
  EXPECT_EQ(files().size(), 3U);
}

TEST_F(Int8ImageTest, DoesWithoutAFileWhereNoneCanBeWritten) {
  const auto image =
      Int8Image::make(opened_.config, opened_.checkpoint.tensors(), 127, temp_.path() / "not there", [] {});
  ASSERT_TRUE(image);
  EXPECT_FALSE(image->from_file());
}

}  // namespace
}  // namespace polso::roberta
