// Shapes, and the ways from each floating-point type to float32; loops without branches, which compilers vectorise.
#include "classify/weights/tensor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cstdint>
#include <cstring>

namespace polso {
namespace {

static_assert(std::endian::native == std::endian::little, "the files' numbers are little-endian");

float from_f32(float value) { return value; }

float from_f64(double value) { return static_cast<float>(value); }

float from_bf16(std::uint16_t bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }

/// IEEE 754 binary16: 1 bit of sign, 5 of exponent with bias 15, 10 of mantissa.
float from_f16(std::uint16_t bits) {
  constexpr std::uint32_t kRebias = (127U - 15U) << 23;
  const std::uint32_t exponent = bits & 0x7C00U;
  const std::uint32_t moved = (bits & 0x7FFFU) << 13;
  const std::uint32_t normal = moved + kRebias;
  const std::uint32_t infinite = normal + kRebias;  // exponent 31 becomes 255; a NaN keeps its mantissa
  const auto subnormal =
      std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(bits & 0x3FFU)) * 0x1.0p-24F);
  const std::uint32_t finite = exponent == 0 ? subnormal : normal;
  const std::uint32_t sign = (bits & 0x8000U) << 16;
  return std::bit_cast<float>(sign | (exponent == 0x7C00U ? infinite : finite));
}

template <class T, float (*convert)(T)>
void widen(std::span<const std::byte> bytes, std::span<float> out) {
  const std::byte* from = bytes.data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    T value;
    std::memcpy(&value, from + i * sizeof value, sizeof value);  // the file need not align it
    out[i] = convert(value);
  }
}

}  // namespace

std::size_t Tensor::elements() const { return product_of(shape).value_or(0); }

std::optional<std::size_t> product_of(std::span<const std::size_t> shape) {
  std::size_t product = 1;
  bool overflows = false;
  for (const std::size_t dimension : shape) {
    if (dimension == 0) return 0;
    overflows = overflows || __builtin_mul_overflow(product, dimension, &product);
  }
  if (overflows) return std::nullopt;
  return product;
}

std::string text_of(std::span<const std::size_t> shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

bool to_float32(DType type, std::span<const std::byte> bytes, std::span<float> out) {
  switch (type) {
    case DType::kF32:
      widen<float, from_f32>(bytes, out);
      return true;
    case DType::kF16:
      widen<std::uint16_t, from_f16>(bytes, out);
      return true;
    case DType::kBF16:
      widen<std::uint16_t, from_bf16>(bytes, out);
      return true;
    case DType::kF64:
      widen<double, from_f64>(bytes, out);
      return true;
    default:
      return false;
  }
}

}  // namespace polso
