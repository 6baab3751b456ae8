"""The checkpoint's own byte-level BPE, posts as ids, and word vectors that its embeddings start from."""
import json
import subprocess

import numpy as np
from tokenizers import ByteLevelBPETokenizer
from tokenizers.processors import RobertaProcessing

from .data import unescaped

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]  # RoBERTa's, at its ids 0 to 3; the mask follows them here
START, PAD, END, UNKNOWN, MASK = range(5)
LONGEST = 128  # ids of a post, both ends counted


class Posts:
    """Many posts' ids end to end."""

    def __init__(self, ids, ends):
        self.ids, self.ends = ids, ends

    @classmethod
    def of(cls, tokeniser, texts):
        rows = [e.ids for e in tokeniser.encode_batch(texts)]
        return cls(np.fromiter((i for row in rows for i in row), np.uint16), np.cumsum([0] + [len(r) for r in rows]))

    def __len__(self):
        return len(self.ends) - 1

    def __getitem__(self, i):
        return self.ids[self.ends[i]:self.ends[i + 1]]

    @property
    def lengths(self):
        return np.diff(self.ends)


def train_bpe(texts, size, folder):
    """Both spellings of an escaped post are learnt from. Writes vocab.json and merges.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    bpe = ByteLevelBPETokenizer()
    both = (t for text in texts for t in {text, unescaped(text)})
    bpe.train_from_iterator(both, vocab_size=size, min_frequency=3, special_tokens=SPECIAL, show_progress=False)
    bpe.save_model(str(folder))


def load_bpe(folder):
    bpe = ByteLevelBPETokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    bpe._tokenizer.post_processor = RobertaProcessing(("</s>", END), ("<s>", START), trim_offsets=False,
                                                      add_prefix_space=False)
    bpe.enable_truncation(LONGEST)
    return bpe


def vocabulary(folder):
    ids = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    return sorted(ids, key=ids.get)


def word_vectors(folder, posts, dim, fasttext, epochs=2):
    """Skipgram over the posts' tokens, where a token stands for all its spellings in capitals: one row an id, zero for
    those that it does not know."""
    names = [t if t in SPECIAL else t.lower() for t in vocabulary(folder)]
    corpus, vectors = folder / "skipgram.txt", folder / "skipgram"
    with corpus.open("w", encoding="utf-8") as out:
        for i in range(len(posts)):
            out.write(" ".join(names[t] for t in posts[i][1:-1]) + "\n")
    options = {"input": corpus, "output": vectors, "dim": dim, "epoch": epochs, "lr": 0.05, "ws": 4, "neg": 4,
               "minCount": 3, "minn": 0, "maxn": 0, "bucket": 1, "thread": 1}
    subprocess.run([fasttext, "skipgram", *(str(a) for k, v in options.items() for a in ("-" + k, v))], check=True)
    known = {}
    with vectors.with_suffix(".vec").open(encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            word, *numbers = row.rstrip().split(" ")
            known[word] = np.array(numbers, np.float32)
    return np.stack([known.get(n, np.zeros(dim, np.float32)) for n in names])
