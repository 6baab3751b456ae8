#include "registry/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace polso {
namespace {

using testing::HasSubstr;

std::string version(const std::string& letter) { return letter + "@" + std::string(11, '0') + letter; }

std::string letter_of(const std::string& version) { return version.empty() ? "-" : version.substr(0, 1); }

/// "+a +b !a !b <a" : a and b are added, a is promoted, then b, then it is rolled back to a. ?a: challenged, ~a:
/// withdrawn, -a: removed. One second each, beginning with 1.
RegistryState after(const std::string& story) {
  std::istringstream words(story);
  std::vector<RegistryEvent> history;
  for (std::string word; words >> word;) {
    RegistryEvent event;
    event.number = history.size() + 1;
    event.time = static_cast<Millis>(event.number) * kSecond;
    event.version = version(word.substr(1));
    event.kind = static_cast<RegistryEventKind>(std::string("+?~!<-").find(word.front()));
    if (event.kind == RegistryEventKind::kAdded) event.lineage.emplace();
    history.push_back(std::move(event));
  }
  return state_of(std::move(history));
}

TEST(RegistryState, FollowsFromTheHistory) {
  struct Case {
    const char *story, *champion, *challenger, *before, *versions;
  };
  for (const Case& c : {
           Case{"", "-", "-", "", ""},
           Case{"+a", "-", "-", "", "a"},
           Case{"+a !a", "a", "-", "", "a"},
           Case{"+a !a +b ?b", "a", "b", "", "ab"},
           Case{"+a !a +b ?b ~b", "a", "-", "", "ab"},
           Case{"+a !a +b ?b !b", "b", "-", "a", "ab"},  // the challenger that is promoted challenges no more
           Case{"+a !a +b +c ?c !b", "b", "c", "a", "abc"},
           Case{"+a +b +c !a !b !c", "c", "-", "ba", "abc"},
           Case{"+a +b +c !a !b !c <b", "b", "-", "a", "abc"},
           Case{"+a +b +c !a !b !c <b <a", "a", "-", "", "abc"},  // never to c or b again by itself
           Case{"+a +b +c !a !b <a !c", "c", "-", "a", "abc"},    // b was rolled back from
           Case{"+a +b +c !a !b <a !b", "b", "-", "a", "abc"},    // and was promoted again all the same
           Case{"+a +b !a !b !a", "a", "-", "b", "ab"},           // a stands there once, at its latest promotion
           Case{"+a +b +c !a !b !a !c <a <b", "b", "-", "", "abc"},
           Case{"+a +b +c !a !b !c -a", "c", "-", "b", "bc"},
           Case{"+a +b !a !b -a +a", "b", "-", "", "ba"},
       }) {
    const RegistryState state = after(c.story);
    EXPECT_EQ(letter_of(state.champion), c.champion) << c.story;
    EXPECT_EQ(letter_of(state.challenger), c.challenger) << c.story;
    std::string before;
    for (const std::string& v : state.before) before += letter_of(v);
    EXPECT_EQ(before, c.before) << c.story;
    std::string versions;
    for (const std::string& v : state.versions) versions += letter_of(v);
    EXPECT_EQ(versions, c.versions) << c.story;
  }
}

TEST(RegistryState, TellsWhoWasChampionWhen) {
  const RegistryState state = after("+a !a +b !b <a");
  for (const auto& [time, champion] :
       {std::pair<Millis, const char*>{0, "-"}, {1999, "-"}, {2000, "a"}, {3999, "a"}, {4000, "b"}, {9'999'999, "a"}}) {
    EXPECT_EQ(letter_of(champion_at(state, time)), champion) << time;
  }
}

TEST(RegistryState, TellsHowLongAVersionReigned) {
  const RegistryState state = after("+a !a +b !b <a");
  const auto reigns = reigns_of(state, version("a"));
  ASSERT_EQ(reigns.size(), 2U);
  EXPECT_EQ(reigns[0].from, 2000);
  EXPECT_EQ(reigns[0].to, 4000);
  EXPECT_EQ(reigns[1].from, 5000);
  EXPECT_EQ(reigns[1].to, std::nullopt);
  EXPECT_EQ(reigns_of(state, version("b")).at(0).to, 5000);
  EXPECT_TRUE(reigns_of(state, version("c")).empty());
}

TEST(RegistryState, FindsAVersionByAliasByNameAndByTheFrontOfItsDigits) {
  const RegistryState state = after("+a +b !a ?b");
  EXPECT_EQ(find_version(state, "champion").value(), version("a"));
  EXPECT_EQ(find_version(state, "challenger").value(), version("b"));
  EXPECT_EQ(find_version(state, version("b")).value(), version("b"));
  EXPECT_EQ(find_version(state, "00000000000b").value(), version("b"));
  for (const auto& [wanted, says] : {std::pair{"0000", "may be a@00000000000a or b@00000000000b"},
                                     {"000", "there are a@"},
                                     {"c@00000000000c", "there are a@"},
                                     {"", "there are a@"}}) {
    const auto found = find_version(state, wanted);
    ASSERT_FALSE(found) << wanted;
    EXPECT_EQ(found.error().code, Code::kNotFound);
    EXPECT_THAT(found.error().message, HasSubstr(says));
  }
  EXPECT_THAT(find_version(after("+a"), "champion").error().message, HasSubstr("no champion"));
  EXPECT_THAT(find_version(after(""), "x").error().message, HasSubstr("nor any"));
}

}  // namespace
}  // namespace polso
