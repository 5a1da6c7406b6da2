"""Writes what scikit-learn says of a few clouds of vectors: nearest neighbours, principal
components and logistic regression.

    python src/test/python/vectors_golden.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

ROOT = Path(__file__).resolve().parents[3]
L2 = 0.02

rng = np.random.default_rng(5)
labels = np.arange(60) % 3
clouds = rng.normal(size=(3, 6))
known = (clouds[labels] + rng.normal(size=(60, 6)) * [2, 1.5, 1, 1, 0.5, 3]).astype(np.float32)
known[:, 3] = 0.25  # says nothing, and has no deviation
asked = (clouds[np.arange(8) % 3] + rng.normal(size=(8, 6))).astype(np.float32)
data = {"known": known.tolist(), "labels": labels.tolist(), "asked": asked.tolist()}


def write(path, found):
    lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in (data | found).items())
    (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / path).write_text("{\n" + ",\n".join(lines) + "\n}\n")


def votes(k):
    model = KNeighborsClassifier(k, metric="cosine").fit(known, labels)
    return model.predict_proba(asked).tolist()


pca = PCA(3, svd_solver="full").fit(known.astype(np.float64))
largest = np.abs(pca.components_).argmax(1)
sign = np.sign(pca.components_[np.arange(3), largest])
neighbours = {str(k): votes(k) for k in (1, 4, 15)}
components = {
    "axes": (pca.components_ * sign[:, None]).tolist(),
    "shares": pca.explained_variance_ratio_.tolist(),
    "projected": (pca.transform(asked) * sign).tolist(),
}
write("zoo/src/test/resources/metrics/vectors.json", {"votes": neighbours, "pca": components})

mean, deviation = known.mean(0), known.std(0)
scaled = lambda x: (x - mean) / np.where(deviation > 1e-9, deviation, 1)
regression = LogisticRegression(C=1 / (L2 * len(known)), tol=1e-10, max_iter=10000)
probabilities = regression.fit(scaled(known), labels).predict_proba(scaled(asked))
write(
    "src/test/resources/org/vivarium/apps/vision/probe.json",
    {"l2": L2, "probabilities": probabilities.tolist()},
)
