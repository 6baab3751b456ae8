// Sentiment and Scores: three classes, always in TweetEval's order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace polso {

enum class Sentiment : std::uint8_t { kNegative = 0, kNeutral = 1, kPositive = 2 };

inline constexpr std::size_t kSentiments = 3;
inline constexpr std::array<std::string_view, kSentiments> kSentimentNames{"negative", "neutral", "positive"};

/// One number per Sentiment.
template <class T>
using PerSentiment = std::array<T, kSentiments>;

/// Probabilities that sum to 1.
using Scores = PerSentiment<float>;

[[nodiscard]] constexpr std::size_t index(Sentiment sentiment) { return static_cast<std::size_t>(sentiment); }

[[nodiscard]] constexpr std::string_view name(Sentiment sentiment) { return kSentimentNames[index(sentiment)]; }

/// Reads "0", "negative", "neg", "Negative", "LABEL_0", "__label__negative" and their like, also in Italian; nothing
/// for other words.
[[nodiscard]] std::optional<Sentiment> parse_sentiment(std::string_view text);

}  // namespace polso
