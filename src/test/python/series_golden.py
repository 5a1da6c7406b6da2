"""Writes the goldens of org.vivarium.series: what statsmodels and arch say of a made-up series and of five real ones.

    pip install statsmodels arch
    python src/test/python/series_golden.py DATA zoo/src/test/resources/series

DATA is the folder of the data sets ($VIVARIUM_DATA). The real series themselves are not written.
"""

import csv
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from arch.unitroot import PhillipsPerron
from statsmodels.tsa.seasonal import STL
from statsmodels.tsa.stattools import acf, adfuller, kpss, pacf

warnings.simplefilter("ignore")


def made_up(n=240):
    """A trend, a season of 12 and noise from a linear congruential generator that any language can repeat."""
    state, noise, walk, values = 12345, 0.0, 0.0, []
    for t in range(n):
        state = (1103515245 * state + 12345) % 2**31
        shock = state / 2**31 - 0.5
        noise = 0.6 * noise + shock
        walk += 0.2 * shock
        values.append(10 + 0.02 * t + 2 * np.sin(2 * np.pi * t / 12) + np.cos(2 * np.pi * t / 6) + noise + walk)
    return np.array(values)


def column(path, index, where=None):
    with open(path) as file:
        rows = list(csv.reader(file))[1:]
    return np.array([float(r[index]) for r in rows if where is None or r[0] == where])


def tests(x):
    out = {}
    for name, regression in (("level", "c"), ("trend", "ct")):
        stat, p, lags, rows, critical = adfuller(x, regression=regression, result_object=False)[:5]
        out["adf_" + name] = [stat, p, lags, rows, critical["5%"]]
        stat, p, lags, critical = kpss(x, regression=regression, nlags="auto", result_object=False)
        out["kpss_" + name] = [stat, p, lags, len(x), critical["5%"]]
        pp = PhillipsPerron(x, trend=regression)
        out["pp_" + name] = [pp.stat, pp.pvalue, pp.lags, pp.nobs, pp.critical_values["5%"]]
    return {k: [float(v) for v in row] for k, row in out.items()}


def main(data, target):
    data, target = Path(data), Path(target)
    series = {
        "made-up": made_up(),
        "airline-passengers": column(data / "brownlee/airline-passengers.csv", 1),
        "daily-min-temperatures": column(data / "brownlee/daily-min-temperatures.csv", 1),
        "monthly-sunspots": column(data / "brownlee/monthly-sunspots.csv", 1),
        "shampoo": column(data / "brownlee/shampoo.csv", 1),
        "global-temp": column(data / "global-temp/monthly.csv", 2, "gcag"),
        "ett": column(data / "ett/ETT-small/ETTh1.csv", 7)[:14400],  # the rows that the papers use
    }
    goldens = {name: tests(x) for name, x in series.items()}
    x = series["made-up"]
    goldens["acf"] = acf(x, nlags=20, fft=False).tolist()
    goldens["pacf"] = pacf(x, nlags=20, method="ldb").tolist()
    for name, robust in (("stl", False), ("stl_robust", True)):
        y = x.copy()
        y[100] += 20
        fit = STL(y, period=12, robust=robust).fit()
        goldens[name] = {"trend": fit.trend[::7].tolist(), "season": fit.seasonal[::7].tolist()}
    target.mkdir(parents=True, exist_ok=True)
    (target / "goldens.json").write_text(json.dumps(goldens, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
