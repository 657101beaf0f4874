"""Expected numbers of carelessReference.test.ts, computed apart from our own code: numpy.

Invented sheets of two questionnaires, with answers left out and answers of «does not apply»: who has a long run of one answer, who
hardly varies, and who runs against the others of the unit (correlation with the others' means below zero beyond chance).

python3 careless.py > careless.json
"""

import json
from itertools import groupby

import numpy as np

WIDTHS = {"first": (14, 5), "second": (9, 7)}  # items and points
Z05 = -1.6449


def sheets(seed, people):
    rng = np.random.default_rng(seed)
    level = {name: rng.uniform(1.8, points - 0.8, items) for name, (items, points) in WIDTHS.items()}
    out = []
    for person in range(people):
        kind = rng.choice(["careful", "straight", "contrary", "random"], p=[0.7, 0.12, 0.1, 0.08])
        sheet = {}
        for name, (items, points) in WIDTHS.items():
            mean = level[name] if kind != "contrary" else points + 1 - level[name]
            row = np.clip(np.rint(mean + rng.normal(0, 0.9, items)), 1, points)
            if kind == "straight":
                row[:] = rng.integers(1, points + 1)
                row[rng.random(items) < 0.08] = rng.integers(1, points + 1)
            if kind == "random":
                row = rng.integers(1, points + 1, items).astype(float)
            cells = [int(x) for x in row]
            for i in range(items):
                chance = rng.random()
                if chance < 0.07:
                    cells[i] = None
                elif chance < 0.12:
                    cells[i] = "notApplicable"
            sheet[name] = cells
        out.append(sheet["first"] + sheet["second"])
    return out


def split(sheet):
    first = WIDTHS["first"][0]
    return {"first": sheet[:first], "second": sheet[first:]}


def number(cells):
    return np.array([x if isinstance(x, int) else np.nan for x in cells], float)


def counts(all_sheets):
    long_run = flat = marked = contrary = compared = 0
    scaled = []
    for sheet in all_sheets:
        runs = varies = False
        row = []
        for name, cells in split(sheet).items():
            items, points = WIDTHS[name]
            x = number(cells)
            given = [v for v in x if not np.isnan(v)]
            longest = max((len(list(g)) for _, g in groupby(given)), default=0)
            runs |= longest >= max(6, -(-items // 2))
            # As a standard deviation with the divisor n, of the width of the scale.
            varies |= len(given) >= 6 and np.std(given) / (points - 1) < 0.075
            row.extend(x / (points - 1))
        long_run += runs
        flat += varies
        marked += runs or varies
        scaled.append(row)
    x = np.array(scaled)
    n = (~np.isnan(x)).sum(0)
    for i in range(len(x)):
        others = np.nanmean(np.delete(x, i, axis=0), axis=0)
        use = ~np.isnan(x[i]) & (n >= 10)
        if use.sum() < 10:
            continue
        compared += 1
        a, b = x[i][use], others[use]
        if a.std() < 1e-9 or b.std() < 1e-9:
            continue
        r = np.corrcoef(a, b)[0, 1]
        contrary += np.arctanh(np.clip(r, -0.999999, 0.999999)) * np.sqrt(use.sum() - 3) < Z05
    return {k: int(v) for k, v in dict(longRun=long_run, flat=flat, marked=marked, contrary=contrary, compared=compared).items()}


cases = []
for seed, people in ((1, 40), (2, 120), (3, 12), (4, 300)):
    drawn = sheets(seed, people)
    cases.append({"sheets": drawn, "counts": counts(drawn)})
print(json.dumps(cases, separators=(",", ":")))
