// White space as fastText has it, in any locale, looked for sixteen bytes at once.
#pragma once

#include <bit>
#include <cstddef>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace polso::fasttext {

/// NUL is white space too.
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

inline constexpr std::size_t kStep = 16;

/// How many of the kStep bytes at `from` come before the first white space.
[[nodiscard]] inline std::size_t word_length(const char* from) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  const __m128i above_tab = _mm_sub_epi8(bytes, _mm_set1_epi8('\t'));
  const __m128i is_control = _mm_cmpeq_epi8(_mm_min_epu8(above_tab, _mm_set1_epi8('\r' - '\t')), above_tab);
  const __m128i is_blank =
      _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
  const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(is_control, is_blank)));
  return static_cast<std::size_t>(std::countr_zero(found | (1U << kStep)));
#else
  std::size_t length = 0;
  while (length < kStep && !is_space(from[length])) ++length;
  return length;
#endif
}

}  // namespace polso::fasttext
