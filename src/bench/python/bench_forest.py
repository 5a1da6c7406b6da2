"""scikit-learn's isolation forest beside ours; org.vivarium.bench.Forest starts it and asks.

    python bench_forest.py DATA ROWS COLUMNS

DATA is rows of little-endian doubles. For each line of standard input, the number of jobs ('None' for
the default), it fits and scores once and prints the seconds.
"""

import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest

data = np.fromfile(sys.argv[1], "<f8").reshape(int(sys.argv[2]), int(sys.argv[3]))
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    jobs = None if line.strip() == "None" else int(line)
    start = time.perf_counter()
    IsolationForest(n_estimators=100, max_samples=256, n_jobs=jobs, random_state=1).fit(
        data).score_samples(data)
    print(time.perf_counter() - start, flush=True)
