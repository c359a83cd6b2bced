"""scikit-learn at its defaults: MLPClassifier or MLPRegressor (on the standardised target), histogram gradient boosting with native categories."""
import json
import pickle
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor

MOST_LEVELS = 254  # a histogram's bins less one; a column with more levels counts as a number
warnings.filterwarnings("ignore")  # that the MLP has not converged after its default of 200 epochs


def main():
    folder, contender, seed, out = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[5])
    layout = json.loads((folder / "layout.json").read_text())
    trees = contender == "sklearn-histgb"
    x = [cells(folder, "trees" if trees else "dense", part, layout) for part in ("train", "val", "test")]
    y = np.fromfile(folder / "target-train.f64")
    mean, deviation = (0, 1) if layout["classes"] or trees else (y.mean(), y.std())
    model = estimator(trees, seed, layout)
    started = time.monotonic()
    model.fit(x[0], (y - mean) / deviation)
    seconds = time.monotonic() - started
    for part, rows in zip(("val", "test"), x[1:]):
        found = model.predict_proba(rows) if layout["classes"] else model.predict(rows) * deviation + mean
        found.astype("float64").tofile(out / f"{part}.f64")
    (out / "model").write_bytes(pickle.dumps(model))
    print(json.dumps({"version": sklearn.__version__, "seconds": round(seconds, 3), "rounds": int(model.n_iter_)}))


def cells(folder, kind, part, layout):
    width = layout["treeColumns" if kind == "trees" else "denseColumns"]
    return np.fromfile(folder / f"{kind}-{part}.f32", "float32").reshape(-1, width)


def estimator(trees, seed, layout):
    if not trees:
        return (MLPClassifier if layout["classes"] else MLPRegressor)(random_state=seed)
    native = [0 < levels <= MOST_LEVELS for levels in layout["levels"]]
    kind = HistGradientBoostingClassifier if layout["classes"] else HistGradientBoostingRegressor
    return kind(random_state=seed, categorical_features=native)


main()
