"""Posts in an order that a CPU likes: shuffled, then alike in length within a batch: next to nothing is padding."""
import numpy as np
import torch

from .tokens import PAD


def cut(indices, lengths, tokens, rng, pool=100):
    """Yields arrays of indices of about `tokens` ids each; each index once."""
    order = rng.permutation(indices)
    batches = []
    span = max(1, pool * tokens // max(1, int(lengths[order].mean())))
    for begin in range(0, len(order), span):
        near = order[begin:begin + span]
        near = near[np.argsort(lengths[near], kind="stable")]
        start = 0
        while start < len(near):
            end = start + 1
            while end < len(near) and lengths[near[end]] * (end + 1 - start) <= tokens:
                end += 1
            batches.append(near[start:end])
            start = end
    for i in rng.permutation(len(batches)):
        yield batches[i]


def padded(posts, indices):
    rows = [posts[i] for i in indices]
    ids = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for row, post in zip(ids, rows):
        row[:len(post)] = post
    return torch.from_numpy(ids)
