"""Writes what scikit-learn, NumPy and DeLong's formula by its definition, give for scores with ties and missing classes.

Run with Debian's Python: /usr/bin/python3 src/test/reference/metrics.py
"""
import json
import pathlib

import numpy as np
from sklearn import metrics

OUT = pathlib.Path(__file__).parent.parent / "resources/dev/singan/metric/sklearn.json"


def case(name, rng, n, classes, present, decimals):
    labels = rng.choice(present, n)
    scores = rng.dirichlet(np.ones(classes), n) + 0.4 * np.eye(classes)[labels]
    scores = np.round(scores / scores.sum(1, keepdims=True), decimals)
    predicted = scores.argmax(1)
    weights = rng.integers(0, 4, n)
    out = {"name": name, "classes": classes, "labels": labels.tolist(), "scores": scores.tolist(), "weights": weights.tolist(),
           "accuracy": metrics.accuracy_score(labels, predicted),
           "confusion": metrics.confusion_matrix(labels, predicted, labels=range(classes)).tolist(), "each": []}
    for c in range(classes):
        y, s, q = labels == c, scores[:, c], predicted == c
        both = 0 < y.sum() < n
        fpr, tpr, thresholds = metrics.roc_curve(y, s, drop_intermediate=False) if both else ([], [], [])
        grid = np.linspace(0, 1, 11)
        out["each"].append({
            "auc": metrics.roc_auc_score(y, s) if both else None,
            "weightedAuc": metrics.roc_auc_score(y, s, sample_weight=weights) if both else None,
            "fpr": list(fpr), "tpr": list(tpr), "thresholds": list(thresholds)[1:],
            "interp": np.interp(grid, fpr, tpr).tolist() if both else None,
            "accuracy": metrics.accuracy_score(y, q),
            "weightedAccuracy": metrics.accuracy_score(y, q, sample_weight=weights),
            "balancedAccuracy": metrics.balanced_accuracy_score(y, q) if both else None,
            "precision": metrics.precision_score(y, q) if q.any() else None,
            "recall": metrics.recall_score(y, q) if y.any() else None,
            "f1": metrics.f1_score(y, q) if q.any() or y.any() else None,
            "brier": float(np.mean((s - y) ** 2))})
    present_recalls = [e["recall"] for e in out["each"] if e["recall"] is not None]
    out["balancedAccuracy"] = metrics.balanced_accuracy_score(labels, predicted)
    assert abs(np.mean(present_recalls) - out["balancedAccuracy"]) < 1e-12
    if len(present) == classes:
        onehot = np.eye(classes)[labels]
        out["macroAuc"] = metrics.roc_auc_score(onehot, scores, average="macro")
        out["macroPrecision"] = metrics.precision_score(labels, predicted, average="macro")
        out["macroF1"] = metrics.f1_score(labels, predicted, average="macro")
    return out


def delong(rng, n, decimals):
    """DeLong's covariance by its definition: all pairs of a positive and a negative."""
    y = rng.random(n) < 0.4
    a = np.round(rng.normal(size=n) + 0.9 * y, decimals)
    b = np.round(0.5 * a + rng.normal(size=n) + 0.3 * y, decimals)
    v = []
    for s in (a, b):
        kernel = (s[y][:, None] > s[~y][None, :]) + 0.5 * (s[y][:, None] == s[~y][None, :])
        v.append((kernel.mean(1), kernel.mean(0)))
    s10 = np.cov(np.stack([v[0][0], v[1][0]]))
    s01 = np.cov(np.stack([v[0][1], v[1][1]]))
    s = s10 / y.sum() + s01 / (~y).sum()
    variance = s[0, 0] + s[1, 1] - 2 * s[0, 1]
    z = (v[0][0].mean() - v[1][0].mean()) / np.sqrt(variance)
    from scipy.stats import norm
    return {"labels": y.astype(int).tolist(), "a": a.tolist(), "b": b.tolist(), "aucA": metrics.roc_auc_score(y, a),
            "aucB": metrics.roc_auc_score(y, b), "variance": variance, "z": z, "p": 2 * norm.cdf(-abs(z))}


rng = np.random.default_rng(7)
cases = [case("three classes, many ties", rng, 60, 3, [0, 1, 2], 1),
         case("three classes, few ties", rng, 40, 3, [0, 1, 2], 3),
         case("a class is missing", rng, 30, 3, [0, 2], 1),
         case("two classes", rng, 50, 2, [0, 1], 2),
         case("one class alone", rng, 12, 3, [1], 2)]
values = rng.normal(size=101).round(6)
json.dump({"cases": cases, "delong": [delong(rng, 60, 1), delong(rng, 45, 5)],
           "quantiles": {"values": values.tolist(), "low": float(np.quantile(values, 0.025)), "high": float(np.quantile(values, 0.975))}},
          OUT.open("w"))
OUT.open("a").write("\n")
