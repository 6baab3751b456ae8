#include "classify/roberta/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "classify/roberta/openmp.h"

namespace polso::roberta {
namespace {

struct Case {
  std::size_t in, out, rows;
};

constexpr Case kCases[] = {{16, 48, 1}, {40, 32, 7}, {32, 3, 16}, {96, 64, 17}, {64, 40, 600}};

std::vector<float> random(std::size_t size, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(size);
  for (float& value : values) value = normal(engine);
  return values;
}

std::shared_ptr<const Product> product(const Case& c, Numbers numbers) {
  auto made = Product::make(c.in, c.out, numbers);
  if (!made) throw std::runtime_error(made.error().message);
  return *std::move(made);
}

/// The rows of x · matrixᵀ + bias as the Linear has them, without what pads them.
std::vector<float> answer(const Linear& linear, std::vector<float> x, std::size_t rows) {
  x.resize(padded_rows(rows) * linear.in());
  LinearScratch scratch;
  if (const Status status = linear.multiply(x.data(), rows, scratch); !status) {
    throw std::runtime_error(status.error().message);
  }
  std::vector<float> out(rows * linear.out());
  for (std::size_t i = 0; i < rows; ++i) {
    kernels().plain(linear.row(i, scratch), linear.out(), out.data() + i * linear.out());
  }
  return out;
}

class LinearTest : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Threads, LinearTest, testing::Values(1, 2));

TEST_P(LinearTest, MultipliesFloats) {
  const OpenMpThreads threads(GetParam());
  for (const Case& c : kCases) {
    const auto x = random(c.rows * c.in, 1);
    const auto matrix = random(c.out * c.in, 2);
    const auto bias = random(c.out, 3);
    const auto linear = Linear::of_floats(product(c, Numbers::kFloat), matrix.data(), true, bias);
    ASSERT_TRUE(linear) << linear.error().message;
    const auto got = answer(*linear, x, c.rows);
    for (std::size_t i = 0; i < c.rows; ++i) {
      for (std::size_t o = 0; o < c.out; ++o) {
        double expected = double{bias[o]};
        for (std::size_t k = 0; k < c.in; ++k) expected += double{x[i * c.in + k]} * double{matrix[o * c.in + k]};
        ASSERT_NEAR(got[i * c.out + o], expected, 1e-4);
      }
    }
  }
}

/// The same integers, multiplied one by one, so that saturation or a wrong zero point shows.
TEST_P(LinearTest, MultipliesEightBitsExactly) {
  const OpenMpThreads threads(GetParam());
  for (const Case& c : kCases) {
    for (const bool largest : {false, true}) {
      const auto x = largest ? std::vector<float>(c.rows * c.in, 1) : random(c.rows * c.in, 1);
      const auto matrix = largest ? std::vector<float>(c.out * c.in, -1) : random(c.out * c.in, 2);
      std::vector<std::int8_t> values(matrix.size());
      std::vector<float> scale(c.out);
      quantise_matrix(matrix, int8_is_exact() ? 127 : 63, values, scale);
      const auto linear = Linear::of_int8(product(c, Numbers::kInt8), {values, scale}, random(c.out, 3));
      ASSERT_TRUE(linear) << linear.error().message;
      const auto got = answer(*linear, x, c.rows);
      for (std::size_t i = 0; i < c.rows; ++i) {
        std::vector<std::uint8_t> row(c.in);
        const float row_scale = kernels().quantise(x.data() + i * c.in, c.in, row.data());
        for (std::size_t o = 0; o < c.out; ++o) {
          int sum = 0;
          for (std::size_t k = 0; k < c.in; ++k) sum += (row[k] - 128) * values[o * c.in + k];
          const float expected = static_cast<float>(sum) * row_scale * scale[o] + random(c.out, 3)[o];
          ASSERT_NEAR(got[i * c.out + o], expected, 1e-5F + std::abs(expected) * 1e-6F);
        }
      }
    }
  }
}

}  // namespace
}  // namespace polso::roberta
