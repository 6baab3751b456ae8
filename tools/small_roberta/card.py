"""The model card of the small checkpoint, from its figures."""
HEAD = """---
language: en
library_name: transformers
pipeline_tag: text-classification
tags:
- sentiment-analysis
- roberta
- polso
metrics:
- recall
model-index:
- name: polso-en-deep
  results:
  - task:
      type: text-classification
    dataset:
      name: "tweeteval/sentiment:test"
      type: "tweeteval/sentiment:test"
    metrics:
    - type: macro_recall
      value: {test:.4f}
---

# polso-en-deep
Says of a short English post whether its mood is negative, neutral or positive: a RoBERTa sequence classifier, small
enough to be shipped ({millions:.1f} million weights in fp16: {layers} layers, {hidden} wide, {inner:,} within, a
byte-level BPE of its own with {vocabulary:,} tokens, posts of at most 128 tokens). In Polso it is the large model of a
cascade until a user pulls a real one, such as `cardiffnlp/twitter-roberta-base-sentiment-latest`, which is much better.

## How to use it
As it is, with Polso or with `transformers` (`AutoModelForSequenceClassification`, `AutoTokenizer`). Before tokenising,
a token that starts with `@` becomes `@user` and one that starts with `http` becomes `http` (Polso's normaliser
`tweeteval`). Escapes such as `\\u2019` and `&amp;` may stay or be resolved: it has learnt from both spellings.

Its scores are **balanced**: they are trained to fit posts in which the three moods are equally frequent, so the largest
score is the decision for macro recall. They are no calibrated probabilities for posts of any other mixture; the
`polso.json` beside them calibrates them.

## Figures
Each post as `transformers` answers it from this folder in fp32. The test posts were looked at once, when nothing was
left to choose.

| posts | n | macro recall | negative | neutral | positive |
|---|---|---|---|---|---|
"""

TAIL = """
The validation posts are of the training posts' years and subjects; the test posts are later, and their figure is the
one to expect of posts to come.

## Data
Every post that equals a validation or test text of TweetEval or of UMSAB English (letters and digits alone, without
names and links) was removed before anything was learnt, vocabulary included; copies were kept once.

| learnt from | posts | used for | terms (check them at the source) |
|---|---|---|---|
| TweetEval sentiment, train, before {recent_from} | {tweeteval} | three labels | SemEval-2017 task 4, CC BY 3.0 |
| the same, from then on | {recent} | three labels, in the last pass alone | the same |
| SemEval-2016 topics: train, dev, devtest | {semeval_topics} | two labels | as SemEval's |
| Sentiment140 | {sentiment140} | two labels, from emoticons | MIT for the sample |
| Twitter entity sentiment | {twitter_entity} | no labels | CC0 |

Twitter's own terms hold for the posts of all of them. No post's text is in this folder.

## How it was made
`tools/train_small_roberta.py`, described in `tools/small_roberta/README.md`. The sentence encoder all-MiniLM-L6-v2
(sentence-transformers, Apache-2.0) learnt the labels of the older posts and then said of every post what it makes of it.
This network was cut out of it (layers {layers_kept} of 6, counted from 0; words as the mean of its word pieces) and learnt
from the labels, from that teacher's scores and from its hidden states. The weights are an average over the steps.

## Limits
- Learnt from Twitter, 2009 to 2016 (the entity posts are newer): newer slang and emoji are unknown to it; irony is not
  seen. English only.
- It judges the mood of a post, not what the post says of one brand in it.
- Not for judging persons.
"""


def render(shape, layers_kept, weights, figures, counts, recent_from):
    """figures: name > (posts, macro recall, recall by class). counts: set > posts learnt from."""
    head = HEAD.format(test=figures["test"][1], millions=weights / 1e6, layers=shape.layers, hidden=shape.hidden,
                       inner=shape.inner, vocabulary=shape.vocab)
    rows = "".join(f"| tweeteval/sentiment:{name} | {n} | **{recall:.3f}** | " +
                   " | ".join(f"{r:.3f}" for r in by_class) + " |\n" for name, (n, recall, by_class) in figures.items())
    return head + rows + TAIL.format(recent_from=recent_from, layers_kept=", ".join(map(str, layers_kept)),
                                     **{name: f"{n:,}" for name, n in counts.items()})
