"""Expected numbers of cohensKappa.test.ts, computed apart from our own code: scikit-learn 1.9, statsmodels 0.15, scipy 1.17.

python3 kappa.py > kappa.json
"""

import json

import numpy as np
from scipy import stats
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

rng = np.random.default_rng(18)
tables = [[20, 5, 10, 15], [45, 15, 25, 15], [25, 35, 5, 35], [3, 9, 8, 2], [1, 0, 2, 97], [88, 4, 3, 5]]
tables += [rng.integers(0, 40, size=4).tolist() for _ in range(60)]
tables += [rng.integers(0, 4, size=4).tolist() for _ in range(40)]

cases = []
for both, first, second, neither in tables:
    a = [1] * both + [1] * first + [0] * second + [0] * neither
    b = [1] * both + [0] * first + [1] * second + [0] * neither
    if len(a) < 2 or (len(set(a)) == 1 and set(a) == set(b)):
        kappa = ends = None
    else:
        kappa = cohen_kappa_score(a, b)
        result = cohens_kappa(np.array([[both, first], [second, neither]]))
        if first + second == 0:
            # No difference in n: the upper end of the share of differences by Clopper and Pearson.
            n = both + neither
            share = stats.beta.ppf(0.975, 1, n)
            p = both / n
            ends = [max(-1, 1 - share / (1 - p * p - (1 - p) ** 2)), 1]
        elif not result.var_kappa > 1e-15:
            # One of the two said the same of everything.
            ends = None
        else:
            ends = [max(-1, result.kappa_low), min(1, result.kappa_upp)]
        assert abs(result.kappa - kappa) < 1e-12
    cases.append({"table": [both, first, second, neither], "kappa": kappa, "ci95": ends})
print(json.dumps(cases))
