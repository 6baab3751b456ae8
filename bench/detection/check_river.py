#!/usr/bin/env python3
"""Compares the benchmark's ADWIN and Page-Hinkley with river's on one stream: check_river.py (river and g++ needed)."""
import pathlib
import random
import subprocess
import tempfile

from river import drift

HERE = pathlib.Path(__file__).resolve().parent
DRIVER = """
#include <cstdio>
#include "rivals.h"
int main() {
  polso::detection::Adwin adwin(0.002);
  polso::detection::PageHinkley page(50);
  long at = 0;
  for (int value; std::scanf("%d", &value) == 1; ++at) {
    if (adwin.add(value)) std::printf("adwin %ld\\n", at);
    if (page.add(value)) std::printf("page %ld\\n", at);
  }
}
"""


def stream():
    draw = random.Random(1)
    for share in (0.15, 0.25, 0.16, 0.35, 0.30, 0.15):
        for _ in range(20_000):
            yield int(draw.random() < share)


def ours(values):
    with tempfile.TemporaryDirectory() as folder:
        source, binary = pathlib.Path(folder, "driver.cpp"), pathlib.Path(folder, "driver")
        source.write_text(DRIVER)
        subprocess.run(["g++", "-std=c++23", "-O2", f"-I{HERE}", f"-I{HERE.parents[1] / 'src'}", source,
                        HERE / "adwin.cpp", HERE / "rivals.cpp", "-o", binary], check=True)
        text = subprocess.run([binary], input=" ".join(map(str, values)), capture_output=True, text=True, check=True)
    return text.stdout.splitlines()


def theirs(values):
    adwin, page = drift.ADWIN(), drift.PageHinkley()
    for at, value in enumerate(values):
        adwin.update(value)
        page.update(value)
        if adwin.drift_detected:
            yield f"adwin {at}"
        if page.drift_detected:
            yield f"page {at}"


values = list(stream())
found, expected = ours(values), list(theirs(values))
print(f"{len(found)} alarms, river {len(expected)};", "the same" if found == expected else f"differ: {found} {expected}")
