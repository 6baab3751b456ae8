// The catalogue, one function a set. Addresses are only given where the files are known to lie; everything else says
// whom to ask.
#include "learn/data/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "learn/data/pins.h"

namespace polso {
namespace {

PublicFile file(const std::string& path, const std::string& url) {
  const Pin* pin = pin_of(path);
  if (pin == nullptr) return {path, url, 0, ""};
  return {path, url, pin->bytes, std::string(pin->sha256)};
}

/// The six files of a TweetEval folder, lying at `url` under the same names.
PublicSet tweeteval_folder(const std::string& name, const std::string& url) {
  PublicSet set;
  set.name = name;
  for (const std::string split : {"train", "val", "test"}) {
    Part part;
    for (const std::string kind : {"text", "labels"}) {
      part.files.push_back(fmt::format("{}/{}_{}.txt", name, split, kind));
      set.files.push_back(file(part.files.back(), fmt::format("{}/{}_{}.txt", url, split, kind)));
    }
    set.splits.push_back({split, {std::move(part)}});
  }
  return set;
}

/// Columns by name below a header, or by number without one.
Layout columns(Format format, bool header, const std::string& text, const std::string& label) {
  Layout layout = layout_of(format);
  layout.header = header;
  layout.text = text;
  layout.label = label;
  return layout;
}

Layout all_labelled(Format format, const std::string& label) {
  Layout layout = layout_of(format);
  layout.all_labels = label;
  return layout;
}

PublicSet tweeteval() {
  PublicSet set = tweeteval_folder("tweeteval/sentiment",
                                   "https://raw.githubusercontent.com/cardiffnlp/tweeteval/HEAD/datasets/sentiment");
  set.about = "TweetEval sentiment (SemEval-2017 task 4A): English posts of 2013 to 2016, labelled by hand";
  set.rows = "45,615 / 2,000 / 12,284";
  set.licence = "research use, as SemEval's; the posts are their authors'";
  return set;
}

PublicSet umsab(const std::string& language) {
  PublicSet set = tweeteval_folder(
      "umsab/" + language, "https://raw.githubusercontent.com/cardiffnlp/xlm-t/HEAD/data/sentiment/" + language);
  const bool all = language == "all";
  set.about = all ? "UMSAB (XLM-T): the eight languages together" : "UMSAB (XLM-T), balanced posts, " + language;
  set.rows = all ? "14,712 / 2,592 / 6,960" : "1,839 / 324 / 870";
  set.licence = "Apache-2.0; the posts are their authors'";
  return set;
}

PublicSet sentipolc() {
  const std::string path = "sentipolc16/training_set_sentipolc16.csv";
  Layout layout = columns(Format::kCsv, true, "text", "opos+oneg");
  layout.words = {{"1+0", "positive"}, {"0+1", "negative"}, {"0+0", "neutral"}, {"1+1", "skip"}};
  return {"sentipolc16",
          "SENTIPOLC 2016 (EVALITA): Italian posts, opos and oneg; posts that are both are left out",
          "7,410",
          "research use, as the organisers grant it",
          "obtain it from the organisers (EVALITA 2016, task SENTIPOLC) and put it where POLSO_DATA points, as " + path,
          {file(path, "")},
          {{"train", {{{path}, layout}}}}};
}

PublicSet us_airline() {
  const std::string path = "us_airline/Tweets.csv";
  return {"us_airline",
          "posts on six American airlines, 17 to 24 February 2015, labelled by hand: a real storm of complaints",
          "14,640",
          "CC BY-NC-SA 4.0, as Kaggle states it",
          "obtain 'Twitter US Airline Sentiment' from Kaggle (crowdflower/twitter-airline-sentiment) and put its "
          "Tweets.csv where POLSO_DATA points, as " +
              path,
          {file(path, "")},
          {{"all", {{{path}, columns(Format::kCsv, true, "text", "airline_sentiment")}}}}};
}

PublicSet semeval_topics() {
  const Layout layout = columns(Format::kTsv, false, "4", "3");
  PublicSet set{"semeval_topics",
                "SemEval-2016 task 4 B and D: posts on 200 topics, negative or positive",
                "17,639",
                "research use, as the organisers grant it",
                "obtain the files twitter-2016*-BD.tsv from the organisers (SemEval-2016 task 4) and put them where "
                "POLSO_DATA points, in semeval_topics/",
                {},
                {}};
  Part all{{}, layout};
  for (const std::string split : {"train", "dev", "devtest", "test"}) {
    const std::string path = fmt::format("semeval_topics/twitter-2016{}-BD.tsv", split);
    set.files.push_back(file(path, ""));
    set.splits.push_back({split, {{{path}, layout}}});
    all.files.push_back(path);
  }
  set.splits.push_back({"all", {all}});
  return set;
}

PublicSet sentiment140() {
  const std::string negative = "sentiment140/100k_negative.txt";
  const std::string positive = "sentiment140/100k_positive.txt";
  return {"sentiment140",
          "distant supervision: English posts of 2009 that bore a sad or a happy emoticon, which was taken out",
          "50,000 + 50,000",
          "research use, as its authors state",
          "obtain Sentiment140 from its authors (help.sentiment140.com) and write texts of each kind, one a line, to " +
              negative + " and " + positive + " where POLSO_DATA points",
          {file(negative, ""), file(positive, "")},
          {{"all",
            {{{negative}, all_labelled(Format::kLines, "negative")},
             {{positive}, all_labelled(Format::kLines, "positive")}}}}};
}

PublicSet twitter_entity() {
  const std::string path = "twitter_entity/twitter_training.csv.gz";
  Layout layout = columns(Format::kCsv, false, "4", "3");
  layout.words = {{"Irrelevant", "skip"}};
  return {"twitter_entity",
          "posts on 32 games and companies, many of them near-copies; 'Irrelevant' is left out",
          "74,682",
          "CC0, as Kaggle states it",
          "obtain 'Twitter Sentiment Analysis' from Kaggle (jp797498e/twitter-entity-sentiment-analysis) and put its "
          "twitter_training.csv, packed or not, where POLSO_DATA points, in twitter_entity/",
          {file(path, "")},
          {{"train", {{{path}, layout}}}}};
}

PublicSet stocknet() {
  const std::string path = "stocknet/tweets.tsv.gz";
  return {"stocknet",
          "posts on 87 listed companies, 2014 and 2015, without labels (read as neutral)",
          "119,641",
          "MIT",
          "obtain StockNet from github.com/yumoxu/stocknet-dataset and write its posts as a table with a column 'text' "
          "to " +
              path + " where POLSO_DATA points",
          {file(path, "")},
          {{"all", {{{path}, all_labelled(Format::kTsv, "neutral")}}}}};
}

PublicSet nab() {
  PublicSet set{"nab_realtweets",
                "mentions per five minutes of five brands, spring 2015 (Numenta Anomaly Benchmark); volume only",
                "5 x 15,800",
                "MIT",
                "",
                {},
                {}};
  for (const std::string ticker : {"AAPL", "AMZN", "FB", "GOOG", "IBM"}) {
    const std::string name = fmt::format("Twitter_volume_{}.csv", ticker);
    set.files.push_back(
        file("nab_realtweets/" + name, "https://raw.githubusercontent.com/numenta/NAB/HEAD/data/realTweets/" + name));
  }
  return set;
}

PublicSet vader() {
  return {"lexicons/vader",
          "VADER: scores of 7,500 English words and emoticons (Hutto and Gilbert 2014)",
          "7,520",
          "MIT",
          "",
          {file("lexicons/vader/vader_lexicon.txt",
                "https://raw.githubusercontent.com/cjhutto/vaderSentiment/HEAD/vaderSentiment/vader_lexicon.txt")},
          {}};
}

PublicSet emoji() {
  const std::string path = "lexicons/emoji/Emoji_Sentiment_Data_v1.0.csv";
  return {
      "lexicons/emoji",
      "Emoji Sentiment Ranking: how often each emoji stands in negative, neutral, positive posts",
      "751 emoji and more",
      "CC BY-SA 4.0",
      "obtain it from the CLARIN.SI repository (hdl.handle.net/11356/1048) and put it where POLSO_DATA points, as " +
          path,
      {file(path, "")},
      {}};
}

PublicSet sentix() {
  return {"lexicons/sentix",
          "W-MAL: scores of Italian word forms (Sentix, Vassallo and others 2019)",
          "188,000",
          "CC BY-SA, as its repository states",
          "",
          {file("lexicons/sentix/W-MAL.tsv",
                "https://raw.githubusercontent.com/valeriobasile/sentixR/9b37757c34a07672ecc625dec80416480f930d9d/"
                "sentix/inst/extdata/W-MAL.tsv")},
          {}};
}

PublicSet roberta_bpe() {
  PublicSet set{"roberta_bpe", "vocabulary and merges of roberta-base's tokeniser", "50,265 pieces", "MIT", "", {}, {}};
  for (const std::string name : {"vocab.json", "merges.txt", "config.json"}) {
    set.files.push_back(
        file("roberta_bpe/" + name, "https://huggingface.co/deepset/roberta-base-squad2/resolve/main/" + name));
  }
  return set;
}

std::vector<PublicSet> make_catalogue() {
  std::vector<PublicSet> sets{tweeteval()};
  for (const std::string language :
       {"english", "italian", "french", "german", "spanish", "portuguese", "arabic", "hindi", "all"}) {
    sets.push_back(umsab(language));
  }
  for (PublicSet set : {sentipolc(), us_airline(), semeval_topics(), sentiment140(), twitter_entity(), stocknet(),
                        nab(), vader(), emoji(), sentix(), roberta_bpe()}) {
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace

const std::vector<PublicSet>& catalogue() {
  static const std::vector<PublicSet> sets = make_catalogue();
  return sets;
}

const PublicSet* public_set(std::string_view name) {
  const auto found = std::ranges::find(catalogue(), name, &PublicSet::name);
  return found == catalogue().end() ? nullptr : &*found;
}

std::vector<const PublicSet*> public_sets(std::string_view name) {
  std::vector<const PublicSet*> sets;
  const std::string prefix = std::string(name) + "/";
  for (const PublicSet& set : catalogue()) {
    if (set.name == name || set.name.starts_with(prefix)) sets.push_back(&set);
  }
  return sets;
}

}  // namespace polso
