#include "registry/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::HasSubstr;

RegistryEvent promotion() {
  RegistryEvent event;
  event.number = 7;
  event.time = 1'764'000'000'123;
  event.kind = RegistryEventKind::kPromoted;
  event.version = "polso-en@0123456789ab";
  event.was = "polso-en@ba9876543210";
  event.by = "gate";
  event.why = "better: \"macro recall\"\n+0.01 è";
  return event;
}

TEST(RegistryEvent, ComesBackFromItsLineAsItWas) {
  RegistryEvent added = promotion();
  added.kind = RegistryEventKind::kAdded;
  added.lineage = Lineage{.parent = "polso-en@ba9876543210",
                          .lang = "en",
                          .sentiments = {"negative", "positive"},
                          .recipe_sha256 = std::string(64, 'c'),
                          .data = {{"posts", std::string(64, 'd'), 10, 2}},
                          .metrics = {{"test.f1", {0.1, 0.05, 0.30000000000000004}}},
                          .notes = {{"manifest", "abc"}}};
  for (const RegistryEvent& event : {promotion(), added}) {
    const std::string line = line_of(event, "before");
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto read = read_line(line, "before");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->genuine);
    EXPECT_EQ(line_of(read->event, "before"), line) << "nothing was lost on the way";
    EXPECT_EQ(read->event.why, event.why);
    EXPECT_EQ(read->event.time, event.time);
    ASSERT_EQ(read->event.lineage.has_value(), event.lineage.has_value());
  }
}

TEST(RegistryEvent, NoByteOfALineCanBeFlippedUnseen) {
  const std::string line = line_of(promotion(), "before");
  for (std::size_t i = 0; i < line.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      std::string flipped = line;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      const auto read = read_line(flipped, "before");
      EXPECT_FALSE(read && read->genuine) << "byte " << i << ", bit " << bit;
    }
  }
}

TEST(RegistryEvent, ALineIsGenuineOnlyBehindTheOneItWasWrittenBehind) {
  EXPECT_FALSE(read_line(line_of(promotion(), "before"), "another")->genuine);
}

TEST(RegistryEvent, WhatIsNoLineIsSaidToBeNone) {
  for (const std::string& line : {std::string(), std::string("{}"), std::string(500, 'x'), std::string(5, '\0')}) {
    const auto read = read_line(line, "");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().code, Code::kCorrupt);
    EXPECT_THAT(read.error().message, HasSubstr("digest"));
  }
}

TEST(RegistryEvent, AVersionThatLeadsElsewhereIsNone) {
  for (const char* version : {"../../etc@0123456789ab", "a/b@0123456789ab", ".a@0123456789ab", "@0123456789ab",
                              "a@0123456789AB", "a@0123456789a", "a", "", "a\n@0123456789ab"}) {
    EXPECT_FALSE(is_version_name(version)) << version;
    RegistryEvent event = promotion();
    event.version = version;
    EXPECT_FALSE(read_line(line_of(event, ""), "")) << version;
  }
  EXPECT_TRUE(is_version_name("a.b-C_9@0123456789ab"));
}

}  // namespace
}  // namespace polso
