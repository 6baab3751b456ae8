#include "text/lower.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Lower, KeepsAccentsAndMarks) {
  EXPECT_EQ(lowered("PERCHÉ così?"), "perché così?");
  EXPECT_EQ(lowered("ΑΘΗΝΑ Ж 😀"), "αθηνα ж 😀");
  EXPECT_EQ(lowered("a\xFF"), "a\uFFFD");
  EXPECT_EQ(lowered(""), "");
}

}  // namespace
}  // namespace polso
