"""Writes the groups that scikit-learn's GroupShuffleSplit draws as the published code calls it.

Run with Debian's Python: /usr/bin/python3 src/test/reference/group_shuffle.py
"""
import json
import pathlib

import numpy as np
from sklearn.model_selection import GroupShuffleSplit

OUT = pathlib.Path(__file__).parent.parent / "resources/dev/singan/classify/plan/group-shuffle.json"
rng = np.random.default_rng(3)
cases = []
for n in (11, 40, 133):
    # Every group appears, in the order of its number; zoom groups 0 to 3 as in the patch table.
    groups = np.concatenate([np.arange(n), rng.integers(0, n, 3 * n)])
    zooms = rng.integers(0, 4, len(groups))
    for allowed in ((0, 1, 2, 3), (0, 3)):
        draws = []
        for test, rest in GroupShuffleSplit(n_splits=3, test_size=0.9, random_state=42).split(groups, groups=groups):
            rest = rest[np.isin(zooms[rest], allowed)]
            train, validation = next(GroupShuffleSplit(n_splits=1, test_size=0.3, random_state=42).split(rest, groups=groups[rest]))
            draws.append({"test": sorted(set(groups[test].tolist())), "train": sorted(set(groups[rest[train]].tolist())),
                          "validation": sorted(set(groups[rest[validation]].tolist()))})
        cases.append({"groups": groups.tolist(), "zooms": zooms.tolist(), "zoom": "".join(str(z) for z in allowed if z), "draws": draws})
state = np.random.RandomState(42)
json.dump({"cases": cases, "permutations": [state.permutation(n).tolist() for n in (1, 2, 10, 700)],
           "bits": np.random.RandomState(5).randint(0, 2**32, 5, dtype=np.uint32).tolist()}, OUT.open("w"))
OUT.open("a").write("\n")
