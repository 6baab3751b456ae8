#include "learn/checkpoint_stage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/temp_folder.h"
#include "classify/classifier.h"
#include "learn/posts_for_tests.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

/// A trained bundle in "model", and the bare weights of it in "weights".
class TrainCheckpoint : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file(path("train.txt"), labelled_posts(600, 1)));
    ASSERT_TRUE(write_file(path("val.txt"), labelled_posts(300, 2)));
    ASSERT_TRUE(write_file(path("test.txt"), labelled_posts(300, 3)));
    ASSERT_TRUE(run(recipe("train = [\"train.txt\"]\nnormaliser = \"none\"\n"), "model"));
    fs::create_directory(path("weights"));
    fs::copy(path("model/model.bin"), path("weights/model.bin"));
  }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder.path() / name; }

  static Recipe recipe(const std::string& more) {
    const auto parsed = parse_recipe(
        "name = \"around\"\nlang = \"en\"\nvalidation = { set = \"val.txt\" }\ntest = [\"test.txt\"]\n" + more,
        "r.toml");
    EXPECT_TRUE(parsed) << parsed.error().message;
    return *parsed;
  }

  [[nodiscard]] Recipe around(const std::string& what) const {
    return recipe(fmt::format("[checkpoint]\nfolder = \"{}\"\n", path(what).string()));
  }

  Result<Trained> run(const Recipe& recipe, const std::string& out) {
    return train(recipe, {folder.path()}, path(out), silent);
  }

  TempFolder folder;
};

TEST_F(TrainCheckpoint, GivesBareWeightsWhatTrainingWouldHaveGivenThem) {
  const auto whole = load_bundle(path("model")).value();
  const auto trained = run(around("weights/model.bin"), "out");
  ASSERT_TRUE(trained) << trained.error().message;
  const Bundle& bundle = trained->bundle;
  EXPECT_EQ(bundle.kind, "fasttext");
  EXPECT_EQ(bundle.name, "around");
  EXPECT_EQ(bundle.sha256.at("model.bin"), whole.sha256.at("model.bin"));
  for (std::size_t s = 0; s < kSentiments; ++s) {
    EXPECT_EQ(bundle.validation.by_truth[s].total(), whole.validation.by_truth[s].total());
    EXPECT_NEAR(bundle.calibration.weight[s][s], whole.calibration.weight[s][s], 0.01);
  }
  EXPECT_NEAR(bundle.metrics.at("test.accuracy").value, whole.metrics.at("test.accuracy").value, 0.01);
  EXPECT_TRUE(open_classifier(path("out")));
  EXPECT_THAT(read_file(path("out/README.md")).value(), HasSubstr("as they came"));
}

TEST_F(TrainCheckpoint, FitsToTheWeightsAndNotToAnEarlierCalibration) {
  Bundle spoilt = load_bundle(path("model")).value();
  spoilt.calibration.weight = {{{0.1, 0, 0}, {0, 0.1, 0}, {0, 0, 0.1}}};
  spoilt.calibration.bias = {5, 0, 0};
  const auto good = run(around("model"), "one");
  ASSERT_TRUE(save_bundle(spoilt, path("model")));
  const auto again = run(around("model"), "two");
  ASSERT_TRUE(good && again);
  EXPECT_EQ(good->bundle.calibration.weight, again->bundle.calibration.weight);
  EXPECT_EQ(good->bundle.validation.by_truth, again->bundle.validation.by_truth);
}

TEST_F(TrainCheckpoint, InPlaceTheWeightsStayWhereTheyAre) {
  const auto before = fs::last_write_time(path("model/model.bin"));
  const auto trained = run(around("model"), "model");
  ASSERT_TRUE(trained) << trained.error().message;
  EXPECT_EQ(fs::last_write_time(path("model/model.bin")), before);
  EXPECT_EQ(trained->bundle.sha256.at("model.bin"), sha256_file(path("model/model.bin")).value());
  EXPECT_EQ(load_bundle(path("model")).value().name, "around");
  EXPECT_FALSE(fs::exists(path("model/README.upstream.md"))) << "the card was our own";
}

TEST_F(TrainCheckpoint, AHuggingFaceFolderBecomesABundleThatOpens) {
  const fs::path fixtures = fs::path(POLSO_SOURCE_DIR) / "src/classify/roberta/fixtures";
  for (const auto& [name, weights] : {std::pair("roberta-float32", "model.safetensors"),
                                      std::pair("roberta-shards", "model.safetensors.index.json")}) {
    fs::copy(fixtures / name, path(name));
    const auto trained = run(around(name), name);  // in place
    ASSERT_TRUE(trained) << trained.error().message;
    EXPECT_EQ(trained->bundle.weights, weights);
    EXPECT_TRUE(open_classifier(path(name)));
  }
}

TEST(CheckpointFiles, KeepACardOfOthersUnderAnotherName) {
  const TempFolder folder;
  for (const char* name : {"README.md", "config.json", "model.safetensors", "model.onnx", ".gitattributes"}) {
    ASSERT_TRUE(write_file(folder.path() / name, name));
  }
  const auto files = checkpoint_files(folder.path());
  ASSERT_TRUE(files);
  EXPECT_THAT(*files, testing::UnorderedElementsAre(testing::Key("README.upstream.md"), testing::Key("config.json"),
                                                    testing::Key("model.safetensors")));
  EXPECT_EQ(files->at("README.upstream.md").filename(), "README.md");
}

TEST_F(TrainCheckpoint, FilesAreCopiedWholeAndLinksFollowed) {
  fs::create_symlink(path("train.txt"), path("model/notes.txt"));
  ASSERT_TRUE(write_file(path("model/tf_model.h5"), "of another framework"));
  fs::create_directory(path("model/folder"));
  ASSERT_TRUE(run(around("model"), "out"));
  EXPECT_EQ(read_file(path("out/notes.txt")).value(), read_file(path("train.txt")).value());
  EXPECT_FALSE(fs::is_symlink(path("out/notes.txt")));
  EXPECT_FALSE(fs::exists(path("out/tf_model.h5")));
  EXPECT_FALSE(fs::exists(path("out/folder")));
  EXPECT_FALSE(fs::exists(path("out/.polso-new")));
}

TEST_F(TrainCheckpoint, RefusesWhatCannotBeCalibrated) {
  EXPECT_EQ(run(around("nowhere"), "out").error().code, Code::kNotFound);
  const auto cascade = run(
      recipe(fmt::format("[checkpoint]\nfolder = \"cascade:{},{}\"\n", path("model").string(), path("model").string())),
      "out");
  ASSERT_FALSE(cascade);
  EXPECT_EQ(cascade.error().code, Code::kUsage);
  EXPECT_FALSE(fs::exists(path("out/polso.json")));
}

}  // namespace
}  // namespace polso
