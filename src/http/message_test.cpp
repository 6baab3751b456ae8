#include "http/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso::http {
namespace {

using testing::HasSubstr;

TEST(PercentDecoded, ReadsEscapesAndRefusesBrokenOnes) {
  EXPECT_EQ(percent_decoded("/a%20b", false), "/a b");
  EXPECT_EQ(percent_decoded("a+b%C3%A9", true), "a bé");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
  EXPECT_EQ(percent_decoded("", false), "");
  for (const char* broken : {"%", "%4", "%zz", "a%2", "%00", "%ff", "\xFF"}) {
    EXPECT_EQ(percent_decoded(broken, false), std::nullopt) << broken;
  }
}

TEST(ErrorResponse, HasTheCodesStatusAndASentence) {
  const Response response = error_response(Error{Code::kUnavailable, "another \"process\" is writing"});
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(response.body, R"({"error":{"code":"unavailable","message":"another \"process\" is writing"}})");
  EXPECT_THAT(response.headers, testing::Contains(testing::Pair("Retry-After", "1")));
  EXPECT_EQ(error_response(Error{Code::kNotFound, "x"}).status, 404U);
  EXPECT_EQ(busy().status, 429U);
}

TEST(ErrorResponse, AMessageThatIsNoUtf8IsMended) {
  EXPECT_THAT(error_response(400, "invalid", "a\xFF").body, HasSubstr("a\uFFFD"));
}

}  // namespace
}  // namespace polso::http
