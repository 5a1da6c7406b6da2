"""Writes spectra, mel features and measures of speech, computed with NumPy from their papers.

pystoi's own index was not at hand: STOI is written here from Taal et al. 2011, with the details
(window without its zeros, frames within 40 dB of the loudest, clipping at -15 dB) of their MATLAB code.

    python src/test/python/sound_golden.py
"""

import json
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
RATE = 10_000


def noise(n, state):
    """Numbers from -1 to 1 that any language computes alike."""
    out = np.empty(n)
    for i in range(n):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


def voice(n, rate):
    """Harmonics that swell and fade, with pauses."""
    t = np.arange(n) / rate
    swell = np.maximum(0, np.sin(2 * np.pi * 1.7 * t)) ** 2
    tones = sum(np.sin(2 * np.pi * 140 * h * t + h) / h for h in range(1, 20))
    return (0.2 * swell * tones).astype(np.float32)


def si_sdr(estimate, clean):
    scale = estimate @ clean / (clean @ clean)
    return 10 * np.log10(np.sum((scale * clean) ** 2) / np.sum((estimate - scale * clean) ** 2))


def segmental(estimate, clean, rate):
    frame = int(0.032 * rate)
    ratios = []
    for i in range(0, len(clean) - frame + 1, frame):
        c, e = clean[i : i + frame], estimate[i : i + frame]
        if np.sum(c**2) > 1e-10 * frame:
            ratio = 10 * np.log10(np.sum(c**2) / (np.sum((e - c) ** 2) + 1e-10 * frame))
            ratios.append(np.clip(ratio, -10, 35))
    return np.mean(ratios)


def frames(x, size, hop):
    return np.array([x[i : i + size] for i in range(0, len(x) - size + 1, hop)])


def stoi(clean, processed):
    size, hop, points, eps = 256, 128, 512, 1e-16
    window = np.hanning(size + 2)[1:-1]
    x, y = window * frames(clean, size, hop), window * frames(processed, size, hop)
    loud = 20 * np.log10(np.linalg.norm(x, axis=1) + eps)
    kept = loud > loud.max() - 40

    def joined(f):
        out = np.zeros((len(f) - 1) * hop + size)
        for i, one in enumerate(f):
            out[i * hop : i * hop + size] += one
        return out

    def bands(signal):
        power = np.abs(np.fft.rfft(window * frames(signal, size, hop), points)) ** 2
        f = np.linspace(0, RATE, points + 1)[: points // 2 + 1]
        rows = []
        for k in range(15):
            low = np.argmin((f - 150 * 2 ** ((2 * k - 1) / 6)) ** 2)
            high = np.argmin((f - 150 * 2 ** ((2 * k + 1) / 6)) ** 2)
            rows.append(np.sqrt(power[:, low:high].sum(1)))
        return np.array(rows)  # [band, frame]

    xb, yb = bands(joined(x[kept])), bands(joined(y[kept]))
    scores = []
    for m in range(30, xb.shape[1] + 1):
        xs, ys = xb[:, m - 30 : m], yb[:, m - 30 : m]
        alpha = np.linalg.norm(xs, axis=1, keepdims=True) / (np.linalg.norm(ys, axis=1, keepdims=True) + eps)
        ys = np.minimum(alpha * ys, xs * (1 + 10 ** (15 / 20)))
        xs = xs - xs.mean(1, keepdims=True)
        ys = ys - ys.mean(1, keepdims=True)
        xs /= np.linalg.norm(xs, axis=1, keepdims=True) + eps
        ys /= np.linalg.norm(ys, axis=1, keepdims=True) + eps
        scores.append(np.sum(xs * ys, axis=1))
    return np.mean(scores)


def mel_bank(bands, bins, rate, low, high):
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(mel(low), mel(high), bands + 2) / 2595) - 1)
    f = np.arange(bins) * rate / 2 / (bins - 1)
    rows = []
    for left, peak, right in zip(edges, edges[1:], edges[2:]):
        rows.append(np.maximum(0, np.minimum((f - left) / (peak - left), (right - f) / (right - peak))))
    return np.array(rows)


def features(x, rate, bands, coefficients):
    frame, hop = rate // 40, rate // 100
    points = 2 ** int(np.ceil(np.log2(frame)))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frame) / frame)
    power = np.abs(np.fft.rfft(window * frames(x, frame, hop), points)) ** 2
    logs = np.log(power @ mel_bank(bands, points // 2 + 1, rate, 60, rate / 2).T + 1e-6)
    k = np.arange(bands)
    table = np.cos(np.pi * np.outer(np.arange(coefficients), k + 0.5) / bands) * np.sqrt(2 / bands)
    table[0] /= np.sqrt(2)
    return logs, logs @ table.T


def main():
    n = 12_000
    clean = voice(n, RATE)
    cases = []
    for share in (0.02, 0.1, 0.5):
        processed = (clean + share * noise(n, 7)).astype(np.float32)
        c, p = clean.astype(np.float64), processed.astype(np.float64)
        cases.append(
            {"noise": share, "si_sdr": si_sdr(p, c), "segmental": segmental(p, c, RATE), "stoi": stoi(c, p)}
        )
    logs, mfcc = features(voice(1600, 8000).astype(np.float64), 8000, 40, 13)
    spectrum = np.fft.fft(noise(32, 3) + 1j * noise(32, 5))
    golden = {
        "measures": cases,
        "fft": {"re": spectrum.real.tolist(), "im": spectrum.imag.tolist()},
        "log_mel": np.round(logs[[0, 3, 9]], 6).tolist(),
        "mfcc": np.round(mfcc[[0, 3, 9]], 6).tolist(),
        "steps": len(logs),
    }
    file = ROOT / "zoo/src/test/resources/metrics/speech.json"
    file.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
