#include "http/routes.h"

#include <gtest/gtest.h>

namespace polso::http {
namespace {

using Values = std::map<std::string, std::string>;

TEST(Routes, PatternsMatchWholePathsAndCatchSegments) {
  struct Case {
    const char* pattern;
    const char* path;
    bool matches;
    Values values;
  };
  for (const Case& c : {Case{"/a", "/a", true, {}}, Case{"/a", "/a/", false, {}}, Case{"/a", "/ab", false, {}},
                        Case{"/", "/", true, {}}, Case{"/b/{x}", "/b/Acme Air", true, {{"x", "Acme Air"}}},
                        Case{"/b/{x}", "/b/", false, {}}, Case{"/b/{x}", "/b/a/c", false, {}},
                        Case{"/m/{m}/versions/{v}", "/m/a/versions/2", true, {{"m", "a"}, {"v", "2"}}},
                        Case{"/m/{m}/ready", "/m/a/infer", false, {}},
                        Case{"/models/{rest}", "/models/org/name", true, {{"rest", "org/name"}}}}) {
    Values values;
    ASSERT_EQ(matches(c.pattern, c.path, values), c.matches) << c.pattern << " " << c.path;
    if (c.matches) {
      EXPECT_EQ(values, c.values) << c.pattern << " " << c.path;
    }
  }
}

TEST(Routes, WhateverWritesNeedsTheRightTo) {
  for (const Route& route : all_routes()) {
    const bool own = route.pattern.starts_with("/api/v1/");
    const bool harmless =
        route.method == "GET" || route.pattern == "/api/v1/classify" || route.pattern == "/api/v1/try";
    if (own) {
      EXPECT_EQ(route.need, harmless ? Need::kRead : Need::kWrite) << route.method << " " << route.pattern;
    }
  }
}

}  // namespace
}  // namespace polso::http
