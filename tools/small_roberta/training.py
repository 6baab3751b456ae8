"""One stage of training: batches in, a better model out, with an average of its weights over time beside it."""
import copy
import time

import numpy as np
import torch

from . import losses
from .batches import cut, padded


class Average:
    """Exponential average of a model's weights, the better model to evaluate and to keep."""

    def __init__(self, model, decay):
        self.model, self.decay, self.count = copy.deepcopy(model), decay, 0

    @torch.no_grad()
    def add(self, model, steps):
        """After each `steps` steps; the first weights are forgotten sooner than the decay alone would."""
        self.count += 1
        keep = min(self.decay ** steps, self.count / (self.count + 9))
        for mean, now in zip(self.model.parameters(), model.parameters()):
            mean.lerp_(now, 1 - keep)


class Optimiser:
    """Adam with decoupled decay for the network, lazy Adam for the rows of the embedding that a batch touched."""

    def __init__(self, modules, embedding, lr, decay=0.01):
        dense = [p for m in modules for p in m.parameters() if p is not embedding.weight]
        self.dense = dense
        self.both = [torch.optim.AdamW([{"params": [p for p in dense if p.dim() > 1], "weight_decay": decay},
                                        {"params": [p for p in dense if p.dim() < 2], "weight_decay": 0.0}],
                                       lr=lr, betas=(0.9, 0.98)),
                     torch.optim.SparseAdam([embedding.weight], lr=lr, betas=(0.9, 0.98))]
        self.lr = lr

    def step(self, scale):
        torch.nn.utils.clip_grad_norm_(self.dense, 1.0)
        for optimiser in self.both:
            for group in optimiser.param_groups:
                group["lr"] = self.lr * scale
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)


def schedule(step, steps, warm, floor):
    """Up in the first `warm` of the steps, then straight down to `floor`."""
    rise = max(1, int(warm * steps))
    return (step + 1) / rise if step < rise else 1 - (1 - floor) * (step - rise) / max(1, steps - rise)


@torch.no_grad()
def logits_of(model, posts, tokens=8192):
    """posts x 3, in fp32, in the order of the posts."""
    model.eval()
    out = np.zeros((len(posts), 3), np.float32)
    for batch in cut(np.arange(len(posts)), posts.lengths, tokens, np.random.default_rng(0)):
        out[batch] = model(padded(posts, batch)).float().numpy()
    return out


def macro_recall(logits, labels):
    said = logits.argmax(1)
    recalls = [float((said[labels == c] == c).mean()) for c in range(3)]
    return sum(recalls) / 3, recalls


@torch.no_grad()
def mean_of(models):
    """The model in the middle of several that lie in the same valley of the loss."""
    middle = copy.deepcopy(models[0])
    for mean, *others in zip(middle.parameters(), *(m.parameters() for m in models[1:])):
        mean.copy_(sum(others, mean) / len(models))
    return middle


def run_stage(model, side, mlm, corpus, only, lr, seed, masked=0.0, blank=0.1, tokens=4096, warm=0.05, floor=0.0,
              decay=0.998, gold_teacher=losses.GOLD_TEACHER, check=None, log=print):
    """One pass over the posts `only` (indices into the corpus), changing the model and the heads. masked: in this first
    share of the steps, masked tokens are learnt too; in the others a share `blank` of the tokens is hidden, against
    learning by heart. Answers the average of the model over the steps, with more weight on the later ones."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    embedding = model.roberta["embeddings"].word_embeddings
    optimiser = Optimiser([model, side, mlm], embedding, lr)
    average = Average(model, decay)
    plan = list(cut(only, corpus.spellings[0].lengths, tokens, rng))
    started, seen, sums = time.time(), 0, {}
    for step, batch in enumerate(plan):
        model.train()
        ids = padded(corpus.spellings[int(rng.integers(len(corpus.spellings)))], batch)
        asked = mlm if step < masked * len(plan) else None
        parts = losses_of(model, side, asked, corpus, ids, torch.from_numpy(batch), blank, gold_teacher)
        sum(parts.values()).backward()
        optimiser.step(schedule(step, len(plan), warm, floor))
        if step % 5 == 4:
            average.add(model, 5)
        seen += ids.numel()
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value))
        if step % 100 == 99 or step + 1 == len(plan):
            text = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(sums.items()))
            log(f"step {step + 1}/{len(plan)} {seen / (time.time() - started):.0f} ids/s {text}")
            sums = {}
        if check and (step % 500 == 499 or step + 1 == len(plan)):
            check(average.model)
    return average.model


def losses_of(model, side, mlm, corpus, ids, batch, blank, gold_teacher):
    """The batch's losses by name, each weighted by what it counts and by its share of the batch."""
    parts = {}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        if mlm is None:
            first = model.hidden(losses.MaskedTokens.hide(ids, blank)[0])[:, 0]
        else:
            hidden_ids, chosen = mlm.hide(ids)
            x = model.hidden(hidden_ids, first_only=False)
            first = x[:, 0]
            if bool(chosen.any()):
                parts["masked"] = mlm(x, ids, chosen, model.roberta["embeddings"].word_embeddings)
        pooled = model.pooled(first)
        logits = model.classifier.out_proj(pooled).float()
        kinds, labels = corpus.kinds[batch], corpus.labels[batch]
        for number, kind in enumerate(losses.KINDS):
            rows = torch.nonzero((kinds == number) & (labels >= 0))[:, 0]
            if len(rows):
                loss = losses.label_loss(kind, logits[rows], pooled[rows], labels[rows], corpus.prior, side)
                parts[kind] = losses.WEIGHT[kind] * loss * (len(rows) / len(batch))
        weight = torch.where(kinds == losses.KINDS.index("gold"), gold_teacher, 1.0)
        parts["teacher"] = losses.teacher_loss(logits, corpus.soft[batch], weight)
    return parts
