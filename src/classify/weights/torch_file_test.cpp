// PyTorch's files written instruction by instruction: what is read, what is refused, and damage of every kind.
#include "classify/weights/torch_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classify/weights/fixture.h"
#include "classify/weights/made_files.h"
#include "classify/weights/state_dict.h"
#include "classify/weights/zip.h"

namespace polso {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Python's pickle instructions, as text.
std::string text(const std::string& value) { return "\x8c"s + std::string(1, static_cast<char>(value.size())) + value; }

std::string number(std::int64_t value) {
  std::string long1 = "\x8a\x08";
  append(long1, value);
  return long1;
}

std::string tuple(const std::vector<std::int64_t>& numbers) {
  std::string code = "(";
  for (const std::int64_t n : numbers) code += number(n);
  return code + "t";
}

std::string global(const std::string& module, const std::string& name) { return "c"s + module + "\n" + name + "\n"; }

std::string storage(const std::string& type = "FloatStorage", const std::string& key = "0") {
  return "("s + text("storage") + global("torch", type) + text(key) + text("cpu") + number(6) + "tQ";
}

struct Made {
  std::string storage_code = storage();
  std::int64_t offset = 0;
  std::vector<std::int64_t> shape{2, 3};
  std::vector<std::int64_t> strides{3, 1};
};

std::string tensor(const Made& made = {}) {
  return global("torch._utils", "_rebuild_tensor_v2") + "(" + made.storage_code + number(made.offset) +
         tuple(made.shape) + tuple(made.strides) + "\x89"s + global("collections", "OrderedDict") + ")RtR";
}

/// {"w": value}
std::string dictionary(const std::string& value) { return "\x80\x02}"s + text("w") + value + "s."; }

constexpr std::size_t kStorageBytes = 6 * sizeof(float);

std::string archive(const std::string& pickle, bool wide = false) {
  std::string data;
  for (int i = 0; i < 6; ++i) append(data, static_cast<float>(i));
  return zip_of({{"a/data.pkl", pickle}, {"a/data/0", data}, {"a/version", "3\n"}}, wide);
}

Result<TensorFile> parse(const std::string& file) { return parse_torch_file(bytes_of(file)); }

std::vector<float> floats(const Tensor& tensor) {
  std::vector<float> out(tensor.elements());
  EXPECT_TRUE(to_float32(tensor.type, tensor.bytes, out));
  return out;
}

TEST(TorchFile, GivesItsTensorsWhereTheyLie) {
  for (const bool wide : {false, true}) {
    const std::string file = archive(dictionary(tensor()), wide);
    const auto parsed = parse(file);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_THAT(parsed->tensors.at("w").shape, ElementsAre(2, 3));
    EXPECT_THAT(floats(parsed->tensors.at("w")), ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(parsed->made, IsEmpty());
  }
}

TEST(TorchFile, PutsStridedTensorsInOrder) {
  struct Case {
    Made made;
    std::vector<float> numbers;
  };
  for (const Case& c : {Case{{.offset = 0, .shape = {3, 2}, .strides = {1, 3}}, {0, 3, 1, 4, 2, 5}},
                        Case{{.offset = 1, .shape = {2}, .strides = {3}}, {1, 4}},
                        Case{{.offset = 1, .shape = {2, 2}, .strides = {3, 1}}, {1, 2, 4, 5}},
                        Case{{.offset = 2, .shape = {2, 2}, .strides = {0, 2}}, {2, 4, 2, 4}},
                        Case{{.offset = 5, .shape = {1, 1}, .strides = {77, 99}}, {5}},
                        Case{{.offset = 4, .shape = {}, .strides = {}}, {4}},
                        Case{{.offset = 99, .shape = {2, 0}, .strides = {1, 1}}, {}},
                        Case{{.offset = 0, .shape = {3, 1, 2}, .strides = {1, 50, 3}}, {0, 3, 1, 4, 2, 5}}}) {
    const std::string file = archive(dictionary(tensor(c.made)));
    const auto parsed = parse(file);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(floats(parsed->tensors.at("w")), c.numbers);
  }
}

TEST(TorchFile, TensorsOutsideTheirStorageAreRefused) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const Made& made :
       {Made{.offset = 1}, Made{.offset = kMost}, Made{.shape = {3, 3}}, Made{.strides = {4, 1}},
        Made{.strides = {kMost, 1}}, Made{.shape = {2, 2}, .strides = {kMost, kMost}}, Made{.shape = {kMost, kMost}},
        Made{.shape = {7}, .strides = {0}}, Made{.shape = {kMost}, .strides = {kMost}},
        Made{.storage_code = storage("DoubleStorage")}, Made{.offset = 6, .shape = {}, .strides = {}}}) {
    const auto parsed = parse(archive(dictionary(tensor(made))));
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, Code::kCorrupt);
    EXPECT_THAT(parsed.error().message, HasSubstr("'w'"));
    EXPECT_THAT(parsed.error().message, HasSubstr("does not fit into data/0 of 24 bytes"));
  }
  for (const Made& made :
       {Made{.offset = -1}, Made{.shape = {-2, 3}}, Made{.strides = {-3, 1}}, Made{.strides = {1}},
        Made{.shape = std::vector<std::int64_t>(65, 1), .strides = std::vector<std::int64_t>(65, 1)}}) {
    EXPECT_THAT(parse(archive(dictionary(tensor(made)))).error().message, HasSubstr("no sensible shape"));
  }
  EXPECT_THAT(parse(archive(dictionary(tensor({.storage_code = storage("FloatStorage", "7")})))).error().message,
              HasSubstr("data/7, which the file does not hold"));
}

TEST(TorchFile, ManyStridedTensorsOfOneStorageDoNotTakeMoreMemoryThanTheFileHas) {
  std::string code = "\x80\x02}("s + text("w") + tensor({.shape = {3, 2}, .strides = {1, 3}}) + "q\x01";
  for (char name = '!'; name < '~'; ++name) code += text(std::string(1, name)) + "h\x01";
  const auto parsed = parse(archive(code + "u."));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::kTooLarge);
}

struct Case {
  std::string pickle;
  Code code;
  const char* says;
};

TEST(Pickle, ThatAsksForMoreThanTensorsIsRefusedByName) {
  for (const Case& c : {
           Case{"\x80\x02"s + global("os", "system") + text("echo") + "\x85R.", Code::kUnsupported, "run os.system,"},
           Case{"\x80\x02"s + global("posix", "system") + text("echo") + "\x85R.", Code::kUnsupported, "os.system,"},
           Case{"\x80\x04"s + text("builtins") + text("eval") + "\x93.", Code::kUnsupported, "builtins.eval"},
           Case{"("s + text("echo") + "ios\nsystem\n.", Code::kUnsupported, "os.system"},
           Case{"(icollections\nOrderedDict\n.", Code::kUnsupported, "instruction 0x69"},
           Case{global("torch", "load") + ".", Code::kUnsupported, "torch.load"},
           Case{global("torch", "") + ".", Code::kUnsupported, "torch.,"},
           Case{global("torch._utils", "OrderedDict") + ".", Code::kUnsupported, "torch._utils.OrderedDict"},
           Case{global("collections", "OrderedDict") + ")\x81.", Code::kUnsupported, "instruction 0x81"},
           Case{"\x82\x01.", Code::kUnsupported, "instruction 0x82"},
           Case{"})R.", Code::kUnsupported, "call what is not a function"},
           Case{dictionary(tensor() + "}b"), Code::kUnsupported, "sets the state"},
           Case{"\x80\x06}.", Code::kUnsupported, "protocol 6"},
       }) {
    const auto parsed = pickle::parse_state_dict(c.pickle);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, c.code);
    EXPECT_THAT(parsed.error().message, HasSubstr(c.says));
  }
}

TEST(Pickle, FaultsAreNamed) {
  for (const Case& c : {
           Case{"", Code::kCorrupt, "ends before it is finished"},
           Case{"}", Code::kCorrupt, "ends before it is finished"},
           Case{".", Code::kCorrupt, "not there"},
           Case{"R.", Code::kCorrupt, "not there"},
           Case{"}(.", Code::kCorrupt, "not there"},
           Case{"t.", Code::kCorrupt, "a mark that is not there"},
           Case{"}q\x01h\x02.", Code::kCorrupt, "did not remember"},
           Case{"q\x01.", Code::kCorrupt, "not there"},
           Case{"}NN.", Code::kUnsupported, "not a dictionary of tensors"},
           Case{"}.", Code::kUnsupported, "model.state_dict()"},
           Case{"N.", Code::kUnsupported, "not a dictionary of tensors"},
           Case{"}"s + text("w") + "Ns.", Code::kUnsupported, "not a dictionary of tensors"},
           Case{"}(Nu.", Code::kCorrupt, "cannot take it"},
           Case{"](NNu.", Code::kCorrupt, "cannot take it"},
           Case{"}Na.", Code::kCorrupt, "cannot take it"},
           Case{"NQ.", Code::kCorrupt, "persistent id"},
           Case{")Q.", Code::kCorrupt, "persistent id"},
           Case{global("collections", "OrderedDict") + "NR.", Code::kCorrupt, "without arguments"},
           Case{global("collections", "OrderedDict") + "N\x85R.", Code::kUnsupported, "OrderedDict"},
           Case{global("torch._utils", "_rebuild_tensor_v2") + ")R.", Code::kCorrupt, "not made of a storage"},
           Case{global("torch._utils", "_rebuild_tensor_v3") + ")R.", Code::kCorrupt, "has no type"},
           Case{global("torch._utils", "_rebuild_parameter") + ")R.", Code::kCorrupt, "parameter"},
           Case{"\x8a\x09"s + std::string(9, '\x01') + ".", Code::kCorrupt, "over 64 bits"},
           Case{"\x8c\x05"s + std::string("abc"), Code::kCorrupt, "ends before"},
           Case{"X\xFF\xFF\xFF\xFF", Code::kCorrupt, "ends before"},
           Case{"\x8d"s + std::string(8, '\xFF'), Code::kCorrupt, "ends before"},
           Case{"cos", Code::kCorrupt, "ends before"},
           Case{std::string(1'000'001, ']'), Code::kTooLarge, "over 1000000 values"},
           Case{std::string(1'000'001, '('), Code::kTooLarge, "over 1000000 marks"},
           Case{std::string((16U << 20) + 1, '('), Code::kTooLarge, "bytes, more than"},
       }) {
    const auto parsed = pickle::parse_state_dict(c.pickle);
    ASSERT_FALSE(parsed) << c.says;
    EXPECT_EQ(parsed.error().code, c.code) << parsed.error().message;
    EXPECT_THAT(parsed.error().message, HasSubstr(c.says));
  }
}

TEST(Pickle, ThatHoldsItselfIsRead) {
  const auto parsed = pickle::parse_state_dict("}q\x01"s + text("self") + "h\x01s"s + text("w") + tensor() + "s.");
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->size(), 1);
}

TEST(Pickle, NumbersOfAnyLengthAreRead) {
  struct Number {
    std::string code;
    std::size_t value;
  };
  for (const Number& n : {Number{"K\xFF", 255}, Number{"M\x01\x02", 513}, Number{"J\xFF\xFF\xFF\x7F", 2147483647},
                          Number{std::string("\x8a\x00", 2), 0}, Number{"\x8a\x01\x7F", 127},
                          Number{std::string("\x8a\x03\xFF\xFF\x00", 5), 65535}}) {
    const auto parsed = pickle::parse_state_dict(dictionary(global("torch._utils", "_rebuild_tensor_v2") + "(" +
                                                            storage() + number(0) + n.code + "\x85K\x01\x85tR"));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_THAT(parsed->at(0).shape, ElementsAre(n.value));
  }
  for (const char* negative : {"J\xFF\xFF\xFF\xFF", "\x8a\x01\xFF", "\x8a\x02\x01\x80"}) {
    EXPECT_THAT(pickle::parse_state_dict(dictionary(global("torch._utils", "_rebuild_tensor_v2") + "("s + storage() +
                                                    number(0) + negative + "\x85K\x01\x85tR"))
                    .error()
                    .message,
                HasSubstr("no sensible shape"));
  }
}

TEST(TorchFile, NamesThatOccurTwiceAreRefused) {
  const std::string twice = "}"s + text("w") + tensor() + "s"s + text("w") + tensor() + "s.";
  EXPECT_THAT(parse(archive(twice)).error().message, HasSubstr("'w' occurs twice"));
}

TEST(TorchFile, OfAnotherKindIsRefused) {
  for (const char* file : {"", "PK", "hello", "\x80\x02}."}) {
    EXPECT_THAT(parse(file).error().message, HasSubstr("not one that torch.save() writes")) << file;
  }
  EXPECT_THAT(parse(zip_of({{"a/b", "c"}})).error().message, HasSubstr("no data.pkl"));
  EXPECT_THAT(parse("PK\x03\x04").error().message, HasSubstr("no zip directory at its end"));
}

TEST(TorchFile, ADamagedPickleIsKnownByItsChecksum) {
  std::string file = archive(dictionary(tensor()));
  const std::size_t at = file.find("FloatStorage");
  file[at] = 'f';
  EXPECT_THAT(parse(file).error().message, HasSubstr("data.pkl inside the file is damaged"));
}

// Places from the end of an archive without comment: end record 22 (entries 12, directory's size 10, begin 6).
TEST(Zip, FaultsAreNamed) {
  const std::string zip = zip_of({{"a/x", "12345"}});
  ASSERT_TRUE(parse_zip(bytes_of(zip)));
  const std::size_t directory = zip.find("PK\x01\x02");
  struct Change {
    std::size_t at;
    std::uint16_t value;
    Code code;
    const char* says;
  };
  for (const Change& c :
       {Change{zip.size() - 12, 2, Code::kCorrupt, "does not fit"},
        Change{zip.size() - 12, 0xFFFF, Code::kCorrupt, "64-bit directory"},
        Change{zip.size() - 10, 20, Code::kCorrupt, "does not fit"},
        Change{zip.size() - 6, 0xFFFF, Code::kCorrupt, "does not fit"},
        Change{zip.size() - 6, 1, Code::kCorrupt, "directory is damaged"},
        Change{directory + 8, 1, Code::kUnsupported, "'a/x' is compressed or encrypted"},
        Change{directory + 10, 8, Code::kUnsupported, "'a/x' is compressed or encrypted"},
        Change{directory + 20, 6, Code::kUnsupported, "'a/x' is compressed or encrypted"},
        Change{directory + 28, 0xFFFF, Code::kCorrupt, "directory is damaged"},
        Change{directory + 42, 1, Code::kCorrupt, "'a/x' is not where"},
        Change{directory + 42, 0xFFFF, Code::kCorrupt, "'a/x' is not where"},
        Change{26, 1, Code::kCorrupt, "'a/x' is not where"}, Change{28, 9, Code::kCorrupt, "'a/x' is not where"}}) {
    std::string changed = zip;
    std::memcpy(changed.data() + c.at, &c.value, sizeof c.value);
    const auto parsed = parse_zip(bytes_of(changed));
    ASSERT_FALSE(parsed) << c.at << ' ' << c.says;
    EXPECT_EQ(parsed.error().code, c.code);
    EXPECT_THAT(parsed.error().message, HasSubstr(c.says));
  }
  EXPECT_THAT(parse_zip(bytes_of(zip_of({{"a", "1"}, {"a", "2"}}))).error().message, HasSubstr("'a' twice"));
}

TEST(Zip, MayEndInAComment) {
  std::string zip = zip_of({{"a/x", "12345"}});
  zip[zip.size() - 2] = 5;
  EXPECT_FALSE(parse_zip(bytes_of(zip)));
  zip += "PK\x05\x06!";
  EXPECT_EQ(parse_zip(bytes_of(zip))->at("a/x").bytes.size(), 5);
}

class DamagedTorchFile : public testing::TestWithParam<const char*> {};

TEST_P(DamagedTorchFile, EndsInAnErrorOrInTensorsInsideTheFile) {
  const std::string file = fixture(GetParam());
  ASSERT_TRUE(parse(file));
  std::size_t read = 0;
  with_damage(file, 3000, [&](const std::string& changed) {
    const auto parsed = parse(changed);
    if (!parsed) {
      EXPECT_FALSE(parsed.error().message.empty());
      return;
    }
    EXPECT_EQ(changed.size(), file.size());
    touch(*parsed);
    ++read;
  });
  EXPECT_GT(read, 0);
}

INSTANTIATE_TEST_SUITE_P(Files, DamagedTorchFile,
                         testing::Values("torch_protocol4/pytorch_model.bin", "torch_2/pytorch_model.bin",
                                         "torch_module/pytorch_model.bin"));

/// The checksum of data.pkl hides most of the pickle's damage above; here it is right again.
TEST(DamagedPickle, EndsInAnErrorOrInTensorsInsideTheFile) {
  const std::string pickle = dictionary(tensor({.offset = 0, .shape = {3, 2}, .strides = {1, 3}}));
  std::size_t read = 0;
  with_damage(pickle, 20000, [&](const std::string& changed) {
    const std::string file = archive(changed);
    const auto parsed = parse(file);
    if (parsed) {
      EXPECT_EQ(changed.size(), pickle.size());
      touch(*parsed);
      ++read;
    }
  });
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace polso
