#!/usr/bin/env python3
"""Trains the small English RoBERTa of models/ on public posts; see tools/small_roberta/README.md."""
import argparse
import functools
import json
import pathlib
import time

import numpy as np
import torch

from small_roberta import card, corpus, data, export, losses, model, tokens, training

ROOT = pathlib.Path(__file__).resolve().parent.parent
say = functools.partial(print, flush=True)


def gather(args):
    """The posts of all sets, in both spellings, with the teacher's opinion of each."""
    parts = data.parts(args.data, say)
    texts = [t for p in parts for t in p.texts]
    tokens.train_bpe(texts, args.vocabulary, args.work)
    bpe = tokens.load_bpe(args.work)
    spellings = [tokens.Posts.of(bpe, texts), tokens.Posts.of(bpe, [data.unescaped(t) for t in texts])]
    kinds = [losses.KINDS.index(p.kind) for p in parts for _ in p.texts]
    labels = [label for p in parts for label in p.labels]
    names = [p.name for p in parts for _ in p.texts]
    soft = corpus.soft_labels(texts, args.polso, args.teacher, args.work)
    return bpe, corpus.Corpus(spellings, kinds, labels, soft, names)


def start(posts, args):
    """A network whose word embeddings begin as skipgram vectors, and the heads that only training has."""
    torch.manual_seed(args.seed)
    net = model.SmallRoberta(model.Shape(args.vocabulary, args.hidden, args.layers))
    vectors = torch.from_numpy(tokens.word_vectors(args.work, posts.spellings[1], args.hidden, args.fasttext))
    known = vectors.ne(0).any(1)
    vectors -= vectors[known].mean(0)
    net.roberta["embeddings"].word_embeddings.weight.data[known] = vectors[known] / vectors[known].std() * 0.05
    return net, losses.SideHead(args.hidden), losses.MaskedTokens(net.shape)


def learn(net, side, mlm, posts, check, seed):
    """Five passes, in which masked tokens, labels and the teacher teach at once, each going on from the last weights of
    the one before. The answer is the mean of the last three passes' averages."""
    gold, everything = posts.of("tweeteval"), np.arange(len(posts.kinds))
    labelled = posts.of("tweeteval", "semeval_topics", "sentiment140")
    stage = functools.partial(training.run_stage, net, side, mlm, posts, lr=1e-3, check=check, log=say)

    def some(rng, name, count):
        return rng.permutation(posts.of(name))[:count]

    rng = np.random.default_rng(seed)
    first = np.concatenate([labelled, some(rng, "twitter_entity", 33000), some(rng, "stocknet", 20000)])
    stage(first, seed=seed, masked=0.4, floor=0.3, gold_teacher=0.0)
    stage(np.concatenate([everything, gold]), seed=seed + 1, masked=0.6, floor=0.3)
    passes = []
    for turn in (2, 3, 4):
        entities = some(np.random.default_rng(seed + 20 + turn), "twitter_entity", 33000)
        only = np.concatenate([gold, labelled, entities])
        passes.append(stage(only, seed=seed + turn, masked=0.6, floor=0.2))
    return training.mean_of(passes)


def evaluate(args, name):
    """How the folder does as its users read it; keeps logits and the first posts' ids in the work folder."""
    texts, labels = data.evaluation(args.data)[name]
    logits, rows = export.read_back(args.out, [data.normalised(t) for t in texts])
    recall, by_class = training.macro_recall(logits, np.array(labels))
    np.save(args.work / f"{name}.npy", logits)
    (args.work / f"{name}_ids.json").write_text(json.dumps(rows[:200]), encoding="utf-8")
    say(f"{name}: macro recall {recall:.4f}, " + ", ".join(f"{n} {r:.3f}" for n, r in zip(data.LABELS, by_class)))
    return len(texts), recall, by_class


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder of the public data sets")
    parser.add_argument("--polso", default=ROOT / "build/release/polso", help="the program, which asks the teacher")
    parser.add_argument("--teacher", default=ROOT / "models/en", help="bundle whose opinion the model starts from")
    parser.add_argument("--fasttext", default="fasttext", help="Debian's program")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "models/en-deep")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--vocabulary", type=int, default=20000)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--test", action="store_true", help="look at the test posts at the very end; write the card")
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    bpe, posts = gather(args)
    texts, labels = data.evaluation(args.data)["val"]
    held_out = tokens.Posts.of(bpe, [data.normalised(t) for t in texts])

    def check(net):
        recall, _ = training.macro_recall(training.logits_of(net, held_out), np.array(labels))
        say(f"{time.strftime('%H:%M:%S')} validation: macro recall {recall:.4f}")
        torch.save(net.state_dict(), args.work / "checkpoint.pt")

    net = learn(*start(posts, args), posts, check, args.seed)
    export.write(net, args.work, args.out)
    figures = {name: evaluate(args, name) for name in (("val", "test") if args.test else ("val",))}
    if args.test:
        counts = dict(zip(*np.unique(posts.names, return_counts=True)))
        weights = sum(p.numel() for p in net.parameters())
        (args.out / "README.md").write_text(card.render(net.shape, weights, figures, counts), encoding="utf-8")


if __name__ == "__main__":
    main()
