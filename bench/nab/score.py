#!/usr/bin/env python3
"""Scores the detector's alerts on NAB's five Twitter series by NAB's rule: score.py NAB_BINARY (POLSO_DATA set)."""
import concurrent.futures
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
DAYS = (7, 10, 12, 14, 16, 18, 21, 24, 27, 30, 35, 40, 50, 60)


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


def alerts(binary, name):
    """Of each of DAYS: the records at which the detector alerts."""
    days = [str(day) for day in DAYS]
    lines = subprocess.run([binary, DATA / name, *days], capture_output=True, text=True, check=True).stdout
    return [[int(record) for record in line.split()] for line in lines.splitlines()]


def report(found, windows, count):
    """`found`: by series, the alerts at each of DAYS."""
    table = {name: [score(one, windows[name], count[name]) for one in found[name]] for name in found}
    total = [sum(column) for column in zip(*table.values())]
    best = max(range(len(total)), key=total.__getitem__)
    each = lambda k: ", ".join(f"{name[15:-4]} {table[name][k]:.2f}" for name in table)
    print("one false alarm allowed in so many days: score; alerts after probation, and windows found, of all")
    for k, day in enumerate(DAYS):
        late = {name: [i for i in found[name][k] if i >= probation(count[name])] for name in found}
        hit = sum(any(left <= i <= right for i in late[name]) for name in found for left, right in windows[name])
        print(f"  {day:3}: {total[k]:5.2f}; {sum(map(len, late.values())):3}, {hit} of {sum(map(len, windows.values()))}")
    print(f"as shipped (30 days): {total[DAYS.index(30)]:.2f} ({each(DAYS.index(30))})")
    print(f"the best single one in hindsight ({DAYS[best]} days): {total[best]:.2f} ({each(best)})")
    left_out = sum(one[max(range(len(total)), key=lambda k: total[k] - one[k])] for one in table.values())
    print(f"chosen on the other four series: {left_out:.2f}")


def main():
    series = {name: read(name) for name in sorted(WINDOWS)}
    windows = {name: windows_of(name, series[name][0]) for name in series}
    count = {name: len(series[name][0]) for name in series}
    check(series, windows)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(series, pool.map(lambda name: alerts(sys.argv[1], name), series)))
    report(found, windows, count)


if __name__ == "__main__":
    main()
