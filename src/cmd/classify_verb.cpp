// polso classify: what a model makes of texts, line by line.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "classify/line_answers.h"
#include "classify/lines.h"
#include "cmd/byte_stream.h"
#include "cmd/open_model.h"
#include "cmd/progress_bar.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

struct ClassifyFlags {
  std::vector<std::string> texts;
  std::string data;
  std::string out = "-";
  unsigned threads = 1;
  bool raw = false;
  bool json = false;
};

struct Answers {
  std::string model;
  LineAnswers of_lines;
};

Result<Answers> open_answers(const Config& config, const ClassifyFlags& flags) {
  if (!flags.raw) {
    POLSO_ASSIGN(auto classifier, open_model(config));
    const std::string id = classifier->bundle().id();
    return Answers{id, verdict_answers(std::move(classifier), flags.json)};
  }
  POLSO_ASSIGN(const fs::path path, model_folder(config));
  fs::path weights = path;
  if (fs::is_directory(path)) {
    POLSO_ASSIGN(const Bundle bundle, load_bundle(path));
    if (bundle.cascade)
      return fail(Code::kUsage, "--raw shows what one model's weights say: name a part of the cascade");
    weights /= bundle.weights;
  }
  POLSO_ASSIGN(auto model, fasttext::FastTextModel::load(weights));
  return Answers{weights.string(),
                 raw_answers(std::make_shared<const fasttext::FastTextModel>(std::move(model)), flags.json)};
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text + "\n";
}

/// Texts of the command line, or the lines of a file.
std::function<Result<std::size_t>(std::span<char>)> reader_of(const ClassifyFlags& flags, const ByteStream& in) {
  if (!flags.texts.empty()) {
    std::string lines;
    for (const std::string& text : flags.texts) lines += one_line(text);
    return [lines, at = std::size_t{0}](std::span<char> into) mutable -> Result<std::size_t> {
      const std::size_t count = lines.copy(into.data(), into.size(), at);
      at += count;
      return count;
    };
  }
  return [&in, progress = progress_bar(), done = std::uint64_t{0}](std::span<char> into) mutable {
    auto got = in.read(into);
    if (got) done += *got;
    if (in.size() > 0) progress("classify", done, in.size());
    return got;
  };
}

Status run_classify(const ClassifyFlags& flags, const SettingFlags& settings) {
  if (!flags.texts.empty() && !flags.data.empty()) {
    return fail(Code::kUsage, "give texts or --data, not both");
  }
  if (flags.texts.empty() && flags.data.empty() && ::isatty(STDIN_FILENO) == 1) {
    return fail(Code::kUsage, "give a text, or --data FILE with a text a line ('-' reads standard input)");
  }
  std::error_code not_there;
  if (fs::equivalent(flags.data, flags.out, not_there)) return fail(Code::kUsage, "--out would overwrite --data");
  POLSO_ASSIGN(const Config config, settings.load());
  POLSO_ASSIGN(const Answers answers, open_answers(config, flags));
  POLSO_ASSIGN(const ByteStream in,
               ByteStream::open(flags.data.empty() ? "-" : flags.data, ByteStream::Direction::kRead));
  POLSO_ASSIGN(const ByteStream out, ByteStream::open(flags.out, ByteStream::Direction::kWrite));

  bool first = true;
  LineWork work{reader_of(flags, in), answers.of_lines, [&](std::string_view text) {
                  if (flags.json && first && !text.empty()) {
                    first = false;
                    text.remove_prefix(1);
                  }
                  return out.write(text);
                }};
  if (flags.json)
    POLSO_TRY(out.write(fmt::format("{{\"model\":{},\"answers\":[", nlohmann::json(answers.model).dump())));
  POLSO_TRY(answer_lines(work, flags.threads));
  if (flags.json) POLSO_TRY(out.write("\n]}\n"));
  return {};
}

}  // namespace

void add_classify(CLI::App& app, Action& action) {
  auto flags = std::make_shared<ClassifyFlags>();
  CLI::App* verb = app.add_subcommand("classify", "Say the sentiment of texts, one a line");
  verb->footer(
      "Prints a line a text: the label and the probabilities of negative, neutral and positive, separated by tabs.\n"
      "Examples:\n"
      "  polso classify \"what a lovely day\"\n"
      "  polso classify --data posts.txt --threads 2 --out verdicts.tsv\n"
      "  polso classify --raw --model model.ftz --data posts.txt   as 'fasttext predict-prob model.ftz posts.txt'");
  SettingFlags settings(*verb, {"model", "registry", "precision", "budget"});
  verb->add_option("TEXT", flags->texts, "Texts to classify; without any, and without --data, standard input is read");
  verb->add_option("--data", flags->data, "File with a text a line; '-' is standard input")->type_name("FILE");
  verb->add_option("--out", flags->out, "File to write")->type_name("FILE")->capture_default_str();
  verb->add_option("--threads", flags->threads, "Threads")->check(CLI::Range(1U, 256U))->capture_default_str();
  verb->add_flag("--raw", flags->raw, "The weights' own label and probability, without the bundle around them");
  verb->add_flag("--json", flags->json, "One JSON document");
  verb->callback([flags, settings, &action] { action = [=] { return run_classify(*flags, settings); }; });
}

}  // namespace polso
