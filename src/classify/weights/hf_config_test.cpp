// config.json of Hugging Face folders: what is read, and what is refused with which sentence.
#include "classify/weights/hf_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/file.h"
#include "base/random.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The keys of cardiffnlp/twitter-roberta-base-sentiment-latest.
constexpr std::string_view kLatest = R"({
  "architectures": ["RobertaForSequenceClassification"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0,
  "classifier_dropout": null, "eos_token_id": 2, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
  "hidden_size": 768, "id2label": {"0": "negative", "1": "neutral", "2": "positive"}, "initializer_range": 0.02,
  "intermediate_size": 3072, "label2id": {"negative": 0, "neutral": 1, "positive": 2}, "layer_norm_eps": 1e-05,
  "max_position_embeddings": 514, "model_type": "roberta", "num_attention_heads": 12, "num_hidden_layers": 12,
  "pad_token_id": 1, "position_embedding_type": "absolute", "torch_dtype": "float32", "type_vocab_size": 1,
  "use_cache": true, "vocab_size": 50265})";

std::string with(std::string_view from, std::string_view to) {
  std::string json(kLatest);
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

TEST(HfConfig, OfRobertaBaseIsRead) {
  const auto config = parse_hf_config(kLatest);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->model_type, "roberta");
  EXPECT_EQ(config->hidden_size, 768);
  EXPECT_EQ(config->num_hidden_layers, 12);
  EXPECT_EQ(config->num_attention_heads, 12);
  EXPECT_EQ(config->intermediate_size, 3072);
  EXPECT_EQ(config->max_position_embeddings, 514);
  EXPECT_EQ(config->vocab_size, 50265);
  EXPECT_EQ(config->type_vocab_size, 1);
  EXPECT_EQ(config->pad_token_id, 1);
  EXPECT_EQ(config->layer_norm_eps, 1e-5F);
  EXPECT_THAT(config->labels, ElementsAre("negative", "neutral", "positive"));
}

TEST(HfConfig, WhatIsLeftOutIsWhatRobertaConfigPutsThere) {
  const auto config = parse_hf_config(R"({"model_type": "xlm-roberta", "hidden_size": 8, "num_hidden_layers": 1,
      "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 20, "vocab_size": 30,
      "num_labels": 3})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->pad_token_id, 1);
  EXPECT_EQ(config->type_vocab_size, 2);
  EXPECT_EQ(config->layer_norm_eps, 1e-12F);
  EXPECT_THAT(config->labels, ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
}

TEST(HfConfig, LabelsComeInTheOrderOfTheirIds) {
  const auto config = parse_hf_config(with(R"("0": "negative", "1": "neutral", "2": "positive")",
                                           R"("2": "positive", "10": "k", "9": "j", "8": "i", "7": "h", "6": "g",
                                              "5": "f", "4": "e", "3": "d", "1": "neutral", "0": "negative")"));
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_THAT(config->labels, ElementsAre("negative", "neutral", "positive", "d", "e", "f", "g", "h", "i", "j", "k"));
}

struct Case {
  const char* from;
  const char* to;
  Code code;
  const char* says;
};

TEST(HfConfig, FaultsAreNamed) {
  for (const Case& c : {
           Case{"\"roberta\"", "\"bert\"", Code::kUnsupported, "'bert'"},
           Case{"\"roberta\"", "\"bert\"", Code::kUnsupported, "roberta and xlm-roberta"},
           Case{"\"roberta\"", "7", Code::kUnsupported, "roberta and xlm-roberta"},
           Case{"RobertaForSequenceClassification", "RobertaForMaskedLM", Code::kUnsupported, "RobertaForMaskedLM"},
           Case{"\"gelu\"", "\"relu\"", Code::kUnsupported, "'hidden_act' is \"relu\""},
           Case{"\"gelu\"", "[1]", Code::kUnsupported, "'hidden_act' is [1]"},
           Case{"\"absolute\"", "\"relative_key\"", Code::kUnsupported, "\"absolute\" only"},
           Case{"\"use_cache\": true", "\"problem_type\": \"regression\"", Code::kUnsupported, "problem_type"},
           Case{"\"hidden_size\": 768, ", "", Code::kCorrupt, "'hidden_size' is missing"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": 0", Code::kCorrupt, "'hidden_size' is 0"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": -768", Code::kCorrupt, "'hidden_size' is -768"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": 768.5", Code::kCorrupt, "whole number"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": \"768\"", Code::kCorrupt, "whole number"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": 1e300", Code::kCorrupt, "whole number"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": 18446744073709551615", Code::kCorrupt, "whole number"},
           Case{"\"hidden_size\": 768", "\"hidden_size\": 770", Code::kCorrupt, "cannot be shared out"},
           Case{"\"num_attention_heads\": 12", "\"num_attention_heads\": 0", Code::kCorrupt, "num_attention_heads"},
           Case{"\"num_hidden_layers\": 12", "\"num_hidden_layers\": 4000000000", Code::kCorrupt, "num_hidden_layers"},
           Case{"\"max_position_embeddings\": 514", "\"max_position_embeddings\": 2", Code::kCorrupt, "begin at"},
           Case{"\"pad_token_id\": 1", "\"pad_token_id\": 513", Code::kCorrupt, "begin at"},
           Case{"\"vocab_size\": 50265", "\"vocab_size\": 1", Code::kCorrupt, "not below 'vocab_size'"},
           Case{"1e-05", "0", Code::kCorrupt, "layer_norm_eps"},
           Case{"1e-05", "1e-40", Code::kCorrupt, "layer_norm_eps"},
           Case{"1e-05", "\"small\"", Code::kCorrupt, "layer_norm_eps"},
           Case{"\"1\": \"neutral\", ", "", Code::kCorrupt, "'id2label' has no name for 1"},
           Case{"\"neutral\", \"2\"", "7, \"2\"", Code::kCorrupt, "'id2label' has no name for 1"},
           Case{"\"use_cache\": true", "\"num_labels\": 2", Code::kCorrupt, "'num_labels' is 2"},
           Case{"\"use_cache\": true", "\"vocab_size\": 8", Code::kCorrupt, "'vocab_size' occurs twice"},
           Case{"}", "", Code::kCorrupt, "JSON"},
       }) {
    const auto config = parse_hf_config(with(c.from, c.to));
    ASSERT_FALSE(config) << c.from << " -> " << c.to;
    EXPECT_EQ(config.error().code, c.code) << config.error().message;
    EXPECT_THAT(config.error().message, HasSubstr(c.says));
  }
  for (const char* text : {"", "[]", "3", "null", "\xFF", "{\"model_type\": \"\xFF\"}"}) {
    EXPECT_FALSE(parse_hf_config(text)) << text;
  }
}

TEST(HfConfig, CutOrDamagedTextsEndInAResult) {
  for (std::size_t size = 0; size < kLatest.size(); ++size) EXPECT_FALSE(parse_hf_config(kLatest.substr(0, size)));
  Random random(5);
  std::size_t read = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string json(kLatest);
    json[random.below(json.size())] = static_cast<char>(random.below(256));
    if (const auto config = parse_hf_config(json)) {
      ++read;
      EXPECT_EQ(config->hidden_size % config->num_attention_heads, 0);
    }
  }
  EXPECT_GT(read, 0);
}

TEST(HfConfig, AFolderWithoutOneIsNamed) {
  const TempFolder folder;
  const auto missing = read_hf_config(folder.path());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::kNotFound);
  EXPECT_THAT(missing.error().message, HasSubstr("config.json"));
  ASSERT_TRUE(write_file(folder.path() / "config.json", "{}"));
  EXPECT_THAT(read_hf_config(folder.path()).error().message, HasSubstr("config.json"));
  ASSERT_TRUE(write_file(folder.path() / "config.json", kLatest));
  EXPECT_TRUE(read_hf_config(folder.path()));
}

TEST(Labels, OfTweetEvalAndOfPlainWordsAreSentiments) {
  using enum Sentiment;
  EXPECT_THAT(*sentiments_of_labels({"LABEL_0", "LABEL_1", "LABEL_2"}), ElementsAre(kNegative, kNeutral, kPositive));
  EXPECT_THAT(*sentiments_of_labels({"Positive", "neutral", "NEGATIVE"}), ElementsAre(kPositive, kNeutral, kNegative));
}

TEST(Labels, OfUnknownMeaningAskForAMapping) {
  for (const std::vector<std::string>& labels : {std::vector<std::string>{"good", "bad", "ugly"},
                                                 {"negative", "positive"},
                                                 {"negative", "negative", "positive"},
                                                 {},
                                                 {"negative", "neutral", "positive", "mixed"}}) {
    const auto sentiments = sentiments_of_labels(labels);
    ASSERT_FALSE(sentiments);
    EXPECT_EQ(sentiments.error().code, Code::kUnsupported);
    EXPECT_THAT(sentiments.error().message, HasSubstr(R"(polso.json beside it, as in "labels")"));
  }
  EXPECT_THAT(sentiments_of_labels({"good", "bad", "ugly"}).error().message, HasSubstr("good, bad, ugly"));
}

}  // namespace
}  // namespace polso
