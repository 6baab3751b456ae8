"""All posts that are learnt from, as the tensors that the losses ask for."""
import numpy as np
import torch

from . import losses


class Corpus:
    """kinds, labels: one number a post (losses.KINDS; -1: no label). spellings: the posts with their escapes, and
    without. logits, states: what the teacher says of each, and what its first token became; spread: their variance."""

    def __init__(self, parts, spellings):
        self.spellings = spellings
        self.names = np.array([p.name for p in parts for _ in p.texts])
        self.kinds = torch.tensor([losses.KINDS.index(p.kind) for p in parts for _ in p.texts])
        self.labels = torch.tensor([label for p in parts for label in p.labels])
        self.prior = losses.prior_of(self.labels[self.kinds == losses.KINDS.index("gold")])
        self.logits = self.states = self.spread = None

    def be_taught(self, logits, states):
        self.logits, self.states, self.spread = logits, states, float(states.astype(np.float32).var(0).mean())

    def of(self, *names):
        return np.nonzero(np.isin(self.names, names))[0]
