// The formats of `polso classify`, written without a detour through streams: this is the path of every line.
#include "classify/line_answers.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "classify/lines.h"

namespace polso {
namespace {

constexpr std::size_t kVerdictDigits = 4;
constexpr std::size_t kRawDigits = 6;

/// A probability with so many digits after the point.
template <std::size_t digits>
void append_probability(std::string& out, float probability) {
  constexpr unsigned kUnit = [] {
    unsigned unit = 1;
    for (std::size_t i = 0; i < digits; ++i) unit *= 10;
    return unit;
  }();
  auto rest = static_cast<unsigned>(std::lround(static_cast<double>(probability) * kUnit));
  std::array<char, digits + 2> text{};
  for (std::size_t i = digits + 1; i > 1; --i, rest /= 10) text[i] = static_cast<char>('0' + rest % 10);
  text[1] = '.';
  text[0] = static_cast<char>('0' + rest);
  out.append(text.data(), text.size());
}

void append_text(const Verdict& verdict, std::string& out) {
  out += name(verdict.label);
  for (const float score : verdict.scores) {
    out += '\t';
    append_probability<kVerdictDigits>(out, score);
  }
  out += '\n';
}

void append_json(const Verdict& verdict, std::string& out) {
  out.append(",\n{\"label\":\"").append(name(verdict.label)).append("\",\"scores\":{");
  for (std::size_t i = 0; i < kSentiments; ++i) {
    out.append(i == 0 ? "\"" : ",\"").append(kSentimentNames[i]).append("\":");
    append_probability<kVerdictDigits>(out, verdict.scores[i]);
  }
  out += "}}";
}

struct RawLabel {
  std::string plain;
  std::string quoted;  // as JSON
};

std::vector<RawLabel> raw_labels(const std::vector<std::string>& names) {
  std::vector<RawLabel> labels;
  labels.reserve(names.size());
  for (const std::string& plain : names) {
    labels.push_back({plain, nlohmann::json(plain).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
  }
  return labels;
}

}  // namespace

LineAnswers verdict_answers(std::shared_ptr<const Classifier> classifier, bool json) {
  return [classifier = std::move(classifier), json](std::string_view lines, std::string& out) -> Status {
    std::vector<std::string_view> texts;
    each_line(lines, [&](std::string_view line) { texts.push_back(line); });
    std::vector<Verdict> verdicts(texts.size());
    POLSO_TRY(classifier->classify(texts, verdicts));
    out.clear();
    for (const Verdict& verdict : verdicts) json ? append_json(verdict, out) : append_text(verdict, out);
    return {};
  };
}

LineAnswers raw_answers(const std::shared_ptr<const fasttext::FastTextModel>& model, bool json) {
  return [labels = raw_labels(model->labels()), model, json](std::string_view lines, std::string& out) -> Status {
    fasttext::Scratch scratch;
    std::vector<float> probabilities(labels.size());
    out.clear();
    each_line(lines, [&](std::string_view line) {
      const bool known = model->predict(line, probabilities, scratch);
      const std::size_t best = fasttext::likeliest(probabilities);
      if (json) {
        out.append(",\n{\"label\":").append(known ? labels[best].quoted : "null").append(",\"probability\":");
        known ? append_probability<kRawDigits>(out, probabilities[best]) : void(out += "null");
        out += '}';
        return;
      }
      if (known) {
        out.append(labels[best].plain) += ' ';
        append_probability<kRawDigits>(out, probabilities[best]);
      }
      out += '\n';
    });
    return {};
  };
}

}  // namespace polso
