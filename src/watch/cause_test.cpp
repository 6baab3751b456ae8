#include "watch/cause.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

CauseFacts more_posts() {
  CauseFacts facts;
  facts.volume = true;
  facts.usual_posts = 100;
  facts.posts = 300;
  facts.sources = {{"forum", 0.3, 90}, {"x", 0.7, 210}};
  facts.languages = {{"en", 1.0, 300}};
  return facts;
}

CauseFacts more_negatives() {
  CauseFacts facts;
  facts.mood = true;
  facts.posts = facts.usual_posts = 100;
  facts.negatives = 40;
  facts.usual_negatives = 20;
  facts.authors = {{"loud", 0, 4}};
  return facts;
}

TEST(Cause, IsTheWorldUnlessSomethingElseExplainsIt) {
  EXPECT_EQ(blame(more_posts()).cause, Cause::kWorld);
  EXPECT_EQ(blame(more_negatives()).cause, Cause::kWorld);
  EXPECT_EQ(blame({}).cause, Cause::kWorld);
}

TEST(Cause, CopiesThatMakeUpHalfOfTheExtra) {
  CauseFacts facts = more_posts();
  facts.copies = 199;
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
  facts.copies = 200;
  EXPECT_EQ(blame(facts).cause, Cause::kCopies);
  facts.usual_copies = 50;
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
}

TEST(Cause, ASourceOrLanguageThatPours) {
  CauseFacts facts = more_posts();
  facts.sources = {{"forum", 0.3, 191}, {"x", 0.7, 109}};
  EXPECT_EQ(blame(facts).cause, Cause::kSource);
  EXPECT_EQ(blame(facts).detail, "forum");
  facts.sources = {{"forum", 0.5, 290}, {"x", 0.5, 10}};  // the usual one
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
  facts.languages = {{"en", 0.9, 95}, {"it", 0.1, 205}};
  EXPECT_EQ(blame(facts).cause, Cause::kLanguage);
  EXPECT_EQ(blame(facts).detail, "it");
}

TEST(Cause, ASourceThatFallsSilent) {
  CauseFacts facts = more_posts();
  facts.posts = 32;
  facts.sources = {{"forum", 0.7, 2}, {"x", 0.3, 30}};
  EXPECT_EQ(blame(facts).cause, Cause::kSource);
  EXPECT_EQ(blame(facts).detail, "forum");
  facts.sources = {{"forum", 0.7, 20}, {"x", 0.3, 12}};
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
}

TEST(Cause, AMoodThatMovedIsNotTheFeedsFault) {
  CauseFacts facts = more_posts();
  facts.mood = true;
  facts.copies = 1000;
  facts.sources = {{"forum", 0.3, 230}, {"x", 0.7, 70}};
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
}

TEST(Cause, AnAuthorOfHalfOfTheExtraNegatives) {
  CauseFacts facts = more_negatives();
  facts.authors = {{"loud", 0, 10}, {"other", 0, 2}};
  EXPECT_EQ(blame(facts).cause, Cause::kAuthor);
  EXPECT_EQ(blame(facts).detail, "loud");
  facts.authors = {{"loud", 0.05, 10}};  // one of these is usual
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
  facts.negatives = 26;
  facts.authors = {{"loud", 0, 4}};
  EXPECT_EQ(blame(facts).cause, Cause::kWorld) << "four posts are no campaign";
}

TEST(Cause, AThreadOfHalfOfTheExtraNegatives) {
  CauseFacts facts = more_negatives();
  facts.threads = {{"long", 0, 10}, {"other", 0, 2}};
  EXPECT_EQ(blame(facts).cause, Cause::kThread);
  EXPECT_EQ(blame(facts).detail, "long");
  facts.threads = {{"long", 0, 9}};
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
  facts.threads = {{"long", 0, 20}};
  facts.authors = {{"loud", 0, 10}};
  EXPECT_EQ(blame(facts).cause, Cause::kAuthor) << "who fills a thread alone is named rather than the thread";
}

TEST(Cause, AModelThatIsNewExplainsAMoodAndNoVolume) {
  CauseFacts facts = more_negatives();
  facts.new_model = std::string("m@2");
  EXPECT_EQ(blame(facts).cause, Cause::kModel);
  EXPECT_EQ(blame(facts).detail, "m@2");
  facts = more_posts();
  facts.new_model = std::string("m@2");
  EXPECT_EQ(blame(facts).cause, Cause::kWorld);
}

TEST(Cause, OfTheFeedAreAllButTheWorldAuthorsAndThreads) {
  EXPECT_FALSE(is_of_feed(Cause::kWorld));
  EXPECT_FALSE(is_of_feed(Cause::kAuthor));
  EXPECT_FALSE(is_of_feed(Cause::kThread));
  for (const Cause cause : {Cause::kCopies, Cause::kSource, Cause::kLanguage, Cause::kModel}) {
    EXPECT_TRUE(is_of_feed(cause));
  }
}

}  // namespace
}  // namespace polso
