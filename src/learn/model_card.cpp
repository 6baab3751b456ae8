// One function a section.
#include "learn/model_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace polso {
namespace {

std::string front_matter(const Trained& trained, const Recipe& recipe) {
  const std::string library = trained.bundle.kind == "fasttext"  ? "library_name: fasttext\n"
                              : trained.bundle.kind == "roberta" ? "library_name: transformers\n"
                                                                 : "";
  const std::string license = recipe.license.empty() ? "" : fmt::format("license: {}\n", recipe.license);
  std::string text = fmt::format(
      "---\nlanguage: {}\n{}{}pipeline_tag: text-classification\ntags:\n- sentiment-analysis\n- {}\n- polso\n"
      "metrics:\n- recall\n- f1\n- accuracy\n",
      recipe.lang, license, library, trained.bundle.kind);
  if (trained.tests.empty()) return text + "---\n";
  text += fmt::format("model-index:\n- name: {}\n  results:\n", recipe.name);
  for (const Measured& test : trained.tests) {
    text += fmt::format(
        "  - task:\n      type: text-classification\n    dataset:\n      name: \"{}\"\n      type: \"{}\"\n    "
        "metrics:\n",
        test.set, test.set);
    for (const char* key : {"macro_recall", "macro_f1", "accuracy"}) {
      text += fmt::format("    - type: {}\n      value: {:.4f}\n", key, test.evaluation.metrics.at(key).value);
    }
  }
  return text + "---\n";
}

std::string figures(const Trained& trained) {
  std::string text =
      "\n## Figures\nEach with its 95 % bootstrap interval (1,000 resamples of the posts); ECE in 15 bins of equal "
      "width.\n\n| posts | n | macro recall | macro F1 | accuracy | ECE | log-loss |\n|---|---|---|---|---|---|---|\n";
  const auto row = [&](const std::string& name, const Measured& measured) {
    text += fmt::format("| {} | {} |", name, measured.evaluation.posts);
    for (const char* key : {"macro_recall", "macro_f1", "accuracy", "ece", "log_loss"}) {
      const Metric& m = measured.evaluation.metrics.at(key);
      text += fmt::format(" {:.3f} ({:.3f} to {:.3f}) |", m.value, m.low, m.high);
    }
    text += '\n';
  };
  row(fmt::format("{} ({} on it)", trained.validation.set, trained.bundle.cascade ? "rule learnt" : "calibrated"),
      trained.validation);
  for (const Measured& test : trained.tests) row(test.set, test);
  for (const Measured& test : trained.tests) {
    text += fmt::format(
        "\nWhat was said of {}, by truth:\n\n| truth | negative | neutral | positive |\n|---|---|---|---|\n", test.set);
    for (std::size_t i = 0; i < kSentiments; ++i) {
      const auto& counts = test.evaluation.confusion[i];
      text += fmt::format("| {} | {} | {} | {} |\n", kSentimentNames[i], counts[0], counts[1], counts[2]);
    }
  }
  return text;
}

std::string removed_text(const CleanSet& clean) {
  if (clean.removed.empty()) return "0";
  std::string text;
  for (const auto& [set, count] : clean.removed) {
    text += fmt::format("{}{} equal to {}", text.empty() ? "" : "; ", count, set);
  }
  return text;
}

/// What each budget buys, for a cascade.
std::string curves(const Trained& trained) {
  std::string text;
  for (std::size_t i = 0; i < trained.curves.size(); ++i) {
    text += fmt::format(
        "\nOn {}, by budget (the share of posts that the large model answers); share error: mean absolute error of "
        "corrected shares in {} draws of {} posts, and of plain counts:\n\n| budget | macro recall | accuracy | share "
        "error | of counts |\n|---|---|---|---|---|\n",
        trained.tests[i].set, kCurveDraws, kCurvePosts);
    for (const CurvePoint& point : trained.curves[i]) {
      text += fmt::format("| {} | {:.4f} | {:.4f} | {} | {} |\n", point.budget, point.macro_recall, point.accuracy,
                          point.share_error ? fmt::format("{:.4f}", *point.share_error) : "-",
                          point.counted_error ? fmt::format("{:.4f}", *point.counted_error) : "-");
    }
  }
  return text;
}

std::string data(const Trained& trained) {
  if (trained.data.empty()) return "";
  std::string text =
      "\n## Data\nWhatever equals a validation or test text after normalisation was removed before anything was "
      "learnt.\n\n| learnt from | rows | removed by the leak guard | SHA-256 |\n|---|---|---|---|\n";
  for (const CleanSet& clean : trained.data) {
    text += fmt::format("| {} | {} | {} | `{}` |\n", clean.set.name, clean.rows_before, removed_text(clean),
                        clean.set.sha256.substr(0, 12));
  }
  for (const CleanSet& clean : trained.data) {
    for (const auto& [word, count] : clean.set.skipped) {
      text += fmt::format("\n{}: {} rows labelled '{}' were left out, as the recipe or the catalogue says.\n",
                          clean.set.name, count, word);
    }
  }
  return text;
}

std::string how_of_cascade(const Trained& trained) {
  const Cascade& cascade = *trained.bundle.cascade;
  return fmt::format(
      "\n## How it works\n{} (`{}`) answers every post; {} (`{}`) answers the share that the budget pays for: the "
      "posts "
      "with the highest deferral score, which is the gain in recall to be expected from asking, learnt on {}. The "
      "shares "
      "of a budget are corrected by what the pair said of those posts at that budget.\n",
      cascade.small_id, cascade.small, cascade.large_id, cascade.large, trained.validation.set);
}

std::string how(const Trained& trained, const Recipe& recipe) {
  const Bundle& bundle = trained.bundle;
  if (bundle.cascade) return how_of_cascade(trained);
  const auto& w = bundle.decision_weight;
  const std::string model = recipe.checkpoint
                                ? fmt::format("The weights `{}` ({}) as they came", bundle.weights, bundle.kind)
                                : fmt::format("fastText on text normalised as `{}`", bundle.normaliser);
  std::string text = fmt::format(
      "\n## How it works\n{}. Its scores are calibrated on {} ({} scaling), and the "
      "label follows the {} rule (weights {:.3f}, {:.3f}, {:.3f} for negative, neutral, positive), chosen on the same "
      "posts by macro recall.\n",
      model, trained.validation.set, kCalibrationNames[static_cast<std::size_t>(trained.calibration)], bundle.decision,
      w[0], w[1], w[2]);
  if (recipe.checkpoint) return text;
  const FastTextRecipe& f = recipe.fasttext;
  if (f.models > 1) {
    text += fmt::format(
        "{} models with seeds {} to {} are averaged and rewritten with three numbers a feature, which changes no "
        "answer; `{}` is a genuine fastText file that fastText itself loads.\n",
        f.models, recipe.seed, recipe.seed + static_cast<std::uint64_t>(f.models) - 1, bundle.weights);
  }
  return text;
}

}  // namespace

std::string model_card(const Trained& trained, const Recipe& recipe) {
  std::string text = front_matter(trained, recipe);
  text += fmt::format(
      "\n# {}\nSays of a post (language: {}) how probable it is that its mood is negative, neutral or positive.\n",
      recipe.name, recipe.lang);
  text += fmt::format("\n## Intended use\n{}\n",
                      recipe.intended_use.empty() ? "Shares of mood over many posts about a company. Not a judgement "
                                                    "of a single person or a single post."
                                                  : recipe.intended_use);
  text += figures(trained) + curves(trained) + data(trained) + how(trained, recipe);
  text += fmt::format("\n## Limits\n{}\n",
                      recipe.limits.empty()
                          ? "It knows words, not irony or context. Where prevalence differs from the validation posts "
                            "counted labels are biased: use Polso's corrected shares."
                          : recipe.limits);
  if (!recipe.terms.empty()) text += fmt::format("\n## Terms\n{}\n", recipe.terms);
  text += fmt::format(
      "\n## Again\n`polso train` with the recipe inside `polso.json` and seed {} gives these bytes again "
      "from the same data.\n",
      recipe.seed);
  return text;
}

}  // namespace polso
