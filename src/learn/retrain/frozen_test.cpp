#include "learn/retrain/frozen.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Frozen, FindsTextsAgainAsTheyAreAndAsNearCopies) {
  FrozenTexts frozen(normaliser_named("social-1").value());
  frozen.add("Stuck at Newark for nine hours now and nobody answers the phone, never again");
  frozen.add("thank you");
  frozen.add("😡😡");
  struct Case {
    const char* text;
    Leak leak;
  };
  for (const Case& c : {
           Case{"Stuck at Newark for nine hours now and nobody answers the phone, never again", Leak::kEqual},
           Case{"@air STUCK at newark for nine hours now and nobody answers the phone never again! http://t.co/x",
                Leak::kEqual},
           Case{"RT @angry: Stuck at Newark for nine hours now and nobody answers the phone, nev…", Leak::kNearCopy},
           Case{"Stuck at Newark for ten hours now and nobody answers the phone, never again", Leak::kNearCopy},
           Case{"Nobody answers the phone at Newark and I have been here all day", Leak::kNone},
           Case{"Thank You!", Leak::kEqual},
           Case{"thank you all", Leak::kNone},
           Case{"😡😡", Leak::kEqual},
           Case{"👍", Leak::kNone},
           Case{"", Leak::kNone},
       }) {
    EXPECT_EQ(frozen.find(c.text), c.leak) << c.text;
  }
}

/// What lies between a frozen text and a copy of a copy must not draw the latter to itself.
TEST(Frozen, WhatWasLookedForBeforeChangesNothing) {
  FrozenTexts frozen(normaliser_named("social-1").value());
  frozen.add("Stuck at Newark for nine hours now and nobody answers the phone, never again");
  const std::string near = "Stuck at Newark for ten hours now and nobody answers the phone, never again";
  for (int n = 0; n < 1000; ++n) {
    const std::string other = "post " + std::to_string(n) + " says something else about the shop in our street today";
    EXPECT_EQ(frozen.find(other), Leak::kNone);
    EXPECT_EQ(frozen.find(other), Leak::kNone) << "a second look at it";
  }
  EXPECT_EQ(frozen.find(near), Leak::kNearCopy);
  EXPECT_EQ(frozen.find(near), Leak::kNearCopy);
}

}  // namespace
}  // namespace polso
