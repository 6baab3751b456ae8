#include "base/hash.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

TEST(Hash, Sha256KnowsTheStandardsExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, AFileHashesLikeItsBytes) {
  const TempFolder folder;
  const std::string bytes(200'000, 'x');
  ASSERT_TRUE(write_file(folder.path() / "a", bytes));
  EXPECT_EQ(sha256_file(folder.path() / "a").value(), sha256(bytes));
  EXPECT_EQ(sha256_file(folder.path() / "b").error().code, Code::kNotFound);
}

TEST(Hash, PseudonymsDependOnNameAndKeyOnly) {
  const PseudonymKey one{1};
  const PseudonymKey two{2};
  EXPECT_EQ(pseudonym("anna", one), pseudonym("anna", one));
  EXPECT_NE(pseudonym("anna", one), pseudonym("anna", two));
  EXPECT_NE(pseudonym("anna", one), pseudonym("bruno", one));
  EXPECT_EQ(pseudonym("anna", one).size(), 16U);
  EXPECT_EQ(pseudonym("", one), "");
  EXPECT_NE(random_pseudonym_key(), random_pseudonym_key());
}

}  // namespace
}  // namespace polso
