"""Training: batches in, a better model out, with an average of its weights over time beside it."""
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

    def __init__(self, model, lr, decay=0.01):
        words = model.roberta["embeddings"].word_embeddings.weight
        self.dense = dense = [p for p in model.parameters() if p is not words]
        self.both = [torch.optim.AdamW([{"params": [p for p in dense if p.dim() > 1], "weight_decay": decay},
                                        {"params": [p for p in dense if p.dim() < 2], "weight_decay": 0.0}],
                                       lr=lr, betas=(0.9, 0.98)),
                     torch.optim.SparseAdam([words], lr=lr, betas=(0.9, 0.98))]
        self.lr = lr

    def step(self, scale):
        torch.nn.utils.clip_grad_norm_(self.dense, 1.0)
        for optimiser in self.both:
            for group in optimiser.param_groups:
                group["lr"] = self.lr * scale
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)


def schedule(step, steps, warm):
    """Up in the first `warm` of the steps, then straight down."""
    rise = max(1, int(warm * steps))
    return (step + 1) / rise if step < rise else 1 - (step - rise) / max(1, steps - rise)


@torch.no_grad()
def answers(model, posts, tokens=8192):
    """Logits and the states of the first token, in the order of the posts; in bfloat16, as they are learnt."""
    model.eval()
    logits = np.zeros((len(posts), model.shape.labels), np.float32)
    states = np.zeros((len(posts), model.shape.hidden), np.float16)
    for batch in cut(np.arange(len(posts)), posts.lengths, tokens, np.random.default_rng(0)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            state = model.hidden(padded(posts, batch))[:, 0]
            logits[batch] = model.classifier.out_proj(model.pooled(state)).float().numpy()
            states[batch] = state.float().numpy()
    return logits, states


def macro_recall(logits, labels):
    said = logits.argmax(1)
    recalls = [float((said[labels == c] == c).mean()) for c in range(3)]
    return sum(recalls) / 3, recalls


def losses_of(model, corpus, batch, rng, blank):
    """The batch's losses by name, each its share of the mean over the posts. A corpus without a teacher's answers
    teaches by labels alone."""
    ids = padded(corpus.spellings[int(rng.integers(len(corpus.spellings)))], batch)
    kinds, labels = corpus.kinds[batch], corpus.labels[batch]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        state = model.hidden(losses.blanked(ids, blank))[:, 0]
        logits = model.classifier.out_proj(model.pooled(state)).float()
    parts = losses.label_losses(kinds, labels, logits, corpus.prior)
    if corpus.logits is not None:
        taught, taught_state = (torch.from_numpy(a[batch]).float() for a in (corpus.logits, corpus.states))
        parts["teacher"] = losses.teacher_losses(kinds, logits, taught)
        parts["state"] = losses.state_losses(state.float(), taught_state, corpus.spread)
    return {name: value / len(batch) for name, value in parts.items()}, ids.numel()


def run(model, corpus, passes, lr, seed, tokens, blank=0.0, warm=0.05, decay=0.998, check=None, every=850, log=print):
    """Learns from each of `passes` (arrays of indices into the corpus) in turn, the rate of learning going down to 0 over
    all of them. Answers the average of the model over the steps, with more weight on the later ones."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimiser = Optimiser(model, lr)
    average = Average(model, decay)
    plan = [batch for only in passes for batch in cut(only, corpus.spellings[0].lengths, tokens, rng)]
    started, seen, sums = time.time(), 0, {}
    for step, batch in enumerate(plan):
        model.train()
        parts, count = losses_of(model, corpus, batch, rng, blank)
        sum(parts.values()).backward()
        optimiser.step(schedule(step, len(plan), warm))
        if step % 5 == 4:
            average.add(model, 5)
        seen += count
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value))
        if step % 100 == 99 or step + 1 == len(plan):
            text = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(sums.items()))
            log(f"step {step + 1}/{len(plan)} {seen / (time.time() - started):.0f} ids/s {text}")
            sums = {}
        if check and (step % every == every - 1 or step + 1 == len(plan)):
            check(average.model)
    return average.model
