// From every floating-point type to float32, over all values of the short ones.
#include "classify/weights/tensor.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "classify/weights/made_files.h"

namespace polso {
namespace {

/// IEEE 754 binary16 by its definition.
double half_by_definition(unsigned bits) {
  const double sign = (bits & 0x8000U) != 0 ? -1 : 1;
  const int exponent = static_cast<int>(bits >> 10 & 31U);
  const double mantissa = bits & 0x3FFU;
  if (exponent == 31) return mantissa == 0 ? sign * std::numeric_limits<double>::infinity() : std::nan("");
  if (exponent == 0) return sign * std::ldexp(mantissa, -24);
  return sign * std::ldexp(1024 + mantissa, exponent - 25);
}

std::vector<float> all_shorts(DType type) {
  std::string bytes;
  for (unsigned bits = 0; bits < 0x10000; ++bits) append(bytes, static_cast<std::uint16_t>(bits));
  std::vector<float> out(0x10000);
  EXPECT_TRUE(to_float32(type, bytes_of(bytes), out));
  return out;
}

TEST(ToFloat32, IsExactForEveryHalf) {
  const std::vector<float> out = all_shorts(DType::kF16);
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const double expected = half_by_definition(bits);
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(out[bits])) << bits;
    } else {
      EXPECT_EQ(static_cast<double>(out[bits]), expected) << bits;
    }
    EXPECT_EQ(std::signbit(out[bits]), bits >= 0x8000) << bits;
  }
}

TEST(ToFloat32, OfABfloat16IsTheUpperHalfOfTheFloat) {
  const std::vector<float> out = all_shorts(DType::kBF16);
  for (unsigned bits = 0; bits < 0x10000; ++bits) EXPECT_EQ(std::bit_cast<std::uint32_t>(out[bits]), bits << 16);
}

TEST(ToFloat32, RoundsDoublesToNearestAndKeepsFloats) {
  const std::vector<double> numbers{0.1, -1e-50, 1e300, std::nan(""), 16777217.0, 16777219.0, -0.0};
  std::string doubles;
  std::string floats;
  for (const double number : numbers) {
    append(doubles, number);
    append(floats, static_cast<float>(number));
  }
  std::vector<float> from_doubles(numbers.size());
  std::vector<float> from_floats(numbers.size());
  ASSERT_TRUE(to_float32(DType::kF64, bytes_of(doubles), from_doubles));
  ASSERT_TRUE(to_float32(DType::kF32, bytes_of(floats), from_floats));
  EXPECT_EQ(std::memcmp(from_floats.data(), floats.data(), floats.size()), 0);
  EXPECT_EQ(std::memcmp(from_doubles.data(), floats.data(), floats.size()), 0);
  EXPECT_EQ(from_doubles[4], 16777216.0F);
}

TEST(ToFloat32, ReadsAtAnyAlignment) {
  std::string bytes = "?";
  for (const float number : {1.5F, -2.25F, 3e-40F}) append(bytes, number);
  std::vector<float> out(3);
  ASSERT_TRUE(to_float32(DType::kF32, bytes_of(bytes).subspan(1), out));
  EXPECT_EQ(out, (std::vector<float>{1.5F, -2.25F, 3e-40F}));
}

TEST(ToFloat32, RefusesWhatIsNotFloatingPoint) {
  std::vector<float> out(1);
  for (const DType type : {DType::kI64, DType::kI32, DType::kOther}) {
    EXPECT_FALSE(to_float32(type, bytes_of("12345678"), out));
  }
}

TEST(Shape, HasAProductUnlessItOverflows) {
  constexpr std::size_t kHalf = std::size_t{1} << 32;
  EXPECT_EQ(product_of(std::vector<std::size_t>{}), 1);
  EXPECT_EQ(product_of(std::vector<std::size_t>{3, 4}), 12);
  EXPECT_EQ(product_of(std::vector<std::size_t>{kHalf, kHalf}), std::nullopt);
  EXPECT_EQ(product_of(std::vector<std::size_t>{kHalf, kHalf, 0}), 0);
}

}  // namespace
}  // namespace polso
