"""What a post teaches, by the kind of its label. The three main scores are balanced ones: what they would be if the
three sentiments were equally frequent, so that the largest score is the decision that macro recall asks for."""
import torch
import torch.nn.functional as F
from torch import nn

from .tokens import MASK, PAD

KINDS = ("gold", "polar", "entity", "none")
WEIGHT = {"gold": 1.0, "polar": 0.7, "entity": 0.5}
GOLD_TEACHER = 0.5  # what the teacher counts where a person's label is there too: it has learnt from that label itself


class SideHead(nn.Module):
    """For labels of another meaning: the mood towards a named entity."""

    def __init__(self, hidden):
        super().__init__()
        self.entity = nn.Linear(hidden, 3)


def prior_of(labels, classes=3):
    """Log shares of the labels; adding them to balanced scores gives scores that fit these labels."""
    counts = torch.bincount(labels[labels >= 0], minlength=classes).float()
    return torch.log(counts / counts.sum())


def label_loss(kind, logits, pooled, labels, prior, side):
    """Mean over the posts of one kind."""
    if kind == "gold":
        return F.cross_entropy(logits + prior, labels)
    if kind == "polar":  # which of the two, given that it takes a side
        return F.cross_entropy(logits[:, [0, 2]], labels // 2)
    return F.cross_entropy(getattr(side, kind)(pooled).float(), labels)


def teacher_loss(logits, soft, weight):
    """soft: posts x 3, summing to 1. weight: one a post."""
    return -(weight * (soft * F.log_softmax(logits, 1)).sum(1)).mean()


class MaskedTokens(nn.Module):
    """RoBERTa's masked-token head, asked at the masked positions only and against the tokens of this batch and a random
    few: the embedding's gradient stays sparse."""

    def __init__(self, shape, others=2000):
        super().__init__()
        self.dense = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.bias = nn.Parameter(torch.zeros(shape.vocab))
        self.others = others

    @staticmethod
    def hide(ids, share=0.15):
        """80 % of the chosen become <mask>, 10 % another token, 10 % stay."""
        chosen = (torch.rand(ids.shape) < share) & (ids > MASK)
        chance = torch.rand(ids.shape)
        hidden = torch.where(chosen & (chance < 0.8), MASK, ids)
        others = ids[ids != PAD]
        swapped = others[torch.randint(len(others), ids.shape)]
        return torch.where(chosen & (chance > 0.9), swapped, hidden), chosen

    def forward(self, x, ids, chosen, embedding):
        targets = ids[chosen]
        random = torch.randint(MASK + 1, len(self.bias), (self.others,))
        candidates, inverse = torch.unique(torch.cat([targets, random]), return_inverse=True)
        rows = F.embedding(candidates, embedding.weight, sparse=True)
        y = self.norm(F.gelu(self.dense(x[chosen])))
        return F.cross_entropy((y @ rows.T).float() + self.bias[candidates], inverse[:len(targets)])
