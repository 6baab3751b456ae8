#!/usr/bin/env python3
"""Scores two detectors of volume on NAB's five Twitter series by NAB's rule: score.py NAB_BINARY (POLSO_DATA set)."""
import csv
import datetime
import json
import math
import os
import pathlib
import subprocess
import sys

DATA = pathlib.Path(os.environ["POLSO_DATA"], "nab_realtweets")
WINDOWS = json.loads((DATA / "windows.json").read_text())
MISSED, FALSE = 1.0, 0.11  # standard profile
HOLD = 12 * 12  # records: a detection within twelve hours of one goes on with it


def sigmoid(position):
    return -1.0 if position > 3 else 2 / (1 + math.exp(5 * position)) - 1


def read(name):
    with open(DATA / name) as file:
        rows = list(csv.DictReader(file))
    return [row["timestamp"] for row in rows], [float(row["value"]) for row in rows]


def windows_of(name, times):
    at = {time: i for i, time in enumerate(times)}
    moment = lambda text: datetime.datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M:%S")
    return [(at[moment(start)], at[moment(end)]) for start, end in WINDOWS[name]]


def probation(count):
    return math.floor(0.15 * min(count, 5000))


def score(found, windows, count):
    """Raw score of detections (record numbers), as NAB's sweeper has it."""
    total, seen = 0.0, set()
    for i in sorted(found):
        if i < probation(count):
            continue
        inside = [w for w in windows if w[0] <= i <= w[1]]
        if inside:
            if inside[0] not in seen:
                left, right = inside[0]
                seen.add(inside[0])
                total += sigmoid(-(right - i + 1) / (right - left + 1)) / sigmoid(-1)
            continue
        before = [w for w in windows if w[1] < i]
        past = (i - before[-1][1]) / (before[-1][1] - before[-1][0]) if before else None
        total += FALSE * (sigmoid(past) if before else -1)
    return total - MISSED * (len(windows) - len(seen))


def windowed_gaussian(values):
    """NAB's own detector, to compare with its published score."""
    window, step, mean, deviation = [], [], 0.0, 1.0
    for value in values:
        far = abs(value - mean) / deviation
        yield round(1 - 0.5 * math.erfc(far / 1.4142), 12) if window else 0.0  # as its file of results has it
        if len(window) < 6400:
            window.append(value)
        else:
            step.append(value)
            if len(step) < 100:
                continue
            window, step = window[100:] + step, []
        mean = sum(window) / len(window)
        deviation = math.sqrt(max(0, sum(v * v for v in window) / len(window) - mean * mean)) or 1e-6


def published():
    with open(DATA / "published_standard_scores.csv") as file:
        rows = list(csv.DictReader(file))
    totals = {}
    for row in rows:
        totals[row["detector"]] = totals.get(row["detector"], 0) + float(row["score"])
    threshold = {row["detector"]: float(row["threshold"]) for row in rows}
    return totals, threshold


def incidents(records):
    """The first of those records that are less than HOLD apart."""
    last = -HOLD
    for i in records:
        if i - last >= HOLD:
            yield i
        last = i


def alarms(surprises, threshold, sizes=(1.0, 2.5, 5.0), down=(1.0, 2.5)):
    """Records at which cumulative sums as the detector's exceed the threshold, and begin anew."""
    gauges = [(size, 0.0) for size in sizes] + [(-size, 0.0) for size in down]
    for i, seen in enumerate(surprises):
        gauges = [(size, max(0.0, value + size * seen - size * size / 2)) for size, value in gauges]
        if any(value > threshold for _, value in gauges):
            yield i
            gauges = [(size, 0.0) for size, _ in gauges]


def above(rarities, threshold):
    return [i for i, rarity in enumerate(rarities) if rarity >= threshold]


def check(series, windows):
    """NAB's own detector must score here as it does there."""
    totals, threshold = published()
    gaussian = nothing = 0.0
    for name, (times, values) in series.items():
        found = [i for i, far in enumerate(windowed_gaussian(values)) if far >= threshold["windowedGaussian"]]
        gaussian += score(found, windows[name], len(times))
        nothing += score([], windows[name], len(times))
    print(f"windowedGaussian: {gaussian:.2f} here, {totals['windowedGaussian']:.2f} published")
    print(f"null: {nothing:.2f} here, {totals['null']:.2f} published")
    print("published: " + ", ".join(f"{name} {total:.2f}" for name, total in sorted(totals.items(), key=lambda o: -o[1])))


def measure(binary, name):
    """Surprises to the detector, and rarities."""
    lines = subprocess.run([binary, DATA / name], capture_output=True, text=True, check=True).stdout
    return list(zip(*([float(number) for number in line.split()] for line in lines.splitlines())))


def report(what, found, windows, count, shown):
    """`found`: by series, the incidents at each threshold. One threshold, the best in hindsight; the other four's."""
    table = {name: [score(one, windows[name], count[name]) for one in found[name]] for name in found}
    total = [sum(column) for column in zip(*table.values())]
    best = max(range(len(total)), key=total.__getitem__)
    each = ", ".join(f"{name[15:-4]} {table[name][best]:.2f}" for name in table)
    print(f"{what}, best single threshold ({shown[best]}): {total[best]:.2f} ({each})")
    left_out = sum(one[max(range(len(total)), key=lambda t: total[t] - one[t])] for one in table.values())
    own = sum(map(max, table.values()))
    print(f"{what}, threshold chosen on the other four: {left_out:.2f}; each series' own best: {own:.2f}")
    return total


def main():
    series = {name: read(name) for name in sorted(WINDOWS)}
    windows = {name: windows_of(name, series[name][0]) for name in series}
    count = {name: len(series[name][0]) for name in series}
    check(series, windows)

    measured = {name: measure(sys.argv[1], name) for name in series}
    thresholds = [5 * 1.1**k for k in range(60)]
    found = {name: [list(incidents(alarms(one[0], t))) for t in thresholds] for name, one in measured.items()}
    report("Polso's detector", found, windows, count, [f"{t:.0f}" for t in thresholds])

    days = list(range(3, 61))
    found = {name: [list(incidents(above(one[1], math.log(d)))) for d in days] for name, one in measured.items()}
    total = report("Rarity", found, windows, count, [f"once in {d} days" for d in days])
    print("Rarity, once in so many days: score; alarms after probation, true ones too, and days watched for each")
    watched = sum(count[name] - probation(count[name]) for name in series) / 288
    for at in (7, 10, 14, 18, 21, 24, 28):
        k = days.index(at)
        alarmed = sum(i >= probation(count[name]) for name in series for i in found[name][k])
        print(f"  {at}: {total[k]:.2f}; {alarmed}, {watched / max(1, alarmed):.1f}")


if __name__ == "__main__":
    main()
