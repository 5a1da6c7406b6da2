"""Writes what scikit-learn says to the rows of zoo/src/test/resources/anomaly/golden.json.

    python src/test/python/goldens_anomaly.py [FOLDER OF THE DATA SETS [CLONE OF NAB]]

With the folder it also measures the isolation forest on brownlee/mammography.csv for ten seeds, with
the clone of https://github.com/numenta/NAB also what its sweeper says to made-up series.
"""

import json
import pathlib
import sys
import types

import numpy as np
import sklearn
from sklearn.covariance import EmpiricalCovariance, LedoitWolf
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.metrics import (average_precision_score, f1_score, precision_recall_curve, roc_auc_score,
                             roc_curve)
from sklearn.neighbors import NearestNeighbors

HERE = pathlib.Path(__file__).resolve().parents[3]
OUT = HERE / "zoo/src/test/resources/anomaly/golden.json"


def detectors():
    random = np.random.default_rng(7)
    mixing = random.normal(size=(5, 5)).round(2)
    fit = (random.normal(size=(40, 5)) @ mixing + [1e3, 0, -5, 2, 7]).round(3)
    asked = (2 * random.normal(size=(12, 5)) @ mixing + [1e3, 0, -5, 2, 7]).round(3)
    cases = []
    for name, f, a in [
        ("regular", fit, asked),
        ("singular", np.c_[fit, fit[:, 0] + fit[:, 1]], np.c_[asked, asked[:, 0] + asked[:, 1]]),
        ("fewer rows than columns", fit[:4], fit[:4]),
    ]:
        lw = LedoitWolf().fit(f)
        pca = PCA(2, whiten=True).fit(f)
        n = len(f)  # PCA divides by n - 1, the covariance by n
        knn = NearestNeighbors(n_neighbors=3).fit(f)
        cases.append({
            "name": name,
            "fit": f.tolist(),
            "asked": a.tolist(),
            "empirical": EmpiricalCovariance().fit(f).mahalanobis(a).tolist(),
            "ledoit_wolf": lw.mahalanobis(a).tolist(),
            "shrinkage": lw.shrinkage_,
            "pca": ((pca.transform(a) ** 2).sum(1) * n / (n - 1)).tolist(),
            "third_neighbour": knn.kneighbors(a)[0][:, 2].tolist(),
        })
    return cases


def metrics():
    random = np.random.default_rng(8)
    cases = []
    for name, digits, share in [("without ties", 6, .3), ("with ties", 1, .3), ("rare", 2, .02)]:
        positive = random.random(200) < share
        scores = (random.normal(size=200) + positive).round(digits)
        threshold = float(np.quantile(scores, .9))
        fpr, tpr, _ = roc_curve(positive, scores, drop_intermediate=False)
        precision, recall, _ = precision_recall_curve(positive, scores)
        cases.append({
            "name": name,
            "positive": positive.tolist(),
            "scores": scores.tolist(),
            "threshold": threshold,
            "auroc": roc_auc_score(positive, scores),
            "average_precision": average_precision_score(positive, scores),
            "fpr_at_95": fpr[np.argmax(tpr >= .95)],
            "f1": f1_score(positive, scores > threshold),
            "fpr": fpr.tolist(),
            "tpr": tpr.tolist(),
            "precision": precision[::-1][1:].tolist(),
            "recall": recall[::-1][1:].tolist(),
        })
    return cases


def forest(folder):
    data = np.loadtxt(folder / "brownlee/mammography.csv", delimiter=",", dtype=str)
    x = data[:, :-1].astype(float)
    y = np.char.strip(data[:, -1], "'") == "1"
    return [roc_auc_score(y, -IsolationForest(random_state=s).fit(x).score_samples(x))
            for s in range(10)]


def nab(clone):
    sys.path.insert(0, clone)
    sys.modules["nab.corpus"] = types.SimpleNamespace(Corpus=None)  # wants pandas, is not used
    from nab.sweeper import Sweeper

    random = np.random.default_rng(9)
    series, points = [], []
    sweeper = Sweeper(.15, {"tpWeight": 1., "fpWeight": .11, "fnWeight": 1.})
    for length, windows in [(400, [[100, 139], [250, 280]]), (300, [[290, 299]]), (200, []),
                            (6000, [[2000, 2100], [2150, 2300]])]:
        inside = np.zeros(length)
        for first, last in windows:
            inside[first:last + 1] = 1
        scores = (random.random(length) * (1 + .3 * inside) / 1.3).round(3)
        series.append({"scores": scores.tolist(), "windows": windows})
        points += sweeper.calcSweepScore(range(length), scores, windows, str(length))
    count = sum(len(s["windows"]) for s in series)
    best = max(sweeper.calcScoreByThreshold(points), key=lambda t: t.score)
    return {"series": series, "threshold": best.threshold, "alarms": best.fp,
            "normalised": 100 * (best.score + count) / (2 * count)}


golden = json.loads(OUT.read_text()) if OUT.exists() else {}
golden |= {"scikit-learn": sklearn.__version__, "detectors": detectors(), "metrics": metrics()}
if len(sys.argv) > 1:
    golden["mammography"] = forest(pathlib.Path(sys.argv[1]))
if len(sys.argv) > 2:
    golden["nab"] = nab(sys.argv[2])
OUT.parent.mkdir(exist_ok=True)
OUT.write_text(json.dumps(golden) + "\n")
