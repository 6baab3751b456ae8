// Model folders of both formats and every weight type against what PyTorch makes of them, and folders that are wrong.
#include "classify/weights/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "base/temp_folder.h"
#include "classify/weights/fixture.h"
#include "classify/weights/made_files.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<float> numbers(const Checkpoint& checkpoint, const std::string& name) {
  const Tensor* tensor = checkpoint.find(name);
  EXPECT_NE(tensor, nullptr) << name;
  if (tensor == nullptr) return {};
  std::vector<float> out(tensor->elements());
  const Status read = checkpoint.read(name, tensor->shape, out);
  EXPECT_TRUE(read) << read.error().message;
  return out;
}

class CheckpointFolder : public testing::TestWithParam<const char*> {};

TEST_P(CheckpointFolder, HoldsWhatPyTorchConverted) {
  constexpr std::string_view kTwin = ".float32";
  const auto opened = Checkpoint::open(fixture_path(GetParam()));
  ASSERT_TRUE(opened) << opened.error().message;
  std::size_t compared = 0;
  for (const auto& [name, tensor] : opened->tensors()) {
    if (!name.ends_with(kTwin)) continue;
    EXPECT_EQ(tensor.type, DType::kF32);
    const std::string original = name.substr(0, name.size() - kTwin.size());
    const std::vector<float> expected = numbers(*opened, name);
    const std::vector<float> actual = numbers(*opened, original);
    ASSERT_EQ(opened->find(original)->shape, tensor.shape) << original;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (std::isnan(expected[i])) {
        EXPECT_TRUE(std::isnan(actual[i])) << original << i;
      } else {
        EXPECT_EQ(std::bit_cast<std::uint32_t>(actual[i]), std::bit_cast<std::uint32_t>(expected[i])) << original << i;
      }
      ++compared;
    }
  }
  EXPECT_GE(compared, 12);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, CheckpointFolder,
                         testing::Values("safetensors_fp32", "safetensors_fp16", "safetensors_bf16", "safetensors_fp64",
                                         "safetensors_shards", "torch_fp32", "torch_fp16", "torch_bf16", "torch_fp64",
                                         "torch_shards", "torch_protocol4", "torch_2"),
                         [](const auto& test) { return std::string(test.param); });

TEST(Checkpoint, KnowsTypesAndShapes) {
  for (const auto& [folder, type] : {std::pair{"safetensors_fp32", DType::kF32},
                                     {"safetensors_fp16", DType::kF16},
                                     {"safetensors_bf16", DType::kBF16},
                                     {"safetensors_fp64", DType::kF64},
                                     {"torch_fp32", DType::kF32},
                                     {"torch_fp16", DType::kF16},
                                     {"torch_bf16", DType::kBF16},
                                     {"torch_fp64", DType::kF64}}) {
    const auto opened = Checkpoint::open(fixture_path(folder));
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->find("weight")->type, type) << folder;
    EXPECT_THAT(opened->find("weight")->shape, ElementsAre(3, 4));
    EXPECT_THAT(opened->find("scalar")->shape, ElementsAre());
    EXPECT_THAT(opened->find("empty")->shape, ElementsAre(0, 5));
    EXPECT_EQ(opened->find("position_ids")->type, DType::kI64);
    EXPECT_EQ(opened->find("flag")->type, DType::kOther);
    EXPECT_EQ(opened->find("weights"), nullptr);
    EXPECT_THAT(numbers(*opened, "weight"),
                ElementsAre(-3.75, -2, -0.25, 1.5, 3.25, -2.75, -1, 0.75, 2.5, -3.5, -1.75, 0))
        << folder;
  }
}

TEST(Checkpoint, PutsStridedTensorsInOrderAndViewsTheRest) {
  const auto opened = Checkpoint::open(fixture_path("torch_fp32"));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_THAT(opened->find("transposed")->shape, ElementsAre(4, 3));
  EXPECT_THAT(numbers(*opened, "transposed"),
              ElementsAre(-3.75, 3.25, 2.5, -2, -2.75, -3.5, -0.25, -1, -1.75, 1.5, 0.75, 0));
  EXPECT_THAT(numbers(*opened, "column"), ElementsAre(-2, -2.75, -3.5));
  EXPECT_THAT(numbers(*opened, "every_second"), ElementsAre(-3.75, -0.25, 3.25, -1, 2.5, -1.75));
  EXPECT_EQ(opened->find("last_rows")->bytes.data(), opened->find("weight")->bytes.data() + 4 * sizeof(float));
}

TEST(Checkpoint, OfAModuleWithMetadataIsRead) {
  const auto opened = Checkpoint::open(fixture_path("torch_module"));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->tensors().size(), 2);
  EXPECT_THAT(numbers(*opened, "bias"), ElementsAre(-1, -1));
}

TEST(Checkpoint, StaysValidWhenMoved) {
  auto opened = Checkpoint::open(fixture_path("torch_fp32"));
  ASSERT_TRUE(opened);
  const std::vector<float> before = numbers(*opened, "turned");
  const std::vector<Checkpoint> moved = [&] {
    std::vector<Checkpoint> all;
    all.push_back(std::move(*opened));
    return all;
  }();
  EXPECT_EQ(numbers(moved[0], "turned"), before);
}

TEST(Checkpoint, ReadNamesWhatDoesNotFit) {
  const auto opened = Checkpoint::open(fixture_path("safetensors_fp32"));
  ASSERT_TRUE(opened);
  std::vector<float> out(12);
  const auto says = [&](const char* name, std::vector<std::size_t> shape) {
    const Status read = opened->read(name, shape, std::span(out).first(*product_of(shape)));
    EXPECT_FALSE(read);
    return read ? Error{Code::kInternal, ""} : read.error();
  };
  EXPECT_EQ(says("wait", {12}).code, Code::kCorrupt);
  EXPECT_THAT(says("wait", {12}).message, HasSubstr("no tensor 'wait'"));
  EXPECT_EQ(says("weight", {4, 3}).code, Code::kCorrupt);
  EXPECT_THAT(says("weight", {4, 3}).message,
              HasSubstr("'weight' has the shape [3, 4] and the config asks for [4, 3]"));
  EXPECT_EQ(says("position_ids", {1, 4}).code, Code::kUnsupported);
  EXPECT_THAT(says("flag", {2}).message, HasSubstr("'flag' does not hold"));
}

struct Refused {
  const char* folder;
  Code code;
  const char* says;
};

TEST(Checkpoint, RefusesWithASentence) {
  for (const Refused& c :
       {Refused{"torch_harm", Code::kUnsupported, "asks to run os.system"},
        Refused{"torch_whole_model", Code::kUnsupported, "torch.nn.modules.linear.Linear"},
        Refused{"torch_whole_model", Code::kUnsupported, "save model.state_dict()"},
        Refused{"torch_old", Code::kUnsupported, "before PyTorch 1.6; convert it with: python3 -c"},
        Refused{"torch_big_endian", Code::kUnsupported, "big-endian"},
        Refused{"no_such_folder", Code::kNotFound, "neither model.safetensors nor pytorch_model.bin"}}) {
    const auto opened = Checkpoint::open(fixture_path(c.folder));
    ASSERT_FALSE(opened) << c.folder;
    EXPECT_EQ(opened.error().code, c.code);
    EXPECT_THAT(opened.error().message, HasSubstr(c.says));
    EXPECT_THAT(opened.error().message, HasSubstr(c.folder));
  }
}

TEST(Checkpoint, PrefersSafetensors) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "pytorch_model.bin", fixture("torch_fp32/pytorch_model.bin")));
  ASSERT_TRUE(Checkpoint::open(folder.path()));
  ASSERT_TRUE(write_file(folder.path() / "model.safetensors", safetensors_of("{}", "")));
  EXPECT_TRUE(Checkpoint::open(folder.path())->tensors().empty());
}

TEST(Checkpoint, OfAGitLfsPointerSaysSo) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "model.safetensors",
                         "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 498604904\n"));
  EXPECT_THAT(Checkpoint::open(folder.path()).error().message, HasSubstr("git lfs pull"));
}

TEST(Checkpoint, OfALongNameSaysAShortSentence) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "model.safetensors",
                         safetensors_of("{\"" + std::string(1'000'000, 'a') + "\": 1}", "")));
  EXPECT_LT(Checkpoint::open(folder.path()).error().message.size(), 1000);
}

class Shards : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy(fixture_path("safetensors_shards"), folder_.path());
    index_ = *read_file(index_path());
  }
  [[nodiscard]] fs::path index_path() const { return folder_.path() / "model.safetensors.index.json"; }
  Result<Checkpoint> open_with(const std::string& from, const std::string& to) {
    std::string changed = index_;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    EXPECT_TRUE(write_file(index_path(), changed.replace(at, from.size(), to)));
    return Checkpoint::open(folder_.path());
  }
  TempFolder folder_;
  std::string index_;
};

TEST_F(Shards, MayNotLeaveTheFolder) {
  for (const char* name : {"../secret.safetensors", "/etc/passwd", "..", "", "sub/model.safetensors", "a\\u0000b"}) {
    const auto opened = open_with("model-00001-of-00002.safetensors", name);
    ASSERT_FALSE(opened) << name;
    EXPECT_EQ(opened.error().code, Code::kCorrupt);
    EXPECT_THAT(opened.error().message, HasSubstr("not the name of a file in the same folder"));
  }
}

TEST_F(Shards, ThatAreMissingAreNamed) {
  fs::remove(folder_.path() / "model-00002-of-00002.safetensors");
  const auto opened = Checkpoint::open(folder_.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::kNotFound);
  EXPECT_THAT(opened.error().message, HasSubstr("'model-00002-of-00002.safetensors' is not in the folder"));
}

TEST_F(Shards, WithoutATensorOfTheIndexAreNamed) {
  const auto opened = open_with("\"weight\"", "\"weighty\"");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::kCorrupt);
  EXPECT_THAT(opened.error().message, HasSubstr("'weighty' is not in its shard 'model-0000"));
}

TEST_F(Shards, ThatAreDamagedAreNamed) {
  ASSERT_TRUE(write_file(folder_.path() / "model-00002-of-00002.safetensors", "short"));
  EXPECT_THAT(Checkpoint::open(folder_.path()).error().message,
              HasSubstr("model-00002-of-00002.safetensors': the file has 5 bytes"));
}

TEST_F(Shards, OfABrokenIndexAreAnError) {
  for (const char* text : {"", "[]", "{}", "{\"weight_map\": []}", "{\"weight_map\": {}}",
                           "{\"weight_map\": {\"a\": 1}}", "{\"weight_map\": {\"a\": \"x\", \"a\": \"y\"}}"}) {
    ASSERT_TRUE(write_file(index_path(), text));
    const auto opened = Checkpoint::open(folder_.path());
    ASSERT_FALSE(opened) << text;
    EXPECT_THAT(opened.error().message, HasSubstr("index.json"));
  }
}

}  // namespace
}  // namespace polso
