#include "base/sha1.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

std::string sha1(std::string_view bytes) {
  Sha1 hash;
  hash.update(bytes);
  return hash.finish();
}

TEST(Sha1, KnowsTheStandardsExamples) {
  EXPECT_EQ(sha1(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(sha1("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(sha1(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Sha1, DoesNotDependOnHowTheBytesAreCut) {
  const std::string bytes(300, 'x');
  for (const std::size_t step : {1, 55, 56, 63, 64, 65, 119, 299}) {
    Sha1 hash;
    for (std::size_t at = 0; at < bytes.size(); at += step) hash.update(std::string_view(bytes).substr(at, step));
    EXPECT_EQ(hash.finish(), sha1(bytes)) << step;
  }
}

}  // namespace
}  // namespace polso
