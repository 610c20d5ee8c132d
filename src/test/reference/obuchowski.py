"""Writes what Obuchowski's formulas (Biometrics 53, 1997, section 2) give for clustered ROC data, by loops over all pairs of patches.

Several splits: the AUCs of a reader in each split are correlated AUCs like those of several readers. The covariance of splits s and t is
the paper's with each split's own counts, over the clusters that both have; with the same clusters in both it is the paper's covariance of
two readers, with none in common it is zero.

Run with Debian's Python: /usr/bin/python3 src/test/reference/obuchowski.py
"""
import json
import math
import pathlib

import numpy as np
from scipy.stats import norm

OUT = pathlib.Path(__file__).parent.parent / "resources/dev/singan/metric/obuchowski.json"


def psi(x, y):
    return 1.0 if x > y else 0.5 if x == y else 0.0


def parts(patches, reader):
    """AUC and each cluster's sums of V10 and V01; a patch is (cluster, positive, scores of the readers)."""
    xs = [(c, s[reader]) for c, positive, s in patches if positive]
    ys = [(c, s[reader]) for c, positive, s in patches if not positive]
    big_m, big_n = len(xs), len(ys)
    auc = sum(psi(x, y) for _, x in xs for _, y in ys) / (big_m * big_n)
    v10, v01 = {}, {}
    for c, x in xs:
        v10[c] = v10.get(c, 0) + sum(psi(x, y) for _, y in ys) / big_n
    for c, y in ys:
        v01[c] = v01.get(c, 0) + sum(psi(x, y) for _, x in xs) / big_m
    m = {c: sum(1 for d, _ in xs if d == c) for c in v10}
    n = {c: sum(1 for d, _ in ys if d == c) for c in v01}
    return auc, v10, v01, m, n, big_m, big_n, len({c for c, _, _ in patches})


def covariance(a, b):
    auc_a, v10_a, v01_a, m_a, n_a, big_ma, big_na, i_a = a
    auc_b, v10_b, v01_b, m_b, n_b, big_mb, big_nb, i_b = b

    def correction(one, other):
        return math.sqrt(one / (one - 1)) * math.sqrt(other / (other - 1))

    s10 = sum((v10_a[c] - m_a[c] * auc_a) * (v10_b[c] - m_b[c] * auc_b) for c in v10_a if c in v10_b)
    s01 = sum((v01_a[c] - n_a[c] * auc_a) * (v01_b[c] - n_b[c] * auc_b) for c in v01_a if c in v01_b)
    s11 = sum((v10_a[c] - m_a[c] * auc_a) * (v01_b[c] - n_b[c] * auc_b) for c in v10_a if c in v01_b)
    s11_swapped = sum((v10_b[c] - m_b[c] * auc_b) * (v01_a[c] - n_a[c] * auc_a) for c in v10_b if c in v01_a)
    return (correction(len(v10_a), len(v10_b)) * s10 / (big_ma * big_mb) + correction(len(v01_a), len(v01_b)) * s01 / (big_na * big_nb)
            + correction(i_a, i_b) * (s11 / (big_ma * big_nb) + s11_swapped / (big_mb * big_na)))


def compared(splits):
    k = len(splits)
    first = [parts(s, 0) for s in splits]
    second = [parts(s, 1) for s in splits]
    difference = sum(a[0] - b[0] for a, b in zip(first, second)) / k
    variance = 0
    for s in range(k):
        for t in range(k):
            variance += covariance(first[s], first[t]) + covariance(second[s], second[t])
            variance -= covariance(first[s], second[t]) + covariance(second[s], first[t])
    variance /= k * k
    z = difference / math.sqrt(variance)
    return {"difference": difference, "variance": variance, "z": z, "p": 2 * norm.cdf(-abs(z))}


def patches(rng, clusters, most, decimals):
    """Patches of patients who have an effect of their own on both readers' scores; some have both classes."""
    out = []
    for c in clusters:
        effect = rng.normal(size=2) * 0.7
        share = rng.choice([0, 0.3, 1], p=[0.5, 0.2, 0.3])
        for _ in range(rng.integers(1, most + 1)):
            positive = bool(rng.random() < share)
            common = rng.normal()
            scores = np.round(0.8 * positive * np.array([1, 0.7]) + effect + common + 0.5 * rng.normal(size=2), decimals)
            out.append((int(c), positive, scores.tolist()))
    return out


def case(name, clusters, splits):
    return {"name": name, "clusters": clusters,
            "splits": [{"cluster": [c for c, _, _ in s], "positive": [int(p) for _, p, _ in s], "a": [v[0] for _, _, v in s],
                        "b": [v[1] for _, _, v in s]} for s in splits], **compared(splits)}


rng = np.random.default_rng(1997)
third = [range(0, 14), range(14, 27), range(27, 40)]
same = patches(rng, range(20), 5, 2)
again = [(c, p, (np.array(s) + np.round(rng.normal(size=2) * 0.4, 2)).round(2).tolist()) for c, p, s in same]
json.dump([case("one split, few ties", 25, [patches(rng, range(25), 6, 6)]),
           case("one split, many ties", 30, [patches(rng, range(30), 5, 0)]),
           case("one patch in each cluster", 60, [patches(rng, range(60), 1, 1)]),
           case("three splits without a cluster in common", 40, [patches(rng, part, 5, 2) for part in third]),
           case("the same patches twice", 20, [same, again]),
           case("splits that overlap", 30, [patches(rng, range(0, 18), 4, 2), patches(rng, range(12, 30), 4, 2)])], OUT.open("w"))
OUT.open("a").write("\n")
