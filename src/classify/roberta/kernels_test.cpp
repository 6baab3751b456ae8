// Each set of kernels that this processor can run against the same sums in double.
#include "classify/roberta/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace polso::roberta {
namespace {

constexpr std::size_t kSizes[] = {1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 64, 100};

class KernelsTest : public testing::TestWithParam<std::size_t> {
 protected:
  const Kernels& kernels() { return kernel_set(GetParam()); }

  std::vector<float> random(std::size_t size, float spread = 3) {
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> values(size);
    for (float& value : values) value = normal(engine_);
    return values;
  }

  std::mt19937 engine_{7};
};

INSTANTIATE_TEST_SUITE_P(Sets, KernelsTest, testing::Range(std::size_t{0}, kernel_sets()));

std::vector<double> layer_norm(const std::vector<double>& x, const NormWeights& norm) {
  const auto size = static_cast<double>(x.size());
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / size;
  double variance = 0;
  for (const double value : x) variance += (value - mean) * (value - mean) / size;
  std::vector<double> y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    y.push_back((x[i] - mean) / std::sqrt(variance + double{norm.epsilon}) * double{norm.weight[i]} +
                double{norm.bias[i]});
  }
  return y;
}

TEST_P(KernelsTest, AddsTheBias) {
  for (const std::size_t size : kSizes) {
    const auto sums = random(size);
    const auto bias = random(size);
    std::vector<float> out(size);
    kernels().plain({sums.data(), bias.data(), nullptr, nullptr, 1}, size, out.data());
    for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(out[i], sums[i] + bias[i]);
  }
}

TEST_P(KernelsTest, ScalesIntegerSumsByRowAndColumn) {
  for (const std::size_t size : kSizes) {
    std::vector<std::int32_t> sums(size);
    std::vector<std::int32_t> offset(size);
    for (std::size_t i = 0; i < size; ++i) {
      sums[i] = static_cast<std::int32_t>(engine_() % 2'000'000) - 1'000'000;
      offset[i] = static_cast<std::int32_t>(engine_() % 200'000) - 100'000;
    }
    const auto bias = random(size);
    const auto scale = random(size);
    std::vector<float> out(size);
    kernels().plain({sums.data(), bias.data(), scale.data(), offset.data(), 0.01F}, size, out.data());
    for (std::size_t i = 0; i < size; ++i) {
      const double expected = double(sums[i] - offset[i]) * double{scale[i]} * 0.01 + double{bias[i]};
      EXPECT_NEAR(out[i], expected, std::abs(expected) * 1e-6 + 1e-2);
    }
  }
}

TEST_P(KernelsTest, ComputesGeluOfTheErrorFunction) {
  std::vector<float> x;
  for (int i = -4000; i <= 4000; ++i) x.push_back(static_cast<float>(i) * 0.0025F);
  for (const float value : {-1e30F, -100.0F, -14.0F, 14.0F, 100.0F, 1e30F, 0.0F}) x.push_back(value);
  const std::vector<float> bias(x.size(), 0);
  std::vector<float> out(x.size());
  kernels().gelu({x.data(), bias.data(), nullptr, nullptr, 1}, x.size(), out.data());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double expected = double{x[i]} / 2 * (1 + std::erf(double{x[i]} / std::sqrt(2.0)));
    EXPECT_NEAR(out[i], expected, 5e-7 + std::abs(expected) * 2e-7) << x[i];
  }
}

TEST_P(KernelsTest, NormalisesTheSumOfStateAndRow) {
  for (const std::size_t size : kSizes) {
    const auto sums = random(size);
    const auto bias = random(size);
    const auto weight = random(size);
    auto x = random(size);
    const NormWeights norm{weight.data(), bias.data(), 1e-5F};
    std::vector<double> added;
    for (std::size_t i = 0; i < size; ++i) added.push_back(double{x[i]} + double{sums[i]} + double{bias[i]});
    const auto expected = layer_norm(added, norm);
    kernels().add_and_norm({sums.data(), bias.data(), nullptr, nullptr, 1}, norm, size, x.data());
    for (std::size_t i = 0; i < size; ++i) EXPECT_NEAR(x[i], expected[i], size == 1 ? 1e-2 : 3e-5) << size;
  }
}

TEST_P(KernelsTest, QuantisesToTheNearestOf255Steps) {
  for (const std::size_t size : kSizes) {
    const auto x = random(size);
    std::vector<std::uint8_t> out(size);
    const float scale = kernels().quantise(x.data(), size, out.data());
    for (std::size_t i = 0; i < size; ++i) {
      EXPECT_NEAR(x[i], (static_cast<float>(out[i]) - 128) * scale, scale * 0.5001F);
      EXPECT_GE(out[i], 1);
    }
  }
}

TEST_P(KernelsTest, QuantisesARowOfZerosToTheZeroPoint) {
  const std::vector<float> x(20, 0);
  std::vector<std::uint8_t> out(20);
  EXPECT_EQ(kernels().quantise(x.data(), 20, out.data()), 0);
  EXPECT_EQ(out, std::vector<std::uint8_t>(20, 128));
}

/// softmax(q kᵀ / √size) v for one query.
std::vector<double> attention_of(const Head& head, std::size_t query) {
  std::vector<double> weights;
  double top = -1e300;
  for (std::size_t j = 0; j < head.length; ++j) {
    double dot = 0;
    for (std::size_t d = 0; d < head.size; ++d) {
      dot += double{head.q[query * head.stride + d]} * double{head.k[j * head.stride + d]};
    }
    weights.push_back(dot / std::sqrt(static_cast<double>(head.size)));
    top = std::max(top, weights.back());
  }
  double sum = 0;
  for (double& weight : weights) sum += weight = std::exp(weight - top);
  std::vector<double> out(head.size);
  for (std::size_t j = 0; j < head.length; ++j) {
    for (std::size_t d = 0; d < head.size; ++d) out[d] += weights[j] / sum * double{head.v[j * head.stride + d]};
  }
  return out;
}

TEST_P(KernelsTest, AttendsAsTheFormulaSays) {
  for (const std::size_t size : {1, 16, 20, 64}) {
    for (const std::size_t length : {1, 2, 5, 16, 31, 32, 33, 70}) {
      for (const std::size_t queries : {std::size_t{1}, length}) {
        const std::size_t stride = 3 * size + 1;
        const auto rows = random(stride * length);
        std::vector<float> out(size * length, -7);
        std::vector<float> scratch(attention_scratch(length, size), std::nanf(""));
        const Head head{
            rows.data(), rows.data() + size, rows.data() + 2 * size, stride, out.data(), size, length, queries, size};
        kernels().attend(head, scratch.data());
        for (std::size_t i = 0; i < length; ++i) {
          const auto expected = i < queries ? attention_of(head, i) : std::vector<double>(size, -7);
          for (std::size_t d = 0; d < size; ++d) ASSERT_NEAR(out[i * size + d], expected[d], 5e-5) << length;
        }
      }
    }
  }
}

TEST_P(KernelsTest, AttendsFinitelyToHugeScores) {
  const std::vector<float> rows(6, 1e18F);
  float out[2]{};
  std::vector<float> scratch(attention_scratch(2, 1));
  kernels().attend({rows.data(), rows.data() + 1, rows.data() + 2, 3, out, 1, 2, 2, 1}, scratch.data());
  EXPECT_FLOAT_EQ(out[0], 1e18F);
}

}  // namespace
}  // namespace polso::roberta
