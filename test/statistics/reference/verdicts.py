"""Expected numbers of verdicts.test.ts, computed apart from our own code: numpy 2.4, scipy 1.17, statsmodels 0.15.

python3 verdicts.py > verdicts.json
"""

import json
import math

import numpy as np
import statsmodels.api as sm
from scipy import integrate, optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

MARGIN = 5


def moments(mean, sd, n):
    """n values with exactly this mean and sd."""
    x = np.arange(n, dtype=float)
    x = (x - x.mean()) / x.std(ddof=1)
    return mean + sd * x


def power(shift, df, critical):
    """P(|Z + shift| > critical * s), s = sqrt(chi2 / df), by adaptive quadrature."""

    def inside(s):
        tails = stats.norm.cdf(shift - critical * s) + stats.norm.cdf(-shift - critical * s)
        return stats.chi.pdf(s * math.sqrt(df), df) * math.sqrt(df) * tails

    return integrate.quad(inside, 0, 1 + 40 / math.sqrt(df), limit=500, epsabs=1e-13)[0]


def detectable(se, df):
    critical = stats.t.ppf(0.975, df)
    guess = critical + stats.t.ppf(0.8, df)
    return se * optimize.brentq(lambda d: power(d, df, critical) - 0.8, 0.8 * guess, 1.3 * guess, xtol=1e-12)


def difference(m1, s1, n1, m2, s2, n2):
    means = CompareMeans(DescrStatsW(moments(m1, s1, n1)), DescrStatsW(moments(m2, s2, n2)))
    _, p, df = means.ttest_ind(usevar="unequal")
    low, high = means.tconfint_diff(usevar="unequal")
    # two one-sided tests; each at .025 goes with the interval of 95 %
    equivalence = means.ttost_ind(-MARGIN, MARGIN, usevar="unequal")[0]
    same = equivalence < 0.025
    se = math.sqrt(s1**2 / n1 + s2**2 / n2)
    return {
        "sides": [[m1, s1, n1], [m2, s2, n2]],
        "p": p,
        "ci95": [low, high],
        "equivalence": equivalence,
        "verdict": "same" if same else "different" if p < 0.05 else "unclear",
        "detectable": detectable(se, df),
    }


def relative_weights(R):
    """Johnson (2000), the last variable is the outcome."""
    values, Q = np.linalg.eigh(R[:-1, :-1])
    root = Q @ np.diag(np.sqrt(values)) @ Q.T
    beta = np.linalg.solve(root, R[:-1, -1])
    return root**2 @ beta**2


def correlations(S):
    d = np.sqrt(np.diag(S))
    return S / np.outer(d, d)


def model(name, X):
    """X: rows are people, the last column is the outcome."""
    n, k = X.shape
    fit = sm.OLS(X[:, -1], sm.add_constant(X[:, :-1])).fit()
    S = np.cov(X.T)
    draws = stats.wishart.rvs(n - 1, S / (n - 1), size=20000, random_state=7)
    shares = np.array([w / w.sum() for w in (relative_weights(correlations(one)) for one in draws)])
    tested = [stats.pearsonr(x, X[:, -1]) for x in X[:, :-1].T]
    sure = multipletests([one.pvalue for one in tested], 0.05, "fdr_bh")[0]
    signs = [
        ("with" if one.statistic > 0 else "against") if told and one.statistic * b > 0 else "mixed"
        for one, told, b in zip(tested, sure, fit.params[1:])
    ]
    weights = relative_weights(correlations(S))
    return {
        "name": name,
        "covariance": S.tolist(),
        "n": n,
        "r2": fit.rsquared,
        "F": fit.fvalue,
        "p": fit.f_pvalue,
        "adjustedR2": fit.rsquared_adj,
        "directions": signs,
        "shares": (weights / weights.sum()).tolist(),
        "shareCi95": np.percentile(shares, [2.5, 97.5], axis=0).T.tolist(),
    }


def sample(name, n, seed, betas, noise, common=0.5):
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(n, 1))
    X = math.sqrt(common) * shared + math.sqrt(1 - common) * rng.normal(size=(n, len(betas)))
    y = X @ np.array(betas) + noise * rng.normal(size=n)
    return model(name, np.column_stack([X, y]))


def suppressed(n, seed):
    """The second predictor goes with the outcome by itself but against it beside the first; the third goes against it."""
    rng = np.random.default_rng(seed)
    a = rng.normal(size=n)
    b = 0.9 * a + 0.436 * rng.normal(size=n)
    c = rng.normal(size=n)
    y = a - 0.5 * b - 0.5 * c + 0.5 * rng.normal(size=n)
    return model("suppressor", np.column_stack([a, b, c, y]))


differences = [
    difference(*sides)
    for sides in [
        (51.0, 20.0, 2000, 50.0, 20.0, 2000),  # a change of +1.0 (g = .05) is practically nothing
        (50.0, 20.0, 12, 56.8, 20.0, 400),  # twelve people, 6.8 points: cannot be told
        (66.6, 14.0, 120, 60.0, 14.0, 400),  # 6.6 points are told
        (52.5, 12.0, 900, 50.0, 12.0, 900),  # significant and within the margin: the same
        (50.0, 20.0, 300, 50.4, 18.0, 300),
        (50.0, 5.0, 10, 55.5, 22.0, 10),
        (50.0, 0.0, 11, 40.0, 9.0, 25),
    ]
]
models = [
    sample("one leads", 400, 1, [0.8, 0.1, 0.1, 0.1], 0.6, 0.3),
    sample("all alike", 300, 2, [0.3, 0.3, 0.3, 0.3], 0.8),
    sample("noise", 60, 5, [0, 0, 0, 0], 1, 0),
    suppressed(500, 4),
]
shifts = [[df, detectable(1, df)] for df in [1, 1.7, 3, 5, 9, 9.7, 18, 38, 100.5, 1000, 20000]]
print(json.dumps({"margin": MARGIN, "differences": differences, "models": models, "shifts": shifts}, indent=1))
