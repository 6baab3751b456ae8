#include "http/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace polso::http {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

constexpr Millis kNow = 1'000'000;

Request request(const std::string& token = "", const std::string& host = "127.0.0.1:7860") {
  Request r;
  r.headers["host"] = host;
  if (!token.empty()) r.headers["authorization"] = "Bearer " + token;
  return r;
}

std::unique_ptr<Gate> gate_for(TokensFor who) {
  auto gate = std::make_unique<Gate>(GateOptions{.tokens_for = who, .loopback = false, .hosts = {}, .origins = {}});
  gate->replace_tokens({{"reader", Scope::kRead, 0, std::nullopt, hash_token("r")},
                        {"writer", Scope::kWrite, 0, std::nullopt, hash_token("w")},
                        {"old", Scope::kWrite, 0, kNow - 1, hash_token("o")}});
  return gate;
}

unsigned status(const Gate& gate, const Request& r, Need need) {
  const auto refusal = gate.refuses(r, need, kNow);
  return refusal ? refusal->status : 200;
}

TEST(Gate, AsksForWhatTheSettingSays) {
  struct Case {
    TokensFor who;
    const char* token;
    unsigned open, read, write;
  };
  for (const Case& c : {Case{TokensFor::kNobody, "", 200, 200, 200}, Case{TokensFor::kWriters, "", 200, 200, 401},
                        Case{TokensFor::kAll, "", 200, 401, 401}, Case{TokensFor::kAll, "r", 200, 200, 403},
                        Case{TokensFor::kAll, "w", 200, 200, 200}, Case{TokensFor::kWriters, "r", 200, 200, 403},
                        Case{TokensFor::kWriters, "w", 200, 200, 200}, Case{TokensFor::kAll, "wrong", 200, 401, 401},
                        Case{TokensFor::kAll, "o", 200, 401, 401}}) {
    const auto gate = gate_for(c.who);
    EXPECT_EQ(status(*gate, request(c.token), Need::kOpen), c.open) << c.token;
    EXPECT_EQ(status(*gate, request(c.token), Need::kRead), c.read) << c.token;
    EXPECT_EQ(status(*gate, request(c.token), Need::kWrite), c.write) << c.token;
  }
}

TEST(Gate, SaysWhyAndHow) {
  const auto gate = gate_for(TokensFor::kAll);
  const auto missing = gate->refuses(request(), Need::kRead, kNow);
  EXPECT_THAT(missing->body, HasSubstr("Authorization: Bearer TOKEN"));
  EXPECT_THAT(missing->headers, Contains(Pair("WWW-Authenticate", "Bearer")));
  EXPECT_THAT(gate->refuses(request("o"), Need::kRead, kNow)->body, HasSubstr("expired on 1970-01-01"));
}

TEST(Gate, OnLoopbackAPageElsewhereCannotReachUsByANameOfItsOwn) {
  const Gate gate({.tokens_for = TokensFor::kNobody, .loopback = true, .hosts = {"polso.example"}, .origins = {}});
  for (const char* good : {"localhost:7860", "127.0.0.1:7860", "[::1]:7860", "127.0.0.1", "polso.example"}) {
    EXPECT_EQ(status(gate, request("", good), Need::kOpen), 200U) << good;
  }
  for (const char* bad : {"evil.example:7860", "localhost.evil.example", "abc:7860", "127.0.0.1.evil.example:80"}) {
    EXPECT_EQ(status(gate, request("", bad), Need::kOpen), 403U) << bad;
  }
}

TEST(Gate, NoPageOfAnotherOriginIsHelpedUnlessConfigured) {
  const Gate gate({.tokens_for = TokensFor::kNobody, .loopback = true, .hosts = {}, .origins = {"https://a.example"}});
  Request r = request();
  Response response;
  r.headers["origin"] = "https://b.example";
  gate.mark_origin(r, response);
  EXPECT_TRUE(response.headers.empty());
  r.headers["origin"] = "https://a.example";
  gate.mark_origin(r, response);
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Origin", "https://a.example")));
}

TEST(Tokens, AreLongRandomAndKeptAsAHash) {
  EXPECT_NE(random_token(), random_token());
  EXPECT_EQ(random_token().size(), 54U);
  EXPECT_THAT(random_token(), testing::StartsWith("polso_"));
  EXPECT_EQ(hash_token("abc")[0], 0xBA);  // SHA-256's first test vector
}

}  // namespace
}  // namespace polso::http
