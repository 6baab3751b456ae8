#!/usr/bin/env python3
"""How much of the Rarity's score on NAB's five series is choice in hindsight: hindsight.py NAB_BINARY (POLSO_DATA set).

Draws 400 settings of all its options at random around the one kept, and scores each: with its own best threshold, with that
of the other four series; and what is left when setting and threshold are chosen together on four series and scored on the
fifth. Takes some minutes."""
import math
import random
import statistics
import subprocess
import sys

import score

CHOICES = {
    "block": [36, 72, 144], "days": [10, 14, 21, 28], "quantile": [0.5, 0.75, 0.85], "prior_scale": [0.3, 0.5, 0.7],
    "prior_blocks": [2, 4, 8], "season_days": [7, 14, 21, 28], "level_short": [1, 2, 3], "level_middle": [6, 12, 24],
    "level_long": [36, 72, 144], "least": [1, 2, 4, 8], "restlessness": [36, 72, 144, 216, 288], "clump": [2, 4, 8],
}
LIMITS = [math.log(5) + 0.1 * k for k in range(30)]  # of log days
SETTINGS = 400


def scores(binary, setting, series):
    """By series, then by limit."""
    table = []
    for name, (path, windows, count) in series.items():
        arguments = [f"{option}={value}" for option, value in setting.items()]
        lines = subprocess.run([binary, path, *arguments], capture_output=True, text=True, check=True).stdout
        rarities = [float(line.split()[1]) for line in lines.splitlines()]
        table.append([score.score(score.incidents(score.above(rarities, t)), windows, count) for t in LIMITS])
    return table


def main():
    series = {}
    for name in sorted(score.WINDOWS):
        times, _ = score.read(name)
        series[name] = (score.DATA / name, score.windows_of(name, times), len(times))
    draw = random.Random(1)
    settings = [{}] + [{option: draw.choice(values) for option, values in CHOICES.items()} for _ in range(SETTINGS)]
    tables = [scores(sys.argv[1], setting, series) for setting in settings]

    best = [max(map(sum, zip(*table))) for table in tables]
    others = []
    for table in tables:
        total = [sum(column) for column in zip(*table)]
        others.append(sum(one[max(range(len(LIMITS)), key=lambda t: total[t] - one[t])] for one in table))
    for what, values in (("best threshold", best), ("threshold of the other four", others)):
        drawn = values[1:]
        tenths = statistics.quantiles(drawn, n=10)
        print(f"{what}: setting kept {values[0]:.2f}; of {SETTINGS} drawn {tenths[0]:.2f}, {statistics.median(drawn):.2f}, "
              f"{tenths[-1]:.2f} (10 %, median, 90 %); above 9.05: {sum(v > 9.05 for v in drawn) / SETTINGS:.0%}")

    # One choice out of thousands is luck; so the mean of the twenty best settings is told, too.
    for kept in (1, 20):
        left_out = 0.0
        for j in range(len(series)):
            chosen = []
            for table in tables:
                rest = [sum(one[t] for k, one in enumerate(table) if k != j) for t in range(len(LIMITS))]
                best = max(range(len(LIMITS)), key=rest.__getitem__)
                chosen.append((rest[best], table[j][best]))
            chosen.sort(key=lambda one: -one[0])
            left_out += statistics.mean(own for _, own in chosen[:kept])
        print(f"setting and threshold chosen together on the other four, mean of the {kept} best: {left_out:.2f}")


if __name__ == "__main__":
    main()
