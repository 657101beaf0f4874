"""Expected numbers of raking.test.ts, computed apart from our own code: numpy 2.4.

Ours adjusts one division after the other; here the same weights are found at once, as exponentials of a sum of one
parameter a part (the dual of the least information that Deming and Stephan's weights add), by Newton's method on it.

python3 raking.py > raking.json
"""

import json

import numpy as np


def rake(n, parts, divisions):
    """Weights of respondents by cell, their mean 1; divisions: [{part: staff}]."""
    heard = [sorted({p[d] for p, k in zip(parts, n) if k > 0}) for d in range(len(divisions))]
    columns = [(d, part) for d in range(len(divisions)) for part in heard[d]]
    x = np.array([[1.0 if p[d] == part else 0.0 for d, part in columns] for p in parts])
    total = n.sum()
    target = np.array(
        [total * divisions[d][part] / sum(divisions[d][q] for q in heard[d]) for d, part in columns]
    )

    def dual(b):
        return (n * np.exp(x @ b)).sum() - target @ b

    b = np.zeros(len(columns))
    for _ in range(200):
        w = np.exp(x @ b)
        gradient = x.T @ (n * w) - target
        step = np.linalg.lstsq(x.T @ ((n * w)[:, None] * x), gradient, rcond=None)[0]
        size = 1.0
        while size > 1e-10 and dual(b - size * step) > dual(b):
            size /= 2
        b = b - size * step
    assert abs(x.T @ (n * np.exp(x @ b)) - target).max() < 1e-7, "no weights meet all totals"
    return np.exp(x @ b)


def case(seed, offices):
    rng = np.random.default_rng(seed)
    levels = ["province", "governorate", "district"]
    cells = []
    for i in range(offices):
        level = levels[0] if i == 0 else levels[1 + i % 2]
        staff = int(rng.integers(12, 160))
        size = "small" if staff < 30 else "medium" if staff <= 100 else "large"
        n = int(np.ceil(staff * rng.uniform(0.3, 0.9)))
        cells.append({"level": level, "size": size, "staff": staff, "n": n, "mean": float(rng.normal(58, 8)), "sd": float(rng.uniform(12, 22))})
    # Offices that are not shown count in the staff alone.
    hidden = [{"level": "district", "staff": int(rng.integers(5, 29))} for _ in range(6)]
    divisions = [{}, {}]
    for c in cells:
        divisions[0][c["level"]] = divisions[0].get(c["level"], 0) + c["staff"]
        divisions[1][c["size"]] = divisions[1].get(c["size"], 0) + c["staff"]
    for h in hidden:
        divisions[0]["district"] = divisions[0].get("district", 0) + h["staff"]
        divisions[1]["small"] = divisions[1].get("small", 0) + h["staff"]
    n = np.array([c["n"] for c in cells], float)
    w = rake(n, [(c["level"], c["size"]) for c in cells], divisions)
    m = np.array([c["mean"] for c in cells])
    s = np.array([c["sd"] for c in cells])
    big = np.array([c["staff"] for c in cells], float)
    share = n * w / (n * w).sum()
    mean = float(share @ m)
    se = float(np.sqrt((share**2 * (1 - n / big) * s**2 / n).sum()))
    z = 1.959963984540054
    return {
        "cells": cells,
        "hidden": hidden,
        "weights": w.tolist(),
        "mean": mean,
        "ci95": [mean - z * se, mean + z * se],
        "designEffect": float(n.sum() * (n * w**2).sum() / (n * w).sum() ** 2),
    }


print(json.dumps([case(seed, offices) for seed, offices in ((1, 16), (2, 24), (3, 62))], indent=1))
