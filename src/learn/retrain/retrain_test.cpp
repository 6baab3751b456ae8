#include "learn/retrain/retrain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/file_lock.h"
#include "base/temp_folder.h"
#include "learn/data/data_set.h"
#include "learn/posts_for_tests.h"
#include "learn/train.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

constexpr const char* kRecipe = R"(
name = "small"
lang = "en"
train = ["train.txt"]
test = ["test.txt"]
validation = { set = "val.txt" }
[fasttext]
dim = 4
epochs = 5
bucket = 1
)";

constexpr const char* kVectors = R"(
[pretrain]
posts = ["train.txt"]
epochs = 1
min_count = 1
)";

/// A champion that learnt from few posts, and people who label many.
class Retrain : public testing::Test {
 protected:
  void SetUp() override {
    write("train.txt", labelled_posts(60, 1));
    write("val.txt", labelled_posts(500, 2));
    write("test.txt", labelled_posts(700, 3));
    write("more.txt", labelled_posts(900, 4));
    const auto trained = train(recipe(), {folder.path()}, folder.path() / "champion", silent);
    ASSERT_TRUE(trained) << trained.error().message;
    model = open_classifier(folder.path() / "champion").value();
    Millis at = 0;
    for (const LabelledText& post : posts("more.txt")) {
      LabelRow row;
      row.text = post.text;
      row.label = post.label;
      row.by = "anna";
      row.at = ++at;
      input.labels.push_back(row);
    }
    options.gate.margin = 0.02;
    options.gate.bytes_ratio = 100;  // the champion knows the words of 60 posts
    hooks.progress = silent;
    hooks.event = [this](std::string_view step, std::string_view what) {
      events.push_back(fmt::format("{}: {}", step, what));
    };
  }

  void write(const std::string& name, const std::string& text) { ASSERT_TRUE(write_file(folder.path() / name, text)); }

  std::vector<LabelledText> posts(const std::string& name) {
    return load_data_set((folder.path() / name).string(), {}).value().rows;
  }

  static Recipe recipe(const std::string& more = "") { return parse_recipe(kRecipe + more, "small.toml").value(); }

  Result<Retrained> run(const std::string& work) { return run(work, recipe()); }
  Result<Retrained> run(const std::string& work, const Recipe& base) {
    const Contender champion{model, folder.path() / "champion"};
    events.clear();
    return retrain(&champion, base, input, {folder.path()}, folder.path() / work, options, hooks);
  }

  std::map<std::string, std::string> bytes_of(const std::string& work) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path() / work)) {
      if (entry.is_regular_file()) {
        files[fs::relative(entry.path(), folder.path() / work)] = read_file(entry.path()).value();
      }
    }
    return files;
  }

  std::string file(const std::string& name) { return read_file(folder.path() / name).value_or(""); }

  TempFolder folder;
  std::shared_ptr<const Classifier> model;
  RetrainInput input;
  RetrainOptions options;
  RetrainHooks hooks;
  std::vector<std::string> events;
};

TEST_F(Retrain, FromLabelsToACandidateThatMayReplaceTheChampion) {
  const auto done = run("work");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(done->verdict.passed) << testing::PrintToString(done->verdict.reasons);
  EXPECT_EQ(done->verdict.champion, model->bundle().id());
  EXPECT_EQ(done->version, done->verdict.candidate);
  EXPECT_EQ(done->folder, folder.path() / "work" / "candidate");
  const auto candidate = open_classifier(done->folder);
  ASSERT_TRUE(candidate);
  EXPECT_EQ((*candidate)->bundle().id(), done->version);
  const auto manifest = nlohmann::json::parse(file("work/manifest.json"));
  EXPECT_EQ(file("work/manifest.json"), done->manifest);
  EXPECT_EQ(manifest.at("champion"), model->bundle().id());
  EXPECT_EQ(manifest.at("labels").at("rows"), done->material.train.size());
  EXPECT_EQ(manifest.at("data_sha256").size(), 3U) << manifest.at("data_sha256");
  EXPECT_THAT(events, Contains(HasSubstr("labels: ")));
  EXPECT_THAT(events, Contains("train: trained " + done->version));
  EXPECT_THAT(events, Contains("gate: " + done->version + " may replace " + model->bundle().id()));
}

TEST_F(Retrain, WhatIsHeldBackIsNeverLearntFrom) {
  const auto before = run("first");
  ASSERT_TRUE(before);
  ASSERT_GT(before->material.recent.size(), 100U);
  // The posts that are held back turn up in the base data, among a teacher's and among those without labels.
  std::string leaked;
  for (const LabelRow& row : before->material.recent) {
    leaked += fmt::format("__label__{} {}\n", name(row.label), row.text);
    input.taught.push_back(row);
    input.recent.push_back(row.text);
  }
  write("train.txt", labelled_posts(60, 1) + leaked);
  const auto done = run("second");
  ASSERT_TRUE(done) << done.error().message;
  const auto held = before->material.recent.size();
  EXPECT_EQ(done->material.recent.size(), held);
  EXPECT_EQ(done->material.left_out.at("taught, in a frozen set"), held);
  EXPECT_EQ(done->material.left_out.at("posts without labels, in a frozen set"), held);
  const Bundle bundle = load_bundle(done->folder).value();
  const auto base = std::ranges::find(bundle.data, "train.txt", &DataSource::name);
  ASSERT_NE(base, bundle.data.end());
  EXPECT_EQ(base->removed, held) << "the guard reads what is held back";
}

TEST_F(Retrain, LearnsFromATeacherAndFromPostsWithoutLabels) {
  input.labels.clear();
  for (const LabelledText& post : posts("more.txt")) {
    LabelRow row;
    row.text = post.text;
    row.label = post.label;
    input.taught.push_back(row);
    input.recent.push_back(post.text);
  }
  const auto done = run("work", recipe(kVectors));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->material.train.size(), 0U);
  EXPECT_TRUE(done->verdict.passed) << testing::PrintToString(done->verdict.reasons);
  std::map<std::string, std::uint64_t> rows;
  const auto bundle = load_bundle(done->folder);
  ASSERT_TRUE(bundle);
  for (const DataSource& source : bundle->data) rows[source.name] = source.rows;
  const auto leaks = done->material.left_out.at("taught, in a frozen set");  // few words make near-copies
  EXPECT_LT(leaks, 200U);
  EXPECT_EQ(rows.at("polso-retrain/taught.jsonl"), 900 - leaks);
  EXPECT_EQ(rows.at("polso-retrain/recent.jsonl"), 900 - leaks);
  EXPECT_FALSE(rows.contains("polso-retrain/labels.jsonl"));
}

TEST_F(Retrain, TheSameInputGivesTheSameBytesWhereverAndInWhateverOrder) {
  ASSERT_TRUE(run("one"));
  std::ranges::reverse(input.labels);
  ASSERT_TRUE(run("two"));
  EXPECT_EQ(bytes_of("one"), bytes_of("two"));
  options.seed = 2;
  ASSERT_TRUE(run("two"));
  EXPECT_NE(file("one/candidate/model.bin"), file("two/candidate/model.bin")) << "another seed, other bytes";
}

TEST_F(Retrain, WhatIsCompleteIsNotTrainedAgain) {
  ASSERT_TRUE(run("work"));
  const auto before = fs::last_write_time(folder.path() / "work/candidate/model.bin");
  fs::remove_all(folder.path() / "work/polso-retrain");  // its posts are not to be kept
  const auto again = run("work");
  ASSERT_TRUE(again);
  EXPECT_EQ(fs::last_write_time(folder.path() / "work/candidate/model.bin"), before);
  EXPECT_THAT(events, Contains(HasSubstr("an earlier try trained this candidate already")));
  EXPECT_TRUE(again->verdict.passed) << "it is judged again";
}

TEST_F(Retrain, WhatWasCutShortIsDoneAnewAndGivesTheSame) {
  ASSERT_TRUE(run("whole"));
  const auto whole = bytes_of("whole");
  struct Case {
    const char* what;
    std::function<void(const fs::path&)> cut;
  };
  for (const Case& c : std::vector<Case>{
           {"killed before the candidate", [](const fs::path& w) { fs::remove_all(w / "candidate"); }},
           {"killed before polso.json", [](const fs::path& w) { fs::remove(w / "candidate/polso.json"); }},
           {"killed within the weights",
            [](const fs::path& w) { ASSERT_TRUE(write_file(w / "candidate/model.bin", "half")); }},
           {"killed with files beside the candidate",
            [](const fs::path& w) {
              fs::remove(w / "candidate/polso.json");
              fs::create_directory(w / "candidate/.polso-new");
              ASSERT_TRUE(write_file(w / "candidate/.polso-new/model.bin", "half"));
            }},
           {"killed before the manifest", [](const fs::path& w) { fs::remove(w / "manifest.json"); }},
           {"killed within the posts",
            [](const fs::path& w) {
              fs::remove(w / "manifest.json");
              fs::remove_all(w / "candidate");
              ASSERT_TRUE(write_file(w / "polso-retrain/labels.jsonl", "{\"text\":"));
            }},
           {"the manifest stands beside posts of another retraining",
            [](const fs::path& w) {
              fs::remove_all(w / "candidate");
              ASSERT_TRUE(write_file(w / "polso-retrain/labels.jsonl", "{\"text\":\"a\",\"label\":\"positive\"}\n"));
            }},
           {"the manifest is damaged",
            [](const fs::path& w) { ASSERT_TRUE(write_file(w / "manifest.json", "{\"champion\"")); }},
       }) {
    fs::copy(folder.path() / "whole", folder.path() / "cut", fs::copy_options::recursive);
    c.cut(folder.path() / "cut");
    const auto done = run("cut");
    ASSERT_TRUE(done) << c.what << ": " << done.error().message;
    EXPECT_EQ(bytes_of("cut"), whole) << c.what;
    EXPECT_THAT(events, Not(Contains(HasSubstr("an earlier try")))) << c.what;
    fs::remove_all(folder.path() / "cut");
  }
}

TEST_F(Retrain, OtherLabelsOrOtherBaseDataAreAnotherCandidate) {
  const auto first = run("work");
  ASSERT_TRUE(first);
  input.labels.resize(450);
  const auto second = run("work");
  ASSERT_TRUE(second);
  EXPECT_NE(first->version, second->version);
  write("train.txt", labelled_posts(80, 1));
  const auto third = run("work");
  ASSERT_TRUE(third);
  EXPECT_NE(second->version, third->version);
  EXPECT_NE(second->manifest, third->manifest);
}

TEST_F(Retrain, ATestTextThatLeakedIntoTheLabelsIsLeftOutAndCounted) {
  const auto test = posts("test.txt");
  for (std::size_t n = 0; n < 30; ++n) {
    LabelRow leaked = input.labels.front();
    leaked.label = test[n].label;
    leaked.text = n < 20 ? "@anna " + test[n].text + "!" : test[n].text + " " + test[n].text + " RT";
    input.labels.push_back(leaked);
  }
  input.labels.back().text = test[29].text;
  const auto done = run("work");
  ASSERT_TRUE(done);
  EXPECT_GE(done->material.left_out.at("in a frozen set"), 21U);
  EXPECT_THAT(events, Contains(HasSubstr("left out: in a frozen set")));
  for (const LabelRow& row : done->material.train) EXPECT_NE(row.text, test[29].text);
}

TEST_F(Retrain, PoisonedLabelsDoNotReplaceTheChampion) {
  write("train.txt", labelled_posts(900, 1));
  ASSERT_TRUE(train(recipe(), {folder.path()}, folder.path() / "champion", silent));
  model = open_classifier(folder.path() / "champion").value();
  for (LabelRow& row : input.labels) row.label = static_cast<Sentiment>((index(row.label) + 1) % kSentiments);
  options.replay = 3;
  const auto done = run("work");
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->verdict.passed);
  EXPECT_THAT(events, Contains(HasSubstr("the 900 labels of 'anna' have little to do with the posts")));
  EXPECT_THAT(events, Contains(AllOf(StartsWith("refuse: "), HasSubstr(" stays out: "))));
}

TEST_F(Retrain, WithoutAChampionOrLabelsTheRecipeAloneMakesTheFirst) {
  input.labels.clear();
  const auto done = retrain(nullptr, recipe(), input, {folder.path()}, folder.path() / "work", options, hooks);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(done->verdict.passed);
  EXPECT_EQ(file("work/candidate/model.bin"), file("champion/model.bin"));
}

TEST_F(Retrain, SaysWhatItCannotDo) {
  Recipe cascade = recipe();
  cascade.cascade = CascadeRecipe{.small = "a", .large = "b"};
  EXPECT_EQ(run("work", cascade).error().code, Code::kUnsupported);
  Recipe checkpoint = recipe();
  checkpoint.checkpoint = CheckpointRecipe{"a"};
  EXPECT_EQ(run("work", checkpoint).error().code, Code::kUnsupported);
  Recipe leaking = recipe(kVectors);
  leaking.pretrain->posts.push_back({"test.txt", {}});
  EXPECT_EQ(run("work", leaking).error().code, Code::kInvalid);
  EXPECT_THAT(run("work", leaking).error().message, HasSubstr("'test.txt' is learnt from and judged by"));
  Recipe missing = recipe();
  missing.train.push_back({"none.txt", {}});
  EXPECT_EQ(run("work", missing).error().code, Code::kNotFound);
  const auto busy = FileLock::take(folder.path() / "work/lock", std::chrono::seconds(0));
  ASSERT_TRUE(busy);
  EXPECT_EQ(run("work").error().code, Code::kUnavailable);
  write("file", "in the way");
  EXPECT_FALSE(run("file/work"));
}

}  // namespace
}  // namespace polso
