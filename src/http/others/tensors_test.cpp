#include "http/others/tensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Request json_request(const std::string& body) {
  Request r;
  r.body = body;
  return r;
}

Request binary_request(const std::string& json, const std::string& bytes) {
  Request r = json_request(json + bytes);
  r.headers["inference-header-content-length"] = std::to_string(json.size());
  return r;
}

constexpr const char* kOne = R"({"inputs":[{"name":"text","shape":[2],"datatype":"BYTES","data":["a","b"]}]})";

TEST(Tensors, ReadsTextsFromJsonAlsoNested) {
  EXPECT_THAT(read_infer_request(json_request(kOne), 10)->texts, ElementsAre("a", "b"));
  const auto nested = read_infer_request(
      json_request(R"({"id":"7","inputs":[{"name":"t","shape":[2,1],"datatype":"BYTES","data":[["a"],["b"]]}],)"
                   R"("outputs":[{"name":"scores"}]})"),
      10);
  ASSERT_TRUE(nested) << nested.error().message;
  EXPECT_EQ(nested->id, "7");
  ASSERT_EQ(nested->outputs.size(), 1U);
  EXPECT_EQ(nested->outputs[0].name, "scores");
}

TEST(Tensors, ReadsTextsFromTheBytesBehindTheJson) {
  std::string bytes;
  append_binary_text(bytes, "ciao");
  append_binary_text(bytes, "");
  const auto read = read_infer_request(
      binary_request(
          R"({"parameters":{"binary_data_output":true},"inputs":[{"name":"t","shape":[2],"datatype":"BYTES",)"
          R"("parameters":{"binary_data_size":12}}]})",
          bytes),
      10);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->texts, ElementsAre("ciao", ""));
  ASSERT_EQ(read->outputs.size(), 2U);
  EXPECT_TRUE(read->outputs[0].binary);
}

TEST(Tensors, NamesWhatIsWrong) {
  const std::string head = R"({"inputs":[{"name":"t","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":)";
  struct Case {
    Request request;
    const char* sentence;
  };
  for (const Case& c :
       {Case{json_request("{}"), "'inputs' must hold one tensor"}, Case{json_request("[]"), "must be a JSON object"},
        Case{json_request(R"({"inputs":[{"shape":[1],"datatype":"FP32","data":[1]}]})"), "must be BYTES"},
        Case{json_request(R"({"inputs":[{"shape":[3],"datatype":"BYTES","data":["a"]}]})"),
             "asks for 3 texts and there are 1"},
        Case{json_request(R"({"inputs":[{"shape":[1],"datatype":"BYTES","data":[1]}]})"), "must hold texts"},
        Case{json_request(R"({"inputs":[{"shape":[-1],"datatype":"BYTES","data":["a"]}]})"), "'shape'"},
        Case{binary_request(head + "3}}]}", "abc"), "ends inside a length"},
        Case{binary_request(head + "5}}]}", std::string("\x09\0\0\0a", 5)), "ends inside a text"},
        Case{binary_request(head + "99}}]}", "abc"), "is not what follows the JSON"}}) {
    const auto read = read_infer_request(c.request, 10);
    ASSERT_FALSE(read) << c.sentence;
    EXPECT_THAT(read.error().message, HasSubstr(c.sentence));
  }
  Request lying = json_request("{}");
  lying.headers["inference-header-content-length"] = "99";
  EXPECT_FALSE(read_infer_request(lying, 10));
  EXPECT_EQ(read_infer_request(json_request(kOne), 1).error().code, Code::kTooLarge);
}

}  // namespace
}  // namespace polso::http
