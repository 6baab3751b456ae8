"""What a post teaches. The three scores are balanced ones: what they would be if the three sentiments were equally
frequent, so that the largest score is the decision that macro recall asks for."""
import torch
import torch.nn.functional as F

from .tokens import MASK, PAD

KINDS = ("gold", "polar", "none")
POLAR = 0.3  # labels of posts that were never judged as neutral or not
TEACHER, GOLD_TEACHER = 1.0, 0.5  # the latter where a person's label is there too, which the teacher has learnt itself
STATE = 0.5  # what the first token becomes in the teacher: the share of its variance that is missed
HEAT = 1.5  # the teacher's and the student's scores are both divided by it, so that small shares teach too


def prior_of(labels, classes=3):
    """Log shares of the labels; adding them to balanced scores gives scores that fit these labels."""
    counts = torch.bincount(labels[labels >= 0], minlength=classes).float()
    return torch.log(counts / counts.sum())


def label_losses(kinds, labels, logits, prior):
    """Sums over the posts of each kind of label that the batch has."""
    parts = {}
    gold, polar = (torch.nonzero((kinds == KINDS.index(k)) & (labels >= 0))[:, 0] for k in ("gold", "polar"))
    if len(gold):
        parts["gold"] = F.cross_entropy(logits[gold] + prior, labels[gold], reduction="sum")
    if len(polar):  # which of the two, given that it takes a side
        sides = logits[polar][:, [0, 2]]
        parts["polar"] = POLAR * F.cross_entropy(sides, labels[polar] // 2, reduction="sum")
    return parts


def teacher_losses(kinds, logits, taught):
    weight = torch.where(kinds == KINDS.index("gold"), GOLD_TEACHER, TEACHER)
    each = -(F.softmax(taught / HEAT, 1) * F.log_softmax(logits / HEAT, 1)).sum(1) * HEAT * HEAT
    return (weight * each).sum()


def state_losses(state, taught, spread):
    return STATE * F.mse_loss(state, taught, reduction="sum") / state.shape[1] / spread


def blanked(ids, share):
    """Ids of which a share is hidden, against learning by heart."""
    hidden = (torch.rand(ids.shape) < share) & (ids > MASK) & (ids != PAD)
    return torch.where(hidden, MASK, ids)
