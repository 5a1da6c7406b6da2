"""Writes what scikit-image, SciPy and scikit-learn say of pairs of images, clouds and masks.

    python src/test/python/images_golden.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import accuracy_score, f1_score, jaccard_score

ROOT = Path(__file__).resolve().parents[3]
rng = np.random.default_rng(7)


def rounded(x):
    return np.round(x, 4).astype(np.float32)


def pair(channels):
    y, x = np.mgrid[0:14, 0:17]
    waves = [np.sin(x / (2 + c)) * np.cos(y / (3 + c)) * 0.5 + 0.5 for c in range(channels)]
    a = rounded(np.stack(waves, -1))
    b = rounded(np.clip(a * 0.9 + rng.normal(0, 0.1, a.shape), 0, 1))
    wide = a.astype(np.float64), b.astype(np.float64)
    options = dict(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)
    return {
        "shape": a.shape,
        "a": a.ravel().tolist(),
        "b": b.ravel().tolist(),
        "psnr": peak_signal_noise_ratio(*wide, data_range=1),
        "ssim": structural_similarity(*wide, data_range=1, channel_axis=-1, **options),
    }


def clouds():
    mix = rng.normal(size=(5, 5))
    real = rounded(rng.normal(size=(40, 5)) @ mix)
    fake = rounded(rng.normal(size=(30, 5)) @ mix * 0.8 + 0.3)
    a, b = real.astype(np.float64), fake.astype(np.float64)
    s, t = np.cov(a.T), np.cov(b.T)
    d = a.mean(0) - b.mean(0)
    frechet = d @ d + np.trace(s + t - 2 * sqrtm(s @ t).real)

    def inside(asked, base, k):
        radii = np.sort(cdist(base, base), 1)[:, k]
        return float((cdist(asked, base) <= radii).any(1).mean())

    return {
        "real": real.tolist(),
        "fake": fake.tolist(),
        "frechet": frechet,
        "precision": inside(b, a, 3),
        "recall": inside(a, b, 3),
        "covariance": s.tolist(),
        "root": sqrtm(s).real.tolist(),
        "values": np.linalg.eigvalsh(s).tolist(),
    }


def masks():
    truth = rng.integers(0, 3, 60)
    said = np.where(rng.random(60) < 0.7, truth, rng.integers(0, 3, 60))
    return {
        "truth": truth.tolist(),
        "said": said.tolist(),
        "accuracy": accuracy_score(truth, said),
        "dice": f1_score(truth, said, average=None).tolist(),
        "iou": jaccard_score(truth, said, average=None).tolist(),
    }


found = {"grey": pair(1), "colour": pair(3), "clouds": clouds(), "masks": masks()}
lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in found.items())
path = ROOT / "zoo/src/test/resources/metrics/images.json"
path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
