#include "notify/mime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notify/signature.h"

namespace polso::notify {
namespace {

TEST(Mime, QuotedPrintableKeepsLinesShortAndBytesSafe) {
  EXPECT_EQ(quoted_printable("a=b\nè \nlast"), "a=3Db\r\n=C3=A8=20\r\nlast\r\n");
  EXPECT_EQ(quoted_printable(std::string(80, 'x')), std::string(75, 'x') + "=\r\nxxxxx\r\n");
  EXPECT_EQ(quoted_printable(std::string("\0\r\n.\r\n", 6)), "=00\r\n.\r\n");
  EXPECT_EQ(quoted_printable(""), "");
}

TEST(Mime, HeadersAreEncodedWhereTheyMustBe) {
  EXPECT_EQ(encoded_header("plain"), "plain");
  EXPECT_EQ(encoded_header("Caffè"), "=?UTF-8?B?Q2FmZsOo?=");
  EXPECT_THAT(encoded_header("x\r\nBcc: a@b"), testing::Not(testing::HasSubstr("Bcc")));
  EXPECT_THAT(encoded_header("=?UTF-8?B?Q2FmZsOo?="), testing::StartsWith("=?UTF-8?B?PT"));
  std::string longest;
  for (int i = 0; i < 100; ++i) longest += "è€";
  const std::string folded = encoded_header(longest);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find("\r\n", at), folded.size());
    EXPECT_LE(end - at, 76U);
    at = end + 2;
  }
}

TEST(Mime, DatesAreThoseOfMails) { EXPECT_EQ(mail_date(1'795'530'000'000), "Tue, 24 Nov 2026 14:20:00 +0000"); }

TEST(Signature, IsThatOfStandardWebhooks) {
  // The example of the reference implementations (github.com/standard-webhooks/standard-webhooks).
  EXPECT_EQ(signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                      R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  // HMAC-SHA256 of "id.7.body" under a key as it is typed, by OpenSSL.
  EXPECT_EQ(signature("key", "id", 7, "body"), "v1,9V7XzQ1pllLUbnHxmoWhqzSpRrG+qqo5EprMjsoCN3c=");
  EXPECT_EQ(signature("whsec_%%%", "id", 7, "body"), "v1,MpJUQziDYcBf9CQrv3m8Nyuq7RfMYydrbqqo2vNh9NE=");
}

}  // namespace
}  // namespace polso::notify
