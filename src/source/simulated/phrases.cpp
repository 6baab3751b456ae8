// A dozen sentences for each mood.
#include "source/simulated/phrases.h"

#include <array>

namespace polso {
namespace {

constexpr PerSentiment<std::array<std::string_view, 12>> kPhrases{{
    {"{brand} charged me twice for {thing} and nobody answers", "third day without {thing}, {brand} this is a joke",
     "worst {thing} I have ever paid for, thanks for nothing {brand}",
     "{brand} I have been on hold for an hour about {thing}", "never again {brand}, {thing} broke after one day",
     "why is {thing} from {brand} always late?", "so disappointed with {brand}, {thing} is useless",
     "{brand} your support is terrible and {thing} still does not work",
     "I hate how {brand} treats people who ask about {thing}", "{thing} by {brand} keeps failing and I am tired of it",
     "{brand} ruined my morning, {thing} was awful", "lost money because of {brand} and their horrible {thing}"},
    {"does {brand} still offer {thing} at the weekend?", "{brand} what time can I pick up {thing} tomorrow?",
     "{brand} announces new prices for {thing} from March", "waiting for {thing} from {brand}, order sent on Monday",
     "reading about {brand} and {thing} in the paper", "{brand} how do I change the address for {thing}?",
     "is {thing} by {brand} the same as last year?", "just asked {brand} about {thing}, will see what they say",
     "{brand} opens a new shop near the station, {thing} included", "comparing {thing} from {brand} with two others",
     "{brand} I sent you a message about {thing}", "my brother works on {thing} at {brand}"},
    {"{brand} you are great, {thing} arrived early", "really happy with {thing} from {brand}",
     "thank you {brand}, the team solved my problem with {thing} in minutes",
     "love {thing} by {brand}, best of the year", "{brand} has the nicest people, {thing} was perfect",
     "amazing {thing}, well done {brand}", "switched to {brand} and {thing} is so much better",
     "{thing} from {brand} made my day", "big thanks to {brand} for {thing}, excellent service",
     "I recommend {brand}, {thing} is wonderful", "good job {brand}, {thing} works like a charm",
     "finally a company that cares: {brand} and {thing}, fantastic"},
}};

constexpr std::array<std::string_view, 6> kCrisis{"{brand} no signal in the whole city, what is going on??",
                                                  "{brand} network down again, cannot even call a doctor",
                                                  "six hours without service and not a word from {brand}",
                                                  "{brand} outage, I missed a job interview because of you",
                                                  "still no connection, {brand} wants money for this?",
                                                  "cancelling {brand} today, this outage is a disgrace"};

constexpr PerSentiment<std::array<std::string_view, 5>> kOpenings{
    {{"", "ugh, ", "seriously: ", "wow. ", "hey "},
     {"", "hi, ", "question: ", "so ", "fyi "},
     {"", "yes! ", "wow, ", "ok this is nice: ", "hey "}}};

constexpr PerSentiment<std::array<std::string_view, 6>> kEndings{{{"", " 😡", "!!!", " #fail", " :(", " smh"},
                                                                  {"", ".", " #news", " thanks", "", " (via the app)"},
                                                                  {"", " 😊", "!", " #happy", " :)", " ❤️"}}};

}  // namespace

std::span<const std::string_view> phrases(Sentiment mood) { return kPhrases[index(mood)]; }

std::span<const std::string_view> crisis_phrases() { return kCrisis; }

std::span<const std::string_view> openings(Sentiment mood) { return kOpenings[index(mood)]; }

std::span<const std::string_view> endings(Sentiment mood) { return kEndings[index(mood)]; }

}  // namespace polso
