// safetensors files, right and wrong.
#include "classify/weights/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "classify/weights/fixture.h"
#include "classify/weights/made_files.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<TensorFile> parse(std::string_view header, std::string_view data) {
  return parse_safetensors(bytes_of(safetensors_of(header, data)));
}

TEST(Safetensors, GiveTheirTensorsWhereTheyLie) {
  const std::string file = safetensors_of(
      R"({"__metadata__": {"format": "pt"}, "b": {"dtype": "U8", "shape": [1, 2], "data_offsets": [4, 6]},
          "a": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
          "none": {"dtype": "F32", "shape": [7, 0], "data_offsets": [4, 4]},
          "c": {"dtype": "F4", "shape": [3], "data_offsets": [6, 8]}}   )",
      "abcdefgh");
  const auto parsed = parse_safetensors(bytes_of(file));
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->tensors.size(), 4);
  const Tensor& a = parsed->tensors.at("a");
  EXPECT_EQ(a.type, DType::kF32);
  EXPECT_THAT(a.shape, IsEmpty());
  EXPECT_EQ(a.elements(), 1);
  const Tensor& b = parsed->tensors.at("b");
  EXPECT_EQ(b.type, DType::kOther);
  EXPECT_THAT(b.shape, ElementsAre(1, 2));
  EXPECT_EQ(b.bytes.data(), bytes_of(file).data() + file.size() - 4);
  EXPECT_EQ(b.bytes.size(), 2);
  EXPECT_EQ(parsed->tensors.at("c").type, DType::kOther);
  EXPECT_EQ(parsed->tensors.at("none").elements(), 0);
  EXPECT_THAT(parsed->made, IsEmpty());
}

TEST(Safetensors, MayHoldNoTensors) {
  EXPECT_THAT(parse("{}", "")->tensors, IsEmpty());
  EXPECT_THAT(parse(R"({"__metadata__": {}})", "")->tensors, IsEmpty());
}

struct Case {
  const char* header;
  const char* says;
};

TEST(Safetensors, FaultsOfTheHeaderAreNamed) {
  for (const Case& c : {
           Case{"", "JSON"},
           Case{"[]", "not a JSON object"},
           Case{"{\"a\": 1}", "'a' is not an object"},
           Case{"{\"a\": {}}", "'a' has no 'dtype'"},
           Case{R"({"a": {"dtype": 3}})", "'a' has no 'dtype'"},
           Case{R"({"a": {"dtype": "F32"}})", "no 'shape'"},
           Case{R"({"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 8]}})", "no 'shape' of whole"},
           Case{R"({"a": {"dtype": "F32", "shape": [2.0], "data_offsets": [0, 8]}})", "no 'shape' of whole"},
           Case{R"({"a": {"dtype": "F32", "shape": [18446744073709551616], "data_offsets": [0, 8]}})", "no 'shape'"},
           Case{R"({"a": {"dtype": "F32", "shape": [2]}})", "'data_offsets'"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0]}})", "'data_offsets'"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": ["0", "8"]}})", "'data_offsets'"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [8, 0]}})", "before it begins"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [1, 9]}})", "only 8 are there"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 18446744073709551615]}})", "only 8"},
           Case{R"({"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}})", "shape [3] and type F32 has 8"},
           Case{R"({"a": {"dtype": "F16", "shape": [2], "data_offsets": [0, 8]}})", "type F16 has 8 bytes"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 7]}})", "has 7 bytes"},
           Case{R"({"a": {"dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 8]}})", "too large"},
           Case{R"({"a": {"dtype": "F32", "shape": [4611686018427387904], "data_offsets": [0, 0]}})", "has 0 bytes"},
           Case{R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}})", "4 bytes after its tensors"},
           Case{R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}})", "no tensor fills the bytes"},
           Case{R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
                    "b": {"dtype": "F16", "shape": [1], "data_offsets": [6, 8]}})",
                "no tensor fills the bytes before 'b'"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                    "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}})",
                "'b' overlaps"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                    "b": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})",
                "overlaps"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                    "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})",
                "'a' occurs twice"},
           Case{R"({"a": {"dtype": "F32", "dtype": "F16", "shape": [2], "data_offsets": [0, 8]}})", "'dtype' occurs"},
           Case{R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}} x)", "JSON"},
       }) {
    const auto parsed = parse(c.header, "abcdefgh");
    ASSERT_FALSE(parsed) << c.header;
    EXPECT_EQ(parsed.error().code, Code::kCorrupt);
    EXPECT_THAT(parsed.error().message, HasSubstr(c.says)) << c.header;
  }
}

TEST(Safetensors, ALengthBeyondTheFileIsRefusedBeforeMemoryIsTaken) {
  for (const std::uint64_t length : {std::uint64_t{3}, std::uint64_t{1} << 63, ~std::uint64_t{0}, ~std::uint64_t{6}}) {
    std::string file;
    append(file, length);
    file += "{}";
    const auto parsed = parse_safetensors(bytes_of(file));
    ASSERT_FALSE(parsed);
    EXPECT_THAT(parsed.error().message, HasSubstr("only 2 follow"));
  }
  for (std::size_t size = 0; size < 8; ++size) {
    EXPECT_THAT(parse_safetensors(bytes_of(std::string(size, '\0'))).error().message, HasSubstr("too few"));
  }
}

TEST(Safetensors, AHeaderDeeperThanAStackOrLargerThanTheLimitIsAnError) {
  EXPECT_EQ(parse(std::string(1'000'000, '['), "").error().code, Code::kCorrupt);
  EXPECT_EQ(parse(std::string(2'000'000, '[') + std::string(2'000'000, ']'), "").error().code, Code::kCorrupt);
  EXPECT_EQ(parse(std::string((16U << 20) + 1, ' '), "").error().code, Code::kTooLarge);
}

class DamagedSafetensors : public testing::TestWithParam<const char*> {};

TEST_P(DamagedSafetensors, EndInAnErrorOrInTensorsInsideTheFile) {
  const std::string file = fixture(GetParam());
  ASSERT_TRUE(parse_safetensors(bytes_of(file)));
  std::size_t read = 0;
  with_damage(file, 3000, [&](const std::string& changed) {
    const auto parsed = parse_safetensors(bytes_of(changed));
    if (!parsed) {
      EXPECT_FALSE(parsed.error().message.empty());
      return;
    }
    EXPECT_EQ(changed.size(), file.size());  // no truncation is taken for a file
    touch(*parsed);
    ++read;
  });
  EXPECT_GT(read, 0);  // damage inside a tensor's numbers is none of the format's
}

INSTANTIATE_TEST_SUITE_P(Files, DamagedSafetensors,
                         testing::Values("safetensors_fp16/model.safetensors", "safetensors_fp64/model.safetensors"));

}  // namespace
}  // namespace polso
