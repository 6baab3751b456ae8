"""All training posts as tensors: ids in both spellings, kinds, labels, and soft labels of Polso's fastText bundle."""
import json
import pathlib
import subprocess

import numpy as np
import torch

from . import data, losses


class Corpus:
    """kinds, labels: one number a post (see losses.KINDS; -1: no label). soft: posts x 3, balanced shares. spellings:
    the posts with their escapes, and without."""

    def __init__(self, spellings, kinds, labels, soft, names):
        self.spellings, self.names, self.soft = spellings, np.array(names), soft
        self.kinds, self.labels = torch.tensor(kinds), torch.tensor(labels)
        self.prior = losses.prior_of(self.labels[self.kinds == losses.KINDS.index("gold")])

    def of(self, *names):
        return np.nonzero(np.isin(self.names, names))[0]


def soft_labels(texts, polso, bundle, work):
    """What the bundle says of each text, weighted as it decides: a balanced opinion."""
    path = work / "posts.txt"
    path.write_text("".join(" ".join(t.split("\n")) + "\n" for t in texts), encoding="utf-8")
    run = subprocess.run([polso, "classify", "--model", bundle, "--data", path, "--json"], check=True,
                         capture_output=True)
    soft = np.array([scores_of(answer) for answer in json.loads(run.stdout)["answers"]], np.float32)
    about = json.loads((pathlib.Path(bundle) / "polso.json").read_text(encoding="utf-8"))
    soft *= np.array(about["decision"]["weight"], np.float32)
    return torch.from_numpy(soft / soft.sum(1, keepdims=True))


def scores_of(answer):
    return [answer["scores"][name] for name in data.LABELS]
