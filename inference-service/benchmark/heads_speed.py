"""scikit-learn's linear heads: features LABELS DIMENSIONS CLASSES FOLDER, or fit FOLDER.

features writes features.npy and classes.npy: Gaussian clusters seen through a random layer with ReLU, so that they are
as correlated and skewed as a backbone's, standardised over the labelled images; the last 5,000 are for testing.
fit prints a line per head: its name, its CPU seconds (median of RUNS after one to warm up), its accuracy.
"""
import statistics
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

TEST, RUNS, MOST_SECONDS = 5000, 5, 15
mode, folder = sys.argv[1], sys.argv[-1]
if mode == "features":
    labels, d, classes = map(int, sys.argv[2:5])
    random = np.random.default_rng(0)
    y = random.integers(0, classes, labels + TEST)
    y[:classes] = np.arange(classes)  # Each class has a label.
    clusters = random.normal(size=(classes, d))[y] + 2 * random.normal(size=(labels + TEST, d))
    layer = random.normal(size=(d, d)) / np.sqrt(np.arange(1, d + 1))[:, None]
    x = np.maximum(clusters @ layer + 2 * random.normal(size=d), 0)
    x = (x - x[:labels].mean(0)) / np.maximum(x[:labels].std(0), 1e-6)
    np.save(folder + "/features.npy", x.astype(np.float32))
    np.save(folder + "/classes.npy", y.astype(np.int32))
else:
    warnings.filterwarnings("ignore")  # That an iteration limit was reached.
    x, y = np.load(folder + "/features.npy"), np.load(folder + "/classes.npy")
    labels = len(y) - TEST
    for name, head in (
            ("logistic-regression", LogisticRegression(C=0.01, max_iter=200)), ("linear-svm", LinearSVC(C=0.001))):
        seconds = []
        while len(seconds) <= RUNS and sum(seconds) < MOST_SECONDS:
            start = time.process_time()
            head.fit(x[:labels], y[:labels])
            seconds.append(time.process_time() - start)
        median = statistics.median(seconds[1:] or seconds)
        print(f"{name} {median:.4f} {100 * head.score(x[labels:], y[labels:]):.2f}", flush=True)
