"""A RoBERTa encoder for training on a CPU: parameters named and shaped as transformers names them, so that the state of
`SmallRoberta` is the checkpoint, with a forward pass that leaves out what training does not need."""
import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import nn


@dataclasses.dataclass
class Shape:
    """What config.json says of the network."""
    vocab: int
    hidden: int = 256
    layers: int = 2
    heads: int = 4
    inner: int = 1024
    positions: int = 130
    labels: int = 3
    eps: float = 1e-5


class Embeddings(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.word_embeddings = nn.Embedding(s.vocab, s.hidden, padding_idx=1, sparse=True)
        self.position_embeddings = nn.Embedding(s.positions, s.hidden, padding_idx=1)
        self.token_type_embeddings = nn.Embedding(1, s.hidden)
        self.LayerNorm = nn.LayerNorm(s.hidden, eps=s.eps)

    def forward(self, ids, keep):
        positions = torch.cumsum(keep, 1) * keep + 1  # RoBERTa counts from the padding's id on
        x = self.word_embeddings(ids) + self.position_embeddings(positions) + self.token_type_embeddings.weight[0]
        return self.LayerNorm(x)


def residual(dense, norm, x, before, dropout):
    return norm(before + dropout(dense(x)))


class Projection(nn.Module):
    """transformers' "output" modules: a dense layer, then the residual connection and its norm."""

    def __init__(self, inputs, s):
        super().__init__()
        self.dense = nn.Linear(inputs, s.hidden)
        self.LayerNorm = nn.LayerNorm(s.hidden, eps=s.eps)


class SelfAttention(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(s.hidden, s.hidden) for _ in range(3))
        self.heads = s.heads

    def forward(self, asking, x, mask):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)

        q, k, v = split(self.query(asking)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(q.shape[3]) + mask.to(q.dtype), -1)
        return (weights @ v).transpose(1, 2).flatten(2)


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.attention = nn.ModuleDict({"self": SelfAttention(s), "output": Projection(s.hidden, s)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(s.hidden, s.inner)})
        self.output = Projection(s.inner, s)

    def forward(self, x, mask, dropout, first_only):
        """All positions attend; with first_only the answer holds the first position alone."""
        asking = x[:, :1] if first_only else x
        seen, out = self.attention["self"](asking, x, mask), self.attention["output"]
        y = residual(out.dense, out.LayerNorm, seen, asking, dropout)
        return residual(self.output.dense, self.output.LayerNorm, F.gelu(self.intermediate["dense"](y)), y, dropout)


class Encoder(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.layer = nn.ModuleList(Layer(s) for _ in range(s.layers))


class Head(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.dense = nn.Linear(s.hidden, s.hidden)
        self.out_proj = nn.Linear(s.hidden, s.labels)


class SmallRoberta(nn.Module):
    def __init__(self, shape, dropout=0.1):
        super().__init__()
        self.shape = shape
        self.roberta = nn.ModuleDict({"embeddings": Embeddings(shape), "encoder": Encoder(shape)})
        self.classifier = Head(shape)
        self.dropout = nn.Dropout(dropout)
        self.apply(self._start)

    @staticmethod
    def _start(module):
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)

    def hidden(self, ids, first_only=True):
        """ids: posts x tokens, padded with 1. Answers posts x (1 or tokens) x hidden."""
        keep = (ids != 1).long()
        mask = (1.0 - keep[:, None, None, :].float()) * -1e4
        x = self.dropout(self.roberta["embeddings"](ids, keep))
        layers = self.roberta["encoder"].layer
        for i, layer in enumerate(layers):
            x = layer(x, mask, self.dropout, first_only and i + 1 == len(layers))
        return x

    def pooled(self, first):
        """What a post's first position says, before the last layer of the classifier: posts x hidden."""
        return self.dropout(torch.tanh(self.classifier.dense(self.dropout(first))))

    def forward(self, ids):
        return self.classifier.out_proj(self.pooled(self.hidden(ids)[:, 0]))
