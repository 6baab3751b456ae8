#include "base/program.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

ProgramEnd sh(const std::string& script, ProgramRun run = {}) {
  run.words = {"sh", "-c", script};
  return run_program(run).value();
}

TEST(Program, SaysWhatItSaidAndHowItEnded) {
  const ProgramEnd end = sh("echo out; echo err >&2; exit 7");
  EXPECT_EQ(end.said, "out\nerr\n");
  EXPECT_EQ(end.code, 7);
}

TEST(Program, RunsWhereAndWithWhatItIsGiven) {
  EXPECT_EQ(sh("pwd", {.words = {}, .folder = "/usr"}).said, "/usr\n");
  EXPECT_EQ(sh("echo $POLSO_PROGRAM_TEST", {.words = {}, .variables = {{"POLSO_PROGRAM_TEST", "two words"}}}).said,
            "two words\n");
  EXPECT_EQ(sh("cat").said, "") << "there is nothing to read";
}

TEST(Program, OneThatASignalEndsIsNoSuccess) { EXPECT_EQ(sh("kill -9 $$").code, 137); }

TEST(Program, KeepsTheLastOfALongSpeech) {
  const ProgramEnd end = sh("seq 1 100000");
  EXPECT_EQ(end.said.size(), 64U * 1024);
  EXPECT_TRUE(end.said.ends_with("100000\n"));
}

TEST(Program, OneThatIsNotThereIsSaid) {
  const auto end = run_program({.words = {"no-such-program-of-polso"}});
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code, Code::kNotFound);
}

}  // namespace
}  // namespace polso
