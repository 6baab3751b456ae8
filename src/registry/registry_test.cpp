#include "registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "base/temp_folder.h"
#include "registry/bundle_for_tests.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RegistryTest : public testing::Test {
 protected:
  RegistryTest() : registry(Registry::open_or_make(root.path() / "registry").value()) {}

  Deed deed(Millis now = 0) { return {.by = "test", .why = "to see", .now = now > 0 ? now : ++clock}; }

  /// A version of its own for each text.
  std::string add(const std::string& weights) {
    const std::string version = write_bundle(source(weights), {.weights = weights});
    const auto added = registry.add(source(weights), deed());
    EXPECT_TRUE(added) << added.error().message;
    EXPECT_EQ(added->version, version);
    return version;
  }

  fs::path source(const std::string& weights) { return root.path() / "made" / weights; }

  std::vector<std::string> problems() { return registry.verify().value().problems; }
  std::vector<std::string> leftovers() { return registry.verify().value().leftovers; }

  void flip(const fs::path& path) {
    std::string bytes = read_file(path).value();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    ASSERT_TRUE(write_file(path, bytes));
  }

  TempFolder root;
  Registry registry;
  Millis clock = 1'000'000;
};

TEST_F(RegistryTest, IsMadeByTheFirstWriterAndFoundByTheRest) {
  EXPECT_EQ(Registry::open(root.path() / "nowhere").error().code, Code::kNotFound);
  EXPECT_TRUE(Registry::open(registry.path()));
  EXPECT_TRUE(Registry::open_or_make(registry.path()));
  const auto made = Registry::open_or_make(root.path());
  ASSERT_FALSE(made) << "a folder with other things";
  EXPECT_THAT(made.error().message, HasSubstr("holds other things"));
}

TEST_F(RegistryTest, KeepsACopyThatNobodyMayWriteTo) {
  const std::string a = add("a");
  EXPECT_EQ(read_file(registry.folder(a) / "model.bin").value(), "a");
  EXPECT_EQ(fs::status(registry.folder(a) / "model.bin").permissions(), fs::perms(0444));
  EXPECT_EQ(load_bundle(registry.folder(a)).value().id(), a);
  fs::remove_all(source("a"));
  EXPECT_TRUE(registry.verify_version(a));
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_THAT(leftovers(), IsEmpty());
  const auto state = registry.state().value();
  ASSERT_EQ(state.history.size(), 1U);
  const Lineage& lineage = state.history[0].lineage.value();
  EXPECT_EQ(lineage.lang, "en");
  EXPECT_EQ(lineage.recipe_sha256, sha256("seed = 1\n"));
  EXPECT_EQ(lineage.data.at(0).rows, 45'617U);
  EXPECT_THAT(lineage.sentiments, ElementsAre("negative", "neutral", "positive"));
}

TEST_F(RegistryTest, TheSameContentAgainIsTheSameVersion) {
  add("a");
  const auto revision = registry.revision();
  const auto again = registry.add(source("a"), deed());
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_new);
  EXPECT_FALSE(again->repaired);
  EXPECT_EQ(registry.state()->history.size(), 1U);
  EXPECT_EQ(registry.revision(), revision);
}

TEST_F(RegistryTest, RefusesWhatIsNotWhatItSays) {
  struct Case {
    const char* what;
    std::function<void(const fs::path&)> harm;
    Code code;
    const char* says;
  };
  for (const Case& c :
       {Case{"a flipped byte", [&](const fs::path& f) { flip(f / "model.bin"); }, Code::kCorrupt, "SHA-256"},
        Case{"half of the weights", [](const fs::path& f) { fs::resize_file(f / "model.bin", 2); }, Code::kCorrupt,
             "model.bin"},
        Case{"no weights", [](const fs::path& f) { fs::remove(f / "model.bin"); }, Code::kNotFound, "model.bin"},
        Case{"no polso.json", [](const fs::path& f) { fs::remove(f / "polso.json"); }, Code::kNotFound, "not a bundle"},
        Case{"half of polso.json", [](const fs::path& f) { fs::resize_file(f / "polso.json", 99); }, Code::kCorrupt,
             "polso.json"},
        Case{"no hash of the weights",
             [](const fs::path& f) {
               Bundle b = described({});
               b.sha256.clear();
               EXPECT_TRUE(save_bundle(b, f));
             },
             Code::kInvalid, "no SHA-256 of 'model.bin'"},
        Case{"a file that lies elsewhere",
             [](const fs::path& f) {
               Bundle b = described({});
               b.sha256["../model.bin"] = b.sha256["model.bin"];
               EXPECT_TRUE(save_bundle(b, f));
             },
             Code::kInvalid, "no file beside it"},
        Case{"a name that leads elsewhere",
             [](const fs::path& f) { EXPECT_TRUE(save_bundle(described({.name = "../x"}), f)); }, Code::kInvalid,
             "name is '../x'"}}) {
    const fs::path folder = root.path() / c.what;
    write_bundle(folder);
    c.harm(folder);
    const auto added = registry.add(folder, deed());
    ASSERT_FALSE(added) << c.what;
    EXPECT_EQ(added.error().code, c.code) << c.what;
    EXPECT_THAT(added.error().message, HasSubstr(c.says)) << c.what;
    EXPECT_THAT(leftovers(), IsEmpty()) << c.what;
  }
  EXPECT_THAT(registry.state()->history, IsEmpty());
}

TEST_F(RegistryTest, RefusesModelsOfAnotherLine) {
  add("a");
  for (const auto& [bundle, says] :
       {std::pair{BundleForTests{.lang = "it"}, "answers in 'it'"},
        std::pair{BundleForTests{.sentiments = {Sentiment::kNegative, Sentiment::kPositive}},
                  "tells negative, positive apart, this registry's models negative, neutral, positive"}}) {
    write_bundle(root.path() / says, bundle);
    const auto added = registry.add(root.path() / says, deed());
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, Code::kInvalid);
    EXPECT_THAT(added.error().message, HasSubstr(says));
  }
}

TEST_F(RegistryTest, AParentMustHaveBeenThere) {
  const std::string a = add("a");
  write_bundle(source("b"), {.weights = "b"});
  EXPECT_EQ(registry.add(source("b"), deed(), {.parent = "x@0123456789ab", .notes = {}}).error().code, Code::kNotFound);
  ASSERT_TRUE(registry.add(source("b"), deed(), {.parent = a, .notes = {{"manifest", "m"}}}));
  const auto state = registry.state().value();
  EXPECT_EQ(state.history.back().lineage->parent, a);
  EXPECT_EQ(state.history.back().lineage->notes.at("manifest"), "m");
}

TEST_F(RegistryTest, PromotesChallengesAndGoesBack) {
  const std::string a = add("a"), b = add("b"), c = add("c");
  EXPECT_EQ(registry.rollback(deed()).error().code, Code::kNotFound);
  EXPECT_EQ(registry.withdraw(deed()).error().code, Code::kNotFound);
  ASSERT_TRUE(registry.promote(a, deed()));
  EXPECT_EQ(registry.challenge(a, deed()).error().code, Code::kInvalid);
  ASSERT_TRUE(registry.challenge(b, deed()));
  EXPECT_EQ(registry.state()->challenger, b);
  EXPECT_EQ(registry.withdraw(deed())->version, b);
  EXPECT_EQ(registry.promote(b, deed())->was, a);
  EXPECT_EQ(registry.promote(c, deed())->was, b);
  EXPECT_EQ(registry.rollback(deed())->version, b);
  EXPECT_EQ(registry.rollback(deed())->version, a);
  EXPECT_EQ(registry.rollback(deed()).error().code, Code::kNotFound);
  EXPECT_EQ(registry.state()->champion, a);
  EXPECT_EQ(registry.promote("x@0123456789ab", deed()).error().code, Code::kNotFound);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(RegistryTest, PromotingTheChampionChangesNothing) {
  const std::string a = add("a");
  const auto first = registry.promote(a, deed());
  EXPECT_EQ(registry.promote(a, deed())->number, first->number);
  EXPECT_EQ(registry.state()->history.size(), 2U);
}

TEST_F(RegistryTest, WhoComesSecondIsToldSo) {
  const std::string a = add("a"), b = add("b"), c = add("c");
  ASSERT_TRUE(registry.promote(a, deed(), ""));
  ASSERT_TRUE(registry.promote(b, deed(), a));
  for (const auto& refused : {registry.promote(c, deed(), a), registry.rollback(deed(), a)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kExists);
    EXPECT_THAT(refused.error().message, HasSubstr("the champion was " + a + " and is " + b + " now"));
  }
  EXPECT_EQ(registry.state()->champion, b);
}

TEST_F(RegistryTest, OfManyPromotionsAtOnceOneWins) {
  const std::string a = add("a");
  std::vector<std::string> versions;
  for (const char* weights : {"b", "c", "d", "e"}) versions.push_back(add(weights));
  ASSERT_TRUE(registry.promote(a, deed()));
  std::atomic<int> won = 0;
  {
    std::vector<std::jthread> threads;
    for (const std::string& version : versions) {
      threads.emplace_back([&, version] {
        won += Registry::open(registry.path())->promote(version, {"t", "", 5}, a).has_value() ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(registry.state()->history.size(), 7U);
}

TEST_F(RegistryTest, ADamagedVersionIsNotPromotedAndAddingItAgainRepairsIt) {
  const std::string a = add("a"), b = add("b");
  ASSERT_TRUE(registry.promote(b, deed()));
  ASSERT_TRUE(registry.promote(a, deed()));
  for (const char* file : {"model.bin", "polso.json"}) {
    flip(registry.folder(b) / file);
    EXPECT_EQ(problems().size(), 1U) << file;
    EXPECT_FALSE(registry.promote(b, deed()));
    EXPECT_FALSE(registry.challenge(b, deed()));
    EXPECT_FALSE(registry.rollback(deed()));
    EXPECT_EQ(registry.state()->champion, a);
    EXPECT_TRUE(registry.add(source("b"), deed())->repaired);
    EXPECT_THAT(problems(), IsEmpty());
  }
  EXPECT_TRUE(registry.rollback(deed()));
  EXPECT_EQ(read_file(registry.folder(b) / "model.bin").value(), "b");
}

TEST_F(RegistryTest, WhatAKillLeftIsCompletedByTheNextAdd) {
  const std::string a = add("a");
  const std::string history = read_file(registry.path() / "history.jsonl").value();
  ASSERT_TRUE(write_file(registry.path() / "history.jsonl", ""));  // killed between the rename and the line
  fs::create_directories(registry.path() / "tmp" / "half");
  EXPECT_EQ(leftovers().size(), 2U);
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_THAT(registry.state()->versions, IsEmpty());
  EXPECT_TRUE(registry.add(source("a"), deed())->is_new);
  EXPECT_THAT(registry.state()->versions, ElementsAre(a));
  EXPECT_EQ(registry.gc({}, deed())->leftovers, 1U);
  EXPECT_THAT(leftovers(), IsEmpty());
}

TEST_F(RegistryTest, OrphansAreSwept) {
  add("a");
  ASSERT_TRUE(write_file(registry.path() / "history.jsonl", ""));
  EXPECT_EQ(registry.gc({}, deed())->leftovers, 1U);
  EXPECT_TRUE(fs::is_empty(registry.path() / "versions"));
}

TEST_F(RegistryTest, GcKeepsWhatSomebodyMayNeed) {
  const std::string a = add("a"), b = add("b"), c = add("c"), d = add("d"), e = add("e"), f = add("f");
  for (const std::string& version : {a, b, c, d}) ASSERT_TRUE(registry.promote(version, deed()));
  ASSERT_TRUE(registry.challenge(e, deed()));
  EXPECT_THAT(registry.gc({.keep = 3}, deed())->removed, IsEmpty()) << "all of them are young";
  const Millis later = clock + 2 * kDay;
  EXPECT_THAT(registry.gc({.keep = 3}, deed(later))->removed, ElementsAre(a, f));
  EXPECT_THAT(registry.gc({.keep = 0}, deed(later))->removed, ElementsAre(b)) << "c is where a rollback goes";
  EXPECT_THAT(registry.state()->versions, ElementsAre(c, d, e));
  EXPECT_FALSE(fs::exists(registry.folder(a) / "model.bin"));
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_THAT(leftovers(), IsEmpty());
  EXPECT_EQ(registry.bundles().size(), 6U) << "the figures of removed versions can still be corrected";
  EXPECT_EQ(registry.rollback(deed())->version, c);
}

TEST_F(RegistryTest, AKilledGcIsCompletedByTheNext) {
  const std::string a = add("a");
  ASSERT_EQ(registry.gc({}, deed(clock + 2 * kDay))->removed.size(), 1U);
  ASSERT_TRUE(write_file(registry.folder(a) / "model.bin", "a"));  // as if it had not come to that
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(leftovers().size(), 1U);
  EXPECT_EQ(registry.gc({}, deed())->leftovers, 1U);
  EXPECT_FALSE(fs::exists(registry.folder(a) / "model.bin"));
}

TEST_F(RegistryTest, ARemovedVersionCanComeBack) {
  const std::string a = add("a");
  ASSERT_TRUE(registry.gc({}, deed(clock + 2 * kDay)));
  EXPECT_FALSE(registry.promote(a, deed()));
  EXPECT_TRUE(registry.add(source("a"), deed())->is_new);
  EXPECT_TRUE(registry.promote(a, deed()));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(RegistryTest, ARevisionTellsEveryChange) {
  auto before = registry.revision();
  const auto changed = [&] { return std::exchange(before, registry.revision()) != before; };
  const std::string a = add("a");
  EXPECT_TRUE(changed());
  ASSERT_TRUE(registry.challenge(a, deed()));
  EXPECT_TRUE(changed());
  ASSERT_TRUE(registry.promote(a, deed()));
  EXPECT_TRUE(changed());
  ASSERT_TRUE(registry.verify());
  EXPECT_FALSE(changed());
}

TEST_F(RegistryTest, ACascadeIsKeptWithItsTwoModels) {
  Bundle cascade = described({.name = "both"});
  cascade.kind = "cascade";
  cascade.weights.clear();
  cascade.sha256.clear();
  const std::string a = write_bundle(source("a"), {.weights = "a"}), b = write_bundle(source("b"), {.weights = "b"});
  cascade.cascade.emplace();
  cascade.cascade->small = "../a";
  cascade.cascade->large = "../b";
  cascade.cascade->small_id = a;
  cascade.cascade->large_id = b;
  cascade.cascade->quantiles.assign(kQuantileSteps + 1, 0.5);
  fs::create_directories(source("both"));
  ASSERT_TRUE(save_bundle(cascade, source("both")));
  EXPECT_THAT(registry.add(source("both"), deed()).error().message, HasSubstr("add its two models first"));
  add("a");
  add("b");
  const auto both = registry.add(source("both"), deed());
  ASSERT_TRUE(both) << both.error().message;
  ASSERT_TRUE(registry.promote(both->version, deed()));
  EXPECT_THAT(registry.gc({}, deed(clock + 9 * kDay))->removed, IsEmpty());
  flip(registry.folder(a) / "model.bin");
  EXPECT_FALSE(registry.verify_version(both->version));
  EXPECT_EQ(problems().size(), 1U);
}

TEST_F(RegistryTest, AStoryThatIsTooLongIsRefused) {
  const std::string a = add("a");
  EXPECT_EQ(registry.promote(a, {.by = "", .why = std::string(5000, 'x'), .now = 1}).error().code, Code::kTooLarge);
}

}  // namespace
}  // namespace polso
