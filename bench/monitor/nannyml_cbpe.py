#!/usr/bin/env python3
"""NannyML's CBPE on the windows that `monitor BUNDLE DUMP` wrote: the same posts, scores and labels.

usage: nannyml_cbpe.py DUMP        (in a venv with PyPI nannyml; 0.13.1 was used)
"""
import logging
import os
import pathlib
import sys
import warnings

import numpy
import pandas

warnings.filterwarnings("ignore")
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"  # it would send usage figures to its makers
logging.disable(logging.WARNING)
import nannyml  # noqa: E402

WINDOW = 1000
SENTIMENTS = ["negative", "neutral", "positive"]


def errors_of(reference, windows):
    estimator = nannyml.CBPE(
        problem_type="classification_multiclass", metrics=["accuracy"], y_pred="label", y_true="truth",
        y_pred_proba={name: name for name in SENTIMENTS}, chunk_size=WINDOW)
    estimator.fit(reference)
    found = estimator.estimate(windows.drop(columns="truth")).filter(period="analysis").to_df()
    right = (windows.label == windows.truth).to_numpy().reshape(-1, WINDOW).mean(axis=1)
    return found[("accuracy", "value")].to_numpy() - right


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    groups = {}
    for file in sorted(folder.glob("*.windows.csv")):
        name = file.name.removesuffix(".windows.csv")
        off = errors_of(pandas.read_csv(folder / f"{name}.reference.csv"), pandas.read_csv(file))
        groups.setdefault(name.rstrip("-0123456789"), []).append(off)
    print(f"NannyML {nannyml.__version__}, CBPE\n  {'':<24} {'bias':>7}  {'mean':>6}  {'90th':>6}  in 0.02  windows")
    for name, parts in groups.items():
        off = numpy.concatenate(parts)
        size = numpy.abs(off)
        print(f"  {name:<24} {off.mean():+.4f}  {size.mean():.4f}  {numpy.quantile(size, 0.9):.4f}"
              f"  {100 * (size <= 0.02).mean():5.1f} %  {len(off)}")


if __name__ == "__main__":
    main()
