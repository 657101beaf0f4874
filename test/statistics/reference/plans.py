"""Expected numbers of planEffect.test.ts, computed apart from our own code: numpy 2.4, scipy 1.17, statsmodels 0.15.

python3 plans.py > plans.json
"""

import json

import numpy as np
import statsmodels.api as sm
from scipy import stats


def offices(seed, planned, others, effect, levels=("district",), between=8.0, within=20.0, change=0.0, sizes=(10, 14)):
    """Two waves of a province; the offices that begin lowest have the plans."""
    rng = np.random.default_rng(seed)
    count = planned + others
    true = 55 + between * rng.normal(size=count)
    level = [levels[i % len(levels)] for i in range(count)]
    n = rng.integers(*sizes, size=(count, 2))
    first = [true[i] + within * rng.normal(size=n[i, 0]) for i in range(count)]
    order = np.argsort([x.mean() for x in first])
    has = np.zeros(count, bool)
    has[order[:planned]] = True
    moved = true + 1.5 + change * rng.normal(size=count) + effect * has
    second = [moved[i] + within * rng.normal(size=n[i, 1]) for i in range(count)]
    return [
        {
            "first": {"n": len(a), "mean": a.mean(), "variance": a.var(ddof=1)},
            "second": {"n": len(b), "mean": b.mean(), "variance": b.var(ddof=1)},
            "level": level[i],
            "planned": bool(has[i]),
        }
        for i, (a, b) in enumerate(zip(first, second))
    ]


def pooled(groups):
    return sum((g["n"] - 1) * g["variance"] for g in groups) / sum(g["n"] - 1 for g in groups)


def variances(rows, of):
    s1, s2 = pooled([r["first"] for r in of]), pooled([r["second"] for r in of])
    return np.array([s1 / r["first"]["n"] + s2 / r["second"]["n"] for r in rows])


def design(rows, levels):
    first = [r["first"]["mean"] for r in rows]
    return np.column_stack([np.ones(len(rows)), first] + [[float(r["level"] == one) for r in rows] for one in levels[1:]])


def fitted(X, y, v):
    """Moments estimate of tau2 from the projection matrix itself, then WLS of statsmodels with its estimated scale."""
    W = np.diag(1 / v)
    P = W - W @ X @ np.linalg.solve(X.T @ W @ X, X.T @ W)
    tau2 = max(0.0, (y @ P @ y - (len(y) - X.shape[1])) / np.trace(P))
    return tau2, sm.WLS(y, X, weights=1 / (v + tau2)).fit()


def effect_of(rows):
    levels = sorted({r["level"] for r in rows})
    plan = np.array([float(r["planned"]) for r in rows])
    X = np.column_stack([design(rows, levels), plan])
    y = np.array([r["second"]["mean"] for r in rows])
    v = variances(rows, rows)
    tau2, fit = fitted(X, y, v)
    w = 1 / (v + tau2)
    gain = y - X[:, 1]
    expected = np.average(X[:, :-1] @ fit.params[:-1] - X[:, 1], weights=w * plan)
    low, high = fit.conf_int()[-1]
    return {
        "effect": fit.params[-1],
        "se": fit.bse[-1],
        "df": int(fit.df_resid),
        "p": fit.pvalues[-1],
        "ci95": [low, high],
        "slope": fit.params[1],
        "observedGain": np.average(gain, weights=w * plan),
        "expectedGain": expected,
        "commonGain": np.average(gain, weights=w * (1 - plan)),
        "tau2": tau2,
    }


def expectation_of(office, without):
    levels = sorted({r["level"] for r in without})
    X, y = design(without, levels), np.array([r["second"]["mean"] for r in without])
    tau2, fit = fitted(X, y, variances(without, without))
    (v,) = variances([office], without)
    told = fit.get_prediction(design([office], levels), weights=1 / (v + tau2))
    expected = float(told.predicted_mean[0])
    low, high = told.conf_int(obs=True)[0]
    remainder = office["second"]["mean"] - expected
    se = (high - low) / 2 / stats.t.ppf(0.975, fit.df_resid)
    return {
        "expected": expected,
        "expectedCi95": [low, high],
        "remainder": remainder,
        "p": 2 * stats.t.sf(abs(remainder) / se, fit.df_resid),
    }


provinces = [
    ("no effect", offices(1, 12, 34, 0)),
    ("ten points", offices(2, 12, 34, 10)),
    ("two levels", offices(3, 15, 31, 6, ("district", "governorate"))),
    ("real changes, offices of 10 to 80", offices(4, 20, 26, 4, change=6.0, sizes=(10, 80))),
    ("large offices, much that differs", offices(5, 9, 12, -5, change=5.0, sizes=(100, 400))),
    ("eight a side", offices(6, 8, 8, 8, ("district", "governorate", "department"))),
]
print(
    json.dumps(
        [
            {
                "name": name,
                "offices": rows,
                "effect": effect_of(rows),
                "expectation": expectation_of(
                    next(r for r in rows if r["planned"]), [r for r in rows if not r["planned"]]
                ),
            }
            for name, rows in provinces
        ],
        indent=1,
    )
)
