"""Writes zoo/src/test/resources/metrics/classification.json: scikit-learn's numbers for small
made-up classifiers. Run from the repository's root: python zoo/src/test/python/metrics_golden.py"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")


def case(name, labels, probabilities):
    p = probabilities.astype(np.float32)
    answers = p.argmax(1)
    k = p.shape[1]
    every = np.arange(k)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, answers, labels=every, zero_division=0)
    macro = metrics.precision_recall_fscore_support(labels, answers, average="macro", zero_division=0)
    confidence = p.max(1).astype(np.float64)
    right = answers == labels
    accuracy, mean = calibration_curve(right, confidence, n_bins=10, strategy="uniform")
    counts = np.histogram(np.ceil(confidence * 10) - 1, bins=np.arange(11) - 0.5)[0]
    auroc = [metrics.roc_auc_score(labels == c, p[:, c]) if 0 < support[c] < len(labels) else None for c in every]
    return {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": [[float(repr(x.item())) for x in row] for row in p],
        "accuracy": metrics.accuracy_score(labels, answers),
        "top": [float(metrics.top_k_accuracy_score(labels, p, k=i, labels=every)) for i in range(1, k)] if k > 2 else [],
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(), "support": support.tolist(),
        "macro_precision": macro[0], "macro_recall": macro[1], "macro_f1": macro[2],
        "confusion": metrics.confusion_matrix(labels, answers, labels=every).tolist(),
        "log_loss": metrics.log_loss(labels, p, labels=every),
        "auroc": auroc,
        "macro_auroc": float(np.mean([a for a in auroc if a is not None])),
        "bin_accuracy": accuracy.tolist(), "bin_confidence": mean.tolist(), "bin_count": counts.tolist(),
        "ece": float(np.sum(np.abs(accuracy - mean) * counts[counts > 0]) / len(labels)),
    }


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def scores(rng, labels, classes, skill):
    logits = rng.normal(size=(len(labels), classes))
    logits[np.arange(len(labels)), labels] += skill
    return softmax(logits)


rng = np.random.default_rng(7)
ten = rng.integers(0, 10, 120)
two = rng.integers(0, 2, 40)
three = rng.choice([0, 1], 30)  # class 2 never occurs
coarse = rng.integers(0, 4, 60)
ties = np.round(scores(rng, coarse, 4, 1.0), 1)
ties[:, 3] += 1 - ties.sum(1)  # tenths: many equal scores
ties = np.abs(ties)
cases = [
    case("ten classes", ten, scores(rng, ten, 10, 1.5)),
    case("two classes", two, scores(rng, two, 2, 1.0)),
    case("a class without examples", three, scores(rng, three, 3, 2.0)),
    case("certainty, right and wrong", np.array([0, 1, 2, 0]), np.eye(3)[[0, 1, 1, 0]]),
]
cases.append(case("equal scores", coarse, ties / ties.sum(1, keepdims=True)))
for tied in cases[-2:]:
    tied["top"] = []  # scikit-learn breaks ties by the classes' order
target = Path(__file__).resolve().parents[3] / "zoo/src/test/resources/metrics/classification.json"
target.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
