#!/usr/bin/env python3
"""Compares the estimates of bench/shares with QuaPy's (PyPI, 0.2 or later), given the same scores.

    build/bench/bench/shares models/en --dump OUT.json
    python bench/shares/check_quapy.py OUT.json

QuaPy's aggregative functions get the very posteriors that Polso's methods see: the centres of the grid's cells. Three of
them minimise by SLSQP, which stops early; where that leaves QuaPy more than the tolerance away, the same objective is
minimised from Polso's answer with a tight tolerance, and that minimum counts, if QuaPy's own objective is not larger there.
EMQ stops at QuaPy's change of 1e-4 a round, so it is run to 1e-10. Exits with 1 when a method differs by more than 1e-3.
"""
import json
import sys
import warnings

import numpy as np
import quapy.functional as F
from quapy.method.aggregative import ACC, CC, EMQ, PACC, DMy, KDEyML, PCC
from scipy import optimize
from sklearn.base import BaseEstimator

TOLERANCE = 1e-3
SCORE_FLOOR = 0.005  # bench: evidence_of_scores() adds it to every centre, so that no score is 0
SENTIMENTS = np.arange(3)


class Given(BaseEstimator):
    """A classifier whose answers are known."""

    classes_ = SENTIMENTS

    def fit(self, *_):
        return self

    def predict(self, x):
        return x

    predict_proba = predict

    def __sklearn_is_fitted__(self):
        return True


def posts_of(histogram, centres):
    return np.repeat(centres, histogram["cells"], axis=0)


def labels_of(histogram):
    return np.repeat(SENTIMENTS, histogram["labels"])


def labelled(validation, of):
    parts = [of(h) for h in validation]
    return np.concatenate(parts), np.repeat(SENTIMENTS, [len(p) for p in parts])


class Minimum:
    """Records the objective that QuaPy hands to its optimiser, so that it can be minimised further."""

    def __init__(self):
        self.loss = None
        self.original = F.optim_minimize

    def __call__(self, loss, n_classes, **options):
        self.loss = loss
        return self.original(loss, n_classes, **options)

    def refine(self, start):
        simplex = {"type": "eq", "fun": lambda p: 1 - p.sum()}
        found = optimize.minimize(self.loss, start, method="SLSQP", bounds=[(0, 1)] * 3, constraints=simplex,
                                  options={"ftol": 1e-14, "maxiter": 500})
        return found.x if self.loss(found.x) < self.loss(start) else start


def fitted(method, validation, of):
    method.aggregation_fit(*labelled(validation, of))
    return method


def quantifiers(case, centres):
    """Name in the dump -> (QuaPy's quantifier, what it is given of a sample)."""
    scores = lambda h: posts_of(h, centres)
    floored = lambda h: (scores(h) + SCORE_FLOOR) / (1 + 3 * SCORE_FLOOR)
    emq = EMQ(Given(), fit_classifier=False)
    emq.train_prevalence = np.array([sum(h["cells"]) for h in case["shipped"]], float)
    emq.train_prevalence /= emq.train_prevalence.sum()
    known = case["validation"]
    make = lambda method, **options: method(Given(), fit_classifier=False, val_split=None, **options)
    return {
        "plain count (CC)": (CC(Given(), fit_classifier=False), labels_of),
        "mean scores (PCC)": (PCC(Given(), fit_classifier=False), scores),
        "ACC": (fitted(make(ACC), known, labels_of), labels_of),
        "PACC": (fitted(make(PACC), known, scores), scores),
        "EMQ, scores as shipped": (emq, floored),
        "HDy": (fitted(make(DMy, nbins=8, divergence="HD"), known, scores), scores),
        "KDEy-ML": (fitted(make(KDEyML, bandwidth=0.1), known, scores), scores),
    }


def compare(case, centres, minimum):
    """Method -> (largest difference as QuaPy stops, largest after refining, samples refined)."""
    table = {}
    for name, (quantifier, view) in quantifiers(case, centres).items():
        raw, refined, count = 0.0, 0.0, 0
        for sample in case["samples"]:
            ours = np.array(sample["estimates"][name])
            minimum.loss = None
            given = view(sample)
            theirs = quantifier.aggregate(given, epsilon=1e-10) if name.startswith("EMQ") else quantifier.aggregate(given)
            off = np.abs(ours - theirs).max()
            raw = max(raw, off)
            if off > TOLERANCE and minimum.loss is not None:
                best = minimum.refine(ours)
                if minimum.loss(best) <= minimum.loss(theirs):
                    off = np.abs(ours - best).max()
                    count += 1
            refined = max(refined, off)
        table[name] = (raw, refined, count)
    return table


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    warnings.simplefilter("ignore")
    EMQ.MAX_ITER = 100_000
    minimum = Minimum()
    F.optim_minimize = minimum
    with open(sys.argv[1], encoding="utf-8") as file:
        dump = json.load(file)
    centres = np.array(dump["centres"])
    failed = False
    for case in dump["cases"]:
        print(f"\n{case['name']}, {len(case['samples'])} samples: largest difference of a share")
        print(f"  {'':<24} {'as it stops':>12} {'at the minimum':>15} {'minimised further':>18}")
        for name, (raw, refined, count) in compare(case, centres, minimum).items():
            wrong = refined > TOLERANCE
            failed |= wrong
            print(f"  {name:<24} {raw:12.2e} {refined:15.2e} {count:18d}{'  DIFFERS' if wrong else ''}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
