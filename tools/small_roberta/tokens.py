"""The checkpoint's own byte-level BPE, posts as ids, and what each of its tokens means to begin with."""
import json

import numpy as np
import torch
from tokenizers import ByteLevelBPETokenizer
from tokenizers.processors import RobertaProcessing

from .data import readable, unescaped

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


def first_embeddings(bpe, size, pieces, table):
    """One row a token of `bpe`: the mean of the rows that the word pieces of its text have in `table`. Half a
    character, or what the word pieces do not know, is the mean word."""
    unknown = pieces.token_to_id("[UNK]")
    rows = table.mean(0).repeat(size, 1)
    for i, name in enumerate(["[CLS]", "[PAD]", "[SEP]", "[UNK]", "[MASK]"]):
        rows[i] = table[pieces.token_to_id(name)]
    for i in range(len(SPECIAL), size):
        text = bpe.decode([i])
        known = [p for p in pieces.encode(readable(text), add_special_tokens=False).ids if p != unknown]
        inside = pieces.token_to_id("##" + text.lower())
        if known:
            rows[i] = table[known].mean(0)
        if inside is not None:  # the token stands within a word, or at its beginning where no space is before it
            rows[i] = table[torch.tensor([*known, inside])].mean(0)
    return rows
