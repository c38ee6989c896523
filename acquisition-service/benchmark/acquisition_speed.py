"""Seconds of acquisition functions in NumPy, scikit-learn and faiss: PROBABILITIES RADIUS FEATURES…"""
import sys
import time

import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans

try:
    import faiss
except ImportError:
    faiss = None

p, radius = np.load(sys.argv[1]), float(sys.argv[2])
n = len(p)
x = np.concatenate([np.load(name) for name in sys.argv[3:]])[:n]
norms = np.einsum("ij,ij->i", x, x)


def timed(name, work):
    start = time.perf_counter()
    result = work()
    print(f"{name} {time.perf_counter() - start:.4f}")
    return result


def k_center():
    mean = x.mean(0, dtype=np.float64).astype(np.float32)
    chosen, nearest = [int((norms - 2 * (x @ mean)).argmin())], np.full(n, np.inf, np.float32)
    while len(chosen) < 1000:
        c = chosen[-1]
        np.minimum(nearest, norms + norms[c] - 2 * (x @ x[c]), out=nearest)
        chosen.append(int(nearest.argmax()))
    return chosen


def typicality(members):
    neighbours = min(20, len(members) // 2)
    if faiss is not None:
        index = faiss.IndexFlatL2(x.shape[1])
        index.add(x[members])
        nearest = index.search(x[members], neighbours + 1)[0]
    else:
        m = x[members]
        squared = norms[members][:, None] + norms[members] - 2 * (m @ m.T)
        nearest = np.sort(np.partition(squared, neighbours, 1)[:, : neighbours + 1], 1)
    return 1 / (nearest[:, 1:].mean(1) + 1e-5)


def typiclust():
    """As avihu111/TypiClust does it: mini-batches where there are more than 50 clusters."""
    labels = MiniBatchKMeans(500, batch_size=5000, n_init=1, random_state=0).fit(x).labels_
    sizes = np.bincount(labels)
    order = [c for c in np.argsort(-sizes, kind="stable") if sizes[c] > 5]
    picks = []
    for i in range(500):
        members = (labels == order[i % len(order)]).nonzero()[0]
        pick = members[typicality(members).argmax()]
        picks.append(pick)
        labels[pick] = -1


def probcover():
    """As avihu111/TypiClust does it: all pairs nearer than the radius, then greedy cover."""
    rows, columns = [], []
    for first in range(0, n, 500):
        squared = norms[first : first + 500, None] + norms - 2 * (x[first : first + 500] @ x.T)
        a, b = np.nonzero(squared < radius**2)
        rows.append((a + first).astype(np.int32))
        columns.append(b.astype(np.int32))
    rows, columns = np.concatenate(rows), np.concatenate(columns)
    for _ in range(100):
        best = np.bincount(rows, minlength=n).argmax()
        covered = np.zeros(n, bool)
        covered[columns[rows == best]] = True
        kept = ~covered[columns]
        rows, columns = rows[kept], columns[kept]


def margin():
    two = np.partition(p, -2, axis=1)
    return np.argsort(two[:, -1] - two[:, -2])[:1000]


picks = timed("k-center-greedy", k_center)
means = timed("k-means", lambda: KMeans(50, n_init=1, max_iter=20, tol=0, random_state=0).fit(x))
timed("typiclust", typiclust)
timed("probcover", probcover)
timed("margin", margin)
timed("entropy", lambda: np.argsort((p * np.log(p)).sum(1))[:1000])
print(f"inertia {means.inertia_:.5g} {means.n_iter_}")
print("picks " + ",".join(map(str, picks)))
