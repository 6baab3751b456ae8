#!/usr/bin/env python3
"""Trains the small English RoBERTa of models/ on public posts; see tools/small_roberta/README.md."""
import argparse
import functools
import pathlib
import time

import numpy as np
import torch

from small_roberta import card, corpus, data, export, pretrained, student, tokens, training

ROOT = pathlib.Path(__file__).resolve().parent.parent
JUDGED = ("tweeteval", "semeval_topics")  # what people labelled
ROUGH = ("twitter_entity", "sentiment140")  # posts that the teacher says more of than their own labels do
say = functools.partial(print, flush=True)


def kept(path, make):
    """What `make` answers, from the work folder where an earlier run left it."""
    if not path.exists():
        torch.save(make(), path)
    return torch.load(path)


class Check:
    """Says how a model does on posts that it has not learnt from: validation, and TweetEval's newest training posts."""

    def __init__(self, name, sets, tokeniser, spell):
        self.name = name
        self.sets = {k: (tokens.Posts.of(tokeniser, [spell(t) for t in texts]), np.array(labels))
                     for k, (texts, labels) in sets.items()}

    def __call__(self, net):
        found = {k: training.macro_recall(training.answers(net, posts)[0], labels)
                 for k, (posts, labels) in self.sets.items()}
        text = ", ".join(f"{k} {recall:.4f} ({' '.join(f'{r:.3f}' for r in each)})"
                         for k, (recall, each) in found.items())
        say(f"{time.strftime('%H:%M:%S')} {self.name}: macro recall {text}")


def held_out(args, parts):
    recent = next(p for p in parts if p.name == "recent")
    texts, labels = data.evaluation(args.data)["val"]
    return {"recent": (recent.texts, recent.labels), "validation": ([data.normalised(t) for t in texts], labels)}


def teach(args, parts):
    """The teacher, which never sees the held out posts, its word pieces, and what it says of every post."""
    net, pieces = pretrained.load(args.encoder)
    texts = (data.readable(t) for p in parts for t in p.texts)
    posts = kept(args.work / "pieces.pt", lambda: tokens.Posts.of(pieces, list(texts)))
    lessons = corpus.Corpus(parts, [posts])

    def learn():
        torch.manual_seed(args.seed)
        check = Check("teacher", held_out(args, parts), pieces, data.readable)
        passes = [lessons.of(*JUDGED)] * args.teacher_passes
        return training.run(net, lessons, passes, lr=1e-4, seed=args.seed, tokens=1536, decay=0.995, check=check,
                            log=say).state_dict()

    net.load_state_dict(kept(args.work / "teacher.pt", learn))
    say(f"{time.strftime('%H:%M:%S')} the teacher labels {len(posts)} posts")
    return net, pieces, kept(args.work / "answers.pt", lambda: training.answers(net, posts))


def begin(args, parts, teacher, pieces, answers):
    """The student before it has learnt anything, its tokeniser, and the corpus it learns from."""
    texts = [t for p in parts for t in p.texts]
    if not (args.work / "merges.txt").exists():
        tokens.train_bpe(texts, args.vocabulary, args.work)
    bpe = tokens.load_bpe(args.work)
    spellings = kept(args.work / "ids.pt", lambda: [tokens.Posts.of(bpe, texts),
                                                    tokens.Posts.of(bpe, [data.unescaped(t) for t in texts])])
    lessons = corpus.Corpus(parts, spellings)
    lessons.be_taught(*answers)
    return student.cut_out(teacher, args.layers, args.inner, bpe, args.vocabulary, pieces), bpe, lessons


def learn(args, net, lessons, check):
    """Everything twice, then what people judged three times: all older than the held out posts. These join in a last
    pass, when nothing is left to choose."""
    judged, all_of_it = lessons.of(*JUDGED), lessons.of(*JUDGED, *ROUGH)
    stage = functools.partial(training.run, seed=args.seed, tokens=4096, blank=0.05, check=check, log=say)
    net = stage(net, lessons, [all_of_it, all_of_it, judged, judged, judged], lr=6e-4)
    torch.save(net.state_dict(), args.work / "student.pt")
    return stage(net, lessons, [lessons.of(*JUDGED, "recent")], lr=1e-4)


def evaluate(args, name):
    """How the folder does as its users read it."""
    texts, labels = data.evaluation(args.data)[name]
    logits = export.read_back(args.out, [data.normalised(t) for t in texts])
    recall, by_class = training.macro_recall(logits, np.array(labels))
    say(f"{name}: macro recall {recall:.4f}, " + ", ".join(f"{n} {r:.3f}" for n, r in zip(data.LABELS, by_class)))
    return len(texts), recall, by_class


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder of the public data sets")
    parser.add_argument("--encoder", type=pathlib.Path, required=True, help="the archive of the public encoder")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "models/en-deep")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--vocabulary", type=int, default=9400)
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 5], help="of the teacher's, those that stay")
    parser.add_argument("--inner", type=int, default=1024)
    parser.add_argument("--teacher-passes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--test", action="store_true", help="look at the test posts at the very end; write the card")
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    parts = kept(args.work / "parts.pt", lambda: data.parts(args.data, say))
    net, bpe, lessons = begin(args, parts, *teach(args, parts))
    net = learn(args, net, lessons, Check("student", held_out(args, parts), bpe, str))
    export.write(net, args.work, args.out)
    figures = {name: evaluate(args, name) for name in (("val", "test") if args.test else ("val",))}
    if args.test:
        counts = dict(zip(*np.unique(lessons.names, return_counts=True)))
        weights = sum(p.numel() for p in net.parameters())
        text = card.render(net.shape, args.layers, weights, figures, counts, data.RECENT)
        (args.out / "README.upstream.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
